import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { formProblems } from '../../../../web/problem.ts';
import { FormDialog, Notice, RadioGroup, ReasonField, TextArea, toast } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Gate, GateItemRow } from '../../contract-gate.ts';
import { useItemName } from './item-name.ts';
import { refreshOperation } from './refresh.ts';

type Said = GateItemRow['said'];

/** Says that an item is done, with what shows it; waives it with a reason; or opens it again. */
export function SettleDialog({
  gate,
  item,
  onClose,
}: {
  gate: Gate;
  item: GateItemRow;
  onClose: () => void;
}) {
  const { t } = useWords();
  const nameOf = useItemName();
  const mayWaive = item.waivable && (!item.critical || gate.may.waiveCritical);
  const choices: Said[] = [
    ...(item.by === 'record' ? [] : (['done'] as const)),
    ...(mayWaive ? (['waived'] as const) : []),
    ...(item.said === 'open' ? [] : (['open'] as const)),
  ];
  const [state, setState] = useState<Said>(choices[0] ?? 'open');
  const [evidence, setEvidence] = useState(item.evidence);
  const [reason, setReason] = useState(item.reason ?? '');
  const save = useMutation({
    mutationFn: () =>
      client.operations.settleItem({
        operationId: gate.operationId,
        item: item.item,
        version: item.version,
        state,
        ownerId: item.owner?.id ?? null,
        evidence,
        reason,
      }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.gate.saved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={nameOf(item)}
      verb={t('operations.gate.save')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      {!item.waivable && <Notice>{t('operations.gate.never')}</Notice>}
      {item.waivable && !mayWaive && <Notice>{t('operations.gate.supervisorWaives')}</Notice>}
      {choices.length > 0 && (
        <RadioGroup
          label={t('operations.gate.becomes')}
          name="state"
          options={choices.map((id) => ({ id, label: t(`operations.gate.say.${id}`) }))}
          value={state}
          onChange={setState}
          required
        />
      )}
      {state === 'done' && (
        <TextArea
          label={t('operations.gate.evidence')}
          hint={t('operations.gate.evidenceHint')}
          name="evidence"
          maxLength={2000}
          value={evidence}
          onChange={setEvidence}
          required
        />
      )}
      {state === 'waived' && (
        <ReasonField
          label={t('operations.gate.reason')}
          name="reason"
          value={{ category: null, text: reason }}
          onChange={({ text }) => setReason(text)}
        />
      )}
    </FormDialog>
  );
}
