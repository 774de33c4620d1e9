import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { loginPassword } from '../../kit/database/logins.ts';
import { testCluster } from '../../kit/postgres/testing.ts';
import { migrateProvider } from '../../provider/database/migrate.ts';
import { freshProviderDatabase } from '../../provider/testing.ts';
import { makeProviderWorld } from './world.ts';

const dir = mkdtempSync(join(tmpdir(), 'concert-provider-world-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("the provider's demo world is made once, with two organisations that do not see each other's clients", async () => {
  const database = await freshProviderDatabase();
  const owner = new pg.Client(database.connection());
  await owner.connect();
  const options = {
    owner: database.connection(),
    connection: (login: string) =>
      database.connection(login, loginPassword(testCluster().password || undefined, login)),
    dataDir: join(dir, 'provider'),
    migrate: () => migrateProvider(owner),
    log: () => undefined,
  };
  const signIn = await makeProviderWorld(options);
  await makeProviderWorld(options);
  const { rows } = await owner.query<{ name: string; n: number }>(
    `select g.short_name as name, count(*)::int as n from provider.clients c join kit.agencies g on g.id = c.organisation_id group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { name: 'Harbor House', n: 4 },
    { name: 'Juniper', n: 1 },
  ]);
  const due = await owner.query(
    `select 1 from provider.client_clocks where kind = 'hhs_notice' and ended_at is null`,
  );
  expect(due.rowCount).toBe(1);
  expect(new Set(signIn.people.flatMap((one) => one.roles)).size).toBe(6);
  const text = await owner.query(`select to_jsonb(d)::text as t from provider.client_details d`);
  expect(JSON.stringify(text.rows)).not.toContain('Lantern');
  const served = await owner.query(
    `select (select count(*)::int from provider.needs where status = 'unmet') as unmet,
       (select count(*)::int from provider.services_given) as given, (select count(*)::int from provider.advocate_notes) as notes`,
  );
  expect(served.rows[0]).toEqual({ unmet: 4, given: 6, notes: 1 });
  expect(existsSync(join(dir, 'provider', 'client-keys', 'keys'))).toBe(true);
  await owner.end();
  await database.drop();
}, 60_000);
