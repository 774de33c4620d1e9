import {
  Checkbox,
  CheckboxGroup,
  ComboBox,
  FormSection,
  MomentField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { languageOptions } from '../../../web/house/offers/shared.ts';
import { CaseChoice } from '../../cases/screens/case-choice.tsx';
import { usePeople } from '../../cases/screens/shared.ts';
import { traffickingTypes, type TraffickingType } from '../../vocabulary/cases.ts';
import * as lists from '../../vocabulary/operations.ts';
import type { Head } from '../contract-plan.ts';
import { optionsOf } from './shared.ts';

/** A head while it is typed: what must be chosen may still be open. */
export type HeadDraft = Omit<Head, 'type' | 'leadAgencyId'> & {
  type: TraffickingType | null;
  leadAgencyId: string | null;
};
type Part = { value: HeadDraft; set: (part: Partial<HeadDraft>) => void; at?: string };

/** What an operation is: title, type, case, who leads, times, risk. */
export function HeadFields({ value, set, at = '' }: Part) {
  const { t } = useWords();
  const { agencies } = usePeople();
  const f = (name: string) => t(`operations.field.${name}`);
  return (
    <>
      <TextField
        name={`${at}title`}
        label={f('title')}
        hint={f('titleHint')}
        value={value.title}
        onChange={(title) => set({ title })}
        maxLength={200}
        width="full"
      />
      <Select
        name={`${at}type`}
        label={f('type')}
        options={optionsOf(t, 'type', traffickingTypes)}
        value={value.type}
        onChange={(type) => set({ type })}
        placeholder={t('ui.choose')}
      />
      <CaseChoice
        label={f('case')}
        hint={f('caseHint')}
        empty={t('cases.nothingFits')}
        value={value.caseId}
        onChange={(caseId) => set({ caseId })}
        open
      />
      <ComboBox
        name={`${at}leadAgencyId`}
        label={f('leadAgency')}
        options={agencies}
        value={value.leadAgencyId}
        onChange={(leadAgencyId) => set({ leadAgencyId })}
        empty={t('cases.nothingFits')}
      />
      <MomentField
        name={`${at}plannedFrom`}
        label={f('plannedFrom')}
        required={false}
        value={value.plannedFrom ?? ''}
        onChange={(plannedFrom) => set({ plannedFrom: plannedFrom || null })}
      />
      <MomentField
        name={`${at}plannedUntil`}
        label={f('plannedUntil')}
        required={false}
        value={value.plannedUntil ?? ''}
        onChange={(plannedUntil) => set({ plannedUntil: plannedUntil || null })}
      />
      <RadioGroup
        name={`${at}risk`}
        label={f('risk')}
        inline
        options={optionsOf(t, 'risk', lists.operationRisks)}
        value={value.risk}
        onChange={(risk) => set({ risk })}
      />
      <TextArea
        name={`${at}objective`}
        label={f('objective')}
        required={false}
        rows={3}
        maxLength={4000}
        value={value.objective}
        onChange={(objective) => set({ objective })}
      />
      <Checkbox name={`${at}sealed`} checked={value.sealed} onChange={(sealed) => set({ sealed })}>
        {f('sealed')}
      </Checkbox>
    </>
  );
}

/** Whom the operation may meet: whether victims and minors are foreseen, in which languages, of which class. */
export function VictimFields({ value, set, at = '' }: Part) {
  const { t, language } = useWords();
  const f = (name: string) => t(`operations.field.${name}`);
  return (
    <FormSection title={t('operations.part.victims.title')} hint={t('operations.part.victims.hint')}>
      {(['victimsForeseen', 'minorsPossible'] as const).map((name) => (
        <RadioGroup
          key={name}
          name={`${at}${name}`}
          label={f(name)}
          inline
          options={optionsOf(t, 'foreseen', lists.foreseen)}
          value={value[name]}
          onChange={(answer) => set({ [name]: answer })}
        />
      ))}
      <CheckboxGroup
        name={`${at}victimClasses`}
        label={f('victimClasses')}
        options={optionsOf(t, 'class', lists.victimClasses)}
        value={value.victimClasses}
        onChange={(victimClasses) => set({ victimClasses })}
        columns={2}
        required={false}
      />
      <CheckboxGroup
        name={`${at}languages`}
        label={f('languages')}
        options={languageOptions(value.languages, language)}
        value={value.languages}
        onChange={(languages) => set({ languages })}
        columns={2}
        required={false}
      />
    </FormSection>
  );
}
