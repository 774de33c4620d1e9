import { Checkbox, DateField, FormSection, Select, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import {
  ageGroups,
  cameByWays,
  genderGroups,
  intakeKinds,
  interpreterNeeds,
  languages,
} from '../../vocabulary/clients.ts';
import { languageName, optionsOf, type Client } from './shared.ts';

/** What is known of a client without opening anything sealed. */
export type ClientFacts = Pick<
  Client,
  | 'alias'
  | 'intakeOn'
  | 'intakeKind'
  | 'cameBy'
  | 'language'
  | 'interpreter'
  | 'ageGroup'
  | 'genderGroup'
  | 'closedCircle'
>;

/** The fields that an intake and a change share. Only the alias and the day are asked for. */
export function FactsFields({
  value,
  onChange,
}: {
  value: ClientFacts;
  onChange: (change: Partial<ClientFacts>) => void;
}) {
  const { t, language } = useWords();
  const known = (languages as readonly string[]).includes(value.language)
    ? languages
    : [value.language, ...languages];
  const choose = t('ui.choose');
  return (
    <>
      <FormSection title={t('clients.new.who')} hint={t('clients.new.whoHint')}>
        <TextField
          label={t('clients.field.alias')}
          hint={t('clients.field.aliasHint')}
          name="alias"
          maxLength={80}
          autoComplete="off"
          value={value.alias}
          onChange={(alias) => onChange({ alias })}
        />
        <Select
          label={t('clients.field.ageGroup')}
          hint={t('clients.field.ageGroupHint')}
          name="ageGroup"
          placeholder={choose}
          options={optionsOf(t, 'ageGroup', ageGroups)}
          value={value.ageGroup}
          onChange={(ageGroup) => onChange({ ageGroup })}
          required={false}
        />
        <Select
          label={t('clients.field.genderGroup')}
          hint={t('clients.field.genderGroupHint')}
          name="genderGroup"
          placeholder={choose}
          options={optionsOf(t, 'genderGroup', genderGroups)}
          value={value.genderGroup}
          onChange={(genderGroup) => onChange({ genderGroup })}
          required={false}
        />
        <Select
          label={t('clients.field.language')}
          name="language"
          placeholder={choose}
          options={known.map((tag) => ({ id: tag, label: languageName(tag, language, t) }))}
          value={value.language}
          onChange={(tag) => onChange({ language: tag })}
          required={false}
        />
        <Select
          label={t('clients.field.interpreter')}
          name="interpreter"
          placeholder={choose}
          options={optionsOf(t, 'interpreter', interpreterNeeds)}
          value={value.interpreter}
          onChange={(interpreter) => onChange({ interpreter })}
          required={false}
        />
      </FormSection>
      <FormSection title={t('clients.new.how')}>
        <DateField
          label={t('clients.field.intakeOn')}
          name="intakeOn"
          value={value.intakeOn}
          onChange={(intakeOn) => onChange({ intakeOn })}
        />
        <Select
          label={t('clients.field.intakeKind')}
          name="intakeKind"
          placeholder={choose}
          options={optionsOf(t, 'intakeKind', intakeKinds)}
          value={value.intakeKind}
          onChange={(intakeKind) => onChange({ intakeKind })}
          required={false}
        />
        <Select
          label={t('clients.field.cameBy')}
          name="cameBy"
          placeholder={choose}
          options={optionsOf(t, 'cameBy', cameByWays)}
          value={value.cameBy}
          onChange={(cameBy) => onChange({ cameBy })}
          required={false}
        />
        <Checkbox
          name="closedCircle"
          checked={value.closedCircle}
          onChange={(closedCircle) => onChange({ closedCircle })}
          hint={t('clients.field.closedCircleHint')}
        >
          {t('clients.field.closedCircle')}
        </Checkbox>
      </FormSection>
    </>
  );
}
