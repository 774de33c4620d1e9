import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { useEdit } from '../../../web/edit.tsx';
import type { Compared } from '../../../web/edit.tsx';
import { Checkbox, DateField, FormDialog, Notice, Select, TextField, toast } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import { postponeReasons } from '../../vocabulary/victim-work.ts';
import type { PostponeReason } from '../../vocabulary/victim-work.ts';
import type { VocabularyName } from '../../vocabulary/vocabulary.ts';
import type { InterviewPlan, PlanFields } from '../contract-interviews.ts';
import { InterviewFields } from './interview-fields.tsx';
import type { Around } from './interview-fields.tsx';
import { todayHere } from './work-parts.tsx';

const blank = (around: Around): PlanFields => ({
  purpose: around.prior === 0 ? 'first_account' : 'follow_up',
  plannedFor: '',
  safe: 'not_asked',
  stable: 'not_asked',
  wantsTo: 'not_asked',
  askedOn: null,
  earlyReason: null,
  interviewerKind: around.usual.interviewerKind,
  interviewerName: '',
  noteTakerId: '',
  placeKind: around.usual.placeKind,
  placeNote: '',
  placeReason: null,
  settingReason: null,
  people: [],
  interpreter: 'not_needed',
  interpreterLanguage: null,
  interpreterVettedOn: null,
  interpreterCheckedOn: null,
  interpreterConnection: 'not_checked',
  breaksMinutes: 30,
  foodAndDrink: true,
  recording: around.usual.recording ?? 'none',
  recordingReason: null,
  priorElsewhere: 0,
  againReason: null,
});

/** Plans an interview. How many there were stands first: each one more costs the victim. */
export function PlanDialog({
  victimId,
  around,
  onClose,
}: {
  victimId: string;
  around: Around;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { value, setValue, discard } = useDraft(`victim.interview.${victimId}`, blank(around));
  const save = useAct(
    () => client.interviews.plan({ victimId, priorSeen: around.prior, ...value }),
    () => {
      discard();
      toast({ text: t('victims.work.saved'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('victims.interview.plan')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
      onCancel={() => (discard(), onClose())}
    >
      <Notice tone={around.prior > 0 ? 'warn' : 'info'}>
        {t('victims.interview.prior', { n: around.prior })}
      </Notice>
      <InterviewFields
        value={value}
        set={(part) => setValue((held) => ({ ...held, ...part }))}
        around={around}
      />
    </FormDialog>
  );
}

const listOf: Partial<Record<keyof PlanFields, VocabularyName>> = {
  purpose: 'interviewPurpose',
  safe: 'ownAnswer',
  stable: 'ownAnswer',
  wantsTo: 'ownAnswer',
  interviewerKind: 'interviewerKind',
  placeKind: 'interviewPlace',
  interpreter: 'interpreterNeed',
  interpreterConnection: 'interpreterTie',
  recording: 'recording',
};

/** Names and words of every field, for two versions side by side. */
function useCompared(): Compared<PlanFields> {
  const { t } = useWords();
  const code = useCode();
  const show = (key: keyof PlanFields) => (value: unknown) => {
    const list = listOf[key];
    if (value === null || value === '') return '';
    if (list !== undefined) return code(list, value as never);
    if (key === 'plannedFor') return formatMoment(value as string);
    if (key.endsWith('On')) return formatDate(value as string);
    if (key === 'people') return (value as PlanFields['people']).map((one) => one.name).join(', ');
    if (typeof value === 'boolean') return t(value ? 'cases.answer.yes' : 'cases.answer.no');
    return String(value as string | number);
  };
  const keys = Object.keys(
    blank({ minor: false, prior: 0, usual: {} as Around['usual'] }),
  ) as (keyof PlanFields)[];
  return Object.fromEntries(
    keys.map((key) => [key, { label: t(`victims.interview.field.${key}`), show: show(key) }]),
  ) as Compared<PlanFields>;
}

/** The fields of a plan out of its record. */
function fieldsOf(plan: Record<string, unknown>): PlanFields {
  const keys = Object.keys(blank({ minor: false, prior: 0, usual: {} as Around['usual'] }));
  return Object.fromEntries(keys.map((key) => [key, plan[key]])) as PlanFields;
}

/** Changes a plan; had somebody changed it meanwhile, both versions are shown. */
export function ChangePlanDialog({
  plan,
  around,
  onClose,
}: {
  plan: InterviewPlan;
  around: Around;
  onClose: () => void;
}) {
  const { t } = useWords();
  const edit = useEdit<PlanFields, unknown>({
    draft: `interviews.${plan.id}`,
    version: plan.version,
    value: fieldsOf(plan),
    current: fieldsOf,
    compared: useCompared(),
    save: (fields, version) => client.interviews.change({ id: plan.id, version, ...fields }),
    done: () => {
      toast({ text: t('victims.work.saved'), tone: 'good' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('victims.interview.change')}
      shape="wide"
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <InterviewFields value={edit.value} set={edit.set} around={around} />
    </FormDialog>
  );
}

/** Records that it was held, or that the victim stopped it. Who stops owes no reason, so none is asked. */
export function HoldDialog({
  plan,
  state,
  onClose,
}: {
  plan: InterviewPlan;
  state: 'held' | 'stopped';
  onClose: () => void;
}) {
  const { t } = useWords();
  const [heldOn, setHeldOn] = useState(todayHere());
  const [toldFreeToLeave, setTold] = useState(false);
  const save = useAct(
    () => client.interviews.hold({ id: plan.id, version: plan.version, state, heldOn, toldFreeToLeave }),
    onClose,
  );
  return (
    <FormDialog
      title={t(`victims.interview.${state}`)}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.interview.notesHint')}</Notice>
      <DateField
        name="heldOn"
        label={t('victims.interview.heldOn')}
        value={heldOn}
        onChange={setHeldOn}
        max={todayHere()}
      />
      <Checkbox name="toldFreeToLeave" checked={toldFreeToLeave} onChange={setTold}>
        {t('victims.interview.toldFreeToLeave')}
      </Checkbox>
    </FormDialog>
  );
}

export function PostponeDialog({ plan, onClose }: { plan: InterviewPlan; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [reason, setReason] = useState<PostponeReason | null>(null);
  const save = useAct(
    () =>
      client.interviews.postpone({
        id: plan.id,
        version: plan.version,
        state: 'postponed',
        postponeReason: reason,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.interview.postpone')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="postponeReason"
        label={t('victims.interview.postponeReason')}
        options={codes('postponeReason', postponeReasons)}
        value={reason}
        onChange={setReason}
        placeholder={t('ui.choose')}
      />
    </FormDialog>
  );
}

/** Where the official report is: the one note-taker enters it, once. */
export function ReportDialog({ plan, onClose }: { plan: InterviewPlan; onClose: () => void }) {
  const { t } = useWords();
  const [reportReference, setReference] = useState('');
  const save = useAct(
    () => client.interviews.report({ id: plan.id, version: plan.version, reportReference }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.interview.report')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <TextField
        name="reportReference"
        label={t('victims.interview.reportReference')}
        hint={t('victims.interview.reportHint')}
        value={reportReference}
        onChange={setReference}
        maxLength={120}
      />
    </FormDialog>
  );
}
