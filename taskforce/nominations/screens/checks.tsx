import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Button,
  Card,
  DateField,
  FormDialog,
  RadioGroup,
  Stack,
  Status,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Nomination } from '../contract.ts';
import { checkResults, type CheckResult } from '../rules.ts';
import { checkTone } from './shared.tsx';

/** Whether others work on the same target: asked where, when, by whom, with what answer. */
export function Checks({ one }: { one: Nomination }) {
  const { t } = useWords();
  const [recording, setRecording] = useState(false);
  return (
    <Card
      title={t('nominations.check.title')}
      actions={
        one.may.check && (
          <Button size="small" onPress={() => setRecording(true)}>
            {t('nominations.check.record')}
          </Button>
        )
      }
    >
      <Stack>
        <Status tone={checkTone[one.check]}>{t(`nominations.check.${one.check}`)}</Status>
        {one.checks.length === 0 && <p>{t('nominations.check.none')}</p>}
        {one.checks.map((check) => (
          <div key={check.id}>
            <strong>{t(`nominations.check.${check.result}`)}</strong>
            <div>
              {[
                check.system,
                check.reference,
                t('nominations.check.by', { name: check.by.name, when: formatDate(check.checkedOn) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {check.note && <p>{check.note}</p>}
          </div>
        ))}
        {one.may.check && <p>{t('nominations.check.hint')}</p>}
      </Stack>
      {recording && <RecordDialog one={one} onClose={() => setRecording(false)} />}
    </Card>
  );
}

function RecordDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const [result, setResult] = useState<CheckResult | null>(null);
  const [checkedOn, setCheckedOn] = useState(one.today);
  const [system, setSystem] = useState('');
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
      <TextField
        label={t('nominations.check.system')}
        name="system"
        required
        value={system}
        onChange={setSystem}
      />
      <TextField
        label={t('nominations.check.reference')}
        name="reference"
        value={reference}
        onChange={setReference}
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
