import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { EmptyState, Failed, Skeleton, Stack, Wide } from '../../../web/ui/index.ts';
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
  if (found.error)
    return (
      <Failed title={t('operations.failed')} retryLabel={t('ui.retry')} onRetry={() => void found.refetch()}>
        {problemOf(found.error).sentence}
      </Failed>
    );
  if (!found.data) return <Skeleton label={t('ui.reading')} lines={3} />;
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

/** Counts, and rates where there are enough operations; else the words for why there is none. */
export function YieldTable({
  label,
  head,
  fewest,
  rows,
}: {
  label: string;
  head: string;
  fewest: number;
  rows: readonly (YieldLine & { id: string; name: string })[];
}) {
  const { t } = useWords();
  const word = (column: string) => t(`operations.review.yield.column.${column}`);
  if (rows.length === 0)
    return (
      <EmptyState icon="columns" title={t('operations.review.yield.none')}>
        {t('operations.review.yield.noneHint')}
      </EmptyState>
    );
  const few = <span className={styles['few']}>{t('operations.review.yield.tooFew')}</span>;
  const counts = [
    'operations',
    'peopleMet',
    'victims',
    'accepting',
    'arrests',
    'leads',
    'cases',
    'hours',
    'cost',
  ];
  const rates = ['perOperation', 'share', 'hoursEach', 'costEach', 'lead'];
  return (
    <>
      <Wide label={label}>
        <table className={styles['table']} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {[...counts, ...rates].map((column) => (
                <th scope="col" key={column}>
                  {word(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                <td>{formatNumber(row.operations)}</td>
                <td>{formatNumber(row.peopleMet)}</td>
                <td>{formatNumber(row.victimsIdentified)}</td>
                <td>{formatNumber(row.victimsAccepting)}</td>
                <td>{formatNumber(row.arrests)}</td>
                <td>{formatNumber(row.leads)}</td>
                <td>{formatNumber(row.cases)}</td>
                <td>{hours(row.minutes)}</td>
                <td>{dollars(row.costCents)}</td>
                <td>{rateOf(t, row.victimsPerOperation, decimal) ?? few}</td>
                <td>{rateOf(t, row.accepting, percent) ?? few}</td>
                <td>{row.hoursPerOperation === null ? few : decimal(row.hoursPerOperation)}</td>
                <td>{row.centsPerOperation === null ? few : dollars(row.centsPerOperation)}</td>
                <td>
                  {row.leadMedianMinutes === null
                    ? few
                    : t('operations.review.yield.leadHours', {
                        n: hours(row.leadMedianMinutes),
                        known: row.leadsKnown,
                      })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {rows.some(({ operations }) => operations < fewest) && (
        <p className={styles['few']}>{t('operations.review.yield.tooFewWhy', { fewest })}</p>
      )}
    </>
  );
}
