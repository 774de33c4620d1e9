import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api-provider.ts';
import {
  Button,
  Card,
  DateField,
  FormSection,
  Menu,
  Notice,
  RadioGroup,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { longerReasons, purposes, recipientKinds, releaseFields } from '../../vocabulary/releases.ts';
import { languageOptions, optionsOf, wordOf } from './shared.ts';

type FieldId = (typeof releaseFields)[number];
/** What is written with the client. `day` is the last day, in the reader's calendar. */
export type Written = {
  recipientKind: 'task_force' | 'outside';
  pairId: string | null;
  recipientName: string;
  purpose: (typeof purposes)[number];
  texts: { field: FieldId; text: string }[];
  language: string;
  day: string;
  longerReason: (typeof longerReasons)[number] | null;
  referral: string | null;
};

export const emptyRelease = (language: string): Written => ({
  recipientKind: 'task_force',
  pairId: null,
  recipientName: '',
  purpose: 'investigation',
  texts: [],
  language,
  day: '',
  longerReason: null,
  referral: null,
});

/** What the server is sent: exact texts by field; the end of the last day in the reader's time zone. */
export const toSend = ({ texts, day, ...rest }: Written) => ({
  ...rest,
  pairId: rest.recipientKind === 'task_force' ? rest.pairId : null,
  referral: rest.recipientKind === 'task_force' ? rest.referral : null,
  recipientName: rest.recipientKind === 'outside' ? rest.recipientName : '',
  texts: Object.fromEntries(texts.map((one) => [one.field, one.text])),
  ...(day === '' ? {} : { until: new Date(`${day}T23:59:00`).toISOString() }),
});

/** The fields of a draft. One recipient; only what is filled in is shared. */
export function ReleaseFields({
  clientId,
  value,
  set,
}: {
  clientId: string;
  value: Written;
  set: (change: Partial<Written>) => void;
}) {
  const { t, language } = useWords();
  const pairs = useQuery(api.releases.recipients.queryOptions({ input: {} })).data?.rows;
  const referrals = useQuery(api.releases.referrals.queryOptions({ input: { clientId } })).data?.rows;
  const theirs = (referrals ?? []).filter((one) => one.pairId === value.pairId);
  const rules = useQuery(api.releases.rules.queryOptions({ input: {} })).data;
  return (
    <Stack>
      <Notice>{t('releases.form.noCondition')}</Notice>
      <FormSection title={t('releases.form.to')}>
        <RadioGroup
          label={t('releases.form.recipientKind')}
          name="recipientKind"
          options={optionsOf(t, 'recipient', recipientKinds)}
          value={value.recipientKind}
          onChange={(recipientKind) => set({ recipientKind })}
        />
        {value.recipientKind === 'task_force' ? (
          <>
            {pairs?.length === 0 && <Notice tone="warn">{t('releases.form.noPairs')}</Notice>}
            <Select
              label={t('releases.form.pair')}
              name="pairId"
              hint={t('releases.form.recipientHint')}
              placeholder={t('ui.choose')}
              options={(pairs ?? []).map((one) => ({ id: one.pairId, label: one.name }))}
              value={value.pairId}
              onChange={(pairId) => set({ pairId, referral: null })}
            />
            {theirs.length > 0 && (
              <Select
                label={t('releases.form.referral')}
                name="referral"
                required={false}
                hint={t('releases.form.referralHint')}
                placeholder={t('releases.form.noReferral')}
                options={[
                  { id: '', label: t('releases.form.noReferral') },
                  ...theirs.map((one) => ({
                    id: one.referral,
                    label: `${one.alias} · ${formatDate(one.receivedAt.slice(0, 10))}`,
                  })),
                ]}
                value={value.referral ?? ''}
                onChange={(id) => set({ referral: id === '' ? null : id })}
              />
            )}
          </>
        ) : (
          <TextField
            label={t('releases.form.recipientName')}
            name="recipientName"
            hint={t('releases.form.recipientHint')}
            autoComplete="off"
            maxLength={160}
            value={value.recipientName}
            onChange={(recipientName) => set({ recipientName })}
          />
        )}
        <Select
          label={t('releases.form.purpose')}
          name="purpose"
          placeholder={t('ui.choose')}
          options={optionsOf(t, 'purpose', purposes)}
          value={value.purpose}
          onChange={(purpose) => set({ purpose })}
        />
        <Select
          label={t('releases.form.language')}
          name="language"
          placeholder={t('ui.choose')}
          options={languageOptions(language)}
          value={value.language}
          onChange={(tag) => set({ language: tag })}
        />
        <DateField
          label={t('releases.form.until')}
          name="until"
          required={false}
          {...(rules
            ? { hint: t('releases.form.untilHint', { days: rules.defaultDays, most: rules.maxDays }) }
            : {})}
          value={value.day}
          onChange={(day) => set({ day })}
        />
        {value.day !== '' && (
          <Select
            label={t('releases.form.longer')}
            name="longerReason"
            required={false}
            placeholder={t('ui.choose')}
            options={optionsOf(t, 'longer', longerReasons)}
            value={value.longerReason}
            onChange={(longerReason) => set({ longerReason })}
          />
        )}
      </FormSection>
      <ExactTexts texts={value.texts} onChange={(texts) => set({ texts })} />
    </Stack>
  );
}

function ExactTexts({
  texts,
  onChange,
}: {
  texts: Written['texts'];
  onChange: (texts: Written['texts']) => void;
}) {
  const { t } = useWords();
  const left = releaseFields.filter((field) => !texts.some((one) => one.field === field));
  return (
    <FormSection title={t('releases.form.fields')}>
      <p>{t('releases.form.fieldsHint')}</p>
      {texts.map((one, i) => (
        <Card
          key={one.field}
          title={wordOf(t, 'field', one.field)}
          actions={
            <Button
              size="small"
              look="quiet"
              aria-label={`${t('releases.form.remove')}: ${wordOf(t, 'field', one.field)}`}
              onPress={() => onChange(texts.filter((other) => other !== one))}
            >
              {t('releases.form.remove')}
            </Button>
          }
        >
          <TextArea
            label={wordOf(t, 'field', one.field)}
            name={`texts.${one.field}`}
            rows={one.field === 'statement' || one.field === 'hand_over_summary' ? 6 : 2}
            maxLength={6000}
            value={one.text}
            onChange={(text) => onChange(texts.map((other, at) => (at === i ? { ...other, text } : other)))}
          />
        </Card>
      ))}
      <Row>
        <Menu
          label={t('releases.form.add')}
          trigger={<Button icon="plus">{t('releases.form.add')}</Button>}
          groups={[
            {
              id: 'fields',
              actions: left.map((field) => ({
                id: field,
                label: wordOf(t, 'field', field),
                onAction: () => onChange([...texts, { field, text: '' }]),
              })),
            },
          ]}
        />
      </Row>
    </FormSection>
  );
}
