import { Wide } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Fan } from '../contract.ts';
import { SheetButton } from './sheet.tsx';
import styles from './estimates.module.css';
import own from './fan-chart.module.css';

const WIDE = 1000;
const HIGH = 400;
/** How many months before today are drawn. */
const BACK = 12;
/** After how many months the table under the chart tells the fan. */
const TOLD = [3, 6, 12, 24] as const;
/** Places of the shares in a row of a fan: the middle, and the ends of the middle 50, 80 and 95 of 100 runs. */
const HALF = 3;
const BANDS = [
  { name: 'band95', low: 0, high: 6 },
  { name: 'band80', low: 1, high: 5 },
  { name: 'band50', low: 2, high: 4 },
] as const;

export type FanLook = 'operational' | 'post_operational' | 'money';

/**
 * What there was in all until today as a step line, and what there may be by the end of each month as a fan of the middle
 * 50, 80 and 95 of 100 runs; the same figures in a table under it and as a file.
 */
export function FanChart({
  title,
  fan,
  look,
  format,
  file,
}: {
  title: string;
  fan: Fan;
  look: FanLook;
  /** A figure in words: a count, or money. */
  format: (figure: number) => string;
  /** Name of the file without its ending. */
  file: string;
}) {
  const { t } = useWords();
  const ahead = fan.ahead ?? [];
  const past = fan.past.slice(-BACK - 1);
  const now = past.at(-1)!;
  const end = ahead.at(-1) ?? { day: now.day, at: [] };
  const most = Math.max(1, now.total, ...end.at);
  const least = past[0]!.total > most / 2 ? past[0]!.total : 0;
  const [from, until] = [Date.parse(past[0]!.day), Date.parse(end.day)];
  const x = (day: string) => ((Date.parse(day) - from) / Math.max(1, until - from)) * WIDE;
  const y = (figure: number) => HIGH - ((figure - least) / Math.max(1, most - least)) * HIGH;
  const line = (place: number) => [
    [x(now.day), y(now.total)],
    ...ahead.map((row) => [x(row.day), y(row.at[place]!)]),
  ];
  const history = past.flatMap(({ day, total }, i) =>
    i === 0
      ? [[x(day), y(total)]]
      : [
          [x(day), y(past[i - 1]!.total)],
          [x(day), y(total)],
        ],
  );
  return (
    <figure className={`${own['figure']} ${own[look]}`}>
      <figcaption>
        <h3>{title}</h3>
        <SheetButton name={file} rows={fanSheet(t, fan)} />
      </figcaption>
      <div className={own['chart']}>
        <span className={own['most']}>{format(most)}</span>
        <span className={own['least']}>{format(least)}</span>
        <svg
          viewBox={`0 0 ${WIDE} ${HIGH}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={
            ahead.length === 0
              ? t('estimates.fan.labelPast', { title, now: format(now.total) })
              : t('estimates.fan.label', {
                  title,
                  now: format(now.total),
                  day: formatDate(end.day),
                  half: format(end.at[HALF]!),
                  low: format(end.at[1]!),
                  high: format(end.at[5]!),
                })
          }
        >
          {ahead.length > 0 &&
            BANDS.map(({ name, low, high }) => (
              <polygon
                key={name}
                className={own[name]}
                points={points([...line(low), ...line(high).toReversed()])}
              />
            ))}
          {ahead.length > 0 && <polyline className={own['half']} points={points(line(HALF))} />}
          <polyline className={own['past']} points={points(history)} />
          <line className={own['today']} x1={x(now.day)} x2={x(now.day)} y1="0" y2={HIGH} />
        </svg>
        <div className={own['days']} aria-hidden="true">
          <span>{formatDate(past[0]!.day)}</span>
          <span style={{ insetInlineStart: `${x(now.day) / 10}%` }} className={own['now']}>
            {t('estimates.today')}
          </span>
          <span>{formatDate(end.day)}</span>
        </div>
      </div>
      {ahead.length > 0 && <FanTable label={title} ahead={ahead} format={format} />}
    </figure>
  );
}

const points = (line: readonly (readonly (number | undefined)[])[]): string =>
  line.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join(' ');

/** What the shades of the fans mean, once for all of them. */
export function FanLegend() {
  const { t } = useWords();
  return (
    <p className={own['legend']}>
      <span>
        <i className={own['keyPast']} /> {t('estimates.fan.past')}
      </span>
      <span>
        <i className={own['keyHalf']} /> {t('estimates.fan.half')}
      </span>
      {BANDS.toReversed().map(({ name }) => (
        <span key={name}>
          <i className={`${own['key']} ${own[name]}`} /> {t(`estimates.fan.${name}`)}
        </span>
      ))}
    </p>
  );
}

function FanTable({
  label,
  ahead,
  format,
}: {
  label: string;
  ahead: NonNullable<Fan['ahead']>;
  format: (figure: number) => string;
}) {
  const { t } = useWords();
  return (
    <Wide label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('estimates.until')}</th>
            <th scope="col">{t('estimates.fan.half')}</th>
            {BANDS.toReversed().map(({ name }) => (
              <th key={name} scope="col">
                {t(`estimates.fan.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TOLD.flatMap((months) => ahead[months - 1] ?? []).map(({ day, at }) => (
            <tr key={day}>
              <th scope="row">{formatDate(day)}</th>
              <td>{format(at[HALF]!)}</td>
              {BANDS.toReversed().map(({ name, low, high }) => (
                <td key={name}>
                  {t('estimates.fan.between', { low: format(at[low]!), high: format(at[high]!) })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function fanSheet(t: ReturnType<typeof useWords>['t'], fan: Fan): (string | number)[][] {
  return [
    [t('estimates.until'), t('estimates.fan.past'), '2.5', '10', '25', '50', '75', '90', '97.5'],
    ...fan.past.map(({ day, total }) => [day, total, '', '', '', '', '', '', '']),
    ...(fan.ahead ?? []).map(({ day, at }) => [day, '', ...at]),
  ];
}
