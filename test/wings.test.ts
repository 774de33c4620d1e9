import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logins as providerLogins } from '../provider/database/migrate.ts';
import { roles as providerRoles } from '../provider/database/access-rights.ts';
import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';
import { logins as taskforceLogins } from '../taskforce/database/migrate.ts';
import { roles as taskforceRoles } from '../taskforce/database/access-rights.ts';
import { openTestHouse, type TestHouse } from '../taskforce/testing.ts';

let taskforce: TestHouse;
let provider: ProviderHouse;

beforeAll(async () => {
  [taskforce, provider] = await Promise.all([openTestHouse(), openProviderHouse()]);
});
afterAll(async () => {
  await taskforce.close();
  await provider.close();
});

const rolesIn = async (house: TestHouse | ProviderHouse) =>
  (await house.owner.query<{ role: string }>('select role from kit.roles order by role')).rows.map(
    (r) => r.role,
  );

test('the two wings have no role in common, and each knows its own', async () => {
  expect(await rolesIn(taskforce)).toEqual([...taskforceRoles].toSorted());
  expect(await rolesIn(provider)).toEqual([...providerRoles].toSorted());
  expect(taskforceRoles.filter((role) => (providerRoles as readonly string[]).includes(role))).toEqual([]);
});

test('no account of a wing can ever hold a role of the other, whoever writes it into the database', async () => {
  for (const [house, foreign] of [
    [taskforce, providerRoles],
    [provider, taskforceRoles],
  ] as const) {
    const person = await house.person('Both At Once', []);
    for (const role of foreign)
      await expect(
        house.owner.query('insert into kit.account_roles (account_id, role) values ($1, $2)', [
          person.id,
          role,
        ]),
        role,
      ).rejects.toMatchObject({ code: '23514' });
  }
});

test('a confidential advocate and a system-based specialist never meet in one account', async () => {
  const advocate = await provider.person('June Park', ['community_advocate']);
  const specialist = await taskforce.person('Sam Ortiz', ['victim_specialist']);
  const give = (house: TestHouse | ProviderHouse, id: string, role: string) =>
    house.owner.query('insert into kit.account_roles (account_id, role) values ($1, $2)', [id, role]);
  await expect(give(provider, advocate.id, 'victim_specialist')).rejects.toMatchObject({ code: '23514' });
  await expect(give(taskforce, specialist.id, 'community_advocate')).rejects.toMatchObject({ code: '23514' });
});

test('the wings share no login of the database, and neither names the schema of the other', async () => {
  const [one, other] = [Object.values(taskforceLogins), Object.values(providerLogins)] as string[][];
  expect(one!.filter((login) => other!.includes(login))).toEqual([]);
  const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  expect(read('../provider/database/policy.sql')).not.toMatch(/taskforce\./);
  expect(read('../taskforce/database/policy.sql')).not.toMatch(/\bprovider\./);
});

test('a session of one wing opens nothing in the other', async () => {
  const advocate = await provider.person('Iris Vogel', ['community_advocate']);
  const detective = await taskforce.person('Dan Okafor', ['investigator']);
  expect((await taskforce.call({ ...detective, secret: advocate.secret }, 'identity.me')).status).toBe(401);
  expect((await provider.call({ ...advocate, secret: detective.secret }, 'identity.me')).status).toBe(401);
});

test('no function of a wing, the kit or the bridge may be called by a login it was not given to, from the first start on', async () => {
  for (const house of [taskforce, provider]) {
    const { rows } = await house.owner.query<{ name: string }>(
      `select n.nspname || '.' || p.proname as name
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('kit', 'bridge', 'taskforce', 'provider')
         and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
           where a.grantee = 0 and a.privilege_type = 'EXECUTE')`,
    );
    expect(rows.map((row) => row.name)).toEqual([]);
  }
});
