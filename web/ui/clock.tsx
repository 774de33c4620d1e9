import { useEffect, useState } from 'react';
import { formatDate, formatDayDistance, formatDistance, formatMoment, useWords } from '../words/index.ts';
import { cx } from './cx.ts';
import { nearness } from './nearness.ts';
import type { Nearness } from './nearness.ts';
import { Shape } from './status.tsx';
import type { Tone } from './status.tsx';
import styles from './clock.module.css';

const TONES: Record<Nearness, Tone> = { overdue: 'danger', soon: 'warn', later: 'neutral', met: 'good' };

export interface ClockProps {
  /** The deadline: an ISO instant or a Date; `YYYY-MM-DD` is met until the end of that day. */
  due: string | Date;
  /** The time to measure from; without it the clock runs, minute by minute. */
  now?: Date;
  /** When it was met: the clock stands still. */
  metAt?: string | Date | undefined;
  soonMs?: number;
  /** The exact moment below the words, instead of on hover only. */
  exact?: boolean;
}

/** A deadline in words and as an exact moment, with a shape for overdue, soon, later and met. */
export function Clock({ due, now, metAt, soonMs, exact }: ClockProps) {
  const { t } = useWords();
  const running = useNow(now === undefined && metAt === undefined);
  const at = now ?? running;
  const day = typeof due === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : undefined;
  const dueAt = new Date(day === undefined ? due : `${day}T23:59:59.999`);
  const near = metAt === undefined ? nearness(dueAt, at, soonMs) : 'met';
  const moment = metAt === undefined && day !== undefined ? formatDate(day) : formatMoment(metAt ?? dueAt);
  const when = day === undefined ? formatDistance(dueAt, at) : formatDayDistance(day, at);
  const words = near === 'met' ? t('ui.clock.met') : t(`ui.clock.${near}`, { when });
  return (
    <span className={cx(styles['clock'], styles[near])} title={moment}>
      <Shape tone={TONES[near]} />
      <span>
        {words}
        {exact ? (
          <time className={styles['exact']} dateTime={dueAt.toISOString()}>
            {moment}
          </time>
        ) : (
          <time className="visually-hidden" dateTime={dueAt.toISOString()}>
            {moment}
          </time>
        )}
      </span>
    </span>
  );
}

/** The present time, renewed every half minute while `running`. */
export function useNow(running = true): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
