import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './wide.module.css';

/**
 * Holds what may be wider than the page, such as a table of figures: it scrolls sideways by itself, with the
 * arrow keys too, and `label` tells a screen reader what is in it.
 */
export function Wide({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={cx(styles['wide'], className)} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
