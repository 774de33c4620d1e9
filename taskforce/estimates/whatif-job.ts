import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import { JobCancelled, type JobKind, type JobRun } from '../../kit/jobs/worker.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf } from '../vocabulary/days.ts';
import { readInputs, readZone, type EstimatingHouse } from './estimating.ts';
import { ENGINE } from './office.ts';
import type { Question } from './rules-whatif.ts';
import { targetsOf } from './rules-spells.ts';
import { inThread } from './threads.ts';
import { WHAT_IF_ENGINE, type Answer, type WhatIfOrder } from './whatif-office.ts';

export const WHAT_IF_JOB = 'what_if';

/** `assumptions` given: the kept what-if at others, in fewer runs; the answer is the job's result and is not kept. */
type Asked = { whatIfId: string; assumptions: Question['assumptions'] | null };

/** A redrawing as its asker gets it. `sameRecords`: it rests on the records that the kept answer rests on. */
export type Redrawn = { answer: Answer; runs: number; sameRecords: boolean };

type Kept = { question: Question; seed: number | null; recordsHash: string | null };

/** Strands × runs that a computation may take, so that a large office is answered within a minute. */
const BUDGET = 120_000;
const between = (low: number, high: number, n: number): number =>
  Math.round(Math.min(high, Math.max(low, n)));

/** How many runs a what-if over so many open strands takes, and each bar of its tornado. */
export function runsFor(open: number, redraw: boolean): { runs: number; runsOfDoubt: number } {
  const runs = between(120, 1000, BUDGET / Math.max(1, open));
  const runsOfDoubt = between(40, 200, runs / 4);
  return { runs: redraw ? Math.min(300, runs) : runs, runsOfDoubt };
}

/** Computes a what-if for somebody who asked, in a thread of its own; they see how far it is and may stop it. */
export function whatIfJob(house: EstimatingHouse): JobKind<Tables> {
  return {
    kind: WHAT_IF_JOB,
    run: async (job) => {
      const { whatIfId, assumptions } = job.input as Asked;
      const kept = await questionOf(job, whatIfId);
      const zone = await readZone(house.pool);
      const asOf = dayOf(house.clock(), zone);
      const { seen: _, ...inputs } = await readInputs(house.pool, zone, asOf);
      const records = hashOf({ engine: [ENGINE, WHAT_IF_ENGINE], asOf, ...inputs });
      const question = assumptions === null ? kept.question : { ...kept.question, assumptions };
      // The seed comes from the records alone: what-ifs of one day share their random numbers.
      const seed = kept.seed ?? Number.parseInt(records.slice(0, 7), 16);
      const runs = runsFor(targetsOf(inputs.spells, asOf).length, assumptions !== null);
      const answer = await answered(job, { ...inputs, question, asOf, seed, ...runs });
      if (assumptions !== null)
        return { answer, runs: runs.runs, sameRecords: records === kept.recordsHash } satisfies Redrawn;
      const head = {
        asOf,
        engine: WHAT_IF_ENGINE,
        seed,
        runs: runs.runs,
        hash: hashOf({ records, question }),
        recordsHash: records,
      };
      await house.pool.query('select taskforce.keep_what_if($1, $2, $3)', [
        whatIfId,
        JSON.stringify(head),
        JSON.stringify(answer),
      ]);
      return { whatIfId };
    },
  };
}

const hashOf = (what: object): string =>
  createHash('sha256')
    .update(canonicalJson(what as never))
    .digest('hex');

/** What was asked, read as the account that asked for the job. */
async function questionOf(job: JobRun<Tables>, whatIfId: string): Promise<Kept> {
  return job.as('read', async (work) => {
    if (!work.can('what_ifs.ask')) throw new Problem('not_permitted');
    const row = await work.db
      .selectFrom('whatIfs as w')
      .leftJoin('whatIfAnswers as r', 'r.whatIfId', 'w.id')
      .select(['w.question', 'r.seed', 'r.recordsHash'])
      .where('w.id', '=', whatIfId)
      .executeTakeFirst();
    if (!row) throw new Problem('missing');
    return { ...row, question: row.question as unknown as Question };
  });
}

async function answered(job: JobRun<Tables>, order: WhatIfOrder): Promise<Answer> {
  const stop = new AbortController();
  let at: [number, number] = [0, 1];
  const tell = () => job.progress(at[0], at[1], 'computing');
  let cancelled: unknown;
  // It asks now and then whether its owner wants it to end.
  const asking = setInterval(() => {
    tell().catch((error: unknown) => {
      cancelled = error;
      stop.abort();
    });
  }, 500);
  try {
    await tell();
    return await inThread<WhatIfOrder, Answer>('./whatif-worker.ts', order, stop.signal, (done, total) => {
      at = [done, total];
    });
  } catch (error) {
    throw cancelled instanceof JobCancelled ? cancelled : error;
  } finally {
    clearInterval(asking);
  }
}
