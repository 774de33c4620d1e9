import { useRef } from 'react';
import { Link } from 'react-aria-components';
import type { TipRow } from '../contract-parts.ts';
import { Badge, Clock, RowCheckbox, Shape } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { nameOf } from './named.ts';
import styles from './tips.module.css';

const TONES: Partial<Record<TipRow['why'], Tone>> = {
  danger_unaccepted: 'danger',
  danger_open: 'danger',
  minor_and_going_on: 'warn',
  triage_overdue: 'warn',
  answer_arrived: 'accent',
};

/** The queue: why each tip stands where it stands, then what it says, where, and by when. */
export function QueueList({
  rows,
  current,
  hrefOf,
  marked,
  onMark,
}: {
  rows: readonly TipRow[];
  current: string | undefined;
  hrefOf: (id: string) => string;
  marked: ReadonlySet<string>;
  /** Ticks a tip, or with Shift everything up to it. */
  onMark: (id: string, upTo: boolean) => void;
}) {
  const { t } = useWords();
  const shift = useRef(false);
  return (
    <ol className={styles['queue']} aria-label={t('tips.queue.label')}>
      {rows.map((row) => (
        <li key={row.id} className={styles['line']} data-marked={marked.has(row.id) || undefined}>
          <span
            className={styles['tick']}
            onPointerDownCapture={(event) => (shift.current = event.shiftKey)}
            onKeyDownCapture={(event) => (shift.current = event.shiftKey)}
          >
            <RowCheckbox
              label={t('ui.list.selectOne', { name: row.number })}
              checked={marked.has(row.id)}
              onChange={() => onMark(row.id, shift.current)}
            />
          </span>
          <Link
            href={hrefOf(row.id)}
            className={styles['item'] ?? ''}
            data-tip={row.id}
            data-why={row.why}
            {...(row.id === current ? { 'aria-current': 'true' as const } : {})}
          >
            <span className={styles['item-head']}>
              <span className={styles['why']} data-tone={TONES[row.why] ?? 'neutral'}>
                <Shape tone={TONES[row.why] ?? 'neutral'} />
                {nameOf(t, 'queueReason', row.why)}
              </span>
              <span className={styles['number']}>{row.number}</span>
            </span>
            <span className={styles['excerpt']}>{row.what}</span>
            <span className={styles['item-foot']}>
              {row.place !== '' && <b>{row.place}</b>}
              <span>{t(`tips.range.${row.personsRange}`)}</span>
              {row.minors === 'yes' && <Badge tone="warn">{t('tips.fact.minors')}</Badge>}
              <ItemClock row={row} />
            </span>
            <span className={styles['item-foot']}>
              <span>{nameOf(t, 'tipChannel', row.channel)}</span>
              <span>{formatMoment(row.receivedAt)}</span>
              <span>
                {row.assignedTo
                  ? t('tips.queue.taken', { name: row.assignedTo.displayName })
                  : t('tips.queue.free')}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function ItemClock({ row }: { row: TipRow }) {
  const { t } = useWords();
  if (row.officerDueAt) return <Clock due={row.officerDueAt} soonMs={15 * 60_000} />;
  if (row.state === 'received') return <Clock due={row.triageDueAt} />;
  return <span>{nameOf(t, 'tipState', row.state)}</span>;
}
