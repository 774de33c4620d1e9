import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { OperationTable } from './operation-table.tsx';

/** The operations of a case, as a tab of its page. */
export default function CaseOperations({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const found = useQuery(api.operations.list.queryOptions({ input: { caseId } }));
  if (found.error) return <ReadFailed query={found} title={t('operations.failed')} />;
  return (
    <OperationTable
      id="case-operations"
      rows={found.data?.rows}
      withCase={false}
      tools={
        can('operations.plan') ? (
          <ButtonLink size="small" icon="plus" href={`/operations/new?case=${caseId}`}>
            {t('operations.new.title')}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
