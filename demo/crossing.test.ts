import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loginPassword } from '../kit/database/logins.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { makeProviderServer, type ProviderServer } from '../provider/server.ts';
import { freshProviderDatabase } from '../provider/testing.ts';
import { makeTaskforceServer, type TaskforceServer } from '../taskforce/server.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import { calendarFrom } from './calendar.ts';
import { crossDemo } from './crossing.ts';
import { handsOn } from './hands.ts';
import { joinAll } from './joining.ts';
import { takeClientsIn } from './provider/clients.ts';
import { doDuties } from './provider/duties.ts';
import { joinProvider } from './provider/hands.ts';
import { providerDemoSignIn } from './provider/world.ts';
import { demoSignIn } from './world.ts';

const dir = mkdtempSync(join(tmpdir(), 'concert-demo-'));
const bridgeTimes = { wait: 3, firstPause: 50, longestPause: 300, look: 200 };
let databases: FreshDatabase[] = [];
let servers: (TaskforceServer | ProviderServer)[] = [];
const addresses = { taskforce: '', provider: '' };

const options = (database: FreshDatabase, name: string) => ({
  connection: (login: string) =>
    database.connection(login, loginPassword(testCluster().password || undefined, login)),
  dataDir: join(dir, name),
  hashing: 'light' as const,
  demo: true,
  bridgeTimes,
});

beforeAll(async () => {
  databases = await Promise.all([freshTaskforceDatabase(), freshProviderDatabase()]);
  const taskforce = await makeTaskforceServer({ ...options(databases[0]!, 'taskforce'), demoSignIn });
  const provider = await makeProviderServer({
    ...options(databases[1]!, 'provider'),
    demoSignIn: providerDemoSignIn,
  });
  servers = [taskforce, provider];
  const hands = handsOn(taskforce, { now: new Date() }, calendarFrom(new Date()), []);
  const people = await joinAll(hands, taskforce);
  await hands.ask(people.detective, new Date(), 'cases.open', {
    title: 'Blue Heron Motel',
    type: 'sex',
    originRoute: 'hotline',
    strands: [{ label: 'Night clerk', kind: 'target_person', mode: 'reactive' }],
  });
  const cast = await joinProvider(provider);
  await takeClientsIn(provider, cast, new Date());
  await doDuties(provider, cast, new Date());
  addresses.taskforce = await taskforce.app.listen({ host: '127.0.0.1', port: 0 });
  addresses.provider = await provider.app.listen({ host: '127.0.0.1', port: 0 });
  await Promise.all(servers.map((server) => server.startJobs()));
}, 180_000);
afterAll(async () => {
  for (const server of servers) await server.close();
  for (const database of databases) await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

test('the two wings of the demonstration are paired by their administrators, once, however often it is started', async () => {
  await crossDemo(addresses);
  await crossDemo(addresses);
  for (const database of databases) {
    const client = new pg.Client(database.connection());
    await client.connect();
    const { rows } = await client.query('select state from bridge.pairs');
    await client.end();
    expect(rows).toEqual([{ state: 'open' }]);
  }
});

test('referrals stand in several states on both sides, a release waits to be read in the case, and figures were sent', async () => {
  const rows = async (database: FreshDatabase, text: string) => {
    const client = new pg.Client(database.connection());
    await client.connect();
    const found = await client.query(text);
    await client.end();
    return found.rows;
  };
  const [taskforce, provider] = databases as [FreshDatabase, FreshDatabase];
  const states = `select alias || ' ' || state as said from taskforce.referrals order by alias`;
  const said = async () => (await rows(taskforce, states)).map((row) => row.said);
  await expect
    .poll(said, { timeout: 20_000 })
    .toEqual(['Finch offered', 'Linnet draft', 'Robin declined', 'Sparrow in_service', 'Swift withdrawn']);
  const offers = await rows(provider, `select alias, state from provider.offers order by alias`);
  expect(offers.map((row) => row.state)).toEqual(['offered', 'declined', 'in_service']);
  await expect
    .poll(
      () =>
        rows(
          taskforce,
          `select 1 from taskforce.releases r join taskforce.cases c on c.id = r.case_id
      where c.title = 'Blue Heron Motel'`,
        ),
      { timeout: 20_000 },
    )
    .toHaveLength(1);
  expect(await rows(provider, `select 1 from provider.figure_reports where state = 'sent'`)).toHaveLength(1);
});
