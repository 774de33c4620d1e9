import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';
import { makeProviderServer } from '../provider/server.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { logins } from '../provider/database/migrate.ts';
import { mayCall, reached } from './carrier.ts';
import { newEnd } from './sample.ts';
import { introduce, newPairingCode, pairingCodeHash } from './pairing.ts';

const bridgeTimes = { wait: 3, firstPause: 50, longestPause: 300, look: 200 };
let taskforce: TestHouse;
let provider: ProviderHouse;
let ada: Person;
let pia: Person;
let [taskforceAt, providerAt] = ['', ''];

beforeAll(async () => {
  [taskforce, provider] = await Promise.all([
    openTestHouse({ bridgeTimes }),
    openProviderHouse({ bridgeTimes }),
  ]);
  ada = await taskforce.person('Ada Admin', ['account_administrator']);
  pia = await provider.person('Pia Admin', ['provider_administrator'], 'Harbor House');
  taskforceAt = await taskforce.server.app.listen({ port: 0, host: '127.0.0.1' });
  providerAt = await provider.server.app.listen({ port: 0, host: '127.0.0.1' });
}, 120_000);
afterAll(async () => {
  await provider?.close();
  await taskforce?.close();
});

type House = TestHouse | ProviderHouse;
const ask = async (house: House, person: Person, procedure: string, input: unknown = {}) => {
  const { status, body } = await house.call(person, `bridge.${procedure}`, input);
  return { status, body };
};
const code = async (): Promise<string> => (await ask(taskforce, ada, 'makeCode')).body.code;
const pairs = async (house: House, person: Person) => (await ask(house, person, 'overview')).body.pairs;
const problem = (answer: { body: any }) => answer.body.data?.fields?.[0]?.problem;
/** Waits for a state of the world, however long a busy machine takes for it. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come about');
}
const knock = async (body: unknown) => {
  const response = await fetch(`${taskforceAt}/bridge/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};
const stranger = () => {
  const end = newEnd('provider');
  return introduce({
    installation: end.id,
    wing: end.wing,
    name: 'Stranger',
    address: null,
    publicKey: end.publicKey,
  });
};
const keysOf = async (house: House) =>
  (
    await house.owner.query<{ key_id: string }>(
      'select key_id from bridge.peer_keys where retired_at is null',
    )
  ).rows.map((row) => row.key_id);
const changeKey = async (house: House, person: Person): Promise<string> =>
  (await ask(house, person, 'changeKey')).body.keyId;

test('a code that is wrong, used up by wrong proofs, too old or no code at all pairs nobody', async () => {
  const pair = (typed: string) => ask(provider, pia, 'pair', { address: taskforceAt, code: typed });
  expect(problem(await pair('hello'))).toBe('no_such_code');
  expect(problem(await pair(newPairingCode()))).toBe('no_such_code');
  const old = await code();
  await taskforce.owner.query(`update bridge.codes set expires_at = now() - interval '1 second'`);
  expect(problem(await pair(old))).toBe('code_expired');
  const tried = await code();
  for (let n = 0; n < 5; n++) {
    const wrong = { code: pairingCodeHash(tried), introduction: stranger(), proof: 'AAAA' };
    expect(await knock(wrong)).toEqual({ refused: 'wrong_proof' });
  }
  expect(problem(await pair(tried))).toBe('no_such_code');
  expect(await pairs(taskforce, ada)).toEqual([]);
  expect(await pairs(provider, pia)).toEqual([]);
});

test('nothing but a signed call between confirmed pairs gets an answer, whatever is sent to the open doors', async () => {
  for (const path of ['pair', 'call', 'ask']) {
    for (const body of ['{}', '[]', 'null', '{"v":1}', '"MARKER"']) {
      const answered = await taskforce.server.app.inject({
        method: 'POST',
        url: `/bridge/${path}`,
        payload: body,
        headers: { 'content-type': 'application/json' },
      });
      expect(Object.keys(answered.json())).toEqual(['refused']);
      expect(answered.headers['set-cookie']).toBeUndefined();
      expect(answered.body).not.toContain('MARKER');
    }
  }
  const large = await taskforce.server.app.inject({
    method: 'POST',
    url: '/bridge/call',
    payload: `"${'x'.repeat(2_000_001)}"`,
    headers: { 'content-type': 'application/json' },
  });
  expect(large.statusCode).toBe(413);
});

test('only https, and this machine itself, is called', () => {
  expect(['https://concert.example/', taskforceAt, 'http://localhost:4600'].filter(mayCall)).toHaveLength(3);
  const never = [
    'http://concert.example',
    'ftp://127.0.0.1',
    'https://u:p@a.example',
    'https://a.example/?q',
    'no',
  ];
  expect(never.filter(mayCall)).toEqual([]);
});

test('a name under localhost is this machine, any other name is left as it is', () => {
  expect(reached('http://provider.localhost:4610/')).toBe('http://127.0.0.1:4610');
  expect(reached('https://a.localhost.example/bridge/')).toBe('https://a.localhost.example/bridge');
});

test('two administrators pair by a code, and nothing is carried before both have confirmed the number', async () => {
  expect((await ask(provider, pia, 'setAddress', { address: providerAt })).status).toBe(200);
  const read = await code();
  const made = await ask(provider, pia, 'pair', { address: taskforceAt, code: read.toLowerCase() });
  expect(made.status).toBe(200);
  const again = await ask(provider, pia, 'pair', { address: taskforceAt, code: read });
  expect(problem(again)).toBe('code_used');
  const [[here], [there]] = [await pairs(taskforce, ada), await pairs(provider, pia)];
  expect(here).toMatchObject({ state: 'unconfirmed', peerName: 'Harbor House', peerAddress: providerAt });
  expect(there).toMatchObject({ state: 'unconfirmed', peerAddress: taskforceAt });
  expect(here.fingerprint).toBe(there.fingerprint);
  await Promise.all([taskforce.server.startJobs(), provider.server.startJobs()]);
  const differing = await ask(taskforce, ada, 'confirm', { pairId: here.id, fingerprint: '00000' });
  expect(problem(differing)).toBe('other_fingerprint');
  const confirm = (house: House, person: Person, pair: any) =>
    ask(house, person, 'confirm', { pairId: pair.id, fingerprint: pair.fingerprint });
  expect((await confirm(taskforce, ada, here)).status).toBe(200);
  await until(async () => (await pairs(taskforce, ada))[0].state === 'open');
  expect((await pairs(provider, pia))[0].heardAt).toBeNull();
  expect((await confirm(provider, pia, there)).status).toBe(200);
  expect((await confirm(provider, pia, there)).status).toBe(409);
  await until(
    async () => (await pairs(taskforce, ada))[0].heardAt && (await pairs(provider, pia))[0].heardAt,
  );
});

test('messages are carried both ways at once, and one in a version that the other side does not know waits', async () => {
  const [ours, theirs] = await Promise.all([changeKey(taskforce, ada), changeKey(provider, pia)]);
  await until(async () => (await keysOf(provider)).includes(ours));
  await until(async () => (await keysOf(taskforce)).includes(theirs));
  const { rows } = await taskforce.owner.query<{ id: string }>(`select id from bridge.pairs`);
  await taskforce.owner.query(
    `insert into bridge.outbox (pair_id, kind, kind_version, body) values ($1, 'referral.withdrawn', 99, '{}')`,
    [rows[0]!.id],
  );
  const next = await changeKey(taskforce, ada);
  await until(async () => (await keysOf(provider)).includes(next));
  const one = await until(async () => (await pairs(taskforce, ada)).find((row: any) => row.sent === 2));
  expect(one).toMatchObject({ waiting: 1, notUnderstood: 1, received: 1 });
  // One call that was under way while its sender's key changed may be refused; it is signed anew and comes again.
  const refused = one.refusals.map(({ reason, count }: { reason: string; count: number }) => [reason, count]);
  expect([[], [['unknown_key', 1]]]).toContainEqual(refused);
});

test('nobody but an administrator of its own reaches the bridge, by procedure or by SQL', async () => {
  const others: [House, Person, number][] = [
    [taskforce, await taskforce.person('Ana Analyst', ['analyst']), 403],
    [taskforce, await taskforce.person('Ulla Auditor', ['auditor']), 403],
    [provider, await provider.person('Olga Auditor', ['provider_auditor'], 'Harbor House'), 403],
    [provider, await provider.person('Nora Admin', ['provider_administrator'], 'North Shelter'), 200],
  ];
  const read = ['ends', 'own_keys', 'pairs', 'progress', 'passed', 'refusals', 'codes'];
  const closed = ['outbox', 'peer_keys', 'nonces'];
  for (const [house, person, status] of others) {
    const answer = await ask(house, person, 'overview');
    expect(answer.status).toBe(status);
    expect(answer.body.pairs ?? []).toEqual([]);
    const look = (table: string) =>
      house.as(person, 'read', async ({ db }) => {
        const { rows } = await sql.raw(`select 1 from bridge.${table}`).execute(db as never);
        return rows.length;
      });
    // The administrator of another organisation has an end of her own, with its key, and nothing else.
    const own = (table: string) => (status === 200 && ['ends', 'own_keys'].includes(table) ? 1 : 0);
    for (const table of read) expect(await look(table), table).toBe(own(table));
    for (const table of closed)
      await expect(look(table), table).rejects.toMatchObject({ code: expect.any(String) });
  }
});

test('who may send sees with whom, and neither codes, keys nor what passed', async () => {
  const seeing: [House, Person][] = [
    [taskforce, await taskforce.person('Cora Commander', ['commander'])],
    [provider, await provider.person('Avi Advocate', ['community_advocate'], 'Harbor House')],
  ];
  for (const [house, person] of seeing) {
    const count = (table: string) =>
      house.as(person, 'read', async ({ db }) => {
        const { rows } = await sql.raw(`select 1 from bridge.${table}`).execute(db as never);
        return rows.length;
      });
    for (const table of ['ends', 'pairs', 'progress']) expect(await count(table), table).toBe(1);
    for (const table of ['own_keys', 'passed', 'refusals', 'codes'])
      expect(await count(table), table).toBe(0);
    expect((await ask(house, person, 'overview')).status).toBe(403);
  }
});

test('what is written while the other side is down arrives after it was killed and started again', async () => {
  const { house } = provider.server;
  const port = Number(new URL(providerAt).port);
  await provider.server.close();
  const written = await changeKey(taskforce, ada);
  await until(async () => (await pairs(taskforce, ada))[0].waiting === 2);
  const restarted = await makeProviderServer({
    dataDir: house.dataDir,
    hashing: 'light',
    bridgeTimes,
    connection: (login) =>
      provider.loginTo((Object.entries(logins).find(([, name]) => name === login)?.[0] ?? 'app') as 'app'),
  });
  provider.server.close = () => restarted.close();
  await restarted.app.listen({ port, host: '127.0.0.1' });
  await restarted.startJobs();
  await until(async () => (await keysOf(provider)).includes(written));
  await until(async () => (await pairs(taskforce, ada))[0].waiting === 1);
  const passed = await provider.owner.query(
    `select seq::int from bridge.passed where direction = 'received' order by seq`,
  );
  expect(passed.rows.map((row) => row.seq)).toEqual([1, 2, 3]);
});

test('an ended pair carries nothing any more, keeps nothing waiting and is not opened again', async () => {
  const [pair] = await pairs(taskforce, ada);
  expect((await ask(taskforce, ada, 'end', { pairId: pair.id })).status).toBe(200);
  expect((await ask(taskforce, ada, 'end', { pairId: pair.id })).status).toBe(404);
  expect((await pairs(taskforce, ada))[0]).toMatchObject({ state: 'ended', waiting: 0 });
  const confirmed = await ask(taskforce, ada, 'confirm', { pairId: pair.id, fingerprint: pair.fingerprint });
  expect(confirmed.status).toBe(409);
  await expect(
    taskforce.owner.query(`update bridge.pairs set state = 'open' where id = $1`, [pair.id]),
  ).rejects.toThrow('pair_ended');
});
