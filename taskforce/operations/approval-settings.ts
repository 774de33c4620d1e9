import { sql, type Kysely } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { ApprovalSettings, type approvalContract } from './contract-approval.ts';
import { defaultApproval } from './rules-approval.ts';

type All = Handlers<Tables, typeof approvalContract>;
const KEY = 'operations.approval';

async function setNow(db: Kysely<Tables>) {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = ApprovalSettings.safeParse(row?.value);
  const settings = set.success ? set.data : ApprovalSettings.parse(defaultApproval);
  return { ...settings, changedAt: row?.changedAt.toISOString() ?? null };
}

/** Who signs at each risk, as the installation set it, or as the product begins. */
export const approvalSettings: All['approvalSettings'] = ({ db }) => setNow(db);

export const setApprovalSettings: All['setApprovalSettings'] = async (work, { changedAt, ...settings }) => {
  const { db, account, now } = work;
  await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
  const current = await setNow(db);
  if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
  const value = JSON.stringify(settings);
  await db
    .insertInto('settings')
    .values({ key: KEY, value, changedBy: account.id })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
    )
    .execute();
  work.note('change_settings', 'settings', [], { settings: KEY });
  return { done: true as const };
};
