import { Card, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import { labelOf } from '../../command/screens/names.ts';
import { WhatIfAnswer } from '../../estimates/screens/what-if-answer.tsx';
import type { Figures } from '../contract.ts';
import styles from '../../estimates/screens/estimates.module.css';

/** The frozen figures of a request: the answer of a what-if, or the money and flows of the office; and the track record. */
export function FiguresCards({ figures }: { figures: Figures }) {
  const { t } = useWords();
  return (
    <>
      {figures.whatIf && (
        <WhatIfAnswer
          answer={figures.whatIf.answer}
          measure={figures.whatIf.question.measure}
          days={figures.whatIf.question.days}
        />
      )}
      {figures.estimate && <OfficeFigures estimate={figures.estimate} />}
      <Card title={t('requests.record')}>
        <Stack gap="small">
          {figures.kept.map(({ phase, levels }) => {
            const eight = levels.find(({ level }) => level === 80);
            return (
              <p key={phase}>
                {labelOf(t, 'phase', phase)}:{' '}
                {eight === undefined || eight.resolved === 0
                  ? t('requests.recordNone')
                  : t('requests.recordLine', { kept: eight.kept, n: eight.resolved })}
              </p>
            );
          })}
          {figures.kept.length === 0 && <p>{t('requests.recordNone')}</p>}
          <p className={styles['aside']}>
            {t('requests.rests', {
              day: formatDate(figures.asOf),
              runs: formatNumber(figures.runs),
              engine: figures.engine,
              seed: String(figures.seed),
              hash: figures.inputsHash.slice(0, 12),
            })}
          </p>
        </Stack>
      </Card>
    </>
  );
}

function OfficeFigures({ estimate }: { estimate: NonNullable<Figures['estimate']> }) {
  const { t } = useWords();
  const units = (cents: number | null) =>
    cents === null ? t('estimates.money.notKnown') : formatMoney(Math.round(cents / 100));
  return (
    <Card title={t('requests.office')}>
      <Stack gap="small">
        <Wide label={t('requests.office')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('estimates.money.fiscalYear')}</th>
                {(['spent', 'committed', 'half', 'eight', 'funded'] as const).map((head) => (
                  <th key={head} scope="col" className={styles['number']}>
                    {t(`estimates.money.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {estimate.money.map((line) => (
                <tr key={line.fiscalYear ?? 'all'}>
                  <th scope="row">
                    {line.fiscalYear === null ? t('estimates.money.allYears') : String(line.fiscalYear)}
                  </th>
                  {[line.spentCents, line.committedCents, line.p50, line.p80, line.fundedCents].map(
                    (cents, n) => (
                      <td key={n} className={styles['number']}>
                        {units(cents)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
        {estimate.flows.map(({ phase, quarters }) => {
          const last = quarters.at(-1)!;
          return (
            <p key={phase}>
              {labelOf(t, 'phase', phase)}, {t('estimates.until').toLocaleLowerCase()}{' '}
              {formatDate(last.until)}:{' '}
              {t('estimates.range', {
                p10: formatNumber(last.p10),
                p50: formatNumber(last.p50),
                p90: formatNumber(last.p90),
              })}
            </p>
          );
        })}
      </Stack>
    </Card>
  );
}
