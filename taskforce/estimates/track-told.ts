import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { phases } from '../vocabulary/cases.ts';
import type { Kept } from './contract.ts';
import { levelsKept, type TrackRow } from './rules-track.ts';

/** Mean scores of a resolved range; null where it is open. */
export type ScoredRow = TrackRow & {
  twcrps: number | null;
  pinball50: number | null;
  pinball80: number | null;
  pinball95: number | null;
  brier30: number | null;
  brier90: number | null;
  brier180: number | null;
  brier365: number | null;
  logScore: number | null;
};

/** How the first ranges of all stays were kept: figures, of sealed cases too, that name nothing. */
export async function trackRows(work: Work<Tables>): Promise<ScoredRow[]> {
  const { rows } = await sql<ScoredRow>`
    select case_no as "caseNo", phase, as_of::text as "asOf", ended, pit, uncorrected_pit as "uncorrectedPit", kept_50 as "kept50",
      kept_80 as "kept80", kept_95 as "kept95", resolved_on::text as "resolvedOn", twcrps, pinball_50 as "pinball50",
      pinball_80 as "pinball80", pinball_95 as "pinball95", brier_30 as "brier30", brier_90 as "brier90", brier_180 as "brier180",
      brier_365 as "brier365", log_score as "logScore"
    from taskforce.track_told()`.execute(work.db);
  return rows;
}

/** The short form for the screens of the estimates: phases with a first range, and how promises of each share were kept. */
export function keptByPhase(rows: readonly TrackRow[]): Kept[] {
  return phases.flatMap((phase) => {
    const own = rows.filter((row) => row.phase === phase);
    return own.length === 0 ? [] : [{ phase, levels: levelsKept(own) }];
  });
}
