import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Button, Card, Columns, EmptyState, Row, Skeleton, Stack, Timeline } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import { changeEntry } from './record-history.tsx';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';

function More({
  found,
}: {
  found: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useWords();
  if (!found.hasNextPage) return null;
  return (
    <Row>
      <Button pending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
        {t('cases.older')}
      </Button>
    </Row>
  );
}

function Changes({ page }: { page: CasePage }) {
  const { t } = useWords();
  const found = useInfiniteQuery(
    api.cases.changes.infiniteOptions({
      input: (after: string | null) => ({ caseId: page.id, after, limit: 30 }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
    }),
  );
  const rows = found.data?.pages.flatMap((one) => one.rows);
  return (
    <Card title={t('cases.history.changes')}>
      <Stack>
        {!rows && <Skeleton label={t('ui.reading')} />}
        {rows?.length === 0 && <EmptyState title={t('cases.history.noChanges')} />}
        {rows && rows.length > 0 && (
          <Timeline label={t('cases.history.changes')} entries={rows.map((row) => changeEntry(t, row))} />
        )}
        <More found={found} />
      </Stack>
    </Card>
  );
}

/** What was changed, with what it said before, and who opened the case. */
export function HistoryTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  return (
    <Columns even>
      <Changes page={page} />
      <Card title={t('cases.history.accesses')}>
        <AccessLog table="cases" id={page.id} />
      </Card>
    </Columns>
  );
}
