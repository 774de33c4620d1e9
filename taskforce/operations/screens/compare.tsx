import { useState } from 'react';
import { problemOf } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Failed,
  Notice,
  PageHeader,
  Select,
  Skeleton,
  Stack,
} from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Yields } from '../contract-review.ts';
import { yieldSheet } from './yield-sheet.ts';
import { dollars, hours, useYields, YieldTable } from './yield.tsx';
import styles from './yield.module.css';

const PERIODS = ['4', '8', '12', '20', '40'] as const;

/** Yield and cost of operations side by side: by kind, by sex and labor, over time; decoys by themselves. */
export default function Compare() {
  const { t } = useWords();
  const [quarters, setQuarters] = useState<(typeof PERIODS)[number]>('12');
  const found = useYields(Number(quarters));
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('operations.here')}
            crumbs={[{ label: t('operations.title'), href: '/operations' }]}
          />
        }
        title={t('operations.review.yield.compare')}
        {...(found.data
          ? {
              lead: t('operations.review.yield.lead', {
                since: formatDate(found.data.since),
                fewest: found.data.fewest,
              }),
            }
          : {})}
        actions={
          found.data && (
            <Button icon="export" onPress={() => save(yieldSheet(found.data, t))}>
              {t('operations.review.yield.export')}
            </Button>
          )
        }
      />
      <Select
        label={t('operations.review.yield.period')}
        placeholder={t('ui.choose')}
        options={PERIODS.map((id) => ({
          id,
          label: t('operations.review.yield.quarters', { n: Number(id) }),
        }))}
        value={quarters}
        onChange={setQuarters}
      />
      {found.error ? (
        <Failed
          title={t('operations.failed')}
          retryLabel={t('ui.retry')}
          onRetry={() => void found.refetch()}
        >
          {problemOf(found.error).sentence}
        </Failed>
      ) : found.data ? (
        <Tables data={found.data} />
      ) : (
        <Skeleton label={t('ui.reading')} lines={8} />
      )}
    </>
  );
}

/** Hands the sheet to the browser; nothing leaves this machine. */
function save(sheet: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([sheet], { type: 'text/csv;charset=utf-8' }));
  link.download = 'operations.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}

function Tables({ data }: { data: Yields }) {
  const { t } = useWords();
  const { fewest } = data;
  const head = (column: string) => t(`operations.review.yield.column.${column}`);
  return (
    <Stack>
      {!data.comparable && <Notice>{t('operations.review.yield.notComparable', { fewest })}</Notice>}
      <Card title={t('operations.review.yield.byKind')}>
        <Stack>
          <RateChart data={data} />
          <YieldTable
            label={t('operations.review.yield.byKind')}
            head={head('kind')}
            fewest={fewest}
            rows={data.kinds.map((row) => ({ ...row, id: row.kind, name: t(`operations.kind.${row.kind}`) }))}
          />
        </Stack>
      </Card>
      <Card title={t('operations.review.yield.byType')}>
        <YieldTable
          label={t('operations.review.yield.byType')}
          head={head('type')}
          fewest={fewest}
          rows={data.types.map((row) => ({ ...row, id: row.type, name: t(`operations.type.${row.type}`) }))}
        />
      </Card>
      <Card title={t('operations.review.yield.byQuarter')}>
        <YieldTable
          label={t('operations.review.yield.byQuarter')}
          head={head('quarter')}
          fewest={fewest}
          rows={data.quarters.map((row) => ({ ...row, id: row.quarter, name: formatDate(row.quarter) }))}
        />
      </Card>
      <Card title={t('operations.review.yield.decoys')}>
        <p>{t('operations.review.yield.decoysLead')}</p>
        <p>
          {t('operations.review.yield.decoyFigures', {
            operations: data.decoys.operations,
            arrests: formatNumber(data.decoys.arrests),
            hours: hours(data.decoys.minutes),
            cost: dollars(data.decoys.costCents),
          })}
        </p>
      </Card>
      <p className={styles['few']}>{t('operations.review.yield.exportNote')}</p>
    </Stack>
  );
}

const ROW = 30;
const LEFT = 190;
const WIDTH = 560;

/** Dots with their limits, one a kind that has enough operations. The table beneath says the same in figures. */
function RateChart({ data }: { data: Yields }) {
  const { t } = useWords();
  const rows = data.kinds.flatMap((row) =>
    row.victimsPerOperation ? [{ kind: row.kind, ...row.victimsPerOperation }] : [],
  );
  if (rows.length === 0) return <p className={styles['few']}>{t('operations.review.yield.chartNone')}</p>;
  const most = Math.max(1, ...rows.map(({ high }) => high));
  const x = (value: number) => LEFT + (value / most) * (WIDTH - LEFT - 30);
  const height = rows.length * ROW + 26;
  return (
    <svg
      className={styles['chart']}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={t('operations.review.yield.chart')}
    >
      <line className={styles['axis']} x1={LEFT} x2={WIDTH - 30} y1={height - 22} y2={height - 22} />
      {rows.map((row, n) => (
        <g key={row.kind} transform={`translate(0 ${n * ROW + ROW / 2})`}>
          <text x="0" y="4">
            {t(`operations.kind.${row.kind}`)}
          </text>
          <line x1={x(row.low)} x2={x(row.high)} y1="0" y2="0" />
          <circle cx={x(row.mean)} cy="0" r="5" />
        </g>
      ))}
      <text x={LEFT} y={height - 6}>
        0
      </text>
      <text x={WIDTH - 30} y={height - 6} textAnchor="end">
        {formatNumber(most, { maximumFractionDigits: 1 })}
      </text>
    </svg>
  );
}
