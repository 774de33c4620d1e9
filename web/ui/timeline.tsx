import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './timeline.module.css';

export interface TimelineEntry {
  id: string;
  /** When it happened, in the words to show ("12 Mar 2026", "spring 2023"). */
  when: string;
  dateTime?: string;
  /** When it was recorded, if that differs. */
  recorded?: string | undefined;
  icon?: IconName;
  title: ReactNode;
  /** Who, in which office. */
  by?: string;
  children?: ReactNode;
  /** Draws the entry heavier: a change of phase, a danger. */
  weight?: 'plain' | 'strong' | 'danger';
}

/** What happened, newest or oldest first as given; a rule on the left ties the entries together. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className={styles['timeline']} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={cx(styles['entry'], styles[entry.weight ?? 'plain'])}>
          <span className={cx(styles['mark'], !entry.icon && styles['dot'])}>
            {entry.icon && <Icon name={entry.icon} size={16} />}
          </span>
          <div className={styles['body']}>
            <div className={styles['head']}>
              <span className={styles['title']}>{entry.title}</span>
              <time className={styles['when']} dateTime={entry.dateTime}>
                {entry.when}
              </time>
            </div>
            {(entry.by !== undefined || entry.recorded !== undefined) && (
              <p className={styles['by']}>{[entry.by, entry.recorded].filter(Boolean).join(' · ')}</p>
            )}
            {entry.children !== undefined && <div className={styles['content']}>{entry.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
