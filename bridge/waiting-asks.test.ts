import { createPrivateKey, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKeyFile } from '../kit/crypto/folder.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { freshProviderDatabase } from '../provider/testing.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import { openBridge, type Bridge, type Carrier } from './bridge.ts';
import { composeCall, type Call } from './calls.ts';
import type { Pair } from './ledger.ts';
import { carrierTo, keepers, openSide, pairSides, type Side } from './testing.ts';
import { WaitingAsks } from './waiting-asks.ts';

let taskforce: Side;
let provider: Side;
/** The provider as the task force knows it: without an address. */
let toProvider: Pair;
let toTaskforce: Pair;
const key = Buffer.alloc(32, 7).toString('base64');
const live = { live: true, key, until: '2026-03-30T00:00:00Z' } as const;
let answered = 0;
const answerers = {
  'release.key': async () => {
    answered += 1;
    return live;
  },
};

const side = (wing: 'taskforce' | 'provider', database: FreshDatabase, more = {}) =>
  openSide(
    wing,
    database,
    (login) => database.connection(login, loginPassword(testCluster().password || undefined, login)),
    more,
  );

beforeAll(async () => {
  const [one, other] = await Promise.all([freshTaskforceDatabase(), freshProviderDatabase()]);
  // A busy machine may take longer than a detective would wait.
  taskforce = await side('taskforce', one, { asks: new WaitingAsks(60_000) });
  provider = await side('provider', other, { answerers });
  const [ours, theirs] = await pairSides(taskforce, provider);
  toTaskforce = theirs;
  toProvider = { ...ours, peerAddress: null };
  await taskforce.owner.query('update bridge.pairs set peer_address = null');
  await call();
  toProvider.understood = await understood();
}, 120_000);
afterAll(async () => {
  await taskforce?.close();
  await provider?.close();
});

const nowhere: Carrier = () => Promise.reject(new Error('nobody can be called there'));
const question = () => ({ release: randomUUID(), role: 'investigator', why: 'case_work' }) as const;
/** The same task force, but nobody waits long. */
const impatient = () => serverWith(new WaitingAsks(500));
const serverWith = (asks: WaitingAsks) =>
  openBridge({
    pool: taskforce.pool,
    keyDir: taskforce.keyDir,
    receivers: keepers,
    answerers: {},
    clock: () => taskforce.clock.now,
    asks,
  });
const ask = (from: Bridge = taskforce.bridge, pair = toProvider) =>
  from.askPeer(pair, nowhere, 'release.key', question());
const call = (carry: Carrier = carrierTo(taskforce), wait = 0) =>
  provider.bridge.callPeer(toTaskforce, carry, wait);
const understood = async (): Promise<Record<string, number>> =>
  (await taskforce.owner.query('select understood from bridge.progress')).rows[0].understood;
const refusals = async (of: Side): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await of.owner.query('select reason, sum(count)::int as n from bridge.refusals group by reason')
    ).rows.map((row) => [row.reason, row.n]),
  );
/** Calls the task force and keeps what went and what came. */
const listening =
  (heard: Call[], to: Pick<Side, 'bridge'> = taskforce): Carrier =>
  async (address, path, body) => {
    const reply = await carrierTo(to)(address, path, body);
    heard.push(body as Call, reply as Call);
    return reply;
  };
/** A call as the provider signs it, with whatever it likes to bring. */
async function signedCall(answers: unknown[]): Promise<Call> {
  const secret = createPrivateKey(await readKeyFile(provider.keyDir, `bridge-${provider.end.keyId}.pem`));
  const said = {
    from: toTaskforce.endId,
    to: toTaskforce.peer,
    understood: await understood(),
    acknowledged: 0,
    wait: 0,
    now: provider.clock.now,
  };
  return composeCall(said, [], secret, { answers: answers as never });
}
const bring = async (answers: unknown[]) => {
  const raw: unknown = JSON.parse(JSON.stringify(await signedCall(answers)));
  return taskforce.bridge.takeCall(raw);
};

test('a question waits for the call of a provider that cannot be called, and is answered by the call after', async () => {
  const heard: Call[] = [];
  const hanging = call(listening(heard), 20);
  expect(await ask()).toEqual(live);
  expect(await hanging).toMatchObject({ received: 1 });
  expect(heard.map((one) => [one.asks?.length ?? 0, one.answers?.length ?? 0])).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ]);
  expect(JSON.stringify(heard)).not.toContain(key);
  // A question that comes while nobody hangs on goes with the next call.
  const later = ask();
  await call();
  expect(await later).toEqual(live);
  // Nothing of either is kept.
  for (const one of [taskforce, provider]) {
    const { rows } = await one.owner.query('select from bridge.outbox union all select from bridge.passed');
    expect(rows).toEqual([]);
  }
});

test('an end of an older version is not asked so, sees no field it does not know, and the answer is that there is none', async () => {
  const before = await understood();
  expect(before).toMatchObject({ 'asked.release.key': 1 });
  const old: Record<string, number> = Object.fromEntries(
    Object.entries(before).filter(([kind]) => !kind.startsWith('asked.')),
  );
  // At once: nobody is kept waiting.
  expect(await ask(serverWith(new WaitingAsks(3_600_000)), { ...toProvider, understood: old })).toBeNull();
  // The provider was put back to an older version after the question was put: it is not handed out.
  const older = openBridge({
    pool: provider.pool,
    keyDir: provider.keyDir,
    receivers: keepers,
    answerers: {},
    clock: () => provider.clock.now,
  });
  const heard: Call[] = [];
  const bridge = impatient();
  const asked = ask(bridge);
  await older.callPeer(toTaskforce, listening(heard, { bridge }), 0);
  expect(Object.keys(heard[1]!).toSorted()).toEqual(['frame', 'keyId', 'messages', 'signature']);
  expect(heard.flatMap((one) => Object.keys(one.frame))).not.toContain('beside');
  expect(await asked).toBeNull();
  await call();
});

test('a question that is played back, altered or slipped into another reply gets no answer', async () => {
  const heard: Call[] = [];
  const asked = ask();
  await call(listening(heard));
  expect(await asked).toEqual(live);
  const reply = heard[1]!;
  const times = answered;
  expect(await call(async () => reply)).toEqual({ refused: 'played_back' });
  const slipped: Carrier = async (address, path, body) => ({
    ...((await carrierTo(taskforce)(address, path, body)) as Call),
    asks: reply.asks,
  });
  expect(await call(slipped)).toEqual({ refused: 'bad_signature' });
  const cut: Carrier = async (address, path, body) => {
    const { asks, ...rest } = (await carrierTo({ bridge })(address, path, body)) as Call;
    expect(asks).toHaveLength(1);
    return rest;
  };
  const bridge = impatient();
  const lost = ask(bridge);
  expect(await call(cut)).toEqual({ refused: 'bad_signature' });
  expect(await lost).toBeNull();
  // A task force that hands the same question out again, to a provider that was started anew in between.
  const secret = createPrivateKey(await readKeyFile(taskforce.keyDir, `bridge-${taskforce.end.keyId}.pem`));
  const again: Carrier = async (_address, _path, body) => {
    const { frame } = body as Call;
    const said = { from: frame.to, to: frame.from, understood: {}, acknowledged: 0, wait: 0 };
    const more = { inReplyTo: frame.nonce, now: taskforce.clock.now };
    return JSON.parse(
      JSON.stringify(composeCall({ ...said, ...more }, [], secret, { asks: reply.asks as never })),
    ) as unknown;
  };
  const restarted = openBridge({
    pool: provider.pool,
    keyDir: provider.keyDir,
    receivers: keepers,
    answerers,
    clock: () => provider.clock.now,
  });
  const before = (await refusals(provider))['played_back'] ?? 0;
  await restarted.callPeer(toTaskforce, again, 0);
  expect((await refusals(provider))['played_back']).toBe(before + 1);
  expect(answered).toBe(times);
  await call();
});

test('an answer that is altered, of another question, too large or no answer is refused, and the true one still counts', async () => {
  const heard: Call[] = [];
  const first = ask();
  await call(listening(heard));
  expect(await first).toEqual(live);
  const old = heard[2]!.answers![0] as { nonce: string; sealed: string };
  const held: unknown[] = [];
  const holdingBack: Carrier = async (address, path, body) => {
    const { answers } = body as Call;
    if (answers === undefined) return carrierTo(taskforce)(address, path, body);
    held.push(...answers);
    throw new Error('cut');
  };
  const asked = ask();
  await call(holdingBack).catch(() => undefined);
  const mine = held[0] as { nonce: string; sealed: string };
  const turned = `${mine.sealed.slice(0, 40)}${mine.sealed[40] === 'A' ? 'B' : 'A'}${mine.sealed.slice(41)}`;
  const before = await refusals(taskforce);
  await bring([
    { ...mine, sealed: turned },
    { ...old, nonce: mine.nonce },
    { ...mine, sealed: 'A'.repeat(40_000) },
    'an answer',
  ]);
  const after = await refusals(taskforce);
  expect(after['bad_signature']! - (before['bad_signature'] ?? 0)).toBe(2);
  expect(after['not_a_call']! - (before['not_a_call'] ?? 0)).toBe(2);
  // More answers than a call may bring are no call at all.
  expect(await bring(Array.from({ length: 21 }, () => mine))).toEqual({ refused: 'not_a_call' });
  await bring([mine]);
  expect(await asked).toEqual(live);
  // The same once more, and one of long ago: nobody waits, nothing happens.
  await bring([mine, old]);
});

test('an answer of another pair is not let in, and one that comes too late is passed over', async () => {
  const asks = new WaitingAsks(500);
  const heard: unknown[] = [];
  const waiting = asks.ask('here', (await signedAsk()) as never, async () => 'the answer');
  const answer = await anAnswer();
  expect(await asks.bring('elsewhere', answer)).toBe(false);
  expect(await waiting).toBeNull();
  asks.tell = async (text) => void heard.push(text);
  expect(await asks.bring('here', answer)).toBe(true);
  expect(heard).toHaveLength(1);
});

test('of several servers of a task force one asks, another holds the call, and a third gets the answer', async () => {
  const all = [1, 2, 3].map(() => new WaitingAsks(60_000));
  for (const one of all)
    one.tell = async (text) => {
      for (const other of all) other.hear(text);
    };
  const servers = all.map(serverWith);
  const carryTo =
    (one: Bridge): Carrier =>
    async (_address, _path, body) =>
      JSON.parse(JSON.stringify(await one.takeCall(JSON.parse(JSON.stringify(body))))) as unknown;
  const times = answered;
  const hanging = call(
    async (address, path, body) =>
      carryTo((body as Call).answers === undefined ? servers[1]! : servers[2]!)(address, path, body),
    20,
  );
  expect(await ask(servers[0]!)).toEqual(live);
  await hanging;
  // The question is nowhere handed out once more.
  for (const one of servers) expect(await call(carryTo(one))).toMatchObject({ received: 0 });
  expect(answered).toBe(times + 1);
  // What is no word of ours is passed over.
  for (const noise of ['', '{', '{"from":1}', JSON.stringify({ pair: 'x' })]) all[0]!.hear(noise);
});

test('a question is not lost to the call of a provider that is gone: whoever hangs on gets it', async () => {
  const gone = new AbortController();
  let frozen: unknown;
  const first = call(async (_address, _path, body) => {
    frozen = await taskforce.bridge.takeCall(JSON.parse(JSON.stringify(body)), gone.signal);
    throw new Error('the line is cut');
  }, 20).catch(() => undefined);
  const second = call(undefined, 20);
  await new Promise((resolve) => setTimeout(resolve, 100));
  gone.abort();
  expect(await ask()).toEqual(live);
  await Promise.all([first, second]);
  expect((frozen as Call).asks).toBeUndefined();
});

/** A question and an answer in their form, of an exchange of which nobody waits any more. */
async function exchange(): Promise<[unknown, unknown]> {
  const heard: Call[] = [];
  const asked = ask();
  await call(listening(heard));
  await asked;
  return [heard[1]!.asks![0], heard[2]!.answers![0]];
}
let kept: [unknown, unknown] | undefined;
const signedAsk = async () => (kept ??= await exchange())[0];
const anAnswer = async () => (kept ??= await exchange())[1];
