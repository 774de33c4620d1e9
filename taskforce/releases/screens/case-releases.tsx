import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import { EmptyState, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReleaseCard } from './release-card.tsx';

/** What survivors released to a case, or with a referral. The cards say what is there; the text is read one at a time. */
export function Releases({ caseId, referral }: { caseId?: string; referral?: string }) {
  const { t } = useWords();
  const input = { ...(caseId ? { caseId } : {}), ...(referral ? { referral } : {}) };
  const found = useQuery(api.releases.list.queryOptions({ input }));
  if (found.error || !found.data) return <Unread query={found} lines={4} />;
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
