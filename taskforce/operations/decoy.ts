import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { decoyContract, DecoyReview } from './contract-decoy.ts';
import { decideDecoy, decoyText } from './rules-decoy.ts';

type All = Handlers<Tables, typeof decoyContract>;

/** An operation as the policies show it. @throws Problem missing */
export async function operationOf(work: Work<Tables>, id: string) {
  const row = await work.db
    .selectFrom('operations')
    .select(['id', 'number', 'kind', 'state', 'startedAt', 'endedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** Whether this session may do something with the operation. */
export async function mayOperate(work: Work<Tables>, permission: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select taskforce.may_operate(${permission}, ${id}::uuid) as may`.execute(work.db);
  return rows[0]!.may;
}

async function reviewOf(work: Work<Tables>, id: string) {
  return work.db
    .selectFrom('decoyReviews as d')
    .innerJoin('accounts as w', 'w.id', 'd.writtenBy')
    .leftJoin('accounts as c', 'c.id', 'd.decidedBy')
    .selectAll('d')
    .select(['w.displayName as writer', 'c.displayName as decider'])
    .where('d.operationId', '=', id)
    .executeTakeFirst();
}

async function plannersOf(work: Work<Tables>, id: string): Promise<string[]> {
  const rows = await work.db
    .selectFrom('operationPlanners')
    .select('accountId')
    .where('operationId', '=', id)
    .where('capacity', '=', 'plan')
    .execute();
  return rows.map(({ accountId }) => accountId);
}

const read: All['decoy'] = async (work, { id }) => {
  const operation = await operationOf(work, id);
  const row = await reviewOf(work, id);
  work.noteReading('decoyReviews', row ? [row.id] : [], {}, { table: 'operations', id });
  const planned = (await plannersOf(work, id)).includes(work.account.id);
  const changeable = ['planning', 'approved', 'postponed'].includes(operation.state);
  return {
    review: row
      ? {
          purpose: row.purpose,
          outcome: row.outcome,
          alternatives: row.alternatives,
          publication: row.publication as DecoyReview['publication'],
          safety: row.safety,
          state: row.state as DecoyReview['state'],
          writtenBy: row.writer,
          decidedBy: row.decider,
          decidedAt: row.decidedAt?.toISOString() ?? null,
          reason: row.reason,
          version: row.version,
        }
      : null,
    may: {
      write: operation.kind === 'decoy' && changeable && (await mayOperate(work, 'operations.plan', id)),
      decide:
        row?.state === 'open' &&
        !planned &&
        row.writtenBy !== work.account.id &&
        (await mayOperate(work, 'operations.approve', id)),
    },
  };
};

const save: All['saveDecoy'] = async (work, { id, version, ...text }) => {
  const operation = await operationOf(work, id);
  granted(decoyText(text, operation.kind));
  const current = await reviewOf(work, id);
  if (current ? current.version !== version : version !== 0)
    throw new Problem('conflict', { data: { current: current ?? null } });
  if (!current) {
    await work.db
      .insertInto('decoyReviews')
      .values({ id: randomUUID(), operationId: id, ...text })
      .execute();
    return { version: 1 };
  }
  const touched = await work.db
    .updateTable('decoyReviews')
    .set(text)
    .where('operationId', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!touched) throw new Problem('missing');
  return touched;
};

const decide: All['decideDecoy'] = async (work, { id, version, decision, reason }) => {
  const row = await reviewOf(work, id);
  if (!row) throw new Problem('missing');
  if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
  if (row.state !== 'open')
    throw refused(
      'decision',
      'already_decided',
      'This was decided already. It is open again when the text changes.',
    );
  const planners = await plannersOf(work, id);
  granted(decideDecoy({ byId: work.account.id, writtenBy: row.writtenBy, planners, reason }));
  const { rows } = await sql<{ version: number | null }>`
    select decide_decoy(${id}::uuid, ${version}::integer, ${decision}, ${reason}) as version`.execute(
    work.db,
  );
  const next = rows[0]?.version ?? null;
  if (next === null) throw new Problem('missing');
  return { version: next };
};

/** The reviews of decoy operations. */
export const decoyHandlers: All = { decoy: read, saveDecoy: save, decideDecoy: decide };
