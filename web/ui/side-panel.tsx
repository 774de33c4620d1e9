import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import styles from './side-panel.module.css';

/**
 * A look at one record without losing one's place: beside the list on a wide screen, over it on a phone.
 * Not modal; Escape closes it and gives the focus back to where it was.
 */
export function SidePanel({
  open,
  title,
  closeLabel,
  onClose,
  actions,
  children,
}: {
  open: boolean;
  title: string;
  closeLabel: string;
  onClose: () => void;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    if (!open) return undefined;
    const before = document.activeElement;
    return () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement) before.focus();
    };
  }, [open]);
  if (!open) return null;
  return (
    <aside
      className={styles['panel']}
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}
    >
      <header className={styles['head']}>
        <h2>{title}</h2>
        <IconButton icon="close" size="small" label={closeLabel} onPress={onClose} />
      </header>
      <div className={styles['body']}>{children}</div>
      {actions !== undefined && <footer className={styles['foot']}>{actions}</footer>}
    </aside>
  );
}

/** A list and its panel, side by side where there is room. */
export function WithPanel({ children, panel }: { children: ReactNode; panel: ReactNode }) {
  return (
    <div className={styles['with']}>
      <div className={styles['list']}>{children}</div>
      {panel}
    </div>
  );
}
