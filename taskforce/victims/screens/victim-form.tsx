import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { CheckboxGroup, FormDialog, Notice, NumberField, Select, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { LabelField } from '../../cases/screens/label-field.tsx';
import { useAct, useCode, useCodes, useLabels } from '../../cases/screens/shared.ts';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { ageGroups, interpreterNeeds, knownOrNot } from '../../vocabulary/victims.ts';
import type { VictimPage } from '../contract.ts';
import type { Known } from '../contract-parts.ts';
import { useLanguages } from './shared.ts';

const unknown: Known = {
  codeName: '',
  type: 'undetermined',
  ageGroup: 'unknown',
  ageAtFacts: 'unknown',
  yearsAtFacts: null,
  foreignNational: 'unknown',
  languages: [],
  interpreter: 'unknown',
  handling: [],
};

type Fields = { value: Known; set: (part: Partial<Known>) => void; at?: string };

function KnownFields({ value, set, at = '' }: Fields) {
  const { t } = useWords();
  const codes = useCodes();
  const { options } = useLanguages();
  return (
    <>
      <Select
        name={`${at}type`}
        label={t('victims.field.type')}
        options={codes('traffickingType', traffickingTypes)}
        value={value.type}
        onChange={(type) => set({ type })}
        placeholder={t('ui.choose')}
      />
      <Select
        name={`${at}ageGroup`}
        label={t('victims.field.ageGroup')}
        options={codes('ageGroup', ageGroups)}
        value={value.ageGroup}
        onChange={(ageGroup) => set({ ageGroup })}
        placeholder={t('ui.choose')}
      />
      <Select
        name={`${at}ageAtFacts`}
        label={t('victims.field.ageAtFacts')}
        hint={t('victims.hint.ageAtFacts')}
        options={codes('ageGroup', ageGroups)}
        value={value.ageAtFacts}
        onChange={(ageAtFacts) => set({ ageAtFacts, yearsAtFacts: null })}
        placeholder={t('ui.choose')}
      />
      <NumberField
        name={`${at}yearsAtFacts`}
        label={t('victims.field.yearsAtFacts')}
        required={false}
        value={value.yearsAtFacts ?? NaN}
        onChange={(years) => set({ yearsAtFacts: Number.isNaN(years) ? null : years })}
        min={0}
        max={120}
      />
      <CheckboxGroup
        name={`${at}languages`}
        label={t('victims.field.languages')}
        required={false}
        columns={2}
        options={options}
        value={value.languages}
        onChange={(languages) => set({ languages })}
      />
      <Select
        name={`${at}interpreter`}
        label={t('victims.field.interpreter')}
        options={codes('victimInterpreter', interpreterNeeds)}
        value={value.interpreter}
        onChange={(interpreter) => set({ interpreter })}
        placeholder={t('ui.choose')}
      />
      <Select
        name={`${at}foreignNational`}
        label={t('victims.field.foreignNational')}
        hint={t('victims.hint.foreignNational')}
        options={codes('knownOrNot', knownOrNot)}
        value={value.foreignNational}
        onChange={(foreignNational) => set({ foreignNational })}
        placeholder={t('ui.choose')}
      />
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
    </>
  );
}

/** Records a victim in a case. No field asks who they are. */
export function NewVictim({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const go = useNavigate();
  const [value, setValue] = useState(unknown);
  const set = (part: Partial<Known>) => setValue((now) => ({ ...now, ...part }));
  const save = useAct(
    () =>
      client.victims.add({
        caseId,
        known: { ...value, codeName: value.codeName.trim() === '' ? null : value.codeName },
      }),
    ({ id }) => void go({ to: `/victims/${id}` }),
  );
  return (
    <FormDialog
      title={t('victims.new.title')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.new.lead')}</Notice>
      <TextField
        name="known.codeName"
        label={t('victims.field.codeName')}
        hint={t('victims.hint.codeName')}
        required={false}
        value={value.codeName}
        onChange={(codeName) => set({ codeName })}
        maxLength={40}
        autoComplete="off"
      />
      <KnownFields value={value} set={set} at="known." />
    </FormDialog>
  );
}

/** Changes what is known of a victim; a change by somebody else meanwhile is shown field by field. */
export function EditVictim({ page, onClose }: { page: VictimPage; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const { list } = useLanguages();
  const { codeName, type, ageGroup, ageAtFacts, yearsAtFacts, foreignNational, languages, interpreter } =
    page;
  const edit = useEdit<Known, unknown>({
    draft: `victims.${page.id}`,
    version: page.version,
    value: {
      codeName,
      type,
      ageGroup,
      ageAtFacts,
      yearsAtFacts,
      foreignNational,
      languages,
      interpreter,
      handling: page.handling,
    },
    current: (record) => record as Known,
    compared: {
      codeName: { label: t('victims.field.codeName') },
      type: { label: t('victims.field.type'), show: (one) => code('traffickingType', one) },
      ageGroup: { label: t('victims.field.ageGroup'), show: (one) => code('ageGroup', one) },
      ageAtFacts: { label: t('victims.field.ageAtFacts'), show: (one) => code('ageGroup', one) },
      yearsAtFacts: { label: t('victims.field.yearsAtFacts') },
      foreignNational: { label: t('victims.field.foreignNational'), show: (one) => code('knownOrNot', one) },
      languages: { label: t('victims.field.languages'), show: list },
      interpreter: { label: t('victims.field.interpreter'), show: (one) => code('victimInterpreter', one) },
      handling: { label: t('victims.field.handling'), show: labels },
    },
    save: (value, version) => client.victims.change({ id: page.id, version, ...value }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('victims.edit')}
      verb={t('victims.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <TextField
        name="codeName"
        label={t('victims.field.codeName')}
        hint={t('victims.hint.codeName')}
        value={edit.value.codeName}
        onChange={(name) => edit.set({ codeName: name })}
        maxLength={40}
        autoComplete="off"
      />
      <KnownFields value={edit.value} set={edit.set} />
    </FormDialog>
  );
}
