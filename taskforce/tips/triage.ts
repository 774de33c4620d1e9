import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import { openCase } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { OriginRoute } from '../vocabulary/origins.ts';
import type { DecideInput } from './contract.ts';
import { mustBeOfficer } from './officers.ts';
import { decideTip, reopenTip, type Decision, type TipChange } from './rules.ts';
import { changeTip, loadTip, type TipRecord } from './standing.ts';

/** Takes a tip, gives it to a colleague, or puts it back. */
export async function take(
  work: Work<Tables>,
  input: { id: string; version: number; accountId?: string | null | undefined },
) {
  const assignedTo = input.accountId === undefined ? work.account.id : input.accountId;
  const given = assignedTo !== null && assignedTo !== work.account.id;
  if (given) await mustBeOfficer(work, assignedTo, 'tips.triage');
  const version = await changeTip(work, input, { assignedTo });
  if (given)
    await sql`select kit.notify(${assignedTo}::uuid, 'tip_assigned', 'tips', ${input.id}::uuid)`.execute(
      work.db,
    );
  return { version };
}

/** Decides what becomes of a tip: one entry in its history, its links, and its new state, in one transaction. */
export async function decide(work: Work<Tables>, input: DecideInput) {
  const { record, tip } = await loadTip(work, input);
  const change = granted(decideTip(tip, asRuleSees(work, record, input), work.now));
  const decisionId = await addEntry(work, input, change);
  const opened = input.decision === 'open_case' ? await openFrom(work, record, input) : null;
  await link(
    work,
    record.id,
    decisionId,
    opened ? [opened.id] : input.decision === 'attach' ? input.caseIds : [],
  );
  if (input.decision === 'ask_back')
    await work.db
      .insertInto('tipMessages')
      .values({ tipId: record.id, direction: 'question', body: input.question })
      .execute();
  await markAnswersRead(work, record.id);
  const version = await changeTip(work, input, {
    state: change.to,
    assignedTo: record.assignedTo ?? work.account.id,
    decidedAt: change.at,
    ...(change.to === 'asked_back' ? { askedBackAt: change.at, answeredAt: null } : {}),
  });
  return { version, decisionId, caseId: opened?.id ?? null, caseNumber: opened?.number ?? null };
}

function asRuleSees(work: Work<Tables>, record: TipRecord, input: DecideInput): Decision {
  switch (input.decision) {
    case 'open_case':
      return {
        decision: 'open_case',
        type: input.type,
        leadAgencyId: work.account.agencyId,
        originRoute: record.originRoute as OriginRoute,
      };
    case 'attach':
      return { decision: 'attach', caseIds: input.caseIds };
    case 'refer_out':
      return {
        decision: 'refer_out',
        recipient: input.recipient,
        recipientName: input.recipientName,
        how: input.how,
      };
    case 'ask_back':
      return { decision: 'ask_back', question: input.question };
    case 'no_action':
      return {
        decision: 'no_action',
        reason: input.reasonCode,
        explanation: input.explanation,
        duplicateOfId: input.duplicateOfId,
      };
  }
}

function openFrom(
  work: Work<Tables>,
  record: TipRecord,
  input: Extract<DecideInput, { decision: 'open_case' }>,
) {
  const route = record.originRoute as OriginRoute;
  return openCase(work, {
    title: input.title,
    type: input.type,
    originRoute: route,
    tips: [{ route, receivedAt: record.receivedAt }],
    strands: [{ label: input.strandLabel, kind: input.strandKind, type: input.type }],
  });
}

/** The words of a decision, in the columns of its entry. */
function wordsOf(input: DecideInput) {
  if (input.decision === 'refer_out')
    return { recipient: input.recipient, recipientName: input.recipientName, reason: input.how };
  if (input.decision === 'no_action')
    return {
      reasonCode: input.reasonCode,
      reason: input.explanation,
      duplicateOf: input.reasonCode === 'duplicate' ? input.duplicateOfId : null,
    };
  return { reason: input.decision === 'ask_back' ? '' : input.reason };
}

async function addEntry(work: Work<Tables>, input: DecideInput, change: TipChange): Promise<string> {
  const id = randomUUID();
  if (input.decision === 'no_action' && input.duplicateOfId !== null) {
    if (input.duplicateOfId === input.id)
      throw refused('duplicateOfId', 'itself', 'A tip does not repeat itself: name the earlier one.');
    await loadTip(work, { id: input.duplicateOfId });
  }
  await work.db
    .insertInto('tipDecisions')
    .values({
      id,
      tipId: input.id,
      place: await nextPlace(work, input.id),
      decision: input.decision,
      fromState: change.from,
      toState: change.to,
      ...wordsOf(input),
    })
    .execute();
  return id;
}

async function nextPlace(work: Work<Tables>, tipId: string): Promise<number> {
  const { last } = await work.db
    .selectFrom('tipDecisions')
    .select((eb) => eb.fn.max<number | null>('place').as('last'))
    .where('tipId', '=', tipId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

/** Joins a tip to cases. */
async function link(work: Work<Tables>, tipId: string, decisionId: string, caseIds: string[]): Promise<void> {
  const wanted = [...new Set(caseIds)];
  if (wanted.length === 0) return;
  const readable = await work.db.selectFrom('cases').select('id').where('id', 'in', wanted).execute();
  if (readable.length < wanted.length)
    throw refused('caseIds', 'missing', 'One of these cases does not exist or is not open to you.');
  await work.db
    .insertInto('tipCases')
    .values(wanted.map((caseId) => ({ tipId, caseId, decisionId })))
    .execute();
}

async function markAnswersRead(work: Work<Tables>, tipId: string): Promise<void> {
  await work.db
    .updateTable('tipMessages')
    .set({ readAt: work.now })
    .where('tipId', '=', tipId)
    .where('direction', '=', 'answer')
    .where('readAt', 'is', null)
    .execute();
}

/** Takes the standing decision back by an entry of its own. A case it opened stays; only the link ends. */
export async function reopen(work: Work<Tables>, input: { id: string; version: number; reason: string }) {
  const { record, tip } = await loadTip(work, input);
  const standing = await standingDecision(work, input.id);
  const request = {
    reason: input.reason,
    isSupervisor: work.account.supervises,
    caseHasWork: standing ? await hasWork(work, standing.id) : false,
  };
  const change = granted(reopenTip(tip, request, work.now));
  if (standing) await takeBack(work, record.id, standing.id, change, input.reason);
  const version = await changeTip(work, input, {
    state: change.to,
    reopenedAt: change.at,
    decidedAt: null,
    expiredAt: null,
    purgeAskedBy: null,
  });
  return { version };
}

async function takeBack(
  work: Work<Tables>,
  tipId: string,
  decisionId: string,
  change: TipChange,
  reason: string,
) {
  await work.db
    .insertInto('tipDecisions')
    .values({
      tipId,
      place: await nextPlace(work, tipId),
      decision: 'reopen',
      fromState: change.from,
      toState: change.to,
      reason,
      undoes: decisionId,
    })
    .execute();
  await work.db
    .updateTable('tipCases')
    .set({ endedAt: work.now })
    .where('tipId', '=', tipId)
    .where('endedAt', 'is', null)
    .execute();
}

/** The newest decision that was not taken back. */
async function standingDecision(work: Work<Tables>, tipId: string) {
  const entries = await work.db
    .selectFrom('tipDecisions')
    .select(['id', 'decision', 'undoes'])
    .where('tipId', '=', tipId)
    .orderBy('place')
    .execute();
  const undone = new Set(entries.map((entry) => entry.undoes));
  return entries.findLast((entry) => entry.decision !== 'reopen' && !undone.has(entry.id)) ?? null;
}

/** Has the case that a decision opened gone on: changed, closed, with a second strand or a moved one? */
async function hasWork(work: Work<Tables>, decisionId: string): Promise<boolean> {
  const opened = await work.db
    .selectFrom('tipCases')
    .innerJoin('cases', 'cases.id', 'tipCases.caseId')
    .innerJoin('tipDecisions', 'tipDecisions.id', 'tipCases.decisionId')
    .select(['cases.id', 'cases.version', 'cases.closedOn'])
    .where('tipCases.decisionId', '=', decisionId)
    .where('tipDecisions.decision', '=', 'open_case')
    .executeTakeFirst();
  if (!opened) return false;
  const moves = await work.db
    .selectFrom('phaseTransitions')
    .select('id')
    .where('caseId', '=', opened.id)
    .limit(2)
    .execute();
  const strands = await work.db
    .selectFrom('strands')
    .select('id')
    .where('caseId', '=', opened.id)
    .limit(2)
    .execute();
  return opened.version > 1 || opened.closedOn !== null || moves.length > 1 || strands.length > 1;
}
