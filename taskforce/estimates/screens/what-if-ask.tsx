import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, type Client } from '../../../web/api.ts';
import {
  Button,
  Checkbox,
  DateField,
  FormDialog,
  NumberField,
  Notice,
  Row,
  Select,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { localDay, useWords } from '../../../web/words/index.ts';
import { centsFromText } from '../../cases/rules.ts';
import { useAct, useCodes } from '../../cases/screens/shared.ts';
import { workRoles, type WorkRole } from '../../vocabulary/budgets.ts';
import { measures, shippedAssumptions, spans, type Measure, type Question } from '../rules-whatif.ts';
import { yearsOf } from './what-if-words.ts';

type Supply = Awaited<ReturnType<Client['whatIfs']['list']>>['supply'];
type Hands = {
  role: WorkRole | null;
  people: number;
  daysPerWeek: number;
  fromOn: string;
  untilOn: string;
  newcomer: boolean;
  perYear: string;
  once: string;
};

const centsOf = (text: string): number | null => (text.trim() === '' ? null : centsFromText(text));
const begun = (): Hands => ({
  role: null,
  people: 1,
  daysPerWeek: 5,
  fromOn: localDay(new Date()),
  untilOn: '',
  newcomer: true,
  perYear: '',
  once: '',
});

/** Asks what more hands would change. Assumptions begin as shipped, or as they stand on the what-if it is asked from. */
export function AskDialog({
  supply,
  assumptions = shippedAssumptions,
  onClose,
}: {
  supply: Supply;
  assumptions?: Question['assumptions'];
  onClose: () => void;
}) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [measure, setMeasure] = useState<Measure>('charged');
  const [days, setDays] = useState('730');
  const [hands, setHands] = useState<Hands[]>([begun()]);
  const save = useAct(
    async () =>
      await client.whatIfs.ask({
        name,
        measure,
        days: spans.find((span) => String(span) === days)!,
        assumptions,
        changes: hands.map((one) => ({
          role: one.role!,
          people: one.people,
          daysPerWeek: one.daysPerWeek,
          fromOn: one.fromOn,
          untilOn: one.untilOn || null,
          newcomer: one.newcomer,
          centsPerYear: centsOf(one.perYear),
          onceCents: centsOf(one.once) ?? 0,
        })),
      }),
    ({ id }) => void navigate({ href: `/briefs/estimates/what-ifs/${id}` }),
  );
  const change = (place: number, to: Partial<Hands>) =>
    setHands(hands.map((one, n) => (n === place ? { ...one, ...to } : one)));
  return (
    <FormDialog
      title={t('estimates.whatIf.ask')}
      save={save}
      onSubmit={() => hands.every(({ role }) => role !== null) && save.run(undefined)}
      onClose={onClose}
    >
      {supply.length === 0 && <Notice tone="warn" title={t('estimates.whatIf.noPeople')} />}
      <TextField
        name="name"
        label={t('estimates.whatIf.name')}
        hint={t('estimates.whatIf.nameHint')}
        required
        value={name}
        onChange={setName}
        maxLength={120}
      />
      {hands.map((one, n) => (
        <HandsFields key={n} place={n} one={one} onChange={(to) => change(n, to)} />
      ))}
      <Row>
        {hands.length < 5 && (
          <Button size="small" icon="plus" onPress={() => setHands([...hands, begun()])}>
            {t('estimates.whatIf.another')}
          </Button>
        )}
        {hands.length > 1 && (
          <Button size="small" onPress={() => setHands(hands.slice(0, -1))}>
            {t('estimates.whatIf.fewer')}
          </Button>
        )}
      </Row>
      <Select
        name="measure"
        label={t('estimates.whatIf.counts')}
        placeholder={t('ui.choose')}
        options={measures.map((id) => ({ id, label: t(`estimates.whatIf.measure.${id}`) }))}
        value={measure}
        onChange={setMeasure}
      />
      <Select
        name="days"
        label={t('estimates.whatIf.within')}
        placeholder={t('ui.choose')}
        options={spans.map((span) => ({
          id: String(span),
          label: t('estimates.whatIf.years', { years: yearsOf(span) }),
        }))}
        value={days}
        onChange={setDays}
      />
    </FormDialog>
  );
}

function HandsFields({
  place,
  one,
  onChange,
}: {
  place: number;
  one: Hands;
  onChange: (to: Partial<Hands>) => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const name = (field: string) => `changes.${place}.${field}`;
  return (
    <Stack gap="small">
      <Select
        name={name('role')}
        label={t('estimates.money.role')}
        required
        placeholder={t('ui.choose')}
        options={codes('workRole', workRoles)}
        value={one.role}
        onChange={(role) => onChange({ role })}
      />
      <NumberField
        name={name('people')}
        label={t('estimates.whatIf.howMany')}
        required
        min={1}
        max={100}
        value={one.people}
        onChange={(people) => onChange({ people })}
      />
      <NumberField
        name={name('daysPerWeek')}
        label={t('estimates.whatIf.daysPerWeek')}
        required
        min={0.5}
        max={5}
        step={0.5}
        value={one.daysPerWeek}
        onChange={(daysPerWeek) => onChange({ daysPerWeek })}
      />
      <DateField
        name={name('fromOn')}
        label={t('estimates.whatIf.from')}
        required
        value={one.fromOn}
        onChange={(fromOn) => onChange({ fromOn })}
      />
      <DateField
        name={name('untilOn')}
        label={t('estimates.whatIf.until')}
        hint={t('estimates.whatIf.untilHint')}
        value={one.untilOn}
        onChange={(untilOn) => onChange({ untilOn })}
      />
      <Checkbox checked={one.newcomer} onChange={(newcomer) => onChange({ newcomer })}>
        {t('estimates.whatIf.newcomer')}
      </Checkbox>
      <Amount
        name={name('centsPerYear')}
        label={t('estimates.whatIf.perYear')}
        hint={t('estimates.whatIf.perYearHint')}
        value={one.perYear}
        onChange={(perYear) => onChange({ perYear })}
      />
      <Amount
        name={name('onceCents')}
        label={t('estimates.whatIf.once')}
        hint={t('estimates.whatIf.onceHint')}
        value={one.once}
        onChange={(once) => onChange({ once })}
      />
    </Stack>
  );
}

function Amount(props: {
  name: string;
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useWords();
  const wrong = props.value.trim() !== '' && centsOf(props.value) === null;
  return <TextField {...props} width="short" error={wrong ? t('estimates.whatIf.amountWrong') : undefined} />;
}
