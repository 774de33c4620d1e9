import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { EmptyState, Failed, Skeleton, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReleaseCard } from './release-card.tsx';

/** What survivors released to a case, or with a referral. The cards say what is there; the text is read one at a time. */
export function Releases({ caseId, referral }: { caseId?: string; referral?: string }) {
  const { t } = useWords();
  const input = { ...(caseId ? { caseId } : {}), ...(referral ? { referral } : {}) };
  const found = useQuery(api.releases.list.queryOptions({ input }));
  if (found.error)
    return (
      <Failed title={t('shell.problem.page')} retryLabel={t('ui.retry')} onRetry={() => void found.refetch()}>
        {problemOf(found.error).sentence}
      </Failed>
    );
  if (!found.data) return <Skeleton label={t('ui.reading')} lines={4} />;
  if (found.data.rows.length === 0)
    return (
      <EmptyState icon="lock" title={t('releases.none')}>
        {t('releases.noneHint')}
      </EmptyState>
    );
  return (
    <Stack>
      {found.data.rows.map((one) => (
        <ReleaseCard key={one.id} release={one} />
      ))}
    </Stack>
  );
}

/** The tab of the case page. */
export default function CaseReleases({ caseId }: { caseId: string }) {
  const { t } = useWords();
  return (
    <Stack>
      <p>{t('releases.tabLead')}</p>
      <Releases caseId={caseId} />
    </Stack>
  );
}
