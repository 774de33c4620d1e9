import { useState } from 'react';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  EmptyState,
  Notice,
  PageHeader,
  Row,
  Select,
  Skeleton,
  Stack,
} from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Yields } from '../contract-review.ts';
import { CountChart, RateChart } from './yield-chart.tsx';
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
            <Row>
              <Button icon="print" onPress={() => print()}>
                {t('operations.review.yield.print')}
              </Button>
              <Button icon="export" onPress={() => save(yieldSheet(found.data, t))}>
                {t('operations.review.yield.export')}
              </Button>
            </Row>
          )
        }
      />
      <Stack>
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
          <ReadFailed query={found} title={t('operations.failed')} />
        ) : found.data ? (
          <Tables data={found.data} />
        ) : (
          <Skeleton label={t('ui.reading')} lines={8} />
        )}
      </Stack>
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
  if (data.kinds.length === 0 && data.decoys.operations === 0)
    return (
      <EmptyState
        icon="columns"
        title={t('operations.review.yield.none')}
        action={<ButtonLink href="/operations">{t('operations.title')}</ButtonLink>}
      >
        {t('operations.review.yield.noneHint')}
      </EmptyState>
    );
  const kinds = data.kinds.map((row) => ({ ...row, id: row.kind, name: t(`operations.kind.${row.kind}`) }));
  const types = data.types.map((row) => ({ ...row, id: row.type, name: t(`operations.type.${row.type}`) }));
  const quarters = data.quarters.map((row) => ({
    ...row,
    id: row.quarter,
    name: t('operations.review.yield.quarterName', {
      n: Math.ceil(Number(row.quarter.slice(5, 7)) / 3),
      year: row.quarter.slice(0, 4),
    }),
  }));
  return (
    <Stack>
      {!data.comparable && <Notice>{t('operations.review.yield.notComparable', { fewest })}</Notice>}
      <Card title={t('operations.review.yield.byKind')}>
        <Stack>
          <RateChart rows={kinds} label={t('operations.review.yield.chart')} />
          <YieldTable
            label={t('operations.review.yield.byKind')}
            head={head('kind')}
            fewest={fewest}
            rows={kinds}
          />
        </Stack>
      </Card>
      <Card title={t('operations.review.yield.byType')}>
        <Stack>
          <RateChart rows={types} label={t('operations.review.yield.chart')} />
          <YieldTable
            label={t('operations.review.yield.byType')}
            head={head('type')}
            fewest={fewest}
            rows={types}
          />
        </Stack>
      </Card>
      <Card title={t('operations.review.yield.byQuarter')}>
        <Stack>
          <CountChart rows={quarters} label={t('operations.review.yield.countChart')} />
          <YieldTable
            label={t('operations.review.yield.byQuarter')}
            head={head('quarter')}
            fewest={fewest}
            rows={quarters}
          />
        </Stack>
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
        {data.decoys.arrests >= fewest && (
          <p>
            {t('operations.review.yield.decoyHours', {
              hours: formatNumber(data.decoys.minutes / 60 / data.decoys.arrests, {
                maximumFractionDigits: 1,
              }),
            })}
          </p>
        )}
      </Card>
      <p className={styles['few']}>{t('operations.review.yield.exportNote')}</p>
    </Stack>
  );
}
