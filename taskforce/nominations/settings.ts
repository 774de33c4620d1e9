import { sql, type Kysely } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Day } from '../vocabulary/days.ts';
import { Settings, type nominationsContract } from './contract.ts';
import { defaultSettings, type NominationSettings } from './rules.ts';

type All = Handlers<Tables, typeof nominationsContract>;
const KEY = 'nominations';

/** Quorum and clocks as set, and today where the task force works. */
export async function settingsOf(work: Work<Tables>): Promise<{ settings: NominationSettings; today: Day }> {
  const { rows } = await sql<{ settings: NominationSettings; today: Day }>`
    select taskforce.nomination_settings() as settings, taskforce.today() as today`.execute(work.db);
  return rows[0]!;
}

async function setNow(db: Kysely<Tables>) {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = Settings.safeParse(row?.value);
  const settings = set.success ? set.data : Settings.parse(defaultSettings);
  return { ...settings, changedAt: row?.changedAt.toISOString() ?? null };
}

export const settingsHandlers: Pick<All, 'settings' | 'settingsToSet' | 'setSettings'> = {
  settings: async (work) => Settings.parse((await settingsOf(work)).settings),
  settingsToSet: ({ db }) => setNow(db),
  setSettings: async (work, { changedAt, ...settings }) => {
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
  },
};
