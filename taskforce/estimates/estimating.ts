import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Promises } from '../../analysis/survival/promises.ts';
import { addDays, dayOf, type Day } from '../vocabulary/days.ts';
import { moneyRanges } from './money.ts';
import { officeFans } from './office-fans.ts';
import { ENGINE, rangesOf, type Order, type Part } from './office.ts';
import { priorsInForce } from './rules-priors.ts';
import { spentOf, type MoneyInputs } from './rules-money.ts';
import {
  slipKnown,
  slipsSeen,
  type PlannedChange,
  type PlannedDay,
  toldOf,
  type SlipsSeen,
} from './rules-planned.ts';
import { runsFor } from './rules-runs.ts';
import { targetsOf, type SpellRow } from './rules-spells.ts';
import { readPriorLines } from './priors.ts';
import { readCalibration } from './track.ts';
import { estimateInThreads } from './threads.ts';

export type EstimatingHouse = { pool: pg.Pool; clock: Clock };

/** What came of a computation. */
export type Made = { runId: string; strands: number; cases: number; asOf: Day };

/**
 * Computes estimates and keeps them for good.
 * @param house pool of the jobs' login: it alone reads the stays of all strands, as days and kinds, nothing else
 * @param what `office`: all open strands; `entries`: the cases in which a strand entered a phase, or the day moved at
 *   which its phase is planned to end
 * @param madeBy account that asked; null for the clock
 * @returns null when `entries` found nothing to do
 */
export async function makeEstimates(
  house: EstimatingHouse,
  what: 'office' | 'entries',
  madeBy: string | null,
  signal?: AbortSignal,
): Promise<Made | null> {
  const zone = await readZone(house.pool);
  const asOf = dayOf(house.clock(), zone);
  const cases = what === 'office' ? null : await casesToEstimate(house.pool, asOf);
  if (cases !== null && cases.length === 0) return null;
  const { seen, ...inputs } = await readInputs(house.pool, zone, asOf);
  const hash = createHash('sha256')
    .update(canonicalJson({ engine: ENGINE, asOf, ...inputs } as never))
    .digest('hex');
  const seed = Number.parseInt(hash.slice(0, 7), 16);
  const { spells, money } = inputs;
  const open = targetsOf(spells, asOf).length;
  const runs = runsFor(open);
  const part = await estimateInThreads({ ...inputs, asOf, seed, runs, cases }, open, signal);
  if (what === 'office')
    part.money.push(...moneyRanges(money, asOf, null, part.spending, spentOf(money, asOf)));
  const runId = await keep(house.pool, what, madeBy, { asOf, seed, runs, hash, seen }, part, spells);
  return { runId, strands: part.strands.length, cases: part.cases.length, asOf };
}

async function readMoney(pool: pg.Pool): Promise<MoneyInputs> {
  const { rows } = await pool.query<{ inputs: MoneyInputs }>(
    'select taskforce.money_to_learn_from() as inputs',
  );
  return rows[0]!.inputs;
}

async function casesToEstimate(pool: pg.Pool, asOf: Day): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from taskforce.cases_to_estimate($1) as id', [
    asOf,
  ]);
  return rows.map((row) => row.id);
}

/** The priors in force on a day, and what the track record changes in ranges made on it. */
export async function readLearnt(pool: pg.Pool, asOf: Day): Promise<Pick<Order, 'priors' | 'calibration'>> {
  const priors = priorsInForce(await readPriorLines(pool), asOf);
  return { priors, calibration: await readCalibration(pool, asOf) };
}

/** Time zone of the task force. @param pool of the jobs' login */
export async function readZone(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ zone: string }>('select taskforce.zone() as zone');
  return rows[0]!.zone;
}

/** Everything that changes an estimate, and the slips that were seen, for telling what the ranges rest on. */
export async function readInputs(pool: pg.Pool, zone: string, asOf: Day) {
  const seen = slipsSeen(await readChanges(pool));
  return {
    spells: await readSpells(pool, zone),
    money: await readMoney(pool),
    planned: await readPlanned(pool, asOf),
    slip: slipKnown(seen),
    ...(await readLearnt(pool, asOf)),
    seen,
  };
}

async function readPlanned(pool: pg.Pool, asOf: Day): Promise<PlannedDay[]> {
  const { rows } = await pool.query<PlannedDay>(
    `select strand_id as "strandId", phase, entered::text, kind, day::text, labels
     from taskforce.planned_ends($1) order by strand_id`,
    [asOf],
  );
  return rows;
}

async function readChanges(pool: pg.Pool): Promise<PlannedChange[]> {
  const { rows } = await pool.query<PlannedChange>(
    `select date_id as "dateId", place, planned_for::text as "plannedFor", outcome, happened_on::text as "happenedOn"
     from taskforce.planned_changes() order by date_id, place`,
  );
  return rows;
}

/** All stays, as they are known now. */
export async function readSpells(pool: pg.Pool, zone: string): Promise<SpellRow[]> {
  const { rows } = await pool.query<SpellRow>(
    `select case_id as "caseId", strand_id as "strandId", kind, phase, entered::text, left_on::text as left,
       next as "to", close_reason as "closeReason", seen_from::text as "seenFrom"
     from taskforce.spells_to_learn_from($1) order by case_id, strand_id, entered, phase`,
    [zone],
  );
  return rows;
}

/** Days of the calendar from waits in days: something that happens within a day has happened by its end. */
function datesOf(asOf: Day, promises: Promises): Record<'p10' | 'p50' | 'p80' | 'p95', Day | null> {
  const on = (wait: number | null) => (wait === null ? null : addDays(asOf, Math.ceil(wait)));
  return { p10: on(promises.p10), p50: on(promises.p50), p80: on(promises.p80), p95: on(promises.p95) };
}

async function keep(
  pool: pg.Pool,
  what: 'office' | 'entries',
  madeBy: string | null,
  run: { asOf: Day; seed: number; runs: number; hash: string; seen: SlipsSeen },
  part: Part,
  spells: readonly SpellRow[],
): Promise<string> {
  const { asOf, seed, runs, hash, seen } = run;
  const head = {
    madeFor: what,
    asOf,
    madeBy,
    engine: ENGINE,
    seed,
    runs,
    hash,
    basis: part.basis,
    flows: what === 'office' ? rangesOf(part.flows) : null,
    fans: what === 'office' ? officeFans(part, spells, asOf) : null,
    slip: toldOf(seen),
  };
  const strands = part.strands.map(({ promises, ...one }) => ({ ...one, ...datesOf(asOf, promises) }));
  const cases = part.cases.map(({ promises, ...one }) => ({ ...one, ...datesOf(asOf, promises) }));
  const money = part.money.map(({ ahead, ...one }) => ({ ...one, ...ahead }));
  const { rows } = await pool.query<{ id: string }>('select taskforce.keep_estimates($1, $2, $3, $4) as id', [
    JSON.stringify(head),
    JSON.stringify(strands),
    JSON.stringify(cases),
    JSON.stringify(money),
  ]);
  return rows[0]!.id;
}
