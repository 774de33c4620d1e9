import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { dayOf, daysBetween } from '../vocabulary/days.ts';
import type { Decision, decisionsContract } from './contract-decisions.ts';
import { readableCase } from './links.ts';
import { zoneOf } from './opening.ts';

type DecisionHandlers = Handlers<Tables, typeof decisionsContract>;
const done = { done: true } as const;

/** Decisions a case waits for. The database lets only the person named decide, once. */
export function decisionHandlers(): DecisionHandlers {
  return {
    list: listDecisions,
    waiting: waitingDecisions,
    ask: askDecision,
    postpone: (work, { id, version, neededBy }) => settle(work, id, version, { neededBy }),
    decide: (work, { id, version, ...said }) => settle(work, id, version, { state: 'decided', ...said }),
    withdraw: (work, { id, version, why }) => settle(work, id, version, { state: 'withdrawn', why }),
  };
}

function decisions(work: Work<Tables>) {
  return work.db
    .selectFrom('decisionsNeeded as d')
    .innerJoin('cases as c', 'c.id', 'd.caseId')
    .leftJoin('strands as s', 's.id', 'd.strandId')
    .leftJoin('accounts as who', 'who.id', 'd.deciderId')
    .innerJoin('accounts as asked', 'asked.id', 'd.askedBy')
    .leftJoin('accounts as settled', 'settled.id', 'd.settledBy')
    .select([
      'd.id',
      'd.caseId',
      'd.strandId',
      'd.question',
      'd.deciderId',
      'd.neededBy',
      'd.handling',
      'd.state',
      'd.askedAt',
    ])
    .select([
      'd.decision',
      'd.decidedOn',
      'd.why',
      'd.settledAt',
      'd.version',
      'c.number as caseNumber',
      's.label as strandLabel',
    ])
    .select((eb) => eb.fn.coalesce('who.displayName', 'd.deciderName').as('decider'))
    .select(['asked.displayName as askedBy', 'settled.displayName as settledBy']);
}

type Row = Awaited<ReturnType<ReturnType<typeof decisions>['execute']>>[number];

function shown(row: Row, today: string): Decision {
  const late = row.state === 'open' && row.neededBy !== null ? daysBetween(row.neededBy, today) : 0;
  return {
    ...row,
    decider: row.decider ?? '',
    handling: row.handling as Decision['handling'],
    state: row.state as Decision['state'],
    overdueDays: Math.max(0, late),
    askedAt: row.askedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

async function today(work: Work<Tables>): Promise<string> {
  return dayOf(work.now, await zoneOf(work));
}

const listDecisions: DecisionHandlers['list'] = async (work, { caseId }) => {
  await readableCase(work, caseId);
  const day = await today(work);
  const rows = await decisions(work)
    .where('d.caseId', '=', caseId)
    .orderBy(sql`d.state <> 'open'`)
    .orderBy(sql`d.needed_by nulls last`)
    .orderBy('d.askedAt', 'desc')
    .limit(500)
    .execute();
  return { decisions: rows.map((row) => shown(row, day)) };
};

const waitingDecisions: DecisionHandlers['waiting'] = async (work, { mine, limit }) => {
  const day = await today(work);
  const open = decisions(work).where('d.state', '=', 'open').where('c.closedOn', 'is', null);
  const wanted = mine ? open.where('d.deciderId', '=', work.account.id) : open;
  const rows = await wanted
    .orderBy(sql`d.needed_by nulls last`)
    .orderBy('d.askedAt')
    .limit(limit)
    .execute();
  const counted = await work.db
    .selectFrom(wanted.clearSelect().select('d.id').limit(10_001).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const count = Math.min(counted.count, 10_000);
  return { decisions: rows.map((row) => shown(row, day)), total: { count, capped: counted.count > 10_000 } };
};

const askDecision: DecisionHandlers['ask'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const id = randomUUID();
  await work.db
    .insertInto('decisionsNeeded')
    .values({
      id,
      caseId: input.caseId,
      strandId: input.strandId ?? null,
      question: input.question,
      deciderId: input.deciderId ?? null,
      deciderName: input.deciderName ?? null,
      neededBy: input.neededBy ?? null,
      handling: input.handling,
    })
    .execute();
  return { id };
};

async function settle(
  work: Work<Tables>,
  id: string,
  version: number,
  change: { state?: string; decision?: string; decidedOn?: string; why?: string; neededBy?: string | null },
) {
  const touched = await work.db
    .updateTable('decisionsNeeded')
    .set(change)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('decisionsNeeded')
      .select(['id', 'question', 'state', 'neededBy', 'decision', 'decidedOn', 'why', 'version'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return done;
}
