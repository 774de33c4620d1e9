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
import {
  claimants,
  compelledOutcomes,
  motions,
  noNoticeReasons,
  noticeResults,
  noticeWays,
  recordParts,
} from '../../vocabulary/compelled.ts';
import { recipientKinds, type RecipientKind } from '../../vocabulary/disclosures.ts';
import { handsOver } from '../rules.ts';
import { PaperFields } from './paper-fields.tsx';
import { optionsOf, refreshRequests, type Request } from './shared.ts';

type Props = { request: Request; onClose: () => void };
const now = () => new Date().toISOString();

function useSave(send: () => Promise<unknown>, onClose: () => void) {
  const save = useMutation({
    mutationFn: send,
    onSuccess: () => {
      void refreshRequests();
      onClose();
    },
  });
  return {
    onSubmit: () => save.mutate(),
    save: { pending: save.isPending, ...formProblems(save.error) },
    onClose,
  };
}

export function PaperDialog({ request, onClose }: Props) {
  const { t } = useWords();
  const [paper, setPaper] = useState(request.paper);
  const [dueAt, setDueAt] = useState(request.dueAt ?? '');
  const form = useSave(
    () =>
      ask.compelled.change({
        id: request.id,
        version: request.version,
        dueAt: dueAt === '' ? null : dueAt,
        paper,
      }),
    onClose,
  );
  return (
    <FormDialog title={t('disclosure.page.paper')} verb={t('disclosure.page.save')} {...form}>
      <MomentField
        name="dueAt"
        label={t('disclosure.field.dueAt')}
        required={false}
        value={dueAt}
        onChange={setDueAt}
      />
      <PaperFields value={paper} onChange={setPaper} />
    </FormDialog>
  );
}

export function FieldsDialog({ request, onClose }: Props) {
  const { t } = useWords();
  const [fields, setFields] = useState(request.fields);
  const form = useSave(
    () => ask.compelled.nameFields({ id: request.id, version: request.version, fields }),
    onClose,
  );
  return (
    <FormDialog title={t('disclosure.page.minimum')} verb={t('disclosure.page.save')} shape="wide" {...form}>
      <CheckboxGroup
        columns={2}
        name="fields"
        label={t('disclosure.field.fields')}
        options={optionsOf(t, 'part', recordParts)}
        value={fields}
        onChange={setFields}
      />
    </FormDialog>
  );
}

const KINDS = [
  'counsel_asked',
  'counsel_advised',
  'notice_attempted',
  'notice_impossible',
  'safety_plan_looked_at',
  'privilege_claimed',
  'motion_filed',
  'note',
] as const;
type Kind = (typeof KINDS)[number];

/** One step. An ended request takes notes and notices to the client only. */
export function StepDialog({ request, onClose }: Props) {
  const { t } = useWords();
  const kinds = request.outcome ? KINDS.filter((one) => one === 'note' || one === 'notice_attempted') : KINDS;
  const done = new Set(request.steps.map((step) => step.kind));
  const [kind, setKind] = useState<Kind>(kinds.find((one) => !done.has(one)) ?? 'note');
  const [at, setAt] = useState(now);
  const [who, setWho] = useState('');
  const [words, setWords] = useState('');
  const [how, setHow] = useState<(typeof noticeWays)[number]>('phone');
  const [result, setResult] = useState<(typeof noticeResults)[number]>('told');
  const [because, setBecause] = useState<(typeof noNoticeReasons)[number]>('not_safe');
  const [claimedBy, setClaimedBy] = useState<(typeof claimants)[number]>('advocate');
  const [motion, setMotion] = useState<(typeof motions)[number]>('to_quash');
  const form = useSave(() => {
    const said = { at, who, words };
    const steps = {
      notice_attempted: { kind: 'notice_attempted', how, result, ...said },
      notice_impossible: { kind: 'notice_impossible', because, ...said },
      privilege_claimed: { kind: 'privilege_claimed', claimedBy, ...said },
      motion_filed: { kind: 'motion_filed', motion, ...said },
    } as const;
    const step = kind in steps ? steps[kind as keyof typeof steps] : { kind: kind as 'note', ...said };
    return ask.compelled.step({ id: request.id, step });
  }, onClose);
  return (
    <FormDialog title={t('disclosure.page.write')} {...form}>
      <Select
        name="step.kind"
        label={t('disclosure.page.write')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'step', kinds)}
        value={kind}
        onChange={setKind}
      />
      <MomentField name="step.at" label={t('disclosure.field.at')} value={at} onChange={setAt} />
      {kind === 'notice_attempted' && (
        <>
          <Select
            name="step.how"
            label={t('disclosure.field.how')}
            placeholder={t('ui.choose')}
            options={optionsOf(t, 'way', noticeWays)}
            value={how}
            onChange={setHow}
          />
          <RadioGroup
            inline
            name="step.result"
            label={t('disclosure.field.result')}
            options={optionsOf(t, 'result', noticeResults)}
            value={result}
            onChange={setResult}
          />
        </>
      )}
      {kind === 'notice_impossible' && (
        <RadioGroup
          name="step.because"
          label={t('disclosure.field.because')}
          options={optionsOf(t, 'because', noNoticeReasons)}
          value={because}
          onChange={setBecause}
        />
      )}
      {kind === 'privilege_claimed' && (
        <RadioGroup
          inline
          name="step.claimedBy"
          label={t('disclosure.field.claimedBy')}
          options={optionsOf(t, 'claimant', claimants)}
          value={claimedBy}
          onChange={setClaimedBy}
        />
      )}
      {kind === 'motion_filed' && (
        <RadioGroup
          name="step.motion"
          label={t('disclosure.field.motion')}
          options={optionsOf(t, 'motion', motions)}
          value={motion}
          onChange={setMotion}
        />
      )}
      <TextField
        name="step.who"
        label={t('disclosure.field.who')}
        required={false}
        autoComplete="off"
        maxLength={200}
        value={who}
        onChange={setWho}
      />
      <TextArea
        name="step.words"
        label={t('disclosure.field.words')}
        required={kind === 'notice_impossible'}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
    </FormDialog>
  );
}

/** How it ended; handing over names who received it. */
export function SettleDialog({ request, onClose }: Props) {
  const { t } = useWords();
  const [outcome, setOutcome] = useState<(typeof compelledOutcomes)[number]>('withdrawn');
  const [at, setAt] = useState(now);
  const [words, setWords] = useState('');
  const [recipientKind, setRecipientKind] = useState<RecipientKind>('court');
  const [recipient, setRecipient] = useState('');
  const over = handsOver(outcome);
  const form = useSave(
    () =>
      ask.compelled.settle({
        id: request.id,
        version: request.version,
        outcome,
        at,
        words,
        recipient: over ? recipient : '',
        ...(over ? { recipientKind } : {}),
      }),
    onClose,
  );
  return (
    <FormDialog title={t('disclosure.page.settle')} {...form}>
      <RadioGroup
        name="outcome"
        label={t('disclosure.field.outcome')}
        options={optionsOf(t, 'outcome', compelledOutcomes)}
        value={outcome}
        onChange={setOutcome}
      />
      <MomentField name="at" label={t('disclosure.field.at')} value={at} onChange={setAt} />
      {over && (
        <>
          <Select
            name="recipientKind"
            label={t('disclosure.field.recipientKind')}
            placeholder={t('ui.choose')}
            options={optionsOf(t, 'recipientKind', recipientKinds)}
            value={recipientKind}
            onChange={setRecipientKind}
          />
          <TextField
            name="recipient"
            label={t('disclosure.field.recipient')}
            required={false}
            autoComplete="off"
            maxLength={200}
            value={recipient}
            onChange={setRecipient}
          />
        </>
      )}
      <TextArea
        name="words"
        label={t('disclosure.field.words')}
        required={false}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
    </FormDialog>
  );
}
