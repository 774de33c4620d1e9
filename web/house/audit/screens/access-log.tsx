import { useInfiniteQuery } from '@tanstack/react-query';
import { Unread } from '../../../unread.tsx';
import type { AuditEntry } from '../../../../kit/audit/contract.ts';
import { client } from '../../../api.ts';
import { Button, EmptyState, FormActions, Stack, Timeline } from '../../../ui/index.ts';
import type { TimelineEntry } from '../../../ui/index.ts';
import { formatMoment, useWords } from '../../../words/index.ts';
import type { Translate } from '../../../words/index.ts';
import { nameOf } from './names.ts';

const ICONS = {
  read: 'info',
  insert: 'plus',
  update: 'edit',
  delete: 'close',
  export: 'export',
  unmask: 'lock',
} as const;

/**
 * Who opened and changed one record: for the History part of any room's page. Its words are those of the room
 * `audit`: name it in the `words` of the page's routes.
 */
export function AccessLog({ table, id }: { table: string; id: string }) {
  const { t } = useWords();
  const log = useInfiniteQuery({
    queryKey: ['audit', 'record', table, id],
    queryFn: ({ pageParam, signal }) =>
      client.audit.record({ table, id, ...(pageParam === null ? {} : { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  if (log.error || !log.data) return <Unread query={log} title={t('audit.failed')} lines={6} />;
  const rows = log.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState icon="audit" title={t('audit.record.none')} />;
  return (
    <Stack>
      <Timeline label={t('audit.record.title')} entries={rows.map((row) => entryOf(t, row))} />
      {log.hasNextPage && (
        <FormActions>
          <Button pending={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
            {t('audit.record.more')}
          </Button>
        </FormActions>
      )}
    </Stack>
  );
}

function entryOf(t: Translate, row: AuditEntry): TimelineEntry {
  const columns = row.detail['columns'];
  const what = row.table === '' ? '' : nameOf(t, 'table', row.table);
  const icon = ICONS[row.action as keyof typeof ICONS] ?? 'audit';
  const changed = Array.isArray(columns)
    ? columns.map((one) => String(one).replaceAll('_', ' ')).join(', ')
    : '';
  return {
    id: String(row.id),
    when: formatMoment(row.at),
    dateTime: row.at,
    title: [nameOf(t, 'action', row.action), what].filter(Boolean).join(': '),
    by: row.account ? `${row.account.displayName}, ${row.account.agency}` : t('audit.nobody'),
    icon,
    ...(row.outcome === 'done' ? {} : { recorded: nameOf(t, 'outcome', row.outcome) }),
    ...(changed === '' ? {} : { children: t('audit.record.changed', { columns: changed }) }),
  };
}
