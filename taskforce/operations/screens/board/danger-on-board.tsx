import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { FormDialog, Notice, TextArea } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { BoardPlan } from '../../contract-run.ts';
import type { LiveBoard } from './use-board.ts';

/** Somebody is in danger now: it stands on the board at once, and in the queue of dangers when the server is there. */
export function DangerOnBoard({
  plan,
  live,
  onClose,
}: {
  plan: BoardPlan;
  live: LiveBoard;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [what, setWhat] = useState('');
  const raise = useAct(
    () => client.danger.raise({ what, place: '', caseId: plan.operation.caseId }),
    ({ id }) => {
      live.add('danger', { dangerId: id });
      onClose();
    },
  );
  const submit = () => {
    if (live.line === 'open') return raise.run(undefined);
    live.add('danger', { note: what.slice(0, 280) });
    onClose();
  };
  return (
    <FormDialog
      title={t('operations.live.danger')}
      verb={t('operations.live.raise')}
      harmful
      save={raise}
      onSubmit={submit}
      onClose={onClose}
    >
      <Notice tone="danger">
        {t(live.line === 'open' ? 'shell.danger.call' : 'operations.live.dangerAway')}
      </Notice>
      <TextArea
        name="what"
        label={t('operations.live.dangerWhat')}
        rows={3}
        maxLength={2000}
        required={false}
        value={what}
        onChange={setWhat}
        autoFocus
      />
    </FormDialog>
  );
}
