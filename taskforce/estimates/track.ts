import type pg from 'pg';
import { rangeAlarm } from '../../analysis/survival/censored-scores.ts';
import { recalibrateFrom } from '../../analysis/survival/recalibration.ts';
import { phases } from '../vocabulary/cases.ts';
import { dayOf, daysBetween, type Day } from '../vocabulary/days.ts';
import type { EstimatingHouse } from './estimating.ts';
import type { Calibration, PhaseRecord } from './rules-calibration.ts';
import { alarmEntries, type TrackRow } from './rules-track.ts';
import { scoresOf, type Waits } from './track-scores.ts';

type ToScore = {
  id: string;
  asOf: Day;
  p50: Day | null;
  p80: Day | null;
  p95: Day | null;
  waits: Waits;
  uncorrected: Waits | null;
  transitionId: string | null;
  leftOn: Day | null;
  revision: number;
};

/** Ranges scored in one go. */
const BATCH = 2000;

/**
 * Scores every range whose stay has ended, once; after a correction of the history it scores anew and the earlier score
 * stays. Then looks whether promises fail too often.
 * @param since only strands with a line recorded later; null: all
 * @returns how many scores were written
 */
export async function keepTrack(house: EstimatingHouse, since: Date | null): Promise<number> {
  const { rows } = await house.pool.query<ToScore>(
    `select id, as_of::text as "asOf", p50::text, p80::text, p95::text, waits, uncorrected, transition_id as "transitionId",
       left_on::text as "leftOn", revision from taskforce.estimates_to_score($1)`,
    [since],
  );
  for (let from = 0; from < rows.length; from += BATCH) {
    const scores = rows.slice(from, from + BATCH).map(scoreOf);
    await house.pool.query('select taskforce.keep_scores($1)', [JSON.stringify(scores)]);
  }
  if (rows.length > 0 || since === null) await lookForAlarm(house);
  return rows.length;
}

/** The line of a score; without figures when a correction took the ending back. */
function scoreOf(row: ToScore) {
  const { id, asOf, revision, leftOn, transitionId } = row;
  if (leftOn === null) return { estimateId: id, revision };
  const wait = (day: Day | null) => (day === null ? null : daysBetween(asOf, day));
  const days = Math.max(0, daysBetween(asOf, leftOn));
  // The identifier is random already: it spreads what falls on one day, the same at every computation.
  const uniform = Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
  const by = (day: Day | null) => day === null || leftOn <= day;
  return {
    estimateId: id,
    revision,
    transitionId,
    leftOn,
    ...scoresOf(row, [wait(row.p50), wait(row.p80), wait(row.p95)], days, uniform),
    kept50: by(row.p50),
    kept80: by(row.p80),
    kept95: by(row.p95),
  };
}

/** How the first ranges of all stays were kept until a day, as the jobs read them. */
async function readTrack(pool: pg.Pool, today: Day): Promise<TrackRow[]> {
  const { rows } = await pool.query<TrackRow>(
    `select case_no as "caseNo", phase, as_of::text as "asOf", ended, pit, uncorrected_pit as "uncorrectedPit", kept_50 as "kept50",
       kept_80 as "kept80", kept_95 as "kept95", resolved_on::text as "resolvedOn" from taskforce.track_rows($1)
     order by phase, as_of, case_no, pit`,
    [today],
  );
  return rows;
}

type LastAlarm = { standing: boolean; endedOn: Day | null } | null;

async function lastAlarm(pool: pg.Pool): Promise<LastAlarm> {
  const { rows } = await pool.query<{ last: LastAlarm }>('select taskforce.last_alarm() as last');
  return rows[0]?.last ?? null;
}

async function lookForAlarm({ pool, clock }: EstimatingHouse): Promise<void> {
  const last = await lastAlarm(pool);
  if (last?.standing) return;
  const { rows: zones } = await pool.query<{ zone: string }>('select taskforce.zone() as zone');
  const track = await readTrack(pool, dayOf(clock(), zones[0]!.zone));
  const { entries, resolved, missed } = alarmEntries(track, last?.endedOn ?? null);
  const { alarm, highest } = rangeAlarm(entries);
  if (alarm) await pool.query('select taskforce.raise_range_alarm($1, $2, $3)', [highest, resolved, missed]);
}

/** What the track record changes in ranges made on a day. */
export async function readCalibration(pool: pg.Pool, today: Day): Promise<Calibration> {
  const rows = await readTrack(pool, today);
  return {
    widened: (await lastAlarm(pool))?.standing ?? false,
    record: phases.map((phase) => recordOf(rows.filter((row) => row.phase === phase && row.asOf < today))),
  };
}

/** Nothing while the record is too short to correct by, so that it then changes no estimate, not even its hash. */
function recordOf(rows: readonly TrackRow[]): PhaseRecord {
  const told = rows.filter((row) => row.ended).length < recalibrateFrom ? [] : rows;
  return { pit: told.map((row) => row.uncorrectedPit), ended: told.map((row) => Number(row.ended)) };
}
