import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import { EmptyState, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { OperationKind } from '../../vocabulary/operations.ts';
import type { Yields } from '../contract-review.ts';
import styles from './yield.module.css';

export type YieldLine = Omit<Yields['kinds'][number], 'kind'>;
const decimal = (value: number) => formatNumber(value, { maximumFractionDigits: 1 });
const percent = (value: number) => formatNumber(value, { style: 'percent', maximumFractionDigits: 0 });
export const hours = (minutes: number) => formatNumber(minutes / 60, { maximumFractionDigits: 0 });
export const dollars = (cents: number) => formatMoney(cents / 100);

/** Reads the yields of the task force; the same figures at planning, in the decoy review and side by side. */
export function useYields(quarters = 12) {
  return useQuery(api.operations.yields.queryOptions({ input: { quarters } }));
}

/** What reviewed operations yielded here: by kind, or of the kind that another one is planned of. */
export function Yield({ kind }: { kind?: OperationKind }) {
  const { t } = useWords();
  const found = useYields();
  if (found.error || !found.data) return <Unread query={found} title={t('operations.failed')} lines={3} />;
  const { since, fewest, kinds, decoys } = found.data;
  const listed =
    kind === 'decoy' && decoys.operations > 0
      ? [{ kind, ...decoys }]
      : kinds.filter((row) => kind === undefined || row.kind === kind);
  return (
    <Stack gap="small">
      <p>{t('operations.review.yield.lead', { since: formatDate(since), fewest })}</p>
      <YieldTable
        label={t('operations.review.yield.byKind')}
        head={t('operations.review.yield.column.kind')}
        fewest={fewest}
        rows={listed.map((row) => ({ ...row, id: row.kind, name: t(`operations.kind.${row.kind}`) }))}
      />
    </Stack>
  );
}

const rateOf = (t: Translate, rate: YieldLine['accepting'], say: (value: number) => string) =>
  rate &&
  t('operations.review.yield.rate', { mean: say(rate.mean), low: say(rate.low), high: say(rate.high) });

type Rows = readonly (YieldLine & { id: string; name: string })[];
type Column = { id: string; of: (row: YieldLine) => string };

const counts: readonly Column[] = [
  { id: 'operations', of: (row) => formatNumber(row.operations) },
  { id: 'peopleMet', of: (row) => formatNumber(row.peopleMet) },
  { id: 'victims', of: (row) => formatNumber(row.victimsIdentified) },
  { id: 'accepting', of: (row) => formatNumber(row.victimsAccepting) },
  { id: 'arrests', of: (row) => formatNumber(row.arrests) },
  { id: 'evidence', of: (row) => formatNumber(row.evidenceItems) },
  { id: 'leads', of: (row) => formatNumber(row.leads) },
  { id: 'cases', of: (row) => formatNumber(row.cases) },
  { id: 'hours', of: (row) => hours(row.minutes) },
  { id: 'cost', of: (row) => dollars(row.costCents) },
];

/**
 * Counts of every row, and beneath them the rates of those that have enough operations. Rows that have too few are named
 * there with the reason, so that nobody reads their absence as nought.
 */
export function YieldTable({
  label,
  head,
  fewest,
  rows,
}: {
  label: string;
  head: string;
  fewest: number;
  rows: Rows;
}) {
  const { t } = useWords();
  if (rows.length === 0)
    return (
      <EmptyState icon="columns" title={t('operations.review.yield.none')}>
        {t('operations.review.yield.noneHint')}
      </EmptyState>
    );
  const enough = rows.filter(({ operations }) => operations >= fewest);
  const few = rows.filter(({ operations }) => operations < fewest);
  return (
    <>
      <Figures label={label} head={head} rows={rows} columns={counts} />
      {enough.length > 0 && (
        <Figures
          label={t('operations.review.yield.rates', { label })}
          head={head}
          rows={enough}
          columns={ratesIn(t)}
        />
      )}
      {few.length > 0 && (
        <p className={styles['few']}>
          {t('operations.review.yield.tooFewOf', {
            names: few.map(({ name }) => name).join(', '),
            fewest,
          })}
        </p>
      )}
    </>
  );
}

/** Rates of rows with enough operations; a share or a lead time may still lack what it is counted from. */
function ratesIn(t: Translate): readonly Column[] {
  const few = t('operations.review.yield.tooFew');
  return [
    { id: 'perOperation', of: (row) => rateOf(t, row.victimsPerOperation, decimal) ?? few },
    { id: 'share', of: (row) => rateOf(t, row.accepting, percent) ?? few },
    { id: 'hoursEach', of: (row) => (row.hoursPerOperation === null ? few : decimal(row.hoursPerOperation)) },
    { id: 'costEach', of: (row) => (row.centsPerOperation === null ? few : dollars(row.centsPerOperation)) },
    {
      id: 'lead',
      of: (row) =>
        row.leadMedianMinutes === null
          ? few
          : t('operations.review.yield.leadHours', {
              n: hours(row.leadMedianMinutes),
              known: row.leadsKnown,
            }),
    },
  ];
}

function Figures({
  label,
  head,
  rows,
  columns,
}: {
  label: string;
  head: string;
  rows: Rows;
  columns: readonly Column[];
}) {
  const { t } = useWords();
  return (
    <Wide label={label}>
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map(({ id }) => (
              <th scope="col" key={id}>
                {t(`operations.review.yield.column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {columns.map(({ id, of }) => (
                <td key={id}>{of(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
