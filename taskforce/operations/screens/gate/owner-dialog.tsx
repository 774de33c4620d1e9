import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { formProblems } from '../../../../web/problem.ts';
import { FormDialog, Select, toast } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Gate, GateItemRow } from '../../contract-gate.ts';
import { useItemName } from './item-name.ts';
import { refreshOperation } from './refresh.ts';

/** Says who sees to an item; they find it at their bell. */
export function OwnerDialog({ gate, item, onClose }: { gate: Gate; item: GateItemRow; onClose: () => void }) {
  const { t } = useWords();
  const nameOf = useItemName();
  const [ownerId, setOwner] = useState<string | null>(item.owner?.id ?? null);
  const save = useMutation({
    mutationFn: () =>
      client.operations.giveItem({
        operationId: gate.operationId,
        item: item.item,
        version: item.version,
        ownerId,
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
      <Select
        label={t('operations.gate.owner')}
        hint={t('operations.gate.ownerHint')}
        name="ownerId"
        placeholder={t('operations.gate.nobody')}
        options={[
          { id: 'nobody', label: t('operations.gate.nobody') },
          ...gate.people.map(({ id, displayName }) => ({ id, label: displayName })),
        ]}
        value={ownerId ?? 'nobody'}
        onChange={(id) => setOwner(id === 'nobody' ? null : id)}
      />
    </FormDialog>
  );
}
