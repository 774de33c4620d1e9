import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink, FilterBar, Notice, PageHeader, Skeleton, useKeys } from '../../../web/ui/index.ts';
import { formatDate, localDay, useWords } from '../../../web/words/index.ts';
import { isDay } from '../../vocabulary/days.ts';
import { entryKinds } from '../rules-entries.ts';
import { spanOf, stepFrom, views, type View } from '../rules-view.ts';
import { AgendaView, MonthView, TableView } from './calendar-views.tsx';
import styles from './calendar.module.css';

const VOCABULARY = {
  facets: { kind: entryKinds, whose: ['mine', 'agency'] },
  sorts: ['day'],
  defaultSort: { by: 'day', descending: false },
} as const;

/** What is planned and due: month, week, the days ahead, or a table; the address keeps view, day and filters. */
export default function CalendarPage() {
  const { t } = useWords();
  const can = useCan();
  const go = useNavigate();
  const params = useParams({ strict: false }) as { view?: string; day?: string };
  const view: View = views.find((one) => one === params.view) ?? 'month';
  const [today] = useState(() => localDay(Date.now()));
  const day = params.day !== undefined && isDay(params.day) ? params.day : today;
  const state = useListState(VOCABULARY);
  const span = spanOf(view, day);
  const whose = state.chosen['whose']?.[0] as 'mine' | 'agency' | undefined;
  const found = useQuery(
    api.calendar.read.queryOptions({
      input: { ...span, kinds: [...(state.chosen['kind'] ?? [])] as never[], whose: whose ?? 'all' },
      placeholderData: keepPreviousData,
    }),
  );
  // Filters stay while one turns the pages.
  const at = (to: View, on: string) => `/calendar/${to}/${on}${location.search}`;
  const visit = (to: View, on: string) => void go({ href: at(to, on) });
  useKeys(t('calendar.title'), [
    { keys: 'p', label: t('calendar.previous'), run: () => visit(view, stepFrom(view, day, -1)) },
    { keys: 'n', label: t('calendar.next'), run: () => visit(view, stepFrom(view, day, 1)) },
    { keys: 't', label: t('calendar.today'), run: () => visit(view, today) },
    ...views
      .map((one) => ({ keys: one.charAt(0), label: t(`calendar.view.${one}`), run: () => visit(one, day) }))
      .filter(({ keys }) => keys !== 't'),
  ]);
  const facets = useMemo(
    () => [
      {
        id: 'kind',
        label: t('calendar.field.kind'),
        options: entryKinds.map((id) => ({ id, label: t(`calendar.kind.${id}`) })),
      },
      {
        id: 'whose',
        label: t('calendar.field.whose'),
        options: (['mine', 'agency'] as const).map((id) => ({ id, label: t(`calendar.whose.${id}`) })),
        single: true,
      },
    ],
    [t],
  );
  const { data } = found;
  return (
    <>
      <PageHeader
        title={t('calendar.title')}
        lead={t('calendar.lead')}
        actions={
          <>
            {can('vehicles.read') && (
              <ButtonLink href="/calendar/vehicles">{t('calendar.vehicles.title')}</ButtonLink>
            )}
            <ButtonLink href="/calendar/away">{t('calendar.away.title')}</ButtonLink>
            <ButtonLink href="/calendar/feeds">{t('calendar.feeds.title')}</ButtonLink>
          </>
        }
      />
      <div className={styles['bar']}>
        <h2 aria-live="polite">{heading(view, span, day, t)}</h2>
        <nav className={styles['views']} aria-label={t('calendar.steps')}>
          <ButtonLink href={at(view, stepFrom(view, day, -1))}>{t('calendar.previous')}</ButtonLink>
          <ButtonLink href={at(view, today)}>{t('calendar.today')}</ButtonLink>
          <ButtonLink href={at(view, stepFrom(view, day, 1))}>{t('calendar.next')}</ButtonLink>
        </nav>
        <nav className={styles['views']} aria-label={t('calendar.views')}>
          {views.map((one) => (
            <ButtonLink key={one} href={at(one, day)} look={one === view ? 'primary' : 'quiet'}>
              {t(`calendar.view.${one}`)}
            </ButtonLink>
          ))}
        </nav>
      </div>
      <FilterBar
        facets={facets}
        chosen={state.chosen}
        onChange={(chosen) => state.set({ chosen, view: undefined })}
      />
      <ReadFailed query={found} title={t('calendar.failed')} />
      {!data && !found.error && <Skeleton label={t('ui.reading')} lines={8} />}
      {data?.capped && <Notice tone="warn" title={t('calendar.capped')} />}
      {data && (view === 'month' || view === 'week') && (
        <MonthView view={view} span={span} day={day} today={data.today} rows={data.rows} />
      )}
      {data && view === 'agenda' && <AgendaView today={data.today} rows={data.rows} />}
      {data && view === 'table' && <TableView rows={data.rows} />}
    </>
  );
}

function heading(
  view: View,
  span: { from: string; until: string },
  day: string,
  t: (key: string, values?: Record<string, string | number>) => string,
) {
  if (view === 'month')
    return new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`));
  return t('calendar.span', { from: formatDate(span.from), until: formatDate(span.until) });
}
