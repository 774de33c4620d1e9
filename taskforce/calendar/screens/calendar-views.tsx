import { useMemo } from 'react';
import { Link } from 'react-aria-components';
import { cx } from '../../../web/ui/cx.ts';
import { DataList, EmptyState, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatList, useWords } from '../../../web/words/index.ts';
import type { Entry } from '../contract.ts';
import { daysOf, type View } from '../rules-view.ts';
import { entryInWords, kindInWords, leadsTo } from './entry-words.ts';
import styles from './calendar.module.css';

/** Entries that a cell of a month shows; the rest is counted and found under the day. */
const IN_A_CELL = 4;

function timeOf(entry: Entry): string {
  if (entry.fromTime === null) return '';
  return entry.untilTime === null ? entry.fromTime : `${entry.fromTime}–${entry.untilTime}`;
}

function Line({ entry, place = false }: { entry: Entry; place?: boolean }) {
  const { t } = useWords();
  const to = leadsTo(entry);
  const content = (
    <>
      {entry.fromTime !== null && <span className={styles['time']}>{timeOf(entry)} </span>}
      {entryInWords(entry, t)}
      {place && entry.place !== '' && ` · ${entry.place}`}
      {entry.overdue && ` · ${t('calendar.overdue')}`}
      {entry.clashes.length > 0 && (
        <strong> · {t('calendar.clash.mark', { names: formatList(entry.clashes) })}</strong>
      )}
      {entry.state !== 'planned' && ` · ${t(`calendar.state.${entry.state}`)}`}
    </>
  );
  const shared = {
    className: styles['entry'] ?? '',
    'data-kind': entry.kind,
    'data-state': entry.state,
    'data-overdue': entry.overdue,
    'data-clash': entry.clashes.length > 0,
  };
  return to === null ? (
    <span {...shared}>{content}</span>
  ) : (
    <Link href={to} {...shared}>
      {content}
    </Link>
  );
}

/** A month or a week as a table of days: weeks are rows, and each day says its date. */
export function MonthView({
  view,
  span,
  day,
  today,
  rows,
}: {
  view: View;
  span: { from: string; until: string };
  day: string;
  today: string;
  rows: readonly Entry[];
}) {
  const { t } = useWords();
  const days = daysOf(span);
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7));
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const most = view === 'week' ? 50 : IN_A_CELL;
  return (
    <table className={cx(styles['grid'], view === 'week' && styles['week'])} aria-label={t('calendar.title')}>
      <thead>
        <tr>
          {days.slice(0, 7).map((one) => (
            <th key={one} scope="col">
              {weekday.format(new Date(`${one}T00:00:00Z`))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((one) => {
              const here = rows.filter((entry) => entry.day <= one && entry.untilDay >= one);
              const outside = view === 'month' && one.slice(0, 7) !== day.slice(0, 7);
              return (
                <td key={one} className={cx(one === today && styles['today'], outside && styles['outside'])}>
                  <Link
                    className={styles['number'] ?? ''}
                    href={`/calendar/agenda/${one}`}
                    aria-label={formatDate(one, 'long')}
                  >
                    {Number(one.slice(8))}
                  </Link>
                  <ul className={styles['entries']}>
                    {here.slice(0, most).map((entry) => (
                      <li key={entry.key}>
                        <Line entry={entry} place={view === 'week'} />
                      </li>
                    ))}
                  </ul>
                  {here.length > most && (
                    <span className={styles['more']}>{t('calendar.more', { n: here.length - most })}</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The days ahead that have something, one after the other. */
export function AgendaView({ today, rows }: { today: string; rows: readonly Entry[] }) {
  const { t } = useWords();
  const days = [...new Set(rows.map((entry) => entry.day))];
  if (days.length === 0)
    return (
      <EmptyState icon="agenda" title={t('calendar.empty')}>
        {t('calendar.emptyWhat')}
      </EmptyState>
    );
  return (
    <>
      {days.map((day) => (
        <section key={day} aria-label={formatDate(day, 'long')}>
          <h3 className={styles['day']}>
            {formatDate(day, 'long')}
            {day === today && ` · ${t('calendar.today')}`}
          </h3>
          <ul className={styles['list']}>
            {rows
              .filter((entry) => entry.day === day)
              .map((entry) => (
                <li key={entry.key}>
                  <Line entry={entry} place />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The same as a table, for those who listen, and to copy from. */
export function TableView({ rows }: { rows: readonly Entry[] }) {
  const { t } = useWords();
  const columns = useMemo(
    (): Column<Entry>[] => [
      { id: 'day', label: t('calendar.field.day'), cell: (entry) => formatDate(entry.day), nowrap: true },
      {
        id: 'time',
        label: t('calendar.field.time'),
        cell: (entry) => timeOf(entry) || t('calendar.wholeDay'),
        nowrap: true,
      },
      { id: 'kind', label: t('calendar.field.kind'), cell: (entry) => kindInWords(entry, t) },
      {
        id: 'what',
        label: t('calendar.field.what'),
        primary: true,
        cell: (entry) => entry.title || kindInWords(entry, t),
      },
      {
        id: 'of',
        label: t('calendar.field.of'),
        cell: (entry) => entry.operation?.number ?? entry.case?.number ?? '',
        nowrap: true,
      },
      { id: 'place', label: t('calendar.field.place'), cell: (entry) => entry.place, extra: true },
      {
        id: 'state',
        label: t('calendar.field.state'),
        cell: (entry) => (entry.overdue ? t('calendar.overdue') : t(`calendar.state.${entry.state}`)),
      },
      {
        id: 'clashes',
        label: t('calendar.clash.title'),
        cell: (entry) =>
          entry.clashes.length === 0 ? '' : <Status tone="warn">{formatList(entry.clashes)}</Status>,
      },
    ],
    [t],
  );
  return (
    <DataList
      id="calendar"
      label={t('calendar.title')}
      columns={columns}
      rows={rows}
      rowId={(entry) => entry.key}
      rowName={(entry) => entryInWords(entry, t)}
      href={(entry) => leadsTo(entry) ?? `/calendar/agenda/${entry.day}`}
      empty={<EmptyState icon="agenda" title={t('calendar.empty')} />}
    />
  );
}
