/** What another room takes of the estimates when it freezes them: a what-if with its answer, or the office as last estimated. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { phases } from '../vocabulary/cases.ts';
import { addDays } from '../vocabulary/days.ts';
import type { Kept, Money } from './contract.ts';
import type { Answer, WhatIf } from './contract-whatifs.ts';
import { moneyOf } from './money-told.ts';
import { QUARTER_DAYS, type CountRange } from './office.ts';
import { keptByPhase, trackRows } from './track-told.ts';
import { whatIfOf } from './whatifs.ts';

/** Figures of the office as they stand, with what they rest on. */
export type OfficeFigures = {
  runId: string | null;
  asOf: string;
  engine: string;
  seed: number;
  runs: number;
  inputsHash: string;
  whatIf: { name: string; question: WhatIf['question']; answer: z.infer<typeof Answer> } | null;
  estimate: {
    money: Money['lines'];
    flows: { phase: (typeof phases)[number]; quarters: (CountRange & { until: string })[] }[];
  } | null;
  kept: Kept[];
  spentCents: number | null;
};

/**
 * Figures to be frozen in a request.
 * @param whatIfId null: the latest estimate of the office
 * @throws Problem missing, or refused while nothing is computed
 */
export async function officeFigures(work: Work<Tables>, whatIfId: string | null): Promise<OfficeFigures> {
  const money = await moneyOf(work, null);
  const shared = {
    kept: keptByPhase(await trackRows(work)),
    spentCents: money?.lines.find((line) => line.fiscalYear === null)?.spentCents ?? null,
  };
  if (whatIfId === null) return { ...(await ofOffice(work, money)), ...shared };
  const { name, question, computed } = await whatIfOf(work, whatIfId);
  if (computed === null)
    throw refused('whatIfId', 'not_computed', 'Have it computed first; a request rests on its answer.');
  const { asOf, engine, seed, runs, inputsHash, answer } = computed;
  const made = { runId: null, asOf, engine, seed, runs, inputsHash };
  return { ...made, whatIf: { name, question, answer }, estimate: null, ...shared };
}

async function ofOffice(work: Work<Tables>, money: Money | null) {
  if (!work.can('estimates.office')) throw new Problem('not_permitted');
  const run = await work.db
    .selectFrom('estimateRuns')
    .select(['id', 'asOf', 'engine', 'seed', 'runs', 'inputsHash'])
    .where('madeFor', '=', 'office')
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!run) throw refused('whatIfId', 'not_computed', 'Have the whole office estimated first.');
  const { rows } = await sql<{
    flows: CountRange[][] | null;
  }>`select flows from taskforce.office_flows()`.execute(work.db);
  const { id: runId, ...made } = run;
  return {
    runId,
    ...made,
    whatIf: null,
    estimate: {
      money: money?.lines ?? [],
      flows: (rows[0]?.flows ?? []).map((quarters, k) => ({
        phase: phases[k]!,
        quarters: quarters.map((range, q) => ({
          ...range,
          until: addDays(made.asOf, Math.round((q + 1) * QUARTER_DAYS)),
        })),
      })),
    },
  };
}
