import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, NumberField, Select, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { centsFromText } from '../../cases/rules.ts';
import { useAct, useCodes, usePeople } from '../../cases/screens/shared.ts';
import { workRoles, type WorkRole } from '../../vocabulary/budgets.ts';
import type { Funding } from '../contract.ts';

/** What a typed amount comes to in cents; null while it is none. */
export const centsOf = (text: string): number | null => (text.trim() === '' ? null : centsFromText(text));

/** An amount of money as people write it. */
export function AmountField({
  name,
  label,
  hint,
  value,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useWords();
  const wrong = value.trim() !== '' && centsOf(value) === null;
  return (
    <TextField
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      required
      width="short"
      value={value}
      onChange={onChange}
      error={wrong ? t('budgets.amountWrong') : undefined}
    />
  );
}

/** Whose money pays, or nobody's in particular (`none`). */
export function SourceChoice({
  sources,
  value,
  onChange,
}: {
  sources: readonly { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { t } = useWords();
  return (
    <Select
      name="fundingSourceId"
      label={t('budgets.whose')}
      placeholder={t('ui.choose')}
      options={[
        { id: 'none', label: t('budgets.noSource') },
        ...sources.map(({ id, name }) => ({ id, label: name })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

/** What an hour of a role costs from a day on. */
export function RateDialog({ sources, onClose }: { sources: readonly Funding[]; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const { agencies } = usePeople();
  const [role, setRole] = useState<WorkRole | null>(null);
  const [agencyId, setAgencyId] = useState('every');
  const [fromOn, setFromOn] = useState('');
  const [amount, setAmount] = useState('');
  const [source, setSource] = useState('none');
  const [note, setNote] = useState('');
  const cents = centsOf(amount);
  const save = useAct(
    async () =>
      await client.budgets.setRate({
        workRole: role!,
        agencyId: agencyId === 'every' ? null : agencyId,
        fromOn,
        centsPerHour: cents!,
        fundingSourceId: source === 'none' ? null : source,
        note: note.trim() || null,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('budgets.setRate')}
      verb={t('budgets.set')}
      save={save}
      onSubmit={() => role !== null && fromOn !== '' && cents !== null && save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="workRole"
        label={t('budgets.role')}
        required
        placeholder={t('ui.choose')}
        options={codes('workRole', workRoles)}
        value={role}
        onChange={setRole}
      />
      <Select
        name="agencyId"
        label={t('budgets.agency')}
        placeholder={t('ui.choose')}
        options={[{ id: 'every', label: t('budgets.everyAgency') }, ...agencies]}
        value={agencyId}
        onChange={setAgencyId}
      />
      <DateField name="fromOn" label={t('budgets.from')} required value={fromOn} onChange={setFromOn} />
      <AmountField
        name="centsPerHour"
        label={t('budgets.perHour')}
        hint={t('budgets.perHourHint')}
        value={amount}
        onChange={setAmount}
      />
      <SourceChoice sources={sources} value={source} onChange={setSource} />
      <TextField name="note" label={t('budgets.note')} value={note} onChange={setNote} maxLength={500} />
    </FormDialog>
  );
}

/** What a source gives for a fiscal year. */
export function FundingDialog({ sources, onClose }: { sources: readonly Funding[]; onClose: () => void }) {
  const { t } = useWords();
  const [source, setSource] = useState<string | null>(null);
  const [year, setYear] = useState(() => new Date().getFullYear());
  const [amount, setAmount] = useState('');
  const cents = centsOf(amount);
  const save = useAct(
    async () =>
      await client.budgets.setFunding({ fundingSourceId: source!, fiscalYear: year, amountCents: cents! }),
    onClose,
  );
  return (
    <FormDialog
      title={t('budgets.setFunding')}
      verb={t('budgets.set')}
      save={save}
      onSubmit={() => source !== null && cents !== null && save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="fundingSourceId"
        label={t('budgets.source')}
        required
        placeholder={t('ui.choose')}
        options={sources.map(({ id, name }) => ({ id, label: name }))}
        value={source}
        onChange={setSource}
      />
      <NumberField
        name="fiscalYear"
        label={t('budgets.year')}
        hint={t('budgets.yearEnds')}
        required
        min={2000}
        max={2200}
        format={{ useGrouping: false }}
        value={year}
        onChange={setYear}
      />
      <AmountField name="amountCents" label={t('budgets.amount')} value={amount} onChange={setAmount} />
    </FormDialog>
  );
}

/** A source of money by its name. */
export function SourceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const save = useAct(async () => await client.budgets.nameFunding({ name }), onClose);
  return (
    <FormDialog
      title={t('budgets.nameFunding')}
      verb={t('budgets.set')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t('budgets.name')}
        required
        value={name}
        onChange={setName}
        maxLength={120}
      />
    </FormDialog>
  );
}
