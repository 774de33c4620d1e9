import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { refusedFor } from '../granted.ts';
import type { Refusal } from '../vocabulary/refusals.ts';
import type { InterviewPlan, PlanFields, interviewsContract } from './contract-interviews.ts';
import { versionsOf } from './interview-versions.ts';
import { againstHolding, againstPlan, stillMissing, usualSetting, type Plan } from './rules-interviews.ts';
import { mayIn, personIn, protocolOf, readableVictim } from './working.ts';

type InterviewHandlers = Handlers<Tables, typeof interviewsContract>;

const plans = (work: Work<Tables>) =>
  work.db
    .selectFrom('interviewPlans as i')
    .selectAll('i')
    .select([personIn('i.note_taker_id').as('noteTaker'), personIn('i.created_by').as('author')]);
type Row = Awaited<ReturnType<ReturnType<typeof plans>['execute']>>[number];

const planOf = (row: Row): Plan => row as unknown as Plan;

function shown(row: Row, readerId: string): InterviewPlan {
  const { author, caseId: _case, stateAt: _at, stateBy: _by, ...plan } = row;
  return {
    ...(plan as unknown as InterviewPlan),
    plannedFor: row.plannedFor.toISOString(),
    missing: row.state === 'planned' ? stillMissing(planOf(row)) : [],
    mayReport:
      row.noteTakerId === readerId &&
      row.reportReference === null &&
      (row.state === 'held' || row.state === 'stopped'),
    createdAt: row.createdAt.toISOString(),
    createdBy: author,
  };
}

function must(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw refusedFor(refusals);
}

async function priorHere(
  work: Work<Tables>,
  victimId: string,
  besides: string | null = null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select taskforce.prior_interviews(${victimId}::uuid, ${besides}::uuid) as n`.execute(work.db);
  return rows[0]?.n ?? 0;
}

async function judge(
  work: Work<Tables>,
  victimId: string,
  plan: Plan,
  besides: string | null,
): Promise<void> {
  const victim = await readableVictim(work, victimId);
  const { protocol } = await protocolOf(work);
  const here = await priorHere(work, victimId, besides);
  must(againstPlan(plan, { minor: victim.minorNow, priorHere: here }, protocol));
}

async function planned(work: Work<Tables>, id: string): Promise<Row> {
  const row = await plans(work).where('i.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

async function update(work: Work<Tables>, id: string, version: number, values: Record<string, unknown>) {
  const touched = await work.db
    .updateTable('interviewPlans')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const [row] = await plans(work).where('i.id', '=', id).where('i.version', '<>', version).execute();
    return row && shown(row, work.account.id);
  });
}

const list: InterviewHandlers['list'] = async (work, { victimId }) => {
  const victim = await readableVictim(work, victimId);
  const { protocol } = await protocolOf(work);
  const rows = await plans(work)
    .where('i.victimId', '=', victimId)
    .orderBy('i.plannedFor', 'desc')
    .limit(200)
    .execute();
  const expected = victim.minorNow ? protocol.recordingMinor : protocol.recordingAdult;
  return {
    rows: rows.map((row) => shown(row, work.account.id)),
    priorHere: await priorHere(work, victimId),
    minor: victim.minorNow,
    usual: {
      ...usualSetting(victim.minorNow),
      recording: expected === 'any' ? null : expected,
      reasonFrom: protocol.interviewsBeforeReason,
    },
    may: { plan: await mayIn(work, 'interviews.plan', victim.caseId) },
  };
};

const stored = ({ people, plannedFor, ...fields }: PlanFields) => ({
  ...fields,
  plannedFor: new Date(plannedFor),
  people: JSON.stringify(people),
});

/** Handlers of interview plans. The database refuses again what the rules refuse here all at once. */
export function interviewHandlers(): InterviewHandlers {
  return {
    list,
    versions: versionsOf,
    plan: async (work, { victimId, priorSeen, ...fields }) => {
      await judge(work, victimId, fields, null);
      const id = randomUUID();
      await work.db
        .insertInto('interviewPlans')
        .values({
          id,
          victimId,
          priorSeen,
          caseId: (await readableVictim(work, victimId)).caseId,
          ...stored(fields),
        })
        .execute();
      return { id };
    },
    change: async (work, { id, version, ...fields }) => {
      const row = await planned(work, id);
      await judge(work, row.victimId, fields, id);
      return update(work, id, version, stored(fields));
    },
    hold: async (work, { id, version, state, ...begun }) => {
      const row = await planned(work, id);
      if (row.state === 'planned') must(againstHolding(planOf(row), begun, (await protocolOf(work)).today));
      return update(work, id, version, { state, ...begun });
    },
    postpone: async (work, { id, version, state, postponeReason }) => {
      if (state === 'postponed' && postponeReason === null)
        must([{ code: 'reason_needed', field: 'postponeReason', remedy: 'Say why it is postponed.' }]);
      const reason = state === 'postponed' ? postponeReason : null;
      return update(work, id, version, { state, postponeReason: reason });
    },
    report: (work, { id, version, reportReference }) => update(work, id, version, { reportReference }),
  };
}
