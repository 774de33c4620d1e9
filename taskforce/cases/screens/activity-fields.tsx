import { ComboBox, DateField, RadioGroup, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { activityKinds, activityTraits } from '../../vocabulary/activities.ts';
import type { ActivityKind } from '../../vocabulary/activities.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import { StrandChoice } from './fields.tsx';
import { useCodes } from './shared.ts';

export type Engaged = 'yes' | 'no' | 'unknown';
export const engagedAnswers = ['yes', 'no', 'unknown'] as const;

/** What an activity says of itself, as its form holds it. */
export type ActivityValue = {
  kind: ActivityKind | null;
  strandId: string | null;
  title: string;
  description: string;
  day: string;
  engaged: Engaged | null;
  handling: HandlingLabel[];
};

/** Only some kinds leave open whether a target was engaged: of those it is asked. */
export const asksEngaged = (kind: ActivityKind | null): boolean =>
  kind !== null && activityTraits[kind].engagesTarget === 'may';

/** The fields as the server takes them. */
export const activitySent = (value: ActivityValue) => ({
  strandId: value.strandId,
  kind: value.kind as ActivityKind,
  title: value.title,
  description: value.description,
  happenedOn: value.day,
  engagesTarget:
    !asksEngaged(value.kind) || value.engaged === null || value.engaged === 'unknown'
      ? null
      : value.engaged === 'yes',
  handling: value.handling,
});

/** What was done: the same fields when it is logged and when it is corrected. */
export function ActivityFields({
  value,
  set,
  strands,
  today,
}: {
  value: ActivityValue;
  set: (part: Partial<ActivityValue>) => void;
  strands: readonly { id: string; label: string }[];
  today: string;
}) {
  const { t } = useWords();
  const codes = useCodes();
  return (
    <>
      <ComboBox
        name="kind"
        label={t('cases.activity.kind')}
        options={codes('activityKind', activityKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        empty={t('cases.nothingFits')}
      />
      <StrandChoice
        strands={strands}
        hint={t('cases.activity.strandHint')}
        value={value.strandId}
        onChange={(strandId) => set({ strandId })}
      />
      <TextField
        name="title"
        label={t('cases.activity.title')}
        value={value.title}
        onChange={(title) => set({ title })}
        maxLength={200}
      />
      <DateField
        name="happenedOn"
        label={t('cases.activity.day')}
        value={value.day}
        onChange={(day) => set({ day })}
        max={today}
      />
      {asksEngaged(value.kind) && (
        <RadioGroup
          inline
          name="engagesTarget"
          label={t('cases.activity.engaged')}
          hint={t('cases.activity.engagedHint')}
          options={engagedAnswers.map((id) => ({ id, label: t(`cases.answer.${id}`) }))}
          value={value.engaged}
          onChange={(engaged) => set({ engaged })}
        />
      )}
      <TextArea
        name="description"
        label={t('cases.activity.description')}
        required={false}
        value={value.description}
        onChange={(description) => set({ description })}
        rows={4}
      />
    </>
  );
}
