import { sql, type Kysely } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { Settings, type standbyContract } from './contract.ts';
import { defaultSettings, type StandbySettings } from './rules.ts';

type All = Handlers<Tables, typeof standbyContract>;
const KEY = 'standby';

/** Areas and profiles with the zone in which their blocks lie; what was never set is as the product begins. */
export async function settingsOf(work: Work<Tables>): Promise<StandbySettings & { zone: string }> {
  const { rows } = await sql<{ set: StandbySettings; zone: string }>`
    select taskforce.standby_settings() as set, taskforce.zone() as zone`.execute(work.db);
  return { ...defaultSettings, ...rows[0]!.set, zone: rows[0]!.zone };
}

async function setNow(db: Kysely<Tables>) {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = Settings.safeParse(row?.value);
  const settings = set.success ? set.data : Settings.parse(defaultSettings);
  return { ...settings, changedAt: row?.changedAt.toISOString() ?? null };
}

export const settingsHandlers: Pick<All, 'settings' | 'settingsToSet' | 'setSettings'> = {
  settings: async (work) => {
    const { zone, ...set } = await settingsOf(work);
    return { ...Settings.parse(set), zone };
  },
  settingsToSet: ({ db }) => setNow(db),
  setSettings: async (work, { changedAt, ...settings }) => {
    const { db, account, now } = work;
    await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
    const current = await setNow(db);
    if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
    const areas = [...new Set(settings.areas)].toSorted((a, b) => a.localeCompare(b));
    const value = JSON.stringify({ ...settings, areas });
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
