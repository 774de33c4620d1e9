import { sql, type Kysely } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { deconflictionContract } from './contract.ts';
import { Settings } from './contract-parts.ts';
import { defaultSettings } from './rules.ts';

type All = Handlers<Tables, typeof deconflictionContract>;
const KEY = 'deconfliction';

async function setNow(db: Kysely<Tables>) {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = Settings.safeParse(row?.value);
  const settings = set.success ? set.data : Settings.parse(defaultSettings);
  return { ...settings, changedAt: row?.changedAt.toISOString() ?? null };
}

export const settingsHandlers: Pick<All, 'settingsToSet' | 'setSettings'> = {
  settingsToSet: ({ db }) => setNow(db),
  setSettings: async (work, { changedAt, ...settings }) => {
    const { db, account, now } = work;
    await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
    const current = await setNow(db);
    if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
    const value = JSON.stringify({ ...settings, systems: [...new Set(settings.systems)] });
    await db
      .insertInto('settings')
      .values({ key: KEY, value, changedBy: account.id })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
      )
      .execute();
    await sql`select taskforce.compare_all_again()`.execute(db);
    work.note('change_settings', 'settings', [], { settings: KEY });
    return { done: true as const };
  },
};
