import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { changeTip, loadTip } from './standing.ts';

/** Puts a tip under legal hold or lifts the hold. */
export async function hold(work: Work<Tables>, input: { id: string; version: number; hold: boolean }) {
  await loadTip(work, input);
  const { rows } = await sql<{ version: number | null }>`
    select hold_tip(${input.id}::uuid, ${input.version}::integer, ${input.hold}) as version`.execute(work.db);
  return { version: changed(rows) };
}

/** The new version. The record was read just before; nothing changed means that the database did not allow it. */
function changed(rows: { version: number | null }[]): number {
  const version = rows[0]?.version ?? null;
  if (version === null) throw new Problem('missing');
  return version;
}

/** Asks for the purge of an expired tip; when another person asked before, destroys its text. */
export async function purge(work: Work<Tables>, input: { id: string; version: number }) {
  const { record } = await loadTip(work, input);
  if (record.legalHold)
    throw refused('legalHold', 'legal_hold', 'A legal hold keeps this tip; lift the hold first.');
  if (record.state !== 'expired') throw refused('state', 'not_expired', 'Only an expired tip is purged.');
  if (record.purgeAskedBy === null) {
    const { rows } = await sql<{ version: number | null }>`
      select ask_purge(${input.id}::uuid, ${input.version}::integer) as version`.execute(work.db);
    return { version: changed(rows), purged: false };
  }
  if (record.purgeAskedBy === work.account.id)
    throw refused('approver', 'second_person_needed', 'A second person must agree to the purge.');
  const { rows } = await sql<{ purged: boolean }>`select purge_tip(${input.id}::uuid) as purged`.execute(
    work.db,
  );
  if (!rows[0]?.purged) throw new Problem('missing');
  const after = await loadTip(work, { id: input.id });
  return { version: after.record.version, purged: true };
}

/** Writes down what the reporter answered by phone or in person; the tip goes back into the queue. */
export async function recordAnswer(work: Work<Tables>, input: { id: string; version: number; body: string }) {
  const { record } = await loadTip(work, input);
  await work.db
    .insertInto('tipMessages')
    .values({ tipId: input.id, direction: 'answer', body: input.body })
    .execute();
  const back = record.state === 'asked_back' ? { state: 'received' } : {};
  return { version: await changeTip(work, input, { ...back, answeredAt: work.now }) };
}
