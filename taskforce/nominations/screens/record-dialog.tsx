import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, RadioGroup, Select, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Nomination } from '../contract-parts.ts';
import { checkResults, type CheckResult } from '../rules.ts';

/** What a regional system answered, written down with its number: Concert does not ask those systems itself. */
export function RecordDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const [result, setResult] = useState<CheckResult | null>(null);
  const [checkedOn, setCheckedOn] = useState(one.today);
  const [system, setSystem] = useState(one.systems[0] ?? '');
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const save = useAct(
    () =>
      client.nominations.recordCheck({
        id: one.id,
        result: result as CheckResult,
        checkedOn,
        system,
        reference: reference.trim() === '' ? null : reference,
        note,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('nominations.check.record')}
      verb={t('nominations.save')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('nominations.check.recordHint')}</p>
      <Select
        label={t('nominations.check.system')}
        name="system"
        placeholder={t('ui.choose')}
        options={one.systems.map((id) => ({ id, label: id }))}
        value={system}
        onChange={setSystem}
      />
      <TextField
        label={t('nominations.check.reference')}
        name="reference"
        required
        value={reference}
        onChange={setReference}
      />
      <RadioGroup
        label={t('nominations.check.result')}
        name="result"
        required
        options={checkResults.map((id) => ({ id, label: t(`nominations.check.${id}`) }))}
        value={result}
        onChange={setResult}
      />
      <DateField
        label={t('nominations.check.on')}
        name="checkedOn"
        required
        max={one.today}
        value={checkedOn}
        onChange={setCheckedOn}
      />
      <TextArea
        label={t('nominations.check.note')}
        name="note"
        rows={3}
        required={result === 'hit_resolved'}
        value={note}
        onChange={setNote}
      />
    </FormDialog>
  );
}
