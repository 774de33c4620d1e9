import {
  Checkbox,
  ComboBox,
  DateField,
  FormSection,
  MomentField,
  NumberField,
  RadioGroup,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useCodes, usePeople } from '../../cases/screens/shared.ts';
import * as lists from '../../vocabulary/victim-work.ts';
import type { PlanFields } from '../contract-interviews.ts';
import { placesWithReason } from '../rules-interviews.ts';
import { Interpreter, People } from './interview-people.tsx';
import { CodeField, WhyField } from './work-parts.tsx';

type Usual = {
  interviewerKind: lists.InterviewerKind;
  placeKind: lists.InterviewPlace;
  recording: lists.Recording | null;
  reasonFrom: number;
};
export type Around = { minor: boolean; prior: number; usual: Usual };
type Part = { value: PlanFields; set: (part: Partial<PlanFields>) => void; around: Around };

/** Everything a plan says, in the order in which it is thought through: the victim first. */
export function InterviewFields(part: Part) {
  return (
    <>
      <Readiness {...part} />
      <Setting {...part} />
      <People {...part} />
      <Interpreter {...part} />
      <Comfort {...part} />
    </>
  );
}

function Readiness({ value, set, around }: Part) {
  const { t } = useWords();
  const codes = useCodes();
  const early = value.purpose === 'early_facts';
  return (
    <FormSection title={t('victims.interview.readiness')} hint={t('victims.interview.readinessHint')}>
      {(['wantsTo', 'safe', 'stable'] as const).map((name) => (
        <RadioGroup
          key={name}
          name={name}
          label={t(`victims.interview.field.${name}`)}
          inline
          options={codes('ownAnswer', lists.ownAnswers)}
          value={value[name]}
          onChange={(answer) => set({ [name]: answer })}
        />
      ))}
      <DateField
        name="askedOn"
        label={t('victims.interview.field.askedOn')}
        required={false}
        value={value.askedOn ?? ''}
        onChange={(day) => set({ askedOn: day || null })}
      />
      <CodeField
        name="purpose"
        list="interviewPurpose"
        codes={lists.interviewPurposes}
        label={t('victims.interview.field.purpose')}
        value={value.purpose}
        onChange={(purpose) => set({ purpose })}
      />
      {early && (
        <WhyField
          name="earlyReason"
          label={t('victims.interview.field.earlyReason')}
          value={value.earlyReason}
          onChange={(earlyReason) => set({ earlyReason })}
        />
      )}
      <NumberField
        name="priorElsewhere"
        label={t('victims.interview.field.priorElsewhere')}
        value={value.priorElsewhere}
        onChange={(n) => set({ priorElsewhere: Number.isNaN(n) ? 0 : n })}
        min={0}
        max={50}
      />
      {around.prior + value.priorElsewhere >= around.usual.reasonFrom && (
        <WhyField
          name="againReason"
          label={t('victims.interview.field.againReason')}
          value={value.againReason}
          onChange={(againReason) => set({ againReason })}
        />
      )}
    </FormSection>
  );
}

function Setting({ value, set, around }: Part) {
  const { t } = useWords();
  const { people } = usePeople();
  const unusual =
    around.minor &&
    (value.interviewerKind !== around.usual.interviewerKind || value.placeKind !== around.usual.placeKind);
  return (
    <FormSection title={t('victims.interview.setting')} hint={t('victims.interview.settingHint')}>
      <MomentField
        name="plannedFor"
        label={t('victims.interview.field.plannedFor')}
        value={value.plannedFor}
        onChange={(plannedFor) => set({ plannedFor })}
      />
      <CodeField
        name="interviewerKind"
        list="interviewerKind"
        codes={lists.interviewerKinds}
        label={t('victims.interview.field.interviewerKind')}
        value={value.interviewerKind}
        onChange={(interviewerKind) => set({ interviewerKind })}
      />
      <TextField
        name="interviewerName"
        label={t('victims.interview.field.interviewerName')}
        value={value.interviewerName}
        onChange={(interviewerName) => set({ interviewerName })}
        maxLength={120}
      />
      <ComboBox
        name="noteTakerId"
        label={t('victims.interview.field.noteTakerId')}
        hint={t('victims.interview.noteTakerHint')}
        options={people}
        value={value.noteTakerId || null}
        onChange={(id) => set({ noteTakerId: id ?? '' })}
        empty={t('cases.nothingFits')}
      />
      <CodeField
        name="placeKind"
        list="interviewPlace"
        codes={lists.interviewPlaces}
        label={t('victims.interview.field.placeKind')}
        hint={t('victims.interview.placeHint')}
        value={value.placeKind}
        onChange={(placeKind) => set({ placeKind })}
      />
      {placesWithReason.includes(value.placeKind) && (
        <WhyField
          name="placeReason"
          label={t('victims.interview.field.placeReason')}
          value={value.placeReason}
          onChange={(placeReason) => set({ placeReason })}
        />
      )}
      {unusual && (
        <WhyField
          name="settingReason"
          label={t('victims.interview.field.settingReason')}
          value={value.settingReason}
          onChange={(settingReason) => set({ settingReason })}
        />
      )}
      <TextArea
        name="placeNote"
        label={t('victims.interview.field.placeNote')}
        hint={t('victims.interview.placeNoteHint')}
        required={false}
        rows={2}
        maxLength={300}
        value={value.placeNote}
        onChange={(placeNote) => set({ placeNote })}
      />
    </FormSection>
  );
}

function Comfort({ value, set, around }: Part) {
  const { t } = useWords();
  const expected = around.usual.recording;
  return (
    <FormSection title={t('victims.interview.comfort')}>
      <NumberField
        name="breaksMinutes"
        label={t('victims.interview.field.breaksMinutes')}
        value={value.breaksMinutes}
        onChange={(n) => set({ breaksMinutes: Number.isNaN(n) ? 30 : n })}
        min={10}
        max={90}
        unit={t('victims.interview.minutes')}
      />
      <Checkbox
        name="foodAndDrink"
        checked={value.foodAndDrink}
        onChange={(foodAndDrink) => set({ foodAndDrink })}
      >
        {t('victims.interview.field.foodAndDrink')}
      </Checkbox>
      <CodeField
        name="recording"
        list="recording"
        codes={lists.recordings}
        label={t('victims.interview.field.recording')}
        value={value.recording}
        onChange={(recording) => set({ recording })}
      />
      {expected !== null && expected !== value.recording && (
        <WhyField
          name="recordingReason"
          label={t('victims.interview.field.recordingReason')}
          value={value.recordingReason}
          onChange={(recordingReason) => set({ recordingReason })}
        />
      )}
    </FormSection>
  );
}
