import { useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { cx } from './cx.ts';
import styles from './toast.module.css';

export interface Toast {
  text: string;
  tone?: 'good' | 'warn';
  /** The way back, named in words ("Undo"). */
  undo?: { label: string; onUndo: () => void };
  /** Milliseconds on the screen; with an undo at least 10 seconds. */
  stay?: number;
}

type Shown = Toast & { id: number };

let shown: readonly Shown[] = [];
let next = 1;
const listeners = new Set<() => void>();

function change(toasts: readonly Shown[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}

/** Says what was just done, with the way back. Never the only place where something important stands. */
export function toast(message: Toast): void {
  const id = next++;
  change([...shown.slice(-2), { ...message, id }]);
  const stay = Math.max(message.stay ?? 6000, message.undo ? 10_000 : 0);
  setTimeout(() => dismiss(id), stay);
}

function dismiss(id: number): void {
  change(shown.filter((one) => one.id !== id));
}

/** Where toasts appear; mounted once by the shell. */
export function Toasts({ label, closeLabel }: { label: string; closeLabel: string }) {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <section className={styles['region']} aria-label={label} aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id} className={cx(styles['toast'], one.tone === 'warn' && styles['warn'])}>
          <Icon name={one.tone === 'warn' ? 'danger' : 'check'} />
          <span className={styles['text']}>{one.text}</span>
          {one.undo && (
            <Button
              size="small"
              look="quiet"
              onPress={() => {
                one.undo?.onUndo();
                dismiss(one.id);
              }}
            >
              {one.undo.label}
            </Button>
          )}
          <IconButton icon="close" size="small" label={closeLabel} onPress={() => dismiss(one.id)} />
        </div>
      ))}
    </section>
  );
}
