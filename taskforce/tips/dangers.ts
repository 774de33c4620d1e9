import { clockSettings } from './clock-dates.ts';
import { sql } from 'kysely';
import { changedRow } from '../../kit/database/versions.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { board, dangersOfOperation, openDanger } from './danger-board.ts';
import type { dangerContract } from './contract-danger.ts';
import { acceptDanger, afterActionDue, bypassGate, endDanger, logDangerContact } from './rules.ts';
import { mustBeOfficer } from './officers.ts';
import { caseOfOperation, writeDanger, type Raised } from './opening-danger.ts';
import { changeDanger, loadDanger, loadTip } from './standing.ts';

const done = { done: true } as const;

/** Raises a danger and tells every commander. Never refused for lack of a word when a tip or an operation says where. */
export async function raiseDanger(
  work: Work<Tables>,
  input: Omit<Raised, 'operationId'> & { operationId?: string | null },
): Promise<{ id: string }> {
  const operationId = input.operationId ?? null;
  if (input.tipId === null && operationId === null && [...input.what].length < 3)
    throw refused('what', 'too_short', 'Say in one sentence what is happening.');
  if (input.tipId !== null) await loadTip(work, { id: input.tipId });
  const caseId = input.caseId ?? (operationId === null ? null : await caseOfOperation(work, operationId));
  return writeDanger(work, { ...input, operationId, caseId });
}

async function makeAccountable(work: Work<Tables>, at: { id: string; version: number }, officerId: string) {
  const { danger } = await loadDanger(work, at.id);
  const accepted = granted(acceptDanger(danger, officerId, work.now));
  const { accountableId, acceptedAt } = accepted;
  return { version: await changeDanger(work, at, { accountableId, acceptedAt }) };
}

/** The danger lane: raise, answer for it, try to reach somebody, pass gates, end, review. */
export const dangerHandlers: Handlers<Tables, typeof dangerContract> = {
  raise: raiseDanger,
  board,
  ofOperation: dangersOfOperation,
  open: openDanger,
  accept: (work, input) => makeAccountable(work, input, work.account.id),
  handOver: async (work, input) => {
    await mustBeOfficer(work, input.accountId, 'danger.answer');
    const done = await makeAccountable(work, input, input.accountId);
    await sql`select kit.notify(${input.accountId}::uuid, 'danger_handed_over', 'dangers', ${input.id}::uuid, true)`.execute(
      work.db,
    );
    return done;
  },
  contact: async (work, input) => {
    const { danger } = await loadDanger(work, input.id);
    const { id, kind, whom, outcome, note, told } = input;
    const at = input.at === undefined ? work.now : new Date(input.at);
    granted(logDangerContact(danger, { kind, outcome, at, byId: work.account.id, note }, work.now));
    await work.db
      .insertInto('dangerContacts')
      .values({ dangerId: id, kind, whom, outcome, note, told, triedAt: at })
      .execute();
    return done;
  },
  bypass: async (work, { id, gate, reason }) => {
    const { danger } = await loadDanger(work, id);
    granted(bypassGate(danger, { gate, reason, at: work.now, byId: work.account.id }));
    await work.db.insertInto('dangerBypasses').values({ dangerId: id, gate, reason }).execute();
    return done;
  },
  end: async (work, { id, version, ending, summary }) => {
    const { danger } = await loadDanger(work, id);
    const ended = granted(endDanger(danger, { ending, summary, byId: work.account.id }, work.now));
    const reviewDueAt = afterActionDue(ended, (await clockSettings(work.db)).afterActionHours)!;
    const now = await changeDanger(
      work,
      { id, version },
      {
        ending: ended.ending,
        endedSummary: ended.endedSummary,
        endedAt: ended.endedAt,
        endedBy: work.account.id,
        reviewDueAt,
      },
    );
    return { version: now, reviewDueAt: reviewDueAt.toISOString() };
  },
  review: async (work, { id, version, findings }) => {
    const owed = await work.db
      .selectFrom('dangerReviews')
      .selectAll()
      .where('dangerId', '=', id)
      .executeTakeFirst();
    if (!owed) throw new Problem('missing');
    if (owed.doneAt !== null) throw new Problem('already_done');
    const touched = await work.db
      .updateTable('dangerReviews')
      .set({ findings, doneAt: work.now, doneBy: work.account.id })
      .where('id', '=', owed.id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst();
    await changedRow(touched, async () => owed);
    return done;
  },
};
