import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import {
  Button,
  DateField,
  Form,
  FormDialog,
  NumberField,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { needKinds, units, type NeedKind } from '../../vocabulary/needs.ts';
import { closedOptions, closedWord, localDay, refreshServices, type Given, type Need } from './shared.ts';
import styles from './services.module.css';

const NONE = 'none';
type Unit = (typeof units)[number];
type Typed = {
  kind: NeedKind | null;
  givenOn: string;
  amount: number | null;
  unit: Unit;
  givenBy: string;
  needId: string;
  words: string;
};

/** As the server takes it. Nothing chosen is sent as nothing: the server names the field and what to do. */
const sent = ({ kind, amount, unit, needId, ...rest }: Typed) => ({
  ...rest,
  kind: kind as NeedKind,
  amount,
  unit: amount === null ? null : unit,
  needId: needId === NONE ? null : needId,
});

/** One line to write a service down; after saving the day and the colleague stay for the next one. */
export function QuickGiven({ client, needs }: { client: Client; needs: readonly Need[] }) {
  const { t } = useWords();
  const me = useMe();
  const [value, setValue] = useState<Typed>({
    kind: null,
    givenOn: localDay(),
    amount: null,
    unit: 'minutes',
    givenBy: me.account.id,
    needId: NONE,
    words: '',
  });
  const set = (part: Partial<Typed>) => setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: () => ask.services.give({ clientId: client.id, ...sent(value) }),
    onSuccess: () => {
      setValue({ ...value, kind: null, amount: null, needId: NONE, words: '' });
      void refreshServices();
      toast({ text: t('services.given.kept') });
    },
  });
  return (
    <Form
      label={t('services.given.quick')}
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(save.error)}
    >
      <div className={styles['quick']}>
        <GivenFields value={value} set={set} needs={needs} />
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('services.given.keep')}
        </Button>
      </div>
    </Form>
  );
}

/** What is known of a service: the same fields whether it is written down or put right. */
function GivenFields({
  value,
  set,
  needs,
}: {
  value: Typed;
  set: (part: Partial<Typed>) => void;
  needs: readonly Need[];
}) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  const standing = needs.filter((one) => one.settledOn === null || one.id === value.needId);
  return (
    <>
      <Select
        label={t('services.given.kind')}
        name="kind"
        placeholder={t('ui.choose')}
        options={closedOptions(t, 'need', needKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind, needId: standing.find((one) => one.kind === kind)?.id ?? NONE })}
      />
      <DateField
        label={t('services.given.on')}
        name="givenOn"
        max={localDay()}
        value={value.givenOn}
        onChange={(givenOn) => set({ givenOn })}
      />
      <NumberField
        label={t('services.given.amount')}
        name="amount"
        required={false}
        min={1}
        value={value.amount ?? Number.NaN}
        onChange={(amount) => set({ amount: Number.isNaN(amount) ? null : amount })}
      />
      <Select
        label={t('services.given.unit')}
        name="unit"
        placeholder={t('ui.choose')}
        options={closedOptions(t, 'unit', units)}
        value={value.unit}
        onChange={(unit) => set({ unit })}
      />
      {standing.length > 0 && (
        <Select
          label={t('services.given.forNeed')}
          name="needId"
          placeholder={t('services.given.noNeed')}
          options={[
            { id: NONE, label: t('services.given.noNeed') },
            ...standing.map((one) => ({ id: one.id, label: closedWord(t, 'need', one.kind) })),
          ]}
          value={value.needId}
          onChange={(needId) => set({ needId })}
        />
      )}
      <Select
        label={t('services.given.by')}
        name="givenBy"
        placeholder={t('ui.choose')}
        options={(people?.colleagues ?? [])
          .filter((one) => one.status === 'active')
          .map((one) => ({ id: one.id, label: one.displayName }))}
        value={value.givenBy}
        onChange={(givenBy) => set({ givenBy })}
      />
      <TextField
        label={t('services.given.words')}
        name="words"
        required={false}
        maxLength={2000}
        autoComplete="off"
        value={value.words}
        onChange={(words) => set({ words })}
      />
    </>
  );
}

/** Puts a line right: the line stays, the new one counts, and the reason stands beside it. */
export function CorrectGiven({
  row,
  needs,
  onClose,
}: {
  row: Given;
  needs: readonly Need[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const { kind, givenOn, amount, givenBy, words } = row;
  const [value, setValue] = useState<Typed>({
    kind,
    givenOn,
    amount,
    unit: row.unit ?? 'minutes',
    givenBy,
    needId: row.needId ?? NONE,
    words,
  });
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => ask.services.correct({ id: row.id, version: row.version, reason, ...sent(value) }),
    onSuccess: () => {
      void refreshServices();
      toast({ text: t('services.given.correctDone') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('services.given.correctTitle')}
      verb={t('services.given.correct')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <p>{t('services.given.correctLead')}</p>
      <div className={styles['quick']}>
        <GivenFields value={value} set={(part) => setValue({ ...value, ...part })} needs={needs} />
      </div>
      <TextArea
        name="reason"
        label={t('services.given.reason')}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
