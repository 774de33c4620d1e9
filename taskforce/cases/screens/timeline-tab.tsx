import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  FilterBar,
  Row,
  Skeleton,
  Stack,
  Switch,
  Timeline,
} from '../../../web/ui/index.ts';
import type { Chosen } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import type { TimelineRow } from '../contract-records.ts';
import { timelineKinds } from '../contract-timeline.ts';
import { RecordLink } from './opened.tsx';
import { useCode } from './shared.ts';

const icons = {
  transition: 'refresh',
  activity: 'agenda',
  note: 'file',
  task: 'check',
  task_settled: 'check',
  decision: 'edit',
  member: 'user',
  member_ended: 'user',
  file: 'file',
  request: 'edit',
} as const;

/** A line of the timeline in one sentence. */
function useTitle() {
  const { t } = useWords();
  const code = useCode();
  return (row: TimelineRow): string => {
    const { detail } = row;
    const phase = (name: string) => {
      const id = detail[name];
      return typeof id === 'string' && id !== 'closed'
        ? code('phase', id as 'operational')
        : t('cases.closed');
    };
    switch (row.kind) {
      case 'transition':
        return t(detail['to'] === 'closed' ? 'cases.feed.strandClosed' : 'cases.feed.transition', {
          strand: row.strand?.label ?? '',
          to: phase('to'),
        });
      case 'activity':
        return `${code('activityKind', detail['kind'] as 'other')}: ${row.title}`;
      case 'note':
        return code('noteKind', detail['kind'] as 'general');
      case 'request':
        return t('cases.feed.request', {
          state: t(`cases.request.${String(detail['state'])}`).toLowerCase(),
        });
      default:
        return t(`cases.feed.${row.kind}`, { title: row.title });
    }
  };
}

function Detail({ row }: { row: TimelineRow }) {
  const { t } = useWords();
  const code = useCode();
  const { detail } = row;
  const words = (name: string) => (typeof detail[name] === 'string' ? detail[name] : '');
  if (row.kind === 'note') return <p>{row.title}</p>;
  if (row.kind === 'decision') return <p>{words('decision')}</p>;
  if (row.kind === 'task_settled') return words('outcome') === '' ? null : <p>{words('outcome')}</p>;
  if (row.kind === 'task' && typeof detail['dueOn'] === 'string')
    return <p>{t('cases.feed.due', { day: formatDate(detail['dueOn']) })}</p>;
  if (row.kind === 'member' || row.kind === 'member_ended')
    return <p>{code('memberCapacity', detail['capacity'] as 'lead')}</p>;
  if (detail['retracts'] === true) return <p>{t('cases.line.retracted')}</p>;
  if (row.kind === 'transition' && typeof detail['event'] === 'string')
    return <p>{code('transitionEvent', detail['event'] as 'arrest')}</p>;
  return null;
}

/** Where the record of a line is opened. */
function placeOf(caseId: string, row: TimelineRow): string {
  const tabs = {
    activity: 'activities',
    note: 'notes',
    task: 'tasks',
    task_settled: 'tasks',
    file: 'files',
    decision: 'decisions',
    member: 'members',
    member_ended: 'members',
  } as const;
  if (row.kind === 'transition' || row.kind === 'request')
    return row.strand ? `/cases/${caseId}?open=${row.strand.id}` : `/cases/${caseId}`;
  const opens = ['activity', 'note', 'task', 'task_settled'].includes(row.kind);
  return `/cases/${caseId}/${tabs[row.kind]}${opens ? `?open=${row.recordId}` : ''}`;
}

/** One feed of everything that happened on a case. */
export function TimelineTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  const titleOf = useTitle();
  const [chosen, setChosen] = useState<Chosen>({});
  const [recorded, setRecorded] = useState(false);
  const filter = {
    caseId: page.id,
    by: recorded ? ('recorded' as const) : ('happened' as const),
    kinds: [...(chosen['kind'] ?? [])] as TimelineRow['kind'][],
    strandId: chosen['strand']?.[0] ?? null,
  };
  const found = useInfiniteQuery(
    api.timeline.read.infiniteOptions({
      input: (after: string | null) => ({ ...filter, after, limit: 40 }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
    }),
  );
  const rows = found.data?.pages.flatMap((one) => one.rows);
  return (
    <Card>
      <Stack>
        <Row>
          <FilterBar
            facets={[
              {
                id: 'kind',
                label: t('cases.feed.kind'),
                options: timelineKinds.map((id) => ({ id, label: t(`cases.feed.kinds.${id}`) })),
              },
              {
                id: 'strand',
                label: t('cases.activity.strand'),
                options: page.strands.map((strand) => ({ id: strand.id, label: strand.label })),
                single: true,
              },
            ]}
            chosen={chosen}
            onChange={setChosen}
          />
          <Switch on={recorded} onChange={setRecorded}>
            {t('cases.feed.byRecorded')}
          </Switch>
        </Row>
        {!rows && <Skeleton label={t('ui.reading')} lines={6} />}
        {rows?.length === 0 && <EmptyState icon="clock" title={t('cases.feed.none')} />}
        {rows && rows.length > 0 && (
          <Timeline
            label={t('cases.tab.timeline')}
            entries={rows.map((row) => ({
              id: row.id,
              when: recorded ? formatMoment(row.recordedAt) : formatDate(row.happenedOn),
              dateTime: recorded ? row.recordedAt : row.happenedOn,
              recorded:
                row.lateByDays > 0
                  ? recorded
                    ? t('cases.feed.happened', { day: formatDate(row.happenedOn) })
                    : t('cases.feed.recordedAt', { at: formatMoment(row.recordedAt) })
                  : undefined,
              icon: icons[row.kind],
              title: (
                <Row>
                  <RecordLink href={placeOf(page.id, row)}>{titleOf(row)}</RecordLink>
                  {row.strand && row.kind !== 'transition' && <Badge>{row.strand.label}</Badge>}
                  {row.detail['superseded'] === true && <Badge>{t('cases.line.superseded')}</Badge>}
                </Row>
              ),
              by: row.by?.name ?? '',
              weight: row.kind === 'transition' ? 'strong' : 'plain',
              children: <Detail row={row} />,
            }))}
          />
        )}
        {found.hasNextPage && (
          <Row>
            <Button pending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
              {t('cases.older')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}
