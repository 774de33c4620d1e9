import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { ButtonLink, Failed } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReferralTable } from './referral-table.tsx';

/** The referrals of a case, as a tab of its page. */
export default function CaseReferrals({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const found = useQuery(api.referrals.list.queryOptions({ input: { caseId } }));
  if (found.error)
    return (
      <Failed title={t('shell.problem.page')} retryLabel={t('ui.retry')} onRetry={() => void found.refetch()}>
        {problemOf(found.error).sentence}
      </Failed>
    );
  return (
    <ReferralTable
      id="case-referrals"
      rows={found.data?.rows}
      withCase={false}
      tools={
        can('referrals.write') ? (
          <ButtonLink size="small" icon="plus" href={`/referrals/new?case=${caseId}`}>
            {t('referrals.new.title')}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
