import { Card, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Backtest } from '../contract-track.ts';
import styles from './estimates.module.css';

const two = (n: number | null) => (n === null ? '–' : formatNumber(n, { maximumFractionDigits: 2 }));

/** What the estimator would have said on the first of each month, against simpler models and the guesses. */
export function Backtests({ backtest }: { backtest: Backtest | null }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.backtest.title')}>
      {backtest === null || backtest.forecasts === 0 ? (
        <p className={styles['aside']}>{t('estimates.backtest.none')}</p>
      ) : (
        <Stack gap="small">
          <p className={styles['aside']}>
            {t('estimates.backtest.lead', {
              months: backtest.origins,
              n: backtest.forecasts,
              day: formatDate(backtest.asOf),
            })}
          </p>
          <Wide label={t('estimates.backtest.title')}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('estimates.backtest.model')}</th>
                  {(['forecasts', 'twcrps', 'brier30', 'brier90', 'brier180', 'brier365'] as const).map(
                    (head) => (
                      <th key={head} scope="col" className={styles['number']}>
                        {t(`estimates.backtest.${head}`)}
                      </th>
                    ),
                  )}
                  <th scope="col">{t('estimates.backtest.skill')}</th>
                </tr>
              </thead>
              <tbody>
                {backtest.models.map((one) => (
                  <tr key={one.model}>
                    <th scope="row">{t(`estimates.model.${one.model}`)}</th>
                    <td className={styles['number']}>{formatNumber(one.forecasts)}</td>
                    <td className={styles['number']}>{two(one.twcrps)}</td>
                    {one.brier.map((score, n) => (
                      <td key={n} className={styles['number']}>
                        {two(score)}
                      </td>
                    ))}
                    <td>
                      {one.skill === null
                        ? '–'
                        : t('estimates.backtest.skillRange', {
                            mean: two(one.skill.mean),
                            low: two(one.skill.low),
                            high: two(one.skill.high),
                          })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <p className={styles['aside']}>
            {t('estimates.backtest.how')}{' '}
            {t('estimates.backtest.made', {
              engine: backtest.engine,
              seed: String(backtest.seed),
              hash: backtest.inputsHash.slice(0, 12),
            })}
          </p>
        </Stack>
      )}
    </Card>
  );
}
