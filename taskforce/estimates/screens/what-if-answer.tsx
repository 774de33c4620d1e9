import type { z } from 'zod';
import { Card, Notice, PhaseChip, Stack, Wide } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import { labelOf } from '../../command/screens/names.ts';
import type { Answer } from '../contract-whatifs.ts';
import { measures, type Measure } from '../rules-whatif.ts';
import { costInWords, moneyRange, moreInWords } from './what-if-words.ts';
import styles from './estimates.module.css';

type Answered = z.infer<typeof Answer>;

/** The answer as differences: the first line in words, then the same in tables, the loads and the balance of the phases. */
export function WhatIfAnswer({
  answer,
  measure,
  days,
}: {
  answer: Answered;
  measure: Measure;
  days: number;
}) {
  const { t } = useWords();
  return (
    <>
      <Card title={t('estimates.whatIf.difference')}>
        <Stack gap="small">
          <p className={styles['line']}>
            {moreInWords(t, measure, days, answer.more[measure])} {costInWords(t, answer.cost.total)}
          </p>
          {answer.loads.every(({ load }) => load <= 1) && (
            <Notice title={t('estimates.whatIf.enoughHands')} />
          )}
          {answer.cost.unpriced.length > 0 && (
            <Notice
              tone="warn"
              title={t('estimates.money.unpriced', {
                roles: answer.cost.unpriced.map((role) => t(`vocabulary.workRole.${role}.label`)).join(', '),
              })}
            />
          )}
          <Differences answer={answer} days={days} />
          <Costs answer={answer} />
        </Stack>
      </Card>
      <Loads answer={answer} />
      <Balances answer={answer} />
    </>
  );
}

function Differences({ answer, days }: { answer: Answered; days: number }) {
  const { t } = useWords();
  const label = t('estimates.whatIf.moreStrands', { years: Math.round(days / 365) });
  return (
    <Table
      label={label}
      heads={[label, 'oneInTen', 'half', 'nineInTen']}
      rows={measures.map((measure) => [
        t(`estimates.whatIf.measure.${measure}`),
        ...[answer.more[measure].p10, answer.more[measure].p50, answer.more[measure].p90].map((n) =>
          formatNumber(n),
        ),
      ])}
    />
  );
}

function Costs({ answer: { cost } }: { answer: Answered }) {
  const { t } = useWords();
  const label = t('estimates.whatIf.costs');
  return (
    <Table
      label={label}
      heads={['fiscalYear', 'post', 'all']}
      rows={[
        ...cost.byYear.map((year) => [
          String(year.fiscalYear),
          moneyRange(t, { p10: year.postCents, p50: year.postCents, p90: year.postCents }),
          moneyRange(t, year),
        ]),
        [t('estimates.money.allYears'), '', moneyRange(t, cost.total)],
      ]}
    />
  );
}

function Loads({ answer }: { answer: Answered }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.whatIf.loads')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.whatIf.loadsLead')}</p>
        <Table
          label={t('estimates.whatIf.loads')}
          heads={['role', 'needed', 'hours', 'load', 'after']}
          rows={answer.loads.map((row) => [
            t(`vocabulary.workRole.${row.role}.label`),
            ...[row.needed, row.hours].map((n) => formatNumber(n, { maximumFractionDigits: 0 })),
            ...[row.load, row.after].map((n) => formatNumber(n)),
          ])}
        />
      </Stack>
    </Card>
  );
}

function Balances({ answer }: { answer: Answered }) {
  const { t } = useWords();
  const wrong = answer.balance.filter((row) => row.disagrees);
  const figure = (n: number | null) =>
    n === null ? t('estimates.whatIf.tooFew') : formatNumber(n, { maximumFractionDigits: 1 });
  return (
    <Card title={t('estimates.whatIf.balance')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.whatIf.balanceLead')}</p>
        {wrong.map(({ phase }) => (
          <Notice
            key={phase}
            tone="warn"
            title={t('estimates.whatIf.disagrees', { phase: labelOf(t, 'phase', phase) })}
          />
        ))}
        <Wide label={t('estimates.whatIf.balance')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {(['phase', 'open', 'arrivals', 'mean', 'expected'] as const).map((head) => (
                  <th key={head} scope="col" className={head === 'phase' ? undefined : styles['number']}>
                    {t(`estimates.whatIf.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.balance.map((row) => (
                <tr key={row.phase}>
                  <th scope="row">
                    <PhaseChip phase={row.phase} label={labelOf(t, 'phase', row.phase)} />
                  </th>
                  {[row.open, row.arrivalsAYear, row.meanDays, row.expected].map((n, place) => (
                    <td key={place} className={styles['number']}>
                      {figure(n)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </Stack>
    </Card>
  );
}

/** A table of figures; heads are keys of the what-ifs' words, or words themselves. */
function Table({
  label,
  heads,
  rows,
}: {
  label: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  const { t } = useWords();
  return (
    <Wide label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {heads.map((head, n) => (
              <th key={head} scope="col" className={n === 0 ? undefined : styles['number']}>
                {head === label ? label : t(`estimates.whatIf.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {figures.map((figure, n) => (
                <td key={n} className={styles['number']}>
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
