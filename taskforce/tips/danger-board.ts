import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { DangerRow } from './contract-danger.ts';
import { namesOf, type Ref } from './people.ts';
import { contactMetAt, toldLongAgo } from './rules.ts';
import { loadDanger } from './standing.ts';

/** Open dangers, those without an officer first and then the oldest; or reviews owed; or what ended last. */
export async function board(work: Work<Tables>, { show }: { show: 'open' | 'reviews' | 'ended' }) {
  let query = work.db.selectFrom('dangers').select('dangers.id').limit(100);
  if (show === 'open')
    query = query
      .where('endedAt', 'is', null)
      .orderBy('acceptedAt', (order) => order.asc().nullsFirst())
      .orderBy('raisedAt');
  else if (show === 'reviews')
    query = query
      .innerJoin('dangerReviews', 'dangerReviews.dangerId', 'dangers.id')
      .where('dangerReviews.doneAt', 'is', null)
      .orderBy('dangerReviews.dueAt');
  else query = query.where('endedAt', 'is not', null).orderBy('endedAt', 'desc');
  const ids = await query.execute();
  const rows: DangerRow[] = [];
  for (const { id } of ids) rows.push(await rowOf(work, id));
  return { rows };
}

const standingOf = (one: { endedAt: Date | null; accountableId: string | null }): DangerRow['standing'] =>
  one.endedAt ? 'ended' : one.accountableId ? 'accepted' : 'nobody_accountable';

/** What of danger an operation has still to deal with: whoever is in danger, and reviews owed. */
export async function dangersOfOperation(work: Work<Tables>, { operationId }: { operationId: string }) {
  const found = await work.db
    .selectFrom('dangers as d')
    .leftJoin('dangerReviews as v', (join) =>
      join.onRef('v.dangerId', '=', 'd.id').on('v.doneAt', 'is', null),
    )
    .select(['d.id', 'd.raisedAt', 'd.endedAt', 'd.accountableId', 'v.dueAt'])
    .where('d.operationId', '=', operationId)
    .where((eb) => eb.or([eb('d.endedAt', 'is', null), eb('v.dueAt', 'is not', null)]))
    .orderBy('d.raisedAt', 'desc')
    .limit(20)
    .execute();
  return {
    rows: found.map((one) => ({
      id: one.id,
      standing: standingOf(one),
      raisedAt: one.raisedAt.toISOString(),
      reviewDueAt: one.dueAt?.toISOString() ?? null,
    })),
  };
}

/** One danger; the reading is audited. */
export async function openDanger(work: Work<Tables>, { id }: { id: string }): Promise<DangerRow> {
  const row = await rowOf(work, id);
  work.noteReading('dangers', [id], {}, { table: 'dangers', id });
  return row;
}

async function rowOf(work: Work<Tables>, id: string): Promise<DangerRow> {
  const { record, danger } = await loadDanger(work, id);
  const { db } = work;
  const contacts = await db
    .selectFrom('dangerContacts')
    .selectAll()
    .where('dangerId', '=', id)
    .orderBy('triedAt')
    .execute();
  const bypasses = await db
    .selectFrom('dangerBypasses')
    .selectAll()
    .where('dangerId', '=', id)
    .orderBy('recordedAt')
    .execute();
  const review = await db
    .selectFrom('dangerReviews')
    .selectAll()
    .where('dangerId', '=', id)
    .executeTakeFirst();
  const tip = record.tipId
    ? await db
        .selectFrom('tips')
        .select(['id', 'number', 'what', 'place', 'receivedAt'])
        .where('id', '=', record.tipId)
        .executeTakeFirst()
    : undefined;
  const theCase = record.caseId
    ? await db
        .selectFrom('cases')
        .select(['id', 'number', 'title'])
        .where('id', '=', record.caseId)
        .executeTakeFirst()
    : undefined;
  const operation = record.operationId
    ? await db
        .selectFrom('operations')
        .select(['id', 'number', 'title'])
        .where('id', '=', record.operationId)
        .executeTakeFirst()
    : undefined;
  const names = await namesOf(work, [
    record.raisedBy,
    record.accountableId,
    review?.doneBy,
    ...contacts.map((one) => one.recordedBy),
    ...bypasses.map((one) => one.recordedBy),
  ]);
  const person = (account: string) => names(account) as Ref;
  return {
    id,
    standing: standingOf(record),
    what: record.what,
    place: record.place,
    tip: tip ? { ...tip, what: tip.what.slice(0, 300), receivedAt: tip.receivedAt.toISOString() } : null,
    case: theCase ?? null,
    operation: operation ?? null,
    raisedBy: names(record.raisedBy),
    imported: record.importId !== null,
    stale: record.importId !== null && tip !== undefined && toldLongAgo(tip.receivedAt, record.raisedAt),
    raisedAt: record.raisedAt.toISOString(),
    officerDueAt: record.officerDueAt.toISOString(),
    contactDueAt: record.contactDueAt.toISOString(),
    contactMetAt: contactMetAt(danger)?.toISOString() ?? null,
    accountable: names(record.accountableId),
    acceptedAt: record.acceptedAt?.toISOString() ?? null,
    ending: danger.ending,
    endedSummary: record.endedSummary,
    endedAt: record.endedAt?.toISOString() ?? null,
    review: review
      ? {
          dueAt: review.dueAt.toISOString(),
          findings: review.findings,
          doneAt: review.doneAt?.toISOString() ?? null,
          doneBy: names(review.doneBy),
          version: review.version,
        }
      : null,
    contacts: contacts.map((one) => ({
      id: one.id,
      kind: one.kind as DangerRow['contacts'][number]['kind'],
      whom: one.whom,
      outcome: one.outcome as DangerRow['contacts'][number]['outcome'],
      note: one.note,
      told: one.told,
      triedAt: one.triedAt.toISOString(),
      recordedAt: one.recordedAt.toISOString(),
      recordedBy: person(one.recordedBy),
    })),
    bypasses: bypasses.map((one) => ({
      id: one.id,
      gate: one.gate as DangerRow['bypasses'][number]['gate'],
      reason: one.reason,
      recordedAt: one.recordedAt.toISOString(),
      recordedBy: person(one.recordedBy),
    })),
    version: record.version,
  };
}
