import { Card, Notice, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Money } from '../contract.ts';
import { FanChart, FanLegend } from './fan-chart.tsx';
import { MoneyBands, units } from './money-bands.tsx';
import styles from './estimates.module.css';
import bands from './money.module.css';

/** What was spent, is committed and may still come: the first line in words, the band by fiscal year, the same in a table. */
export function MoneyCard({ money, title }: { money: Money | null; title: string }) {
  const { t } = useWords();
  if (money === null)
    return (
      <Card title={title}>
        <p className={styles['aside']}>{t('estimates.money.none')}</p>
      </Card>
    );
  const whole = money.lines.find((line) => line.fiscalYear === null)!;
  return (
    <Card title={title}>
      <Stack gap="small">
        <p className={styles['line']}>
          {whole.p50 === null || whole.p80 === null
            ? t('estimates.money.spentOnly', { spent: units(whole.spentCents) })
            : t('estimates.money.line', {
                spent: units(whole.spentCents),
                p50: units(whole.p50),
                p80: units(whole.p80),
              })}
        </p>
        {whole.p50 === null && <Notice title={t('estimates.money.noRates')} />}
        {whole.p50 !== null && whole.p80 !== null && (
          <p className={styles['aside']}>
            {t('estimates.money.advice', {
              p50: units(whole.p50),
              reserve: units(whole.p80 - whole.p50),
            })}
          </p>
        )}
        {whole.p50 !== null && money.hours.some((one) => !one.priced) && (
          <Notice
            tone="warn"
            title={t('estimates.money.unpriced', {
              roles: money.hours
                .filter((one) => !one.priced)
                .map(({ role }) => t(`vocabulary.workRole.${role}.label`))
                .join(', '),
            })}
          />
        )}
        <MoneyBands money={money} title={title} />
        <HoursTable hours={money.hours} />
        {money.fan && (
          <>
            <FanChart
              title={t('estimates.fan.spend')}
              fan={money.fan}
              look="money"
              format={units}
              file="estimated-spend"
            />
            <FanLegend />
          </>
        )}
        <p className={styles['aside']}>{t('estimates.asOf', { day: formatDate(money.asOf) })}.</p>
      </Stack>
    </Card>
  );
}

function HoursTable({ hours }: { hours: Money['hours'] }) {
  const { t } = useWords();
  if (hours.length === 0) return null;
  return (
    <Wide label={t('estimates.money.hours')}>
      <table className={styles['table']}>
        <caption className={bands['caption']}>{t('estimates.money.hours')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('estimates.money.role')}</th>
            <th scope="col" className={styles['number']}>
              {t('estimates.money.until')}
            </th>
            {(['oneInTen', 'half', 'eight', 'nineteen'] as const).map((head) => (
              <th key={head} scope="col" className={styles['number']}>
                {t(`estimates.money.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map(({ role, until, p10, p50, p80, p95 }) => (
            <tr key={role}>
              <th scope="row">{t(`vocabulary.workRole.${role}.label`)}</th>
              {[until, p10, p50, p80, p95].map((n, place) => (
                <td key={place} className={styles['number']}>
                  {formatNumber(n)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
