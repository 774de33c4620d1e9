import { sql, type Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import { Problem, refused } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { identityContract } from './contract.ts';
import type { IdentityTables } from './tables.ts';

/** What people agree to before signing in, until an installation says it in its own words. */
export const defaultNotice =
  'This is a restricted system. Use is monitored, recorded and audited. Unauthorized use is prohibited and subject to criminal and civil penalties. Using it means consent to monitoring and recording.';

const names = ['installation', 'use_notice', 'time_zone'] as const;

/** Settings that every installation has: its name and the notice before sign-in. */
export function settingsHandlers(): Pick<
  Handlers<IdentityTables, typeof identityContract>,
  'settings' | 'changeSettings'
> {
  return {
    settings: ({ db }) => readSettings(db),
    changeSettings: async (work, { installationName, notice, timeZone, changedAt }) => {
      const { db, account, now } = work;
      await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
      const current = await readSettings(db);
      if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
      const zone = timeZone ?? current.timeZone;
      const { rows } = await sql<{ known: boolean }>`
        select exists (select from pg_timezone_names where name = ${zone}) as known`.execute(db);
      if (!rows[0]?.known) throw unknownZone();
      const values = {
        installation: installationName,
        use_notice: notice === '' ? null : notice,
        time_zone: zone,
      };
      for (const key of names) {
        const set = { value: JSON.stringify(values[key]), changedAt: now, changedBy: account.id };
        await db
          .insertInto('settings')
          .values({ key, value: set.value, changedBy: account.id })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(set))
          .execute();
      }
      work.note('change_settings', 'settings', [], { settings: names.join(' ') });
      return { done: true };
    },
  };
}

async function readSettings(db: Kysely<IdentityTables>) {
  const rows = await db.selectFrom('settings').selectAll().where('key', 'in', names).execute();
  const text = (key: (typeof names)[number]) => {
    const value = rows.find((row) => row.key === key)?.value;
    return typeof value === 'string' ? value : null;
  };
  const times = rows.map((row) => row.changedAt.getTime());
  return {
    installationName: text('installation') ?? 'Concert',
    notice: text('use_notice') ?? defaultNotice,
    noticeIsDefault: text('use_notice') === null,
    timeZone: text('time_zone') ?? 'UTC',
    changedAt: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
  };
}

/** The database counts days too, and may know fewer zones than this program. */
function unknownZone(): Problem {
  return refused('timeZone', 'unknown', 'Choose a time zone from the list.');
}

/** Refuses a time zone that the database does not know. @throws Problem refused */
export async function mustKnowZone(client: Pick<PoolClient, 'query'>, zone: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_timezone_names where name = $1', [zone]);
  if (rowCount === 0) throw unknownZone();
}
