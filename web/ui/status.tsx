import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './status.module.css';

/** How a state weighs, each with a shape of its own so that colour is never the only sign. */
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'danger' | 'muted';

/** The shape drawn before a word: ring, full disc, tick, triangle, square with a mark, dash. */
const SHAPES: Record<Tone, ReactNode> = {
  neutral: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  accent: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  good: (
    <path
      d="M1.8 6.4 4.8 9.4 10.4 3"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  warn: <path d="M6 .8 11.6 11H.4z" fill="currentColor" />,
  danger: <path d="M6 0 12 6 6 12 0 6z" fill="currentColor" />,
  muted: <path d="M1.5 6h9" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
};

/** The shape of a tone alone; always beside its word. */
export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg className={styles['shape']} width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
  );
}

/** A state in a word with its shape: plain text, for rows and headers. */
export function Status({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={cx(styles['status'], styles[tone])}>
      <Shape tone={tone} />
      <span>{children}</span>
    </span>
  );
}

/** A small mark on a record: sealed, training, hold. With an icon it needs no shape. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={cx(styles['badge'], styles[`${tone}-fill`])}>
      {icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </span>
  );
}
