import { useRef, useState, type KeyboardEvent } from 'react';
import { Button, Wide } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { TimesheetRow } from '../contract.ts';
import { cellMinutes, cellText, clockText, rowKey } from '../rules.ts';
import styles from './timesheets.module.css';

type Grid = {
  days: readonly string[];
  today: string;
  rows: readonly TimesheetRow[];
  onSet: (row: TimesheetRow, place: number, minutes: number) => void;
  onUndo: () => void;
  /** Starts the timer on a row; absent while one runs. */
  onStart?: (row: TimesheetRow) => void;
};

/** The week as a grid to type into: arrows and Enter go from cell to cell, what is left is saved. */
export function HoursGrid({ days, today, rows, onSet, onUndo, onStart }: Grid) {
  const { t } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const perDay = days.map((_, place) => rows.reduce((sum, row) => sum + row.minutes[place]!, 0));
  const go = (line: number, place: number): boolean => {
    const next = table.current?.querySelector<HTMLInputElement>(`[data-cell="${line}:${place}"]:enabled`);
    next?.focus();
    return next !== null && next !== undefined;
  };
  return (
    <Wide label={t('timesheets.grid')}>
      <table className={styles['grid']} aria-label={t('timesheets.grid')} ref={table}>
        <thead>
          <tr>
            <th scope="col">{t('timesheets.what')}</th>
            {days.map((day) => (
              <th key={day} scope="col" aria-current={day === today ? 'date' : undefined}>
                {dayName(day)}
              </th>
            ))}
            <th scope="col">{t('timesheets.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={rowKey(row)}>
              <RowHead row={row} {...(onStart ? { onStart } : {})} />
              {days.map((day, place) => (
                <td key={day} className={day === today ? styles['today'] : undefined}>
                  <Cell
                    label={`${nameOf(row, t)}, ${formatDate(day)}`}
                    cell={`${line}:${place}`}
                    minutes={row.minutes[place]!}
                    disabled={day > today}
                    onSet={(minutes) => onSet(row, place, minutes)}
                    onUndo={onUndo}
                    onGo={(down, across) => go(line + down, place + across)}
                  />
                </td>
              ))}
              <td className={styles['sum']}>{clockText(row.minutes.reduce((a, b) => a + b, 0))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('timesheets.sum')}</th>
            {perDay.map((minutes, place) => (
              <td key={days[place]}>{clockText(minutes)}</td>
            ))}
            <td className={styles['sum']}>{clockText(perDay.reduce((a, b) => a + b, 0))}</td>
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

const nameOf = (row: TimesheetRow, t: (key: string) => string) =>
  [row.caseNumber, row.activity ?? row.strand ?? t('timesheets.wholeCase')].join(' ');

const dayName = (day: string) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

function RowHead({ row, onStart }: { row: TimesheetRow; onStart?: (row: TimesheetRow) => void }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <th scope="row">
      <a href={`/cases/${row.caseId}`}>
        {row.caseNumber} {row.caseTitle}
      </a>
      <div className={styles['aside']}>
        {[row.activity, row.strand ?? t('timesheets.wholeCase'), code('workRole', row.workRole)]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {onStart && row.activityId === null && (
        <Button size="small" look="quiet" icon="clock" onPress={() => onStart(row)}>
          {t('timesheets.start')}
        </Button>
      )}
    </th>
  );
}

type CellProps = {
  label: string;
  cell: string;
  minutes: number;
  disabled: boolean;
  onSet: (minutes: number) => void;
  onUndo: () => void;
  /** Goes to another cell, which leaves this one; false: there is none. */
  onGo: (down: number, across: number) => boolean;
};

function Cell({ label, cell, minutes, disabled, onSet, onUndo, onGo }: CellProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && cellMinutes(typed) === null;
  const keep = () => {
    const now = typed === null ? minutes : cellMinutes(typed);
    if (now === null) return;
    setTyped(null);
    if (now !== minutes) onSet(now);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = stepOf(event);
    if (step) {
      event.preventDefault();
      if (!onGo(...step)) keep();
    } else if (event.key === 'Escape') setTyped(null);
    else if (typed === null && event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onUndo();
    }
  };
  return (
    <>
      <input
        className={styles['cell']}
        aria-label={label}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `wrong-${cell}` : undefined}
        data-cell={cell}
        inputMode="text"
        autoComplete="off"
        disabled={disabled}
        value={typed ?? cellText(minutes)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={onKey}
      />
      {wrong && (
        <span id={`wrong-${cell}`} className={styles['wrong']}>
          {t('timesheets.wrong')}
        </span>
      )}
    </>
  );
}

/** Where a key leads from a cell: up and down always, sideways from the edge of what is typed. */
function stepOf(event: KeyboardEvent<HTMLInputElement>): [number, number] | null {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  const whole = selectionStart === 0 && selectionEnd === value.length;
  if (event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)) return [-1, 0];
  if (event.key === 'ArrowDown' || event.key === 'Enter') return [1, 0];
  if (event.key === 'ArrowLeft' && (whole || selectionEnd === 0)) return [0, -1];
  if (event.key === 'ArrowRight' && (whole || selectionStart === value.length)) return [0, 1];
  return null;
}
