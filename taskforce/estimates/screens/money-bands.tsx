import { Wide } from '../../../web/ui/index.ts';
import { formatMoney, useWords, type Translate } from '../../../web/words/index.ts';
import type { Money } from '../contract.ts';
import { SheetButton } from './sheet.tsx';
import styles from './estimates.module.css';
import bands from './money.module.css';

type Line = Money['lines'][number];
/** A bar and a row of a table: a fiscal year, or a source of funding. */
type Bar = Omit<Line, 'fiscalYear' | 'sources'> & { key: string; name: string };

/** Cents as whole units of money. */
export const units = (cents: number) => formatMoney(Math.round(cents / 100));

/** The last year that is told apart holds all that comes after it. */
function yearName(t: Translate, { fiscalYear }: Line, lines: readonly Line[]): string {
  if (fiscalYear === null) return t('estimates.money.allYears');
  const years = lines.flatMap((one) => (one.fiscalYear === null || one.p50 === null ? [] : [one.fiscalYear]));
  const last = fiscalYear === Math.max(...years);
  return t(last ? 'estimates.money.yearAndLater' : 'estimates.money.year', { year: String(fiscalYear) });
}

/** Spent, committed and to come as bars: by fiscal year and by source of funding, with the same figures in tables. */
export function MoneyBands({ money: { lines }, title }: { money: Money; title: string }) {
  const { t } = useWords();
  const years = lines.map((line) => ({
    ...line,
    key: String(line.fiscalYear),
    name: yearName(t, line, lines),
  }));
  const sources = lines.map((line) => sourceBars(t, line));
  const whole = sources[lines.findIndex((line) => line.fiscalYear === null)] ?? [];
  const bySource = lines.flatMap((line, i) =>
    sources[i]!.map((bar) => ({ ...bar, key: `${line.fiscalYear} ${bar.key}`, year: years[i]!.name })),
  );
  return (
    <>
      <div className={bands['head']}>
        <h3>{t('estimates.money.byYear')}</h3>
        <SheetButton name="estimated-money" rows={sheetRows(t, years, bySource)} />
      </div>
      <Bands bars={years.filter((bar) => bar.fiscalYear !== null)} />
      <MoneyTable head={t('estimates.money.fiscalYear')} bars={years} label={title} />
      {whole.length > 0 && (
        <>
          <div className={bands['head']}>
            <h3>{t('estimates.money.bySource')}</h3>
          </div>
          <p className={styles['aside']}>{t('estimates.money.split')}</p>
          <Bands bars={whole} />
          <MoneyTable
            head={t('estimates.money.source')}
            bars={bySource}
            label={t('estimates.money.bySource')}
          />
        </>
      )}
    </>
  );
}

const sourceBars = (t: Translate, line: Line): Bar[] =>
  line.sources.map(({ source, ...amounts }) => ({
    ...amounts,
    key: source ?? '',
    name: source ?? t('estimates.money.noSource'),
  }));

/** One bar each: spent, committed, half of the runs, eight in ten; a line where the sources end. */
function Bands({ bars }: { bars: readonly Bar[] }) {
  const { t } = useWords();
  const end = (bar: Bar) => bar.spentCents + bar.committedCents + (bar.p80 ?? 0);
  const most = Math.max(1, ...bars.map((bar) => Math.max(end(bar), bar.fundedCents ?? 0)));
  const share = (cents: number) => `${Math.max(0, (cents / most) * 100)}%`;
  if (bars.length === 0) return null;
  return (
    <div aria-hidden="true" className={bands['bands']}>
      {bars.map((bar) => (
        <div key={bar.key} className={bands['row']}>
          <span>{bar.name}</span>
          <span className={bands['track']}>
            <span className={bands['spent']} style={{ inlineSize: share(bar.spentCents) }} />
            <span className={bands['committed']} style={{ inlineSize: share(bar.committedCents) }} />
            <span className={bands['half']} style={{ inlineSize: share(bar.p50 ?? 0) }} />
            <span className={bands['eight']} style={{ inlineSize: share((bar.p80 ?? 0) - (bar.p50 ?? 0)) }} />
            {bar.fundedCents !== null && (
              <span className={bands['funded']} style={{ insetInlineStart: share(bar.fundedCents) }} />
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
        {bars.some((bar) => bar.fundedCents !== null) && (
          <span>
            <i className={bands['fundedKey']} /> {t('estimates.money.funded')}
          </span>
        )}
      </p>
    </div>
  );
}

const AMOUNTS = ['spent', 'committed', 'oneInTen', 'half', 'eight', 'nineteen'] as const;
const amountsOf = (bar: Bar) => [bar.spentCents, bar.committedCents, bar.p10, bar.p50, bar.p80, bar.p95];

function MoneyTable({
  head,
  bars,
  label,
}: {
  head: string;
  bars: readonly (Bar & { year?: string })[];
  label: string;
}) {
  const { t } = useWords();
  const funded = bars.some((bar) => bar.fundedCents !== null);
  const byYear = bars.some((bar) => bar.year !== undefined);
  return (
    <Wide label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {byYear && <th scope="col">{t('estimates.money.fiscalYear')}</th>}
            <th scope="col">{head}</th>
            {AMOUNTS.map((amount) => (
              <th key={amount} scope="col" className={styles['number']}>
                {t(`estimates.money.${amount}`)}
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
          {bars.map((bar) => (
            <tr key={bar.key}>
              {byYear && <td>{bar.year}</td>}
              <th scope="row">{bar.name}</th>
              {amountsOf(bar).map((cents, n) => (
                <td key={n} className={styles['number']}>
                  {cents === null ? t('estimates.money.notKnown') : units(cents)}
                </td>
              ))}
              {funded && (
                <td className={styles['number']}>{bar.fundedCents === null ? '' : units(bar.fundedCents)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** All figures of the tables as a file: in units of money with cents. */
function sheetRows(
  t: Translate,
  years: readonly Bar[],
  bySource: readonly (Bar & { year: string })[],
): (string | number)[][] {
  const figures = (bar: Bar) =>
    [...amountsOf(bar), bar.fundedCents].map((cents) => (cents === null ? '' : cents / 100));
  return [
    [
      t('estimates.money.fiscalYear'),
      t('estimates.money.source'),
      ...AMOUNTS.map((amount) => t(`estimates.money.${amount}`)),
      t('estimates.money.funded'),
    ],
    ...years.map((bar) => [bar.name, t('estimates.money.allSources'), ...figures(bar)]),
    ...bySource.map((bar) => [bar.year, bar.name, ...figures(bar)]),
  ];
}
