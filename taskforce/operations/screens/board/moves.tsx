import { client } from '../../../../web/api.ts';
import { Button, ButtonLink, Row } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { BoardPlan } from '../../contract-run.ts';

/** What the board leads to: the referral desk with the case filled in, and the log to take along. */
export function Moves({ plan }: { plan: BoardPlan }) {
  const { t } = useWords();
  const { id, caseId, startedAt } = plan.operation;
  const log = useAct((format: 'pdf' | 'jsonl') => client.board.log({ id, format }), save);
  return (
    <Row>
      {caseId !== null && (
        <ButtonLink href={`/referrals/new?case=${caseId}&operation=${id}`} size="small" icon="people">
          {t('operations.live.refer')}
        </ButtonLink>
      )}
      {startedAt !== null && (
        <>
          <Button size="small" icon="print" pending={log.pending} onPress={() => log.run('pdf')}>
            {t('operations.live.print')}
          </Button>
          <Button size="small" icon="export" pending={log.pending} onPress={() => log.run('jsonl')}>
            {t('operations.live.export')}
          </Button>
        </>
      )}
    </Row>
  );
}

function save({ name, content }: { name: string; content: string }): void {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
