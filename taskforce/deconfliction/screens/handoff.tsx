import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { saveFrom } from '../../../web/files.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { FormDialog, RadioGroup, Select, TextArea, TextField, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { defaultSettings } from '../rules.ts';

/** Makes the sheet of an event and opens it. */
export async function printSheet(id: string, format: 'pdf' | 'csv' | 'json'): Promise<void> {
  try {
    saveFrom(await client.deconfliction.sheet({ id, format }));
  } catch (error) {
    toast({ text: problemOf(error).sentence, tone: 'warn' });
  }
}

const states = ['answered', 'submitted', 'waived'] as const;
const results = ['no_conflict', 'conflict'] as const;

/** What came of a submission to a regional system, or why there is none. */
export function HandoffDialog({
  entryId,
  systems = defaultSettings.systems,
  onClose,
}: {
  entryId: string;
  systems?: readonly string[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const [system, setSystem] = useState(systems[0] ?? '');
  const [state, setState] = useState<(typeof states)[number]>('answered');
  const [reference, setReference] = useState('');
  const [result, setResult] = useState<(typeof results)[number]>('no_conflict');
  const [reason, setReason] = useState('');
  const explains = state === 'waived' || (state === 'answered' && result === 'conflict');
  const save = useMutation({
    mutationFn: () =>
      client.deconfliction.recordHandoff({
        id: entryId,
        system,
        state,
        reference: state === 'waived' || reference === '' ? null : reference,
        result: state === 'answered' ? result : null,
        reason: explains && reason !== '' ? reason : null,
      }),
    onSuccess: () => {
      toast({ text: t('deconfliction.handoff.saved') });
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.handoff.record')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('deconfliction.handoff.system')}
        name="system"
        placeholder={t('ui.choose')}
        options={systems.map((id) => ({ id, label: id }))}
        value={system}
        onChange={setSystem}
      />
      <RadioGroup
        label={t('deconfliction.handoff.state')}
        name="state"
        options={states.map((id) => ({ id, label: t(`deconfliction.handoff.states.${id}`) }))}
        value={state}
        onChange={setState}
      />
      {state !== 'waived' && (
        <TextField
          label={t('deconfliction.handoff.reference')}
          name="reference"
          width="medium"
          maxLength={80}
          autoComplete="off"
          required={state === 'answered'}
          value={reference}
          onChange={setReference}
        />
      )}
      {state === 'answered' && (
        <RadioGroup
          label={t('deconfliction.handoff.result')}
          name="result"
          options={results.map((id) => ({ id, label: t(`deconfliction.handoff.results.${id}`) }))}
          value={result}
          onChange={setResult}
        />
      )}
      {explains && (
        <TextArea
          label={t('deconfliction.handoff.reason')}
          name="reason"
          rows={3}
          required
          value={reason}
          onChange={setReason}
        />
      )}
    </FormDialog>
  );
}
