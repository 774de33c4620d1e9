import { PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { RequestList } from './request-list.tsx';

/** Everything that waits for a supervisor's signature. */
export default function Approvals() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('cases.approvals.title')} lead={t('cases.approvals.lead')} />
      <RequestList />
    </>
  );
}
