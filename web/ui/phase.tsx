import { useId } from 'react';
import { cx } from './cx.ts';
import styles from './phase.module.css';

/** Three stages that follow one another. What they are called comes in by props. */
export type Phase = 'pre_operational' | 'operational' | 'post_operational';

export const PHASES: readonly Phase[] = ['pre_operational', 'operational', 'post_operational'];

/** Ring, disc, square: the same three shapes wherever a phase is shown. */
export function PhaseShape({ phase }: { phase: Phase }) {
  return (
    <svg
      className={cx(styles['shape'], styles[phase])}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {phase === 'pre_operational' && (
        <circle
          cx="6"
          cy="6"
          r="4.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="3.4 2.13"
        />
      )}
      {phase === 'operational' && <circle cx="6" cy="6" r="5.4" fill="currentColor" />}
      {phase === 'post_operational' && (
        <rect x="1" y="1" width="10" height="10" rx="1.5" fill="currentColor" />
      )}
    </svg>
  );
}

/** One phase as shape and word. */
export function PhaseChip({ phase, label }: { phase: Phase; label: string }) {
  return (
    <span className={styles['chip']}>
      <PhaseShape phase={phase} />
      {label}
    </span>
  );
}

export interface PhasePictureProps {
  counts: Readonly<Record<Phase, number>>;
  /** The picture in words ("2 pre-operational, 3 operational, 1 post-operational"): its text alternative. */
  label: string;
  /** Words under the bar. Without them only shapes and numbers are shown (rows of a list). */
  names?: Readonly<Record<Phase, string>>;
}

/** How many strands stand in which phase, as a bar whose parts also differ in pattern. */
export function PhasePicture({ counts, label, names }: PhasePictureProps) {
  const hatch = useId();
  const total = PHASES.reduce((sum, phase) => sum + counts[phase], 0);
  return (
    <div className={cx(styles['picture'], names && styles['named'])} role="img" aria-label={label}>
      <svg className={styles['bar']} aria-hidden="true" width="100%" height="100%">
        <defs>
          <pattern
            id={hatch}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2.2" height="5" className={styles['hatch']} />
          </pattern>
        </defs>
        {total > 0 && <Parts counts={counts} total={total} hatch={hatch} />}
      </svg>
      <ul className={styles['legend']} aria-hidden="true">
        {PHASES.map((phase) => (
          <li key={phase} className={counts[phase] === 0 ? styles['none'] : undefined}>
            <PhaseShape phase={phase} />
            <b>{counts[phase]}</b>
            {names && <span>{names[phase]}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Parts({
  counts,
  total,
  hatch,
}: {
  counts: Readonly<Record<Phase, number>>;
  total: number;
  hatch: string;
}) {
  let before = 0;
  return PHASES.map((phase) => {
    const share = (counts[phase] / total) * 100;
    const x = before;
    before += share;
    if (share === 0) return null;
    return (
      <g key={phase} className={styles[phase]}>
        <rect x={`${x}%`} y="0" width={`${share}%`} height="100%" className={styles['part']} />
        {phase === 'pre_operational' && (
          <rect x={`${x}%`} y="0" width={`${share}%`} height="100%" fill={`url(#${hatch})`} />
        )}
      </g>
    );
  });
}
