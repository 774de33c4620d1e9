import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  CheckboxGroup,
  FormDialog,
  MomentField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { recordParts, type RecordPart } from '../../vocabulary/compelled.ts';
import {
  leastFor,
  notMadeReasons,
  reportRecipients,
  reportWays,
  toldStates,
} from '../../vocabulary/reports.ts';
import { optionsOf, refreshReports, type Report } from './shared.ts';

type Props = { report: Report; onClose: () => void };

function useSave(send: () => Promise<unknown>, onClose: () => void) {
  const save = useMutation({
    mutationFn: send,
    onSuccess: () => {
      void refreshReports();
      onClose();
    },
  });
  return { save, shown: { pending: save.isPending, ...formProblems(save.error) } };
}

/** The report was made by phone or on paper: when, to whom, what was said by its kind. */
export function MadeDialog({ report, onClose }: Props) {
  const { t } = useWords();
  const [at, setAt] = useState(() => new Date().toISOString());
  const [how, setHow] = useState<(typeof reportWays)[number]>('phone');
  const [recipient, setRecipient] = useState(report.recipient);
  const [fields, setFields] = useState<RecordPart[]>([...leastFor[report.path]]);
  const [takenBy, setTakenBy] = useState('');
  const [reference, setReference] = useState('');
  const [words, setWords] = useState('');
  const { save, shown } = useSave(
    () =>
      ask.reports.made({
        id: report.id,
        version: report.version,
        recipient,
        made: { at, how, fields, takenBy, reference, words },
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('reports.page.made')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={shown}
    >
      <MomentField name="made.at" label={t('reports.field.madeAt')} value={at} onChange={setAt} />
      <RadioGroup
        inline
        name="made.how"
        label={t('reports.field.how')}
        options={optionsOf(t, 'how', reportWays)}
        value={how}
        onChange={setHow}
      />
      <Select
        name="recipient"
        label={t('reports.field.recipient')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'recipient', reportRecipients)}
        value={recipient}
        onChange={setRecipient}
      />
      <CheckboxGroup
        columns={2}
        name="made.fields"
        label={t('reports.field.fields')}
        hint={t('reports.field.fieldsHint')}
        options={optionsOf(t, 'part', recordParts)}
        value={fields}
        onChange={setFields}
      />
      <TextField
        name="made.takenBy"
        label={t('reports.field.takenBy')}
        required={false}
        autoComplete="off"
        maxLength={200}
        value={takenBy}
        onChange={setTakenBy}
      />
      <TextField
        name="made.reference"
        label={t('reports.field.reference')}
        required={false}
        autoComplete="off"
        maxLength={200}
        value={reference}
        onChange={setReference}
      />
      <TextArea
        name="made.words"
        label={t('reports.field.words')}
        required={false}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
    </FormDialog>
  );
}

export function NotMadeDialog({ report, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState<(typeof notMadeReasons)[number]>('made_by_another');
  const { save, shown } = useSave(
    () => ask.reports.notMade({ id: report.id, version: report.version, reason }),
    onClose,
  );
  return (
    <FormDialog
      title={t('reports.page.notMade')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={shown}
    >
      <RadioGroup
        name="reason"
        label={t('reports.field.notMade')}
        options={optionsOf(t, 'notMade', notMadeReasons)}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}

export function ToldDialog({ report, onClose }: Props) {
  const { t } = useWords();
  const [told, setTold] = useState<(typeof toldStates)[number]>('told');
  const [words, setWords] = useState('');
  const { save, shown } = useSave(
    () => ask.reports.told({ id: report.id, version: report.version, told: { told, words } }),
    onClose,
  );
  return (
    <FormDialog title={t('reports.told.title')} onClose={onClose} onSubmit={() => save.mutate()} save={shown}>
      <RadioGroup
        name="told.told"
        label={t('reports.told.title')}
        options={optionsOf(t, 'told', toldStates)}
        value={told}
        onChange={setTold}
      />
      <TextArea
        name="told.words"
        label={t('reports.told.words')}
        required={false}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
    </FormDialog>
  );
}
