import { RadioGroup, Select, Stack, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useCodes } from '../../cases/screens/shared.ts';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { criteria, levels, targetKinds, type Criterion, type Level } from '../rules.ts';

type Answers = { [C in Criterion]: Level | null } & { [C in Criterion as `${C}Why`]: string };
export type Draft = Answers & {
  title: string;
  kind: (typeof targetKinds)[number] | null;
  type: (typeof traffickingTypes)[number] | null;
  known: string;
};

export const emptyDraft: Draft = {
  title: '',
  kind: null,
  type: null,
  known: '',
  harm: null,
  harmWhy: '',
  vulnerability: null,
  vulnerabilityWhy: '',
  solvability: null,
  solvabilityWhy: '',
  resources: null,
  resourcesWhy: '',
};

/** What is proposed, and the four questions, each with its reasons. */
export function NominationFields({
  value,
  onChange,
}: {
  value: Draft;
  onChange: (change: Partial<Draft>) => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  return (
    <>
      <TextField
        label={t('nominations.field.title')}
        hint={t('nominations.field.titleHint')}
        name="title"
        required
        width="full"
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <Select
        label={t('nominations.field.kind')}
        name="kind"
        required
        placeholder={t('nominations.choose')}
        options={codes('strandKind', targetKinds)}
        value={value.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <RadioGroup
        label={t('nominations.field.type')}
        name="type"
        required
        inline
        options={codes('traffickingType', traffickingTypes)}
        value={value.type}
        onChange={(type) => onChange({ type })}
      />
      <TextArea
        label={t('nominations.field.known')}
        name="known"
        required
        rows={5}
        value={value.known}
        onChange={(known) => onChange({ known })}
      />
      {criteria.map((criterion) => (
        <Stack key={criterion} gap="small">
          <RadioGroup
            label={t(`nominations.ask.${criterion}`)}
            name={criterion}
            required
            options={levels.map((id) => ({
              id,
              label: t(`nominations.level.${id}`),
              description: t(`nominations.anchor.${criterion}.${id}`),
            }))}
            value={value[criterion]}
            onChange={(level) => onChange({ [criterion]: level })}
          />
          <TextArea
            label={`${t('nominations.why')}: ${t(`nominations.criterion.${criterion}`)}`}
            name={`${criterion}Why`}
            required
            rows={2}
            value={value[`${criterion}Why`]}
            onChange={(why) => onChange({ [`${criterion}Why`]: why })}
          />
        </Stack>
      ))}
    </>
  );
}
