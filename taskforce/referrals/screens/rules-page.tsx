import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  EmptyState,
  FormDialog,
  NumberField,
  PageHeader,
  RadioGroup,
  Row,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Rule } from '../contract.ts';
import { useWordsOf } from './shared.ts';

/** What the protocol says of referrals, both ways; a change is a new edition. */
export default function RulesPage() {
  const { t } = useWords();
  const [past, setPast] = useState(false);
  const [editing, setEditing] = useState<Rule | 'new' | 'hours' | null>(null);
  const found = useQuery(api.referralRules.list.queryOptions({ input: { past } }));
  if (found.error || !found.data) return <Unread query={found} lines={6} />;
  const { rows, hours, may } = found.data;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('referrals.crumb')}
            crumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
          />
        }
        title={t('referrals.rules.title')}
        lead={t('referrals.rules.lead', { hours })}
        actions={
          <Row>
            {may.setHours && (
              <Button onPress={() => setEditing('hours')}>{t('referrals.rules.setHours')}</Button>
            )}
            <Button onPress={() => setPast(!past)}>
              {t(past ? 'referrals.rules.hidePast' : 'referrals.rules.showPast')}
            </Button>
            {may.write && (
              <Button look="primary" icon="plus" onPress={() => setEditing('new')}>
                {t('referrals.rules.add')}
              </Button>
            )}
          </Row>
        }
      />
      <Stack>
        {rows.length === 0 && (
          <EmptyState icon="brief" title={t('referrals.rules.none')}>
            {t('referrals.rules.noneHint')}
          </EmptyState>
        )}
        {rows.map((rule) => (
          <OneRule
            key={rule.id}
            rule={rule}
            onEdit={may.write && !rule.retiredAt ? () => setEditing(rule) : null}
          />
        ))}
      </Stack>
      {editing === 'hours' && <HoursDialog hours={hours} onClose={() => setEditing(null)} />}
      {editing !== null && editing !== 'hours' && (
        <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function OneRule({ rule, onEdit }: { rule: Rule; onEdit: (() => void) | null }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const retire = useAct(() => client.referralRules.retire({ id: rule.id }));
  const scope = [
    ...rule.types.map((one) => word('type', one)),
    ...rule.ages.map((one) => word('age', one)),
    ...(rule.foreignNational === 'any' ? [] : [word('foreignRule', rule.foreignNational)]),
    ...rule.counties,
  ];
  return (
    <Card
      title={rule.title}
      actions={
        onEdit && (
          <Row>
            <Button size="small" icon="edit" onPress={onEdit}>
              {t('referrals.rules.edit')}
            </Button>
            <Button size="small" pending={retire.pending} onPress={() => retire.run(undefined)}>
              {t('referrals.rules.retire')}
            </Button>
          </Row>
        )
      }
    >
      <Row>
        <Badge>{word('direction', rule.direction)}</Badge>
        {(scope.length === 0 ? [t('referrals.rules.everybody')] : scope).map((one) => (
          <Badge key={one}>{one}</Badge>
        ))}
        {rule.retiredAt && (
          <Badge tone="warn">{t('referrals.rules.retired', { when: formatMoment(rule.retiredAt) })}</Badge>
        )}
      </Row>
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
      <p>
        {t('referrals.rules.edition', {
          n: rule.edition,
          name: rule.madeBy,
          when: formatMoment(rule.madeAt),
        })}
      </p>
    </Card>
  );
}

type Fields = Omit<Parameters<typeof client.referralRules.write>[0], 'replaces' | 'counties'> & {
  counties: string;
};

function RuleDialog({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [value, setValue] = useState<Fields>({
    direction: rule?.direction ?? 'to_provider',
    title: rule?.title ?? '',
    types: rule?.types ?? [],
    ages: rule?.ages ?? [],
    foreignNational: rule?.foreignNational ?? 'any',
    counties: rule?.counties.join('\n') ?? '',
    who: rule?.who ?? '',
    atWhatMoment: rule?.atWhatMoment ?? '',
    how: rule?.how ?? '',
  });
  const set = (part: Partial<Fields>) => setValue((now) => ({ ...now, ...part }));
  const save = useAct(
    () =>
      client.referralRules.write({
        ...value,
        replaces: rule?.id ?? null,
        counties: value.counties
          .split('\n')
          .map((one) => one.trim())
          .filter(Boolean),
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t(rule ? 'referrals.rules.edit' : 'referrals.rules.add')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <RadioGroup
        name="direction"
        label={t('referrals.rules.direction')}
        options={options('direction', ['to_provider', 'to_law_enforcement'])}
        value={value.direction}
        onChange={(direction) => set({ direction })}
      />
      <TextField
        name="title"
        maxLength={160}
        label={t('referrals.rules.name')}
        value={value.title}
        onChange={(title) => set({ title })}
      />
      <CheckboxGroup
        name="types"
        required={false}
        columns={2}
        label={t('referrals.rules.types')}
        hint={t('referrals.rules.anyHint')}
        options={options('type', ['sex', 'labor'])}
        value={value.types ?? []}
        onChange={(types) => set({ types })}
      />
      <CheckboxGroup
        name="ages"
        required={false}
        columns={2}
        label={t('referrals.rules.ages')}
        hint={t('referrals.rules.anyHint')}
        options={options('age', ['minor', 'adult'])}
        value={value.ages ?? []}
        onChange={(ages) => set({ ages })}
      />
      <RadioGroup
        name="foreignNational"
        inline
        label={t('referrals.form.foreign')}
        options={options('foreignRule', ['any', 'yes', 'no'])}
        value={value.foreignNational ?? 'any'}
        onChange={(foreignNational) => set({ foreignNational })}
      />
      <TextArea
        name="counties"
        required={false}
        label={t('referrals.rules.counties')}
        hint={t('referrals.rules.countiesHint')}
        value={value.counties}
        onChange={(counties) => set({ counties })}
      />
      <TextArea
        name="who"
        maxLength={600}
        label={t('referrals.rules.who')}
        value={value.who}
        onChange={(who) => set({ who })}
      />
      <TextArea
        name="atWhatMoment"
        maxLength={600}
        label={t('referrals.rules.when')}
        value={value.atWhatMoment}
        onChange={(atWhatMoment) => set({ atWhatMoment })}
      />
      <TextArea
        name="how"
        required={false}
        maxLength={2000}
        label={t('referrals.rules.how')}
        value={value.how ?? ''}
        onChange={(how) => set({ how })}
      />
    </FormDialog>
  );
}

function HoursDialog({ hours, onClose }: { hours: number; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(hours);
  const save = useAct(() => client.referralRules.setHours({ hours: value }), onClose);
  return (
    <FormDialog
      title={t('referrals.rules.setHours')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <NumberField
        name="hours"
        label={t('referrals.offers.hours')}
        value={value}
        onChange={setValue}
        min={1}
        max={720}
      />
    </FormDialog>
  );
}
