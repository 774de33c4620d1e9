import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import { JobCancelled, type JobKind } from '../../kit/jobs/worker.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { BacktestAnswer, BacktestOrder } from './backtest.ts';
import { readZone, type EstimatingHouse } from './estimating.ts';
import { ENGINE } from './office.ts';
import { readPriorLines } from './priors.ts';
import type { Guess, HistoryLine } from './rules-backtest.ts';
import { inThread } from './threads.ts';

export const BACKTEST_JOB = 'backtest';

/** Runs of each forecast, and strands of a month: enough for means, few enough for a large office. */
const RUNS = 400;
const MOST = 400;

type Told = (done: number, total: number) => void;

/**
 * Forecasts after the fact over the site's own history, and keeps the figures for good.
 * @param madeBy account that asked; null for the clock
 */
export async function keepBacktest(
  house: EstimatingHouse,
  madeBy: string | null,
  signal?: AbortSignal,
  told?: Told,
): Promise<{ origins: number; forecasts: number }> {
  const { pool } = house;
  const asOf = dayOf(house.clock(), await readZone(pool));
  const inputs = {
    lines: await readLines(pool),
    priors: await readPriorLines(pool),
    guesses: await readGuesses(pool),
  };
  const hash = createHash('sha256')
    .update(canonicalJson({ engine: ENGINE, asOf, runs: RUNS, most: MOST, ...inputs } as never))
    .digest('hex');
  const seed = Number.parseInt(hash.slice(0, 7), 16);
  const order: BacktestOrder = { ...inputs, asOf, seed, runs: RUNS, most: MOST };
  const answer = await inThread<BacktestOrder, BacktestAnswer>('./backtest-worker.ts', order, signal, told);
  const head = { madeBy, asOf, engine: ENGINE, seed, runs: RUNS, hash, ...answer };
  await pool.query('select taskforce.keep_backtest($1)', [JSON.stringify(head)]);
  return { origins: answer.origins, forecasts: answer.forecasts };
}

async function readLines(pool: pg.Pool): Promise<HistoryLine[]> {
  const { rows } = await pool.query<HistoryLine>(
    `select case_id as "caseId", strand_id as "strandId", kind, place, to_phase as "to", effective_on::text as "on",
       close_reason as "closeReason", seen_from::text as "seenFrom", recorded_on::text as "recordedOn",
       superseded_on::text as "supersededOn"
     from taskforce.history_as_recorded() order by case_id, strand_id, place, recorded_on`,
  );
  return rows;
}

async function readGuesses(pool: pg.Pool): Promise<Guess[]> {
  const { rows } = await pool.query<Guess>(
    `select strand_id as "strandId", entered_on::text as entered, guessed_on::text as "guessedOn", p10::text, p50::text, p90::text
     from taskforce.guesses_to_score() order by strand_id, entered_on, guessed_on`,
  );
  return rows;
}

/** The same for somebody who asked: they see how many months are done and may stop it. */
export function backtestJob(house: EstimatingHouse): JobKind<Tables> {
  return {
    kind: BACKTEST_JOB,
    run: async (job) => {
      const madeBy = await job.as('read', async (work) => {
        if (!work.can('estimates.run')) throw new Problem('not_permitted');
        return work.account.id;
      });
      const stop = new AbortController();
      let at: [number, number | null] = [0, null];
      let cancelled: unknown;
      // It asks now and then whether its owner wants it to end.
      const asking = setInterval(() => {
        job.progress(at[0], at[1], 'computing').catch((error: unknown) => {
          cancelled = error;
          stop.abort();
        });
      }, 500);
      try {
        return await keepBacktest(house, madeBy, stop.signal, (done, total) => (at = [done, total]));
      } catch (error) {
        throw cancelled instanceof JobCancelled ? cancelled : error;
      } finally {
        clearInterval(asking);
      }
    },
  };
}
