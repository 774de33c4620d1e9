import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { FormDialog, Notice, TextArea } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { BoardPlan } from '../../contract-run.ts';
import type { LiveBoard } from './use-board.ts';

/**
 * Somebody is in danger now: raised on this operation, which writes it into the log. Without a connection the entry
 * waits on the device, and the server raises the danger as it arrives.
 */
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
    () => client.danger.raise({ what, place: '', operationId: plan.operation.id }),
    onClose,
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
