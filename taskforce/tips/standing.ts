import type { Selectable, Updateable } from 'kysely';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Work } from '../../kit/database/door.ts';
import type { DangersTable, Tables, TipsTable } from '../database/schema.ts';
import type { DangerEnding } from '../vocabulary/danger.ts';
import type { TipState } from '../vocabulary/tips.ts';
import type { Bypass, Danger, DangerContact, Tip } from './rules.ts';

export type TipRecord = Selectable<TipsTable>;
export type DangerRecord = Selectable<DangersTable>;

/** A tip as the rules see it, with its record. @throws Problem missing; conflict when `version` is not the present one */
export async function loadTip(
  work: Work<Tables>,
  at: { id: string; version?: number },
): Promise<{ record: TipRecord; tip: Tip }> {
  const record = await work.db.selectFrom('tips').selectAll().where('id', '=', at.id).executeTakeFirst();
  if (!record) throw new Problem('missing');
  if (at.version !== undefined && record.version !== at.version)
    throw new Problem('conflict', { data: { current: record } });
  const newest = await work.db
    .selectFrom('dangers')
    .selectAll()
    .where('tipId', '=', at.id)
    .orderBy('endedAt', (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  const reporter = await work.db
    .selectFrom('tipReporters')
    .select('mayContact')
    .where('tipId', '=', at.id)
    .executeTakeFirst();
  const tip: Tip = {
    state: record.state as TipState,
    receivedAt: record.receivedAt,
    triageDueAt: record.triageDueAt,
    reopenedAt: record.reopenedAt,
    decidedAt: record.decidedAt,
    askedBackAt: record.askedBackAt,
    answeredAt: record.answeredAt,
    expiredAt: record.expiredAt,
    danger: newest ? await dangerOf(work, newest) : null,
    // Who came by the public form holds a receipt code, and with it a mailbox.
    canBeAsked: record.channel === 'public_form' || (reporter?.mayContact ?? false),
    legalHold: record.legalHold,
  };
  return { record, tip };
}

/** A danger as the rules see it, with its record. @throws Problem missing */
export async function loadDanger(
  work: Work<Tables>,
  id: string,
): Promise<{ record: DangerRecord; danger: Danger }> {
  const record = await work.db.selectFrom('dangers').selectAll().where('id', '=', id).executeTakeFirst();
  if (!record) throw new Problem('missing');
  return { record, danger: await dangerOf(work, record) };
}

async function dangerOf(work: Work<Tables>, record: DangerRecord): Promise<Danger> {
  const of = { dangerId: record.id };
  const contacts = await work.db
    .selectFrom('dangerContacts')
    .selectAll()
    .where('dangerId', '=', of.dangerId)
    .execute();
  const bypasses = await work.db
    .selectFrom('dangerBypasses')
    .selectAll()
    .where('dangerId', '=', of.dangerId)
    .execute();
  const review = await work.db
    .selectFrom('dangerReviews')
    .select('doneAt')
    .where('dangerId', '=', of.dangerId)
    .executeTakeFirst();
  return {
    raisedAt: record.raisedAt,
    raisedById: record.raisedBy,
    accountableId: record.accountableId,
    acceptedAt: record.acceptedAt,
    contacts: contacts.map((one) => ({
      kind: one.kind as DangerContact['kind'],
      outcome: one.outcome as DangerContact['outcome'],
      at: one.triedAt,
      byId: one.recordedBy,
      note: one.note,
    })),
    bypassed: bypasses.map((one) => ({
      gate: one.gate as Bypass['gate'],
      reason: one.reason,
      at: one.recordedAt,
      byId: one.recordedBy,
    })),
    endedAt: record.endedAt,
    ending: record.ending as DangerEnding | null,
    endedSummary: record.endedSummary,
    afterActionAt: review?.doneAt ?? null,
  };
}

type At = { id: string; version: number };

/** Changes a tip that still has the version the editor saw; answers with the new version. @throws Problem conflict, missing */
export async function changeTip(work: Work<Tables>, at: At, values: Updateable<TipsTable>): Promise<number> {
  const touched = await work.db
    .updateTable('tips')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  const current = () => work.db.selectFrom('tips').selectAll().where('id', '=', at.id).executeTakeFirst();
  return (await changedRow(touched, current)).version;
}

/** The same for a danger. */
export async function changeDanger(
  work: Work<Tables>,
  at: At,
  values: Updateable<DangersTable>,
): Promise<number> {
  const touched = await work.db
    .updateTable('dangers')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  const current = () => work.db.selectFrom('dangers').selectAll().where('id', '=', at.id).executeTakeFirst();
  return (await changedRow(touched, current)).version;
}
