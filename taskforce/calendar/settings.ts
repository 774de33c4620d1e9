import { sql, type Kysely } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { Settings, type calendarContract } from './contract.ts';

const KEY = 'calendar';
/** Feeds name nothing by number unless the installation decides so. */
export const defaultSettings: Settings = { feeds: true, numbers: false, feedDays: 180 };

/** The settings in force; what was never set is as the product begins. */
export async function settingsOf(db: Kysely<Tables>): Promise<Settings & { changedAt: string | null }> {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = Settings.safeParse(row?.value);
  return { ...(set.success ? set.data : defaultSettings), changedAt: row?.changedAt.toISOString() ?? null };
}

export const settingsHandlers: Pick<Handlers<Tables, typeof calendarContract>, 'settings' | 'setSettings'> = {
  settings: ({ db }) => settingsOf(db),
  setSettings: async (work, { changedAt, ...settings }) => {
    const { db, account, now } = work;
    await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
    const current = await settingsOf(db);
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
    return { done: true };
  },
};
