import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import {
  Badge,
  Button,
  Card,
  DateField,
  EmptyState,
  Form,
  NumberField,
  Row,
  Select,
  Stack,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { needKinds, units, type NeedKind } from '../../vocabulary/needs.ts';
import { Reading } from './reading.tsx';
import {
  closedOptions,
  closedWord,
  localDay,
  refreshServices,
  useMayWrite,
  type Given,
  type Need,
} from './shared.ts';
import styles from './services.module.css';

const PAGE = 50;
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

/** Services given: one line to write another, what they come to, and each of them. */
export function GivenCard({ client, needs }: { client: Client; needs: readonly Need[] }) {
  const { t } = useWords();
  const may = useMayWrite(client, 'services.write');
  const [page, setPage] = useState(1);
  const list = useQuery(
    api.services.list.queryOptions({
      input: { clientId: client.id, page },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Card title={t('services.given.title')} {...(list.data ? { count: list.data.total.count } : {})}>
      <Stack>
        {may && <Quick client={client} needs={needs} />}
        <Reading of={list}>
          {({ rows, sums, total }) =>
            rows.length === 0 ? (
              <EmptyState icon="info" title={t('services.given.none')} />
            ) : (
              <Stack>
                <Row>
                  {sums.map((one) => (
                    <Badge key={`${one.kind} ${one.unit ?? ''}`}>
                      {closedWord(t, 'need', one.kind)}: {t('services.given.times', { count: one.times })}
                      {one.unit && ` · ${one.amount} ${closedWord(t, 'unit', one.unit)}`}
                    </Badge>
                  ))}
                </Row>
                <div>
                  {rows.map((row) => (
                    <GivenLine key={row.id} row={row} needs={needs} may={may} />
                  ))}
                </div>
                {total.count > PAGE && (
                  <Row>
                    <Button isDisabled={page === 1} onPress={() => setPage(page - 1)}>
                      {t('services.given.newer')}
                    </Button>
                    <Button isDisabled={page * PAGE >= total.count} onPress={() => setPage(page + 1)}>
                      {t('services.given.older')}
                    </Button>
                  </Row>
                )}
              </Stack>
            )
          }
        </Reading>
      </Stack>
    </Card>
  );
}

function GivenLine({ row, needs, may }: { row: Given; needs: readonly Need[]; may: boolean }) {
  const { t } = useWords();
  const name = closedWord(t, 'need', row.kind);
  const need = needs.find((one) => one.id === row.needId);
  const withdraw = useMutation({
    mutationFn: () => ask.services.withdraw({ id: row.id, version: row.version }),
    onSuccess: refreshServices,
    onError: (error) => {
      const { sentence, fields } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  });
  return (
    <div className={styles['entry']}>
      <Row spread>
        <span className={row.withdrawn ? styles['struck'] : ''}>
          {formatDate(row.givenOn)} · <strong>{name}</strong>
          {row.unit && ` · ${row.amount} ${closedWord(t, 'unit', row.unit)}`}
        </span>
        {row.withdrawn ? (
          <Badge>{t('services.given.withdrawn')}</Badge>
        ) : (
          may && (
            <Button
              size="small"
              look="quiet"
              pending={withdraw.isPending}
              aria-label={t('services.given.withdrawName', { name, day: formatDate(row.givenOn) })}
              onPress={() => withdraw.mutate()}
            >
              {t('services.given.withdraw')}
            </Button>
          )
        )}
      </Row>
      <span className={styles['aside']}>
        {row.givenByName}
        {need &&
          need.kind !== row.kind &&
          ` · ${t('services.given.for', { need: closedWord(t, 'need', need.kind) })}`}
      </span>
      {row.words !== '' && <p>{row.words}</p>}
    </div>
  );
}

/** One line to write a service down; after saving the day and the colleague stay for the next one. */
function Quick({ client, needs }: { client: Client; needs: readonly Need[] }) {
  const { t } = useWords();
  const me = useMe();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
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
    mutationFn: () => {
      const { kind, amount, unit, needId, ...rest } = value;
      return ask.services.give({
        clientId: client.id,
        ...rest,
        // Nothing chosen is sent as nothing: the server names the field and what to do.
        kind: kind as NeedKind,
        amount,
        unit: amount === null ? null : unit,
        needId: needId === NONE ? null : needId,
      });
    },
    onSuccess: () => {
      setValue({ ...value, kind: null, amount: null, needId: NONE, words: '' });
      void refreshServices();
      toast({ text: t('services.given.kept') });
    },
  });
  const standing = needs.filter((one) => one.settledOn === null);
  return (
    <Form
      label={t('services.given.quick')}
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(save.error)}
    >
      <div className={styles['quick']}>
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
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('services.given.keep')}
        </Button>
      </div>
    </Form>
  );
}
