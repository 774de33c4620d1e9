import { ButtonLink, EmptyState, Row, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { OpenBoard } from '../board/live-page.tsx';
import { OpenCase } from '../born-cases.tsx';
import type { OfOperation } from '../tabs.ts';

/** The live board on a desk; the phone has a page of its own. */
export default function BoardTab({ operation }: OfOperation) {
  const { t } = useWords();
  if (!['approved', 'started', 'ended', 'closed'].includes(operation.state) && operation.startedAt === null)
    return (
      <EmptyState icon="agenda" title={t('operations.live.none')}>
        {t('operations.live.noneHint')}
      </EmptyState>
    );
  return (
    <Stack>
      <Row>
        <ButtonLink href={`/operations/${operation.id}/board/live`} icon="columns">
          {t('operations.live.phone')}
        </ButtonLink>
        <OpenCase operation={operation} />
      </Row>
      <OpenBoard operationId={operation.id} alone={false} />
    </Stack>
  );
}
