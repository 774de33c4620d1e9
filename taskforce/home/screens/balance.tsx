import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { originModes } from '../../vocabulary/origins.ts';
import { api } from '../../../web/api.ts';
import type { Client } from '../../../web/api.ts';
import { Card, Notice, Skeleton, Wide } from '../../../web/ui/index.ts';
import { cx } from '../../../web/ui/cx.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import styles from './home.module.css';

type Answer = Awaited<ReturnType<Client['home']['balance']>>;
type Series = 'sex' | 'labor' | 'both' | 'undetermined' | 'reactive' | 'proactive' | 'spinOffs';

/** Sex and labor, reactive and proactive, spin-offs: over twelve months, of what the reader may see. */
export function Balance() {
  const { t } = useWords();
  const { data } = useQuery({
    ...api.home.balance.queryOptions({ input: { months: 12 } }),
    staleTime: 300_000,
  });
  if (!data) return <Skeleton label={t('home.reading')} lines={4} />;
  const { types, modes } = data;
  const type = (list: Answer['types']['cases']) => traffickingTypes.map((one) => list[one] ?? 0);
  const mode = (list: Answer['modes']['cases'] | null) =>
    originModes.map((one) => (list === null ? null : (list[one] ?? 0)));
  return (
    <Card title={t('home.balance.title')} count={t('home.balance.months')}>
      {data.laborPrompt && (
        <Notice tone="warn" title={t('home.balance.noLabor')}>
          {t('home.balance.noLaborHint')}
        </Notice>
      )}
      <div className={styles['balance']}>
        <Chart
          title={t('home.balance.strands')}
          months={data.months}
          series={['sex', 'labor', 'both', 'undetermined']}
        />
        <Table
          caption={t('home.balance.byType')}
          heads={traffickingTypes.map((one) => t(`home.balance.series.${one}`))}
          rows={[
            [t('home.balance.cases'), ...type(types.cases)],
            [t('home.balance.strandsRow'), ...type(types.strands)],
          ]}
        />
        <Chart
          title={t('home.balance.casesOpened')}
          months={data.months}
          series={['reactive', 'proactive', 'spinOffs']}
        />
        <Table
          caption={t('home.balance.byMode')}
          heads={['reactive', 'proactive', 'spinOffs'].map((one) => t(`home.balance.series.${one}`))}
          rows={[
            [t('home.balance.cases'), ...mode(modes.cases)],
            [t('home.balance.strandsRow'), ...mode(modes.strands)],
            ...(modes.tips === null ? [] : [[t('home.balance.tips'), ...mode(modes.tips)]]),
          ]}
        />
      </div>
    </Card>
  );
}

/** Columns by month, one series above the other; the numbers stand in the table beside it. */
function Chart({
  title,
  months,
  series,
}: {
  title: string;
  months: Answer['months'];
  series: readonly Series[];
}) {
  const { t, language } = useWords();
  const id = useId();
  const most = Math.max(1, ...months.map((month) => series.reduce((sum, one) => sum + month[one], 0)));
  const wide = 320;
  const high = 96;
  const step = wide / months.length;
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01`));
  return (
    <figure className={styles['chart']} aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <svg viewBox={`0 0 ${wide} ${high + 18}`} role="img" aria-labelledby={id}>
        <line x1="0" x2={wide} y1={high} y2={high} className={styles['axis']} />
        {months.map((month, n) => {
          let top = high;
          return (
            <g key={month.month}>
              {series.map((one) => {
                const tall = (month[one] / most) * (high - 4);
                top -= tall;
                return tall === 0 ? null : (
                  <rect
                    key={one}
                    x={n * step + 3}
                    y={top}
                    width={step - 6}
                    height={tall}
                    className={cx(styles['bar'], styles[one])}
                  />
                );
              })}
              {n % 3 === months.length % 3 && (
                <text x={n * step + step / 2} y={high + 13} textAnchor="middle" className={styles['tick']}>
                  {monthName(month.month)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul className={styles['legend']}>
        {series.map((one) => (
          <li key={one}>
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" className={cx(styles['bar'], styles[one])} />
            </svg>
            {t(`home.balance.series.${one}`)}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Table({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}) {
  return (
    <Wide label={caption} className={styles['figures']}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...counts]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {counts.map((count, n) => (
                <td key={heads[n]}>{count === null ? '–' : formatNumber(Number(count))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
