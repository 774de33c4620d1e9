import { formatDate, useWords } from '../../../web/words/index.ts';
import type { StrandEstimate } from '../contract.ts';
import { dayOrLater } from './sentences.ts';
import styles from './estimates.module.css';

const COLUMNS = 14;
const STEP = 26;
const RADIUS = 6;
/** How many of the twenty dots have a place on the axis. */
const SHOWN = 18;

/** Twenty dots over time, each one in twenty; those later than ten years stand hollow at the end. */
export function DotPlot({ one }: { one: StrandEstimate }) {
  const { t } = useWords();
  // The longest tenth would press all the others together at the start: it stands apart, as later.
  const last = Math.max(1, one.dots.slice(0, SHOWN).findLast((wait) => wait !== null) ?? 1);
  const isLate = (wait: number | null) => wait === null || wait > last;
  const late = one.dots.filter(isLate).length;
  const never = one.dots.filter((wait) => wait === null).length;
  const stacks = new Map<number, number>();
  const columns = late > 0 ? COLUMNS - 2 : COLUMNS;
  const placed = one.dots.map((wait) => {
    const column =
      wait === null || isLate(wait)
        ? COLUMNS - 1
        : Math.min(columns - 1, Math.floor((wait / last) * columns));
    const row = stacks.get(column) ?? 0;
    stacks.set(column, row + 1);
    return { column, row, late: isLate(wait) };
  });
  const rows = Math.max(...stacks.values());
  const height = rows * (RADIUS * 2 + 2) + 26;
  const floor = height - 22;
  const end = new Date(Date.parse(one.asOf) + last * 86_400_000).toISOString().slice(0, 10);
  return (
    <svg
      className={styles['plot']}
      viewBox={`0 0 ${COLUMNS * STEP + 40} ${height}`}
      role="img"
      aria-label={t('estimates.dotsLabel', {
        p50: dayOrLater(t, one.p50),
        p80: dayOrLater(t, one.p80),
        n: never,
      })}
    >
      <line x1="0" x2={columns * STEP} y1={floor + 2} y2={floor + 2} />
      {placed.map((dot, n) => (
        <circle
          key={n}
          className={dot.late ? styles['late'] : undefined}
          cx={dot.column * STEP + STEP / 2}
          cy={floor - RADIUS - dot.row * (RADIUS * 2 + 2)}
          r={RADIUS}
        />
      ))}
      <text x="0" y={height - 6}>
        {formatDate(one.asOf)}
      </text>
      <text x={columns * STEP} y={height - 6} textAnchor="end">
        {formatDate(end)}
      </text>
      {late > 0 && (
        <text x={COLUMNS * STEP - STEP / 2} y={height - 6} textAnchor="middle">
          {t('estimates.later')}
        </text>
      )}
    </svg>
  );
}
