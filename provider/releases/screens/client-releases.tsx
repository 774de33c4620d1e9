import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { ButtonLink, EmptyState, Notice, Row, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReleaseTable } from './release-table.tsx';

/** What a client has released. Nothing else in the record waits for anything here. */
export default function ClientReleases({ clientId, open }: { clientId: string; open: boolean }) {
  const { t } = useWords();
  const can = useCan();
  const found = useQuery(api.releases.list.queryOptions({ input: { clientId } }));
  if (found.error) return <Notice tone="warn">{problemOf(found.error).sentence}</Notice>;
  const draft = open && can('releases.write') && (
    <ButtonLink look="primary" icon="plus" href={`/clients/${clientId}/releases/new`}>
      {t('releases.tab.new')}
    </ButtonLink>
  );
  const none = (
    <EmptyState icon="brief" title={t('releases.tab.none')} action={draft}>
      {t('releases.tab.noneHint')}
    </EmptyState>
  );
  return (
    <Stack>
      {(found.data?.rows.length ?? 0) > 0 && <Row>{draft}</Row>}
      <ReleaseTable rows={found.data?.rows} withClient={false} empty={none} />
    </Stack>
  );
}
