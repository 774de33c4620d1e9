import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { startJob } from '../../kit/jobs/handlers.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { todayOf } from '../today.ts';
import type { Answer, WhatIf, whatIfsContract } from './contract-whatifs.ts';
import { checkQuestion, type Question, type SupplyRow } from './rules-whatif.ts';
import { WHAT_IF_JOB } from './whatif-job.ts';

type WhatIfHandlers = Handlers<Tables, typeof whatIfsContract>;
/** So many what-ifs are listed. */
const LISTED = 100;

/** What more hands would change: asked, computed in a thread, kept with all it assumes. */
export function whatIfHandlers(): WhatIfHandlers {
  return {
    list: async (work) => ({ rows: await listed(work), supply: await supplyOf(work) }),
    read: (work, { id }) => whatIfOf(work, id),
    ask: async (work, { name, ...asked }) => {
      const supply = (await supplyOf(work)).map(({ fromOn: _, ...row }) => row);
      const question = granted(checkQuestion({ ...asked, supply }, await todayOf(work)));
      const { id } = await work.db
        .insertInto('whatIfs')
        .values({ name, question: JSON.stringify(question) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, jobId: await startJob(work, WHAT_IF_JOB, { whatIfId: id, assumptions: null }) };
    },
    compute: async (work, { id }) => {
      const { computed } = await whatIfOf(work, id);
      if (computed !== null) throw new Problem('already_done');
      return { jobId: await startJob(work, WHAT_IF_JOB, { whatIfId: id, assumptions: null }) };
    },
    redraw: async (work, { id, assumptions }) => {
      await whatIfOf(work, id);
      return { jobId: await startJob(work, WHAT_IF_JOB, { whatIfId: id, assumptions }) };
    },
    setSupply: async ({ db, account, now }, { workRole, fromOn, people, hoursPerWeek }) => {
      const given = { people: String(people), hoursPerWeek: String(hoursPerWeek) };
      await db
        .insertInto('workSupply')
        .values({ workRole, fromOn, ...given })
        // The same role and day again is a correction.
        .onConflict((twice) =>
          twice
            .columns(['workRole', 'fromOn'])
            .doUpdateSet({ ...given, changedBy: account.id, changedAt: now }),
        )
        .execute();
      return { done: true };
    },
  };
}

/** People of each role as of today. */
async function supplyOf({ db }: Work<Tables>): Promise<(SupplyRow & { fromOn: string })[]> {
  const { rows } = await sql<SupplyRow & { fromOn: string }>`
    select distinct on (work_role) work_role, people::float8 as people, hours_per_week::float8 as hours_per_week, from_on::text as from_on
    from taskforce.work_supply where from_on <= taskforce.today() order by work_role, from_on desc`.execute(
    db,
  );
  return rows;
}

const whatIfs = ({ db }: Work<Tables>) =>
  db
    .selectFrom('whatIfs as w')
    .innerJoin('accounts as a', 'a.id', 'w.madeBy')
    .leftJoin('whatIfAnswers as r', 'r.whatIfId', 'w.id')
    .select(['w.id', 'w.name', 'w.question', 'w.madeAt', 'a.displayName as madeBy'])
    .select([
      'r.asOf',
      'r.computedAt',
      'r.engine',
      'r.seed',
      'r.runs',
      'r.inputsHash',
      'r.recordsHash',
      'r.answer',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof whatIfs>['execute']>>[number];

function head(row: Row) {
  const question = row.question as unknown as Question;
  return {
    id: row.id,
    name: row.name,
    measure: question.measure,
    days: question.days,
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
  };
}

async function listed(work: Work<Tables>) {
  const rows = await whatIfs(work).orderBy('w.madeAt', 'desc').limit(LISTED).execute();
  return rows.map((row) => {
    const answer = row.answer as unknown as z.infer<typeof Answer> | null;
    const one = head(row);
    return { ...one, more: answer === null ? null : answer.more[one.measure] };
  });
}

/** One what-if under the reader's eyes. @throws Problem missing */
export async function whatIfOf(work: Work<Tables>, id: string): Promise<WhatIf> {
  const row = await whatIfs(work).where('w.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return {
    ...head(row),
    question: row.question as unknown as WhatIf['question'],
    computed:
      row.asOf === null
        ? null
        : {
            asOf: row.asOf,
            computedAt: row.computedAt!.toISOString(),
            engine: row.engine!,
            seed: row.seed!,
            runs: row.runs!,
            inputsHash: row.inputsHash!,
            recordsHash: row.recordsHash!,
            answer: row.answer as unknown as z.infer<typeof Answer>,
          },
  };
}
