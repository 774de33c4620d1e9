import { useMutation } from '@tanstack/react-query';
import {
  dangerContactKinds,
  dangerContactOutcomes,
  dangerEndings,
  dangerGates,
} from '../../vocabulary/danger.ts';
import type {
  DangerContactKind,
  DangerContactOutcome,
  DangerEnding,
  DangerGate,
} from '../../vocabulary/danger.ts';
import type { DangerRow } from '../contract-danger.ts';
import { api } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  Dialog,
  Form,
  FormActions,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { optionsOf } from './named.ts';
import { ReasonDialog } from './reason-dialog.tsx';

export type DangerStep = 'contact' | 'bypass' | 'end' | 'review';
type Props = { danger: DangerRow; onClose: () => void };

/** What is written down while a danger is answered: a try, a gate passed, the ending, the review. */
export function DangerDialogs({ danger, step, onClose }: Props & { step: DangerStep | null }) {
  const { t } = useWords();
  const review = useMutation(api.danger.review.mutationOptions());
  if (step === null) return null;
  if (step === 'review')
    return (
      <ReasonDialog
        open
        title={t('tips.danger.doReview')}
        label={t('tips.danger.review.findings')}
        name="findings"
        draft={`danger.review.${danger.id}`}
        pending={review.isPending}
        error={review.error}
        onClose={onClose}
        onSave={(findings, saved) =>
          review.mutate(
            { id: danger.id, version: danger.review?.version ?? 1, findings },
            { onSuccess: () => finish(t('tips.danger.saved'), saved, onClose) },
          )
        }
      />
    );
  const title = { contact: 'tips.danger.log', bypass: 'tips.danger.bypass', end: 'tips.danger.end' }[step];
  return (
    <Dialog open onClose={onClose} title={t(title)} closeLabel={t('ui.close')}>
      {step === 'contact' && <ContactForm danger={danger} onClose={onClose} />}
      {step === 'bypass' && <BypassForm danger={danger} onClose={onClose} />}
      {step === 'end' && <EndForm danger={danger} onClose={onClose} />}
    </Dialog>
  );
}

function finish(text: string, discard: () => void, close: () => void): void {
  discard();
  toast({ text });
  void refreshTips();
  close();
}

function Ends({ pending, onClose }: { pending: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormActions>
      <Button type="submit" look="primary" pending={pending}>
        {t('tips.danger.save')}
      </Button>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
    </FormActions>
  );
}

function ContactForm({ danger, onClose }: Props) {
  const { t } = useWords();
  const draft = useDraft<{
    kind: DangerContactKind | null;
    whom: string;
    outcome: DangerContactOutcome | null;
    note: string;
    told: string;
  }>(`danger.contact.${danger.id}`, { kind: null, whom: '', outcome: null, note: '', told: '' });
  const { value } = draft;
  const set = (part: Partial<typeof value>) => draft.setValue({ ...value, ...part });
  const log = useMutation(api.danger.contact.mutationOptions());
  return (
    <Form
      problemsTitle={t('ui.problems')}
      {...formProblems(log.error)}
      onSubmit={() =>
        log.mutate(
          {
            id: danger.id,
            kind: value.kind as DangerContactKind,
            whom: value.whom,
            outcome: value.outcome as DangerContactOutcome,
            note: value.note,
            told: value.told,
          },
          { onSuccess: () => finish(t('tips.danger.saved'), draft.discard, onClose) },
        )
      }
    >
      <Select
        name="kind"
        label={t('tips.danger.log.kind')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'dangerContactKind', dangerContactKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        autoFocus
      />
      <TextField
        name="whom"
        label={t('tips.danger.log.whom')}
        required={false}
        maxLength={200}
        value={value.whom}
        onChange={(whom) => set({ whom })}
      />
      <Select
        name="outcome"
        label={t('tips.danger.log.outcome')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'dangerContactOutcome', dangerContactOutcomes)}
        value={value.outcome}
        onChange={(outcome) => set({ outcome })}
      />
      <TextField
        name="note"
        label={t('tips.danger.log.note')}
        required={false}
        maxLength={500}
        value={value.note}
        onChange={(note) => set({ note })}
      />
      <TextArea
        name="told"
        label={t('tips.danger.log.told')}
        hint={t('tips.danger.log.toldHint')}
        rows={2}
        required={false}
        maxLength={500}
        value={value.told}
        onChange={(told) => set({ told })}
      />
      <Ends pending={log.isPending} onClose={onClose} />
    </Form>
  );
}

function BypassForm({ danger, onClose }: Props) {
  const { t } = useWords();
  const draft = useDraft<{ gate: DangerGate | null; reason: string }>(`danger.bypass.${danger.id}`, {
    gate: null,
    reason: '',
  });
  const { value } = draft;
  const bypass = useMutation(api.danger.bypass.mutationOptions());
  const passed = new Set(danger.bypasses.map((one) => one.gate));
  return (
    <Form
      problemsTitle={t('ui.problems')}
      {...formProblems(bypass.error)}
      onSubmit={() =>
        bypass.mutate(
          { id: danger.id, gate: value.gate as DangerGate, reason: value.reason },
          { onSuccess: () => finish(t('tips.danger.saved'), draft.discard, onClose) },
        )
      }
    >
      <p>{t('tips.danger.bypass.note')}</p>
      <Select
        name="gate"
        label={t('tips.danger.bypass.gate')}
        placeholder={t('ui.choose')}
        options={optionsOf(
          t,
          'dangerGate',
          dangerGates.filter((gate) => !passed.has(gate)),
        )}
        value={value.gate}
        onChange={(gate) => draft.setValue({ ...value, gate })}
        autoFocus
      />
      <TextArea
        name="reason"
        label={t('tips.danger.bypass.reason')}
        rows={3}
        maxLength={1000}
        value={value.reason}
        onChange={(reason) => draft.setValue({ ...value, reason })}
      />
      <Ends pending={bypass.isPending} onClose={onClose} />
    </Form>
  );
}

function EndForm({ danger, onClose }: Props) {
  const { t } = useWords();
  const draft = useDraft<{ ending: DangerEnding | null; summary: string }>(`danger.end.${danger.id}`, {
    ending: null,
    summary: '',
  });
  const { value } = draft;
  const end = useMutation(api.danger.end.mutationOptions());
  return (
    <Form
      problemsTitle={t('ui.problems')}
      {...formProblems(end.error)}
      onSubmit={() =>
        end.mutate(
          {
            id: danger.id,
            version: danger.version,
            ending: value.ending as DangerEnding,
            summary: value.summary,
          },
          { onSuccess: () => finish(t('tips.danger.saved'), draft.discard, onClose) },
        )
      }
    >
      <Select
        name="ending"
        label={t('tips.danger.end.how')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'dangerEnding', dangerEndings)}
        value={value.ending}
        onChange={(ending) => draft.setValue({ ...value, ending })}
        autoFocus
      />
      <TextArea
        name="summary"
        label={t('tips.danger.end.summary')}
        rows={4}
        maxLength={2000}
        value={value.summary}
        onChange={(summary) => draft.setValue({ ...value, summary })}
      />
      <Ends pending={end.isPending} onClose={onClose} />
    </Form>
  );
}
