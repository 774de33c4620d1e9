import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReferralTable } from './referral-table.tsx';

/** The referrals of a case, as a tab of its page. */
export default function CaseReferrals({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const found = useQuery(api.referrals.list.queryOptions({ input: { caseId } }));
  if (found.error) return <ReadFailed query={found} />;
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
