import { useState } from 'react';
import type { Offer } from '../../../bridge/offers.ts';
import { HOURS, NEEDS, SERVED, YES_NO } from '../../../bridge/words.ts';
import {
  CheckboxGroup,
  DateField,
  Facts,
  NumberField,
  RadioGroup,
  Select,
  Status,
  TextArea,
  TextField,
} from '../../ui/index.ts';
import { formatDate, formatList, localDay, useWords } from '../../words/index.ts';
import { languageName, languageOptions, offered, optionsOf } from './shared.ts';

/** A service before anything is known of it. */
export const emptyOffer = (): Offer => ({
  name: '',
  services: [],
  serves: [],
  ageFrom: 0,
  ageUntil: 120,
  languages: [],
  hours: 'office_hours',
  eligibility: null,
  withoutCooperation: 'not_known',
  confirmedOn: localDay(new Date()),
});

/** The fields of a service. There is none for an address. */
export function OfferFields({
  value,
  onChange,
  at = '',
}: {
  value: Offer;
  onChange: (change: Partial<Offer>) => void;
  /** Put before the names of fields, as in `resource.`. */
  at?: string;
}) {
  const { t, language } = useWords();
  const [today] = useState(() => localDay(new Date()));
  return (
    <>
      <TextField
        label={t('offers.offer.name')}
        hint={t('offers.offer.nameHint')}
        name={`${at}name`}
        maxLength={120}
        value={value.name}
        onChange={(name) => onChange({ name })}
        required
      />
      <CheckboxGroup
        label={t('offers.offer.services')}
        name={`${at}services`}
        options={optionsOf(t, 'need', NEEDS)}
        value={value.services}
        onChange={(services) => onChange({ services })}
        columns={2}
        required={false}
      />
      <CheckboxGroup
        label={t('offers.offer.serves')}
        hint={t('offers.offer.servesHint')}
        name={`${at}serves`}
        options={optionsOf(t, 'served', SERVED)}
        value={value.serves}
        onChange={(serves) => onChange({ serves })}
        columns={2}
        required={false}
      />
      <NumberField
        label={t('offers.offer.ageFrom')}
        name={`${at}ageFrom`}
        min={0}
        max={120}
        value={value.ageFrom}
        onChange={(age) => onChange({ ageFrom: Number.isNaN(age) ? 0 : age })}
      />
      <NumberField
        label={t('offers.offer.ageUntil')}
        name={`${at}ageUntil`}
        min={0}
        max={120}
        value={value.ageUntil}
        onChange={(age) => onChange({ ageUntil: Number.isNaN(age) ? 120 : age })}
      />
      <Select
        label={t('offers.offer.hours')}
        name={`${at}hours`}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'hours', HOURS)}
        value={value.hours}
        onChange={(hours) => onChange({ hours })}
      />
      <RadioGroup
        label={t('offers.offer.withoutCooperation')}
        name={`${at}withoutCooperation`}
        options={optionsOf(t, 'yesNo', YES_NO)}
        value={value.withoutCooperation}
        onChange={(withoutCooperation) => onChange({ withoutCooperation })}
        inline
      />
      <TextArea
        label={t('offers.offer.eligibility')}
        name={`${at}eligibility`}
        maxLength={500}
        rows={2}
        value={value.eligibility ?? ''}
        onChange={(text) => onChange({ eligibility: text.trim() === '' ? null : text })}
        required={false}
      />
      <CheckboxGroup
        label={t('offers.offer.languages')}
        name={`${at}languages`}
        options={languageOptions(value.languages, language)}
        value={value.languages}
        onChange={(languages) => onChange({ languages })}
        columns={2}
        required={false}
      />
      <DateField
        label={t('offers.offer.confirmedOn')}
        name={`${at}confirmedOn`}
        value={value.confirmedOn}
        onChange={(confirmedOn) => onChange({ confirmedOn })}
        max={today}
      />
    </>
  );
}

/** How fresh an entry is; what is old is said so, never hidden. */
export function Freshness({ days, stale }: { days: number; stale: boolean }) {
  const { t } = useWords();
  return (
    <Status tone={stale ? 'warn' : 'good'}>
      {t(stale ? 'offers.offer.stale' : 'offers.offer.fresh', { days })}
    </Status>
  );
}

/** A service as it is known. */
export function OfferFacts({ offer }: { offer: Offer }) {
  const { t, language } = useWords();
  const words = (list: string, ids: readonly string[]) => formatList(ids.map((id) => offered(t, list, id)));
  return (
    <Facts
      columns={2}
      empty={t('ui.nothing')}
      facts={[
        { label: t('offers.offer.services'), value: words('need', offer.services) },
        { label: t('offers.offer.serves'), value: words('served', offer.serves) },
        {
          label: t('offers.offer.ages'),
          value: t('offers.offer.agesValue', { from: offer.ageFrom, until: offer.ageUntil }),
        },
        {
          label: t('offers.offer.languages'),
          value: formatList(offer.languages.map((one) => languageName(one, language))),
        },
        { label: t('offers.offer.hours'), value: offered(t, 'hours', offer.hours) },
        { label: t('offers.offer.withoutCooperation'), value: offered(t, 'yesNo', offer.withoutCooperation) },
        { label: t('offers.offer.eligibility'), value: offer.eligibility ?? '' },
        { label: t('offers.offer.confirmedOn'), value: formatDate(offer.confirmedOn) },
      ]}
    />
  );
}
