import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccessMatrix } from '../../kit/database/access-matrix.ts';
import type { Addition } from '../../kit/database/access-wing.ts';
import { openProviderHouse, type ProviderHouse } from '../testing.ts';
import { access, heldElsewhere, type Cell } from './access.ts';
import { expected, expectedToAdd } from './access-expected.ts';
import { alwaysOwn } from './access-samples.ts';
import { buildWorld, placesOf, type Actor, type Specimen, type World } from './access-world.ts';

let house: ProviderHouse;
let world: World;
let app: pg.Client;
let matrix: AccessMatrix<Actor, Specimen, Cell>;

beforeAll(async () => {
  house = await openProviderHouse();
  world = await buildWorld(house);
  app = new pg.Client(house.loginTo('app'));
  await app.connect();
  matrix = new AccessMatrix({
    owner: house.owner,
    app,
    role: 'provider_app',
    schemas: ['kit', 'bridge', 'provider'],
    access,
    ...world,
    otherRelation: 'colleague',
    expected,
    additions,
    describe: (s) => `${s.of ?? 'a row'}${s.byClient ? ', by its client' : ''}`,
    // Those who may little notice a widened policy at once; members notice a dropped one.
    suspicious: [
      'provider_auditor, colleague',
      'intake_worker, colleague',
      'community_advocate, colleague',
      'provider_administrator, colleague',
      'advocate_supervisor, member',
      'provider_records_officer, colleague',
      'nobody signed in',
    ],
  });
  await matrix.prepare();
});
afterAll(async () => {
  await app.end();
  await house.close();
});

/** A new row for each kind of client or organisation, where the row itself does not say whose it is. */
async function additions(actor: Actor, table: string): Promise<Addition[]> {
  const { insert } = access[table]!;
  const accountId = insert === 'self' ? (actor.person?.id ?? null) : null;
  return placesOf(table)
    .filter(
      (of) => !(table === 'provider.clients' && of !== 'own') && !(alwaysOwn.has(table) && of === 'away'),
    )
    .map((of) => ({
      of,
      right: expectedToAdd(actor, insert, { table, id: '', key: 'id', of, accountId }),
      row: world.fresh(table, of, actor),
    }));
}

test('the table of access names every table of the wing, and every table is closed by row-level security', async () => {
  const tables = await matrix.tables();
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(access).toSorted());
  expect(tables.filter(({ closed }) => !closed)).toEqual([]);
});

test('the login roles own nothing, pass over no policy and run no function that is not named in the policy', async () => {
  const { rows } = await house.owner.query(
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
     from pg_roles r where rolname in ('provider_app', 'provider_signin', 'provider_jobs', 'provider_bridge')`,
  );
  expect(rows).toHaveLength(4);
  for (const { rolname, ...powers } of rows)
    expect(powers, rolname).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: 0,
    });
  expect(await matrix.unpinned()).toEqual([]);
});

/** Thousands of statements each: on a loaded machine they take minutes. */
const LONG = { timeout: 600_000 };

test('every person reads exactly the rows the table of access gives them', LONG, async () => {
  expect(await matrix.wrongReads()).toEqual([]);
});

test('every person changes exactly the rows the table of access gives them', LONG, async () => {
  expect(await matrix.wrongUpdates()).toEqual([]);
});

test('every person adds exactly where the table of access lets them', LONG, async () => {
  expect(await matrix.wrongAdditions()).toEqual([]);
});

test('nobody deletes by hand', LONG, async () => {
  expect(await matrix.wrongDeletes()).toEqual([]);
});

test('nobody of another organisation finds a client, its history or who opened it, not even by its id', async () => {
  for (const actor of world.actors) {
    await matrix.as(actor, async () => {
      for (const [table, column] of [
        ['provider.clients', 'id'],
        ['provider.client_team', 'client_id'],
        ['provider.client_details', 'client_id'],
        ['provider.client_clocks', 'client_id'],
        ['provider.screenings', 'client_id'],
        ['provider.destructions', 'client_id'],
        ['kit.audit_entries', 'scope_id'],
        ['kit.record_versions', 'scope_id'],
      ]) {
        const found = await matrix.attempt(`select 1 from ${table} where ${column} = $1`, [
          world.clients.away,
        ]);
        expect(found, `${actor.name}: ${table}`).toBe(0);
      }
    });
  }
});

test('the administrator of the accounts and the auditor read no client, no detail, no answer', async () => {
  for (const name of ['provider_administrator, member', 'provider_auditor, member']) {
    const actor = matrix.actor(name);
    await matrix.as(actor, async () => {
      for (const table of ['clients', 'client_team', 'client_details', 'client_clocks', 'screenings'])
        expect(await matrix.attempt(`select 1 from provider.${table}`, []), `${name}: ${table}`).toBe(0);
    });
  }
});

test('a role of the task force cannot be given to anybody here', async () => {
  const { id } = matrix.actor('community_advocate, colleague').person!;
  await expect(
    house.owner.query(`insert into kit.account_roles (account_id, role) values ($1, 'victim_specialist')`, [
      id,
    ]),
  ).rejects.toMatchObject({ code: '23514' });
});

test('adding to a client one may not see fails like adding to one that does not exist', async () => {
  const actor = matrix.actor('community_advocate, colleague');
  await matrix.as(actor, async () => {
    const row = world.fresh('provider.client_clocks', 'away', actor);
    const hidden = await matrix.add('provider.client_clocks', row);
    const missing = { ...row, client_id: '00000000-0000-4000-8000-000000000000' };
    expect(hidden).toBe('42501');
    expect(await matrix.add('provider.client_clocks', missing)).toBe(hidden);
  });
});

test('every policy that is dropped or widened is missed by somebody in the matrix', LONG, async () => {
  expect(await matrix.survivors(new Set(Object.keys(heldElsewhere)))).toEqual([]);
});
