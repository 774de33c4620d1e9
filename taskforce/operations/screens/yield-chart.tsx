import type { ReactNode } from 'react';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { YieldLine } from './yield.tsx';
import styles from './yield.module.css';

const ROW = 30;
const LEFT = 190;
const WIDTH = 560;
const RIGHT = WIDTH - 40;

type Rows = readonly (YieldLine & { id: string; name: string })[];
type Drawn = { label: string; rows: Rows };

/** Dots with their limits, one a row that has enough operations. The table beneath says the same in figures. */
export function RateChart({ rows, label }: Drawn) {
  const { t } = useWords();
  const drawn = rows.flatMap(({ id, name, victimsPerOperation: rate }) =>
    rate ? [{ id, name, ...rate }] : [],
  );
  if (drawn.length === 0) return <p className={styles['few']}>{t('operations.review.yield.chartNone')}</p>;
  const most = Math.max(1, ...drawn.map(({ high }) => high));
  const x = (value: number) => LEFT + (value / most) * (RIGHT - LEFT);
  return (
    <Frame label={label} most={most} rows={drawn.length}>
      {drawn.map((row, n) => (
        <g key={row.id} transform={`translate(0 ${n * ROW + ROW / 2})`}>
          <text x="0" y="4">
            {row.name}
          </text>
          <line x1={x(row.low)} x2={x(row.high)} y1="0" y2="0" />
          <circle cx={x(row.mean)} cy="0" r="5" />
        </g>
      ))}
    </Frame>
  );
}

/** Bars of plain counts: victims identified, with the number of operations beside them, which few of them rest on. */
export function CountChart({ rows, label }: Drawn) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  const most = Math.max(1, ...rows.map(({ victimsIdentified }) => victimsIdentified));
  return (
    <Frame label={label} most={most} rows={rows.length}>
      {rows.map((row, n) => (
        <g key={row.id} transform={`translate(0 ${n * ROW + ROW / 2})`}>
          <text x="0" y="4">
            {t('operations.review.yield.ofOperations', { name: row.name, n: row.operations })}
          </text>
          <rect x={LEFT} y="-7" height="14" width={(row.victimsIdentified / most) * (RIGHT - LEFT)} />
        </g>
      ))}
    </Frame>
  );
}

function Frame({
  label,
  most,
  rows,
  children,
}: {
  label: string;
  most: number;
  rows: number;
  children: ReactNode;
}) {
  const height = rows * ROW + 26;
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['few']}>{label}</figcaption>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
        <line className={styles['axis']} x1={LEFT} x2={RIGHT} y1={height - 22} y2={height - 22} />
        {children}
        <text x={LEFT} y={height - 6}>
          0
        </text>
        <text x={RIGHT} y={height - 6} textAnchor="end">
          {formatNumber(most, { maximumFractionDigits: 1 })}
        </text>
      </svg>
    </figure>
  );
}
