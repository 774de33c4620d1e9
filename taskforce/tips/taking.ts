import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { tipsContract } from './contract.ts';

type Asked = z.output<NonNullable<(typeof tipsContract.takeMany)['~orpc']['inputSchema']>>;
type Told = z.input<NonNullable<(typeof tipsContract.takeMany)['~orpc']['outputSchema']>>;
type Standing = { id: string; number: string; version: number; assignedTo: string | null; inDanger: boolean };

/**
 * Gives several tips to people. Each one is given or left as it is, and the answer says which and why: a tip in
 * danger is answered by itself, and one that somebody changed meanwhile is looked at again.
 */
export async function takeMany(work: Work<Tables>, { tips }: Asked): Promise<Told> {
  await mustBeColleagues(work, tips);
  const { rows: found } = await sql<Standing>`
    select id, number, version, assigned_to, in_danger from tips
    where id = any(${tips.map((one) => one.id)}::uuid[]) for update`.execute(work.db);
  const standing = new Map(found.map((one) => [one.id, one]));
  const rows: Told['rows'] = [];
  for (const one of tips) {
    const now = standing.get(one.id);
    const told = { id: one.id, number: now?.number ?? null, before: now?.assignedTo ?? null };
    const outcome = outcomeOf(now, one.version);
    const version = outcome === 'given' ? await give(work, one) : (now?.version ?? null);
    rows.push({ ...told, outcome, version });
  }
  return { rows };
}

function outcomeOf(now: Standing | undefined, seen: number): Told['rows'][number]['outcome'] {
  if (!now) return 'not_open';
  if (now.inDanger) return 'in_danger';
  return now.version === seen ? 'given' : 'changed';
}

async function give(
  { db, account }: Work<Tables>,
  { id, accountId }: Asked['tips'][number],
): Promise<number> {
  const { version } = await db
    .updateTable('tips')
    .set({ assignedTo: accountId === undefined ? account.id : accountId })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Only people who work here can be given a tip. */
async function mustBeColleagues({ db }: Work<Tables>, tips: Asked['tips']): Promise<void> {
  const named = [...new Set(tips.map((one) => one.accountId).filter((id) => typeof id === 'string'))];
  if (named.length === 0) return;
  const active = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', named)
    .where('status', '=', 'active')
    .execute();
  if (active.length < named.length)
    throw refused('accountId', 'not_active', 'Choose somebody with an active account.');
}
