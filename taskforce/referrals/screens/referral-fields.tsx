import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NEEDS, SERVED, ageWords, urgencies } from '../../vocabulary/referrals.ts';
import { api } from '../../../web/api.ts';
import {
  Badge,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  FormSection,
  Notice,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useLanguages } from '../../victims/screens/shared.ts';
import type { Asked, Rule } from '../contract.ts';
import { rulesThatFit, type RuleFacts } from '../rules.ts';
import { useWordsOf } from './shared.ts';

type Fields = { value: Asked; set: (part: Partial<Asked>) => void };
const blank = (typed: string): string | null => (typed.trim() === '' ? null : typed);

/** What the person agreed to pass on; nothing else belongs here. */
export function AskedFields({ value, set, caseId }: Fields & { caseId: string | null }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const languages = useLanguages();
  const victims = useQuery(
    api.victims.ofCase.queryOptions({ input: { caseId: caseId ?? '' }, enabled: caseId !== null }),
  );
  const choose = t('ui.choose');
  return (
    <>
      <FormSection title={t('referrals.form.who')} hint={t('referrals.form.whoHint')}>
        {(victims.data?.rows.length ?? 0) > 0 && (
          <Select
            name="victimId"
            label={t('referrals.field.victim')}
            required={false}
            placeholder={t('referrals.form.noVictim')}
            options={(victims.data?.rows ?? [])
              .filter((row) => row.open)
              .map((row) => ({ id: row.id, label: row.codeName }))}
            value={value.victimId}
            onChange={(victimId) => set({ victimId })}
          />
        )}
        <TextField
          name="alias"
          label={t('referrals.field.alias')}
          hint={t('referrals.form.aliasHint')}
          maxLength={80}
          autoComplete="off"
          value={value.alias}
          onChange={(alias) => set({ alias })}
        />
        <RadioGroup
          name="age"
          inline
          label={t('referrals.field.age')}
          options={options('age', ageWords)}
          value={value.age}
          onChange={(age) => set({ age })}
        />
        <Select
          name="serves"
          label={t('referrals.field.serves')}
          hint={t('referrals.form.servesHint')}
          required={false}
          placeholder={choose}
          options={options('serves', SERVED)}
          value={value.serves}
          onChange={(serves) => set({ serves })}
        />
        <Select
          name="language"
          label={t('referrals.field.language')}
          required={false}
          placeholder={choose}
          options={languages.options}
          value={value.language}
          onChange={(language) => set({ language })}
        />
        <Checkbox
          name="interpreter"
          checked={value.interpreter}
          onChange={(interpreter) => set({ interpreter })}
        >
          {t('referrals.field.interpreter')}
        </Checkbox>
      </FormSection>
      <FormSection title={t('referrals.form.what')}>
        <CheckboxGroup
          name="needs"
          columns={2}
          label={t('referrals.field.needs')}
          options={options('need', NEEDS)}
          value={value.needs}
          onChange={(needs) => set({ needs })}
        />
        <RadioGroup
          name="urgency"
          inline
          label={t('referrals.field.urgency')}
          options={options('urgency', urgencies)}
          value={value.urgency}
          onChange={(urgency) => set({ urgency })}
        />
        <TextArea
          name="safetyWarnings"
          required={false}
          maxLength={500}
          label={t('referrals.field.safety')}
          hint={t('referrals.form.safetyHint')}
          value={value.safetyWarnings ?? ''}
          onChange={(typed) => set({ safetyWarnings: blank(typed) })}
        />
        <TextArea
          name="contactHow"
          required={false}
          maxLength={500}
          label={t('referrals.field.contact')}
          hint={t('referrals.form.contactHint')}
          value={value.contactHow ?? ''}
          onChange={(typed) => set({ contactHow: blank(typed) })}
        />
      </FormSection>
      <FormSection title={t('referrals.form.agreement')} hint={t('referrals.form.agreementHint')}>
        <DateField
          name="agreedOn"
          required={false}
          label={t('referrals.field.agreedOn')}
          value={value.agreedOn ?? ''}
          onChange={(day) => set({ agreedOn: blank(day) })}
        />
      </FormSection>
    </>
  );
}

/** Which rule of the protocol applies, the closest first; or why none does. */
export function RuleFields({ value, set, type }: Fields & { type: RuleFacts['type'] }) {
  const { t } = useWords();
  const { options, word } = useWordsOf();
  const rules = useQuery(api.referralRules.list.queryOptions({ input: {} })).data?.rows ?? [];
  const [foreignNational, setForeign] = useState<RuleFacts['foreignNational']>('not_known');
  const [county, setCounty] = useState<string | null>(null);
  const counties = [...new Set(rules.flatMap((rule) => rule.counties))].toSorted();
  const fits = rulesThatFit(rules, {
    direction: 'to_provider',
    type,
    age: value.age,
    foreignNational,
    county,
  });
  return (
    <FormSection title={t('referrals.form.rule')} hint={t('referrals.form.ruleHint')}>
      <RadioGroup
        name="foreign"
        inline
        required={false}
        label={t('referrals.form.foreign')}
        hint={t('referrals.form.notKept')}
        options={options('foreign', ['yes', 'no', 'not_known'])}
        value={foreignNational}
        onChange={setForeign}
      />
      {counties.length > 0 && (
        <Select
          name="county"
          required={false}
          label={t('referrals.form.county')}
          placeholder={t('ui.choose')}
          options={counties.map((one) => ({ id: one, label: one }))}
          value={county}
          onChange={setCounty}
        />
      )}
      {fits.length === 0 ? (
        <Notice tone="warn">{t('referrals.form.noRule')}</Notice>
      ) : (
        <>
          <Stack gap="small">
            {fits.map(({ rule, fits: how }) => (
              <RuleText
                key={rule.id}
                rule={rule}
                badge={how === 'unknown' ? t('referrals.form.mayApply') : null}
              />
            ))}
          </Stack>
          <Select
            name="ruleId"
            required={false}
            label={t('referrals.field.rule')}
            placeholder={t('ui.choose')}
            options={fits.map(({ rule }) => ({
              id: rule.id,
              label: `${rule.title} (${word('edition', 'word')} ${rule.edition})`,
            }))}
            value={fits.some(({ rule }) => rule.id === value.ruleId) ? value.ruleId : null}
            onChange={(ruleId) => set({ ruleId, outsideRule: null })}
          />
        </>
      )}
      {value.ruleId === null && (
        <TextArea
          name="outsideRule"
          required={false}
          maxLength={2000}
          label={t('referrals.field.outsideRule')}
          value={value.outsideRule ?? ''}
          onChange={(typed) => set({ outsideRule: blank(typed) })}
        />
      )}
    </FormSection>
  );
}

/** What a rule says: who is called, when and how. */
export function RuleText({ rule, badge }: { rule: Rule; badge?: string | null }) {
  const { t } = useWords();
  return (
    <Card title={rule.title} actions={badge ? <Badge>{badge}</Badge> : undefined}>
      <p>
        <strong>{t('referrals.rules.who')}</strong> {rule.who}
      </p>
      <p>
        <strong>{t('referrals.rules.when')}</strong> {rule.atWhatMoment}
      </p>
      {rule.how !== '' && (
        <p>
          <strong>{t('referrals.rules.how')}</strong> {rule.how}
        </p>
      )}
    </Card>
  );
}
