import { Card, Notice, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords, type Translate } from '../../../web/words/index.ts';
import type { Money } from '../contract.ts';
import styles from './estimates.module.css';
import bands from './money.module.css';

type Line = Money['lines'][number];

const units = (cents: number) => formatMoney(Math.round(cents / 100));

/** The last year that is told apart holds all that comes after it. */
function yearName(t: Translate, line: Line, lines: readonly Line[]): string {
  const years = lines.flatMap((one) => (one.fiscalYear === null || one.p50 === null ? [] : [one.fiscalYear]));
  const last = line.fiscalYear === Math.max(...years);
  return t(last ? 'estimates.money.yearAndLater' : 'estimates.money.year', { year: String(line.fiscalYear) });
}

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
        <Bands lines={money.lines.filter((line) => line.fiscalYear !== null)} />
        <MoneyTable lines={money.lines} label={title} />
        <HoursTable hours={money.hours} />
        <p className={styles['aside']}>{t('estimates.asOf', { day: formatDate(money.asOf) })}.</p>
      </Stack>
    </Card>
  );
}

/** One bar a year: spent, committed, half of the runs, eight in ten; a line where the sources end. */
function Bands({ lines }: { lines: readonly Line[] }) {
  const { t } = useWords();
  const end = (line: Line) => line.spentCents + line.committedCents + (line.p80 ?? 0);
  const most = Math.max(1, ...lines.map((line) => Math.max(end(line), line.fundedCents ?? 0)));
  const share = (cents: number) => `${Math.max(0, (cents / most) * 100)}%`;
  if (lines.length === 0) return null;
  return (
    <div aria-hidden="true" className={bands['bands']}>
      {lines.map((line) => (
        <div key={line.fiscalYear} className={bands['row']}>
          <span>{yearName(t, line, lines)}</span>
          <span className={bands['track']}>
            <span className={bands['spent']} style={{ inlineSize: share(line.spentCents) }} />
            <span className={bands['committed']} style={{ inlineSize: share(line.committedCents) }} />
            <span className={bands['half']} style={{ inlineSize: share(line.p50 ?? 0) }} />
            <span
              className={bands['eight']}
              style={{ inlineSize: share((line.p80 ?? 0) - (line.p50 ?? 0)) }}
            />
            {line.fundedCents !== null && (
              <span className={bands['funded']} style={{ insetInlineStart: share(line.fundedCents) }} />
            )}
          </span>
        </div>
      ))}
      <p className={bands['legend']}>
        {(['spent', 'committed', 'half', 'eight'] as const).map((part) => (
          <span key={part}>
            <i className={bands[part]} /> {t(`estimates.money.${part}`)}
          </span>
        ))}
        {lines.some((line) => line.fundedCents !== null) && (
          <span>
            <i className={bands['fundedKey']} /> {t('estimates.money.funded')}
          </span>
        )}
      </p>
    </div>
  );
}

function MoneyTable({ lines, label }: { lines: readonly Line[]; label: string }) {
  const { t } = useWords();
  const funded = lines.some((line) => line.fundedCents !== null);
  const ahead = (cents: number | null) => (cents === null ? t('estimates.money.notKnown') : units(cents));
  const heads = ['spent', 'committed', 'oneInTen', 'half', 'eight', 'nineteen'] as const;
  return (
    <Wide label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('estimates.money.fiscalYear')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles['number']}>
                {t(`estimates.money.${head}`)}
              </th>
            ))}
            {funded && (
              <th scope="col" className={styles['number']}>
                {t('estimates.money.funded')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.fiscalYear ?? 'all'}>
              <th scope="row">
                {line.fiscalYear === null ? t('estimates.money.allYears') : yearName(t, line, lines)}
              </th>
              {[line.spentCents, line.committedCents].map((cents, n) => (
                <td key={n} className={styles['number']}>
                  {units(cents)}
                </td>
              ))}
              {[line.p10, line.p50, line.p80, line.p95].map((cents, n) => (
                <td key={n} className={styles['number']}>
                  {ahead(cents)}
                </td>
              ))}
              {funded && (
                <td className={styles['number']}>
                  {line.fundedCents === null ? '' : units(line.fundedCents)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
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
