import { useQuery } from '@tanstack/react-query';
import { HEADCOUNTS, NEEDS, STANDBY_GENDERS, STANDBY_SAFETY } from '../../../bridge/words.ts';
import { api, type Client } from '../../../web/api.ts';
import { languageOptions, optionsOf } from '../../../web/house/offers/shared.ts';
import {
  CheckboxGroup,
  ComboBox,
  FormSection,
  MomentField,
  Notice,
  RadioGroup,
  Select,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Entered = Parameters<Client['standby']['preview']>[0]['wording'];
export type Wording = Entered & {
  profile: NonNullable<Entered['profile']>;
  safety: NonNullable<Entered['safety']>;
};
/** While it is typed no colleague may be chosen yet. */
export type WordingDraft = Omit<Wording, 'contactId'> & { contactId: string | null };

/** A notice that begins tomorrow at the same hour. */
export function emptyWording(now: Date, me: string | null): WordingDraft {
  const at = (hours: number) => {
    const moment = new Date(now.getTime() + hours * 3_600_000);
    moment.setMinutes(0, 0, 0);
    return moment.toISOString();
  };
  return {
    profile: 'coarse',
    area: '',
    windowFrom: at(24),
    windowUntil: at(36),
    people: 'not_known',
    minors: 'not_known',
    genders: [],
    languages: [],
    needs: ['shelter'],
    safety: [],
    contactId: me,
    contactPhone: '',
    validUntil: at(48),
  };
}

/** What a notice says: closed words, ranges, a colleague and a number. No field takes a name of a place. */
export function WordingFields({
  value,
  onChange,
  fixedProfile = false,
}: {
  value: WordingDraft;
  onChange: (change: Partial<WordingDraft>) => void;
  fixedProfile?: boolean;
}) {
  const { t, language } = useWords();
  const settings = useQuery(api.standby.settings.queryOptions({ input: {} })).data;
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} })).data?.colleagues ?? [];
  const choose = t('ui.choose');
  const hours = value.profile === 'coarse' ? settings?.coarseHours : settings?.fullerHours;
  const count = (key: 'people' | 'minors') => (
    <Select
      label={t(`standby.field.${key}`)}
      name={`wording.${key}`}
      placeholder={choose}
      options={optionsOf(t, 'count', HEADCOUNTS).filter(({ id }) => key === 'minors' || id !== 'none')}
      value={value[key]}
      onChange={(chosen) => onChange({ [key]: chosen })}
    />
  );
  return (
    <>
      {settings && settings.areas.length === 0 && <Notice tone="warn">{t('standby.noAreas')}</Notice>}
      {settings?.fuller && !fixedProfile && (
        <RadioGroup
          label={t('standby.field.profile')}
          name="wording.profile"
          options={(['coarse', 'fuller'] as const).map((id) => ({
            id,
            label: t(`standby.profile.${id}`),
            description: t(`standby.profileHint.${id}`),
          }))}
          value={value.profile}
          onChange={(profile) => onChange({ profile, ...(profile === 'coarse' ? { safety: [] } : {}) })}
        />
      )}
      <FormSection
        title={t('standby.column.window')}
        hint={t('standby.field.windowHint', { hours: hours ?? 6 })}
      >
        <Select
          label={t('standby.field.area')}
          hint={t('standby.field.areaHint')}
          name="wording.area"
          placeholder={choose}
          options={(settings?.areas ?? []).map((id) => ({ id, label: id }))}
          value={value.area === '' ? null : value.area}
          onChange={(area) => onChange({ area })}
        />
        <MomentField
          label={t('standby.field.windowFrom')}
          name="wording.windowFrom"
          value={value.windowFrom}
          onChange={(windowFrom) => onChange({ windowFrom })}
          required
        />
        <MomentField
          label={t('standby.field.windowUntil')}
          name="wording.windowUntil"
          value={value.windowUntil}
          onChange={(windowUntil) => onChange({ windowUntil })}
          required
        />
        <MomentField
          label={t('standby.field.validUntil')}
          hint={t('standby.field.validUntilHint')}
          name="wording.validUntil"
          value={value.validUntil}
          onChange={(validUntil) => onChange({ validUntil })}
          required
        />
      </FormSection>
      <FormSection title={t('standby.column.people')}>
        {count('people')}
        {count('minors')}
        <CheckboxGroup
          label={t('standby.field.genders')}
          name="wording.genders"
          options={optionsOf(t, 'gender', STANDBY_GENDERS)}
          value={value.genders}
          onChange={(genders) => onChange({ genders })}
          columns={2}
          required={false}
        />
        <CheckboxGroup
          label={t('standby.field.needs')}
          name="wording.needs"
          options={optionsOf(t, 'need', NEEDS)}
          value={value.needs}
          onChange={(needs) => onChange({ needs })}
          columns={2}
          required={false}
        />
        <CheckboxGroup
          label={t('standby.field.languages')}
          name="wording.languages"
          options={languageOptions(value.languages, language)}
          value={value.languages}
          onChange={(languages) => onChange({ languages })}
          columns={2}
          required={false}
        />
        {value.profile === 'fuller' && (
          <CheckboxGroup
            label={t('standby.field.safety')}
            name="wording.safety"
            options={optionsOf(t, 'safety', STANDBY_SAFETY)}
            value={value.safety}
            onChange={(safety) => onChange({ safety })}
            required={false}
          />
        )}
      </FormSection>
      <FormSection title={t('standby.field.contact')}>
        <ComboBox
          label={t('standby.field.contact')}
          name="wording.contactId"
          empty={t('ui.nothing')}
          options={people
            .filter(({ status }) => status === 'active')
            .map((one) => ({ id: one.id, label: one.displayName, description: one.agencyName }))}
          value={value.contactId}
          onChange={(contactId) => onChange({ contactId })}
        />
        <TextField
          label={t('standby.field.contactPhone')}
          name="wording.contactPhone"
          type="tel"
          maxLength={40}
          autoComplete="off"
          width="medium"
          value={value.contactPhone}
          onChange={(contactPhone) => onChange({ contactPhone })}
          required
        />
      </FormSection>
    </>
  );
}
