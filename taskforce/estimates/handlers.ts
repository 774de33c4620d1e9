import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { startJob } from '../../kit/jobs/handlers.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import { addDays } from '../vocabulary/days.ts';
import { todayOf } from '../today.ts';
import type { PlannedKind } from './rules-planned.ts';
import type { Basis, Run, StrandEstimate, estimatesContract } from './contract.ts';
import { fanTold, stripsOf } from './charts.ts';
import { guess, guessesOf, type GuessKept } from './guesses.ts';
import { ESTIMATES_JOB } from './job.ts';
import { mayGuess } from './rules-guesses.ts';
import { QUARTER_DAYS, type CountRange } from './office.ts';
import { moneyOf } from './money-told.ts';
import type { Fan } from './rules-fan.ts';
import { leversOfCase } from './levers.ts';
import { keptByPhase, trackRows } from './track-told.ts';
import { certaintyOf, isAgeing, type Days } from './rules.ts';

/** The room of the estimates: what the chain of command is told about time. */
export function estimateHandlers(_house: House): Handlers<Tables, typeof estimatesContract> {
  return {
    ofCase: async (work, { caseId }) => {
      const found = await work.db
        .selectFrom('cases')
        .select('id')
        .where('id', '=', caseId)
        .executeTakeFirst();
      if (!found) throw new Problem('missing');
      const strands = await strandRanges(work, caseId);
      const run = await lastRun(work, caseId);
      const open = await openStrands(work, caseId);
      const guesses = await guessesOf(work, caseId);
      const works = await worksOn(work, caseId);
      const told = strands.filter((one) => open.some((s) => s.id === one.strandId && s.phase === one.phase));
      return {
        run,
        strands: told.map((one) => strandEstimate(one, run?.basis ?? [], guesses.get(one.strandId), works)),
        phases: run === null ? [] : await caseRanges(work, caseId, run.basis),
        strips: await stripsOf(work, caseId),
        levers: await leversOfCase(work, caseId, plannedOf(told), await todayOf(work)),
        waiting: open.length - told.length,
        kept: keptByPhase(await trackRows(work)),
        money: await moneyOf(work, caseId),
      };
    },
    office: async (work) => {
      const run = await lastRun(work, null);
      return {
        run,
        ...(await flowsAndFans(work)),
        kept: keptByPhase(await trackRows(work)),
        ageing: await ageing(work),
        money: await moneyOf(work, null),
      };
    },
    guess,
    compute: async (work) => ({ jobId: await startJob(work, ESTIMATES_JOB, {}) }),
  };
}

type RangeRow = Days & {
  strandId: string;
  label: string;
  phase: Phase;
  enteredOn: string;
  asOf: string;
  atEntry: boolean;
  dots: (number | null)[];
  paceShare: number | null;
  first: (Days & { asOf: string }) | null;
  plannedKind: PlannedKind | null;
  plannedFor: string | null;
};

/** The latest range of each strand's present stay, with the promise at entry beside it. */
async function strandRanges(work: Work<Tables>, caseId: string): Promise<(RangeRow & { today: string })[]> {
  const day = await todayOf(work);
  const { rows } = await sql<RangeRow>`
    select distinct on (e.strand_id) e.strand_id, s.label, e.phase, e.entered_on::text as entered_on, e.as_of::text as as_of,
      e.at_entry, e.p10::text as p10, e.p50::text as p50, e.p80::text as p80, e.p95::text as p95, e.dots,
      e.pace_share::float8 as pace_share,
      e.planned_kind, e.planned_for::text as planned_for,
      (select json_build_object('asOf', f.as_of, 'p10', f.p10, 'p50', f.p50, 'p80', f.p80, 'p95', f.p95)
       from taskforce.strand_estimates f
       where f.strand_id = e.strand_id and f.phase = e.phase and f.entered_on = e.entered_on and f.at_entry) as first
    from taskforce.strand_estimates e join taskforce.strands s on s.id = e.strand_id
    where e.case_id = ${caseId} and s.closed_on is null and e.phase = s.phase and e.entered_on = s.phase_since
    order by e.strand_id, e.made_at desc`.execute(work.db);
  return rows.map((row) => ({ ...row, today: day })).toSorted((a, b) => a.label.localeCompare(b.label));
}

const plannedOf = (rows: readonly RangeRow[]): ReadonlySet<string> =>
  new Set(rows.filter((one) => one.plannedFor !== null).map((one) => one.strandId));

const openStrands = (work: Work<Tables>, caseId: string) =>
  work.db
    .selectFrom('strands')
    .select(['id', 'phase'])
    .where('caseId', '=', caseId)
    .where('closedOn', 'is', null)
    .execute();

/** Whether the person may write in the case, and so guess. */
async function worksOn(work: Work<Tables>, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select taskforce.may('cases.write', ${caseId}) as may`.execute(
    work.db,
  );
  return rows[0]!.may;
}

function strandEstimate(
  row: RangeRow & { today: string },
  basis: readonly z.infer<typeof Basis>[],
  kept: GuessKept | undefined,
  works: boolean,
): StrandEstimate {
  const { today: day, first, plannedKind, plannedFor, ...rest } = row;
  const own = kept?.phase === row.phase && kept.enteredOn === row.enteredOn ? kept : null;
  return {
    ...rest,
    planned: plannedKind === null ? null : { kind: plannedKind, day: plannedFor! },
    guess: own && { p10: own.p10, p50: own.p50, p90: own.p90, guessedOn: own.guessedOn },
    mayGuess: works && own === null && mayGuess(row.enteredOn, day),
    // A day on the calendar may be named at any time.
    certainty: plannedKind === null ? certaintyOf(row, row.asOf, ownEndings(basis, row.phase)) : 'range',
    ageing: isAgeing((first ?? row).p95, day),
    first: row.atEntry || first?.asOf === row.asOf ? null : first,
  };
}

async function caseRanges(work: Work<Tables>, caseId: string, basis: readonly z.infer<typeof Basis>[]) {
  const { rows } = await sql<Days & { phase: Phase; reached: number; asOf: string; fan: Fan | null }>`
    select distinct on (c.phase) c.phase, c.reached::float8 as reached, c.as_of::text as as_of, c.p10::text as p10,
      c.p50::text as p50, c.p80::text as p80, c.p95::text as p95, c.fan
    from taskforce.case_estimates c where c.case_id = ${caseId} order by c.phase, c.made_at desc`.execute(
    work.db,
  );
  return rows
    .map((row) => ({
      ...row,
      fan: row.fan && fanTold(row.fan, row.asOf),
      certainty: certaintyOf(row, row.asOf, ownEndings(basis, row.phase)),
    }))
    .toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
}

const ownEndings = (basis: readonly z.infer<typeof Basis>[], phase: Phase): number =>
  basis.find((one) => one.phase === phase)?.observed ?? 0;

/** The last computation that told of a case, or of the whole office. */
async function lastRun(work: Work<Tables>, caseId: string | null): Promise<z.infer<typeof Run> | null> {
  const row = await work.db
    .selectFrom('estimateRuns')
    .select(['id', 'madeFor', 'asOf', 'madeAt', 'engine', 'seed', 'runs', 'inputsHash', 'basis', 'slip'])
    .$if(caseId === null, (q) => q.where('madeFor', '=', 'office'))
    .$if(caseId !== null, (q) =>
      q.where('id', 'in', (sub) =>
        sub.selectFrom('strandEstimates').select('runId').where('caseId', '=', caseId!),
      ),
    )
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    madeFor: row.madeFor as 'office' | 'entries',
    madeAt: row.madeAt.toISOString(),
    basis: row.basis as unknown as z.infer<typeof Basis>[],
    slip: row.slip as z.infer<typeof Run>['slip'],
  };
}

/** What leaves each phase of the whole office, by quarter and by month: nothing for who does not look at all of it. */
async function flowsAndFans(work: Work<Tables>) {
  const { rows } = await sql<{
    asOf: string;
    flows: CountRange[][] | null;
    fans: (Fan | null)[] | null;
  }>`select r.as_of::text as as_of, f.flows, f.fans
     from taskforce.office_flows() f join taskforce.estimate_runs r on r.id = f.run_id`.execute(work.db);
  const last = rows[0];
  if (!last?.flows) return { flows: null, fans: [] };
  const { asOf, flows, fans } = last;
  return {
    flows: flows.map((quarters, k) => ({
      phase: phases[k]!,
      quarters: quarters.map((range, q) => ({
        ...range,
        until: addDays(asOf, Math.round((q + 1) * QUARTER_DAYS)),
      })),
    })),
    fans: (fans ?? []).flatMap((fan, k) =>
      fan === null ? [] : [{ phase: phases[k]!, fan: fanTold(fan, asOf) }],
    ),
  };
}

/** Open strands that the reader may see and that have been in their phase longer than P95 at entry. */
async function ageing(work: Work<Tables>) {
  const { rows } = await sql<{
    caseId: string;
    caseNumber: string;
    strandId: string;
    label: string;
    phase: Phase;
    enteredOn: string;
    p95: string;
  }>`
    select e.case_id, c.number as case_number, e.strand_id, s.label, e.phase, e.entered_on::text as entered_on, e.p95::text as p95
    from taskforce.strand_estimates e
    join taskforce.strands s on s.id = e.strand_id and s.closed_on is null and s.phase = e.phase and s.phase_since = e.entered_on
    join taskforce.cases c on c.id = e.case_id
    where e.at_entry and e.p95 < taskforce.today()
    order by e.p95 limit 50`.execute(work.db);
  return rows;
}
