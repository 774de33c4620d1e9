import type { Capacity } from '../../../bridge/capacity.ts';
import { BEDS } from '../../../bridge/words.ts';
import {
  CheckboxGroup,
  Facts,
  FormSection,
  MomentField,
  NumberField,
  Stack,
  Status,
} from '../../ui/index.ts';
import { formatList, formatMoment, useWords } from '../../words/index.ts';
import { languageName, languageOptions, offered, type CapacityDraft } from './shared.ts';

/** The one-minute form of free places. `at` is the path of the numbers in the form, for problems. */
export function CapacityFields({
  value,
  onChange,
  at = 'capacity',
}: {
  value: CapacityDraft;
  onChange: (change: Partial<CapacityDraft>) => void;
  at?: string;
}) {
  const { t, language } = useWords();
  const number = (label: string, name: string, now: number, set: (value: number) => void) => (
    <NumberField
      key={name}
      label={label}
      name={`${at}.${name}`}
      value={now}
      onChange={set}
      min={0}
      max={500}
      required={false}
    />
  );
  return (
    <>
      <FormSection title={t('offers.capacity.title')} hint={t('offers.capacity.hint')}>
        {BEDS.map((who) =>
          number(offered(t, 'bed', who), `beds.${who}`, value.beds[who], (free) =>
            onChange({ beds: { ...value.beds, [who]: free } }),
          ),
        )}
        {number(t('offers.capacity.legalSlots'), 'legalSlots', value.legalSlots, (legalSlots) =>
          onChange({ legalSlots }),
        )}
        {number(t('offers.capacity.medicalSlots'), 'medicalSlots', value.medicalSlots, (medicalSlots) =>
          onChange({ medicalSlots }),
        )}
      </FormSection>
      <MomentField
        label={t('offers.capacity.validUntil')}
        hint={t('offers.capacity.validUntilHint')}
        name={`${at}.validUntil`}
        value={value.validUntil}
        onChange={(validUntil) => onChange({ validUntil })}
        required
      />
      <CheckboxGroup
        label={t('offers.capacity.languages')}
        name={`${at}.languages`}
        options={languageOptions(value.languages, language)}
        value={value.languages}
        onChange={(languages) => onChange({ languages })}
        columns={2}
        required={false}
      />
    </>
  );
}

/** Numbers that were told, and whether they still hold. */
export function CapacityFacts({ capacity, expired }: { capacity: Capacity; expired: boolean }) {
  const { t, language } = useWords();
  const facts = [
    ...BEDS.flatMap((who) =>
      capacity.beds[who] === undefined
        ? []
        : [{ label: offered(t, 'bed', who), value: String(capacity.beds[who]) }],
    ),
    ...(['legalSlots', 'medicalSlots'] as const).flatMap((key) =>
      capacity[key] === null ? [] : [{ label: t(`offers.capacity.${key}`), value: String(capacity[key]) }],
    ),
    ...(capacity.languages.length > 0
      ? [
          {
            label: t('offers.capacity.languages'),
            value: formatList(capacity.languages.map((one) => languageName(one, language))),
          },
        ]
      : []),
  ];
  const at = formatMoment(capacity.validUntil);
  return (
    <Stack gap="small">
      <Status tone={expired ? 'warn' : 'good'}>
        {t(expired ? 'offers.capacity.expired' : 'offers.capacity.holds', { at })}
      </Status>
      {facts.length > 0 ? <Facts facts={facts} empty="" /> : <span>{t('offers.capacity.nothing')}</span>}
    </Stack>
  );
}
