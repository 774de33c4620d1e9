import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loginPassword } from '../kit/database/logins.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { freshProviderDatabase } from '../provider/testing.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import type { Carrier } from './bridge.ts';
import type { Call } from './calls.ts';
import { changeKey } from './keys.ts';
import { pairBetween, type Pair } from './ledger.ts';
import { carrierTo, openSide, pairSides, type Side } from './testing.ts';

let taskforce: Side;
let provider: Side;
let toProvider: Pair;
let toTaskforce: Pair;

const side = (wing: 'taskforce' | 'provider', database: FreshDatabase, more = {}) =>
  openSide(
    wing,
    database,
    (login) => database.connection(login, loginPassword(testCluster().password || undefined, login)),
    more,
  );
const key = Buffer.alloc(32, 7).toString('base64');

beforeAll(async () => {
  const [one, other] = await Promise.all([freshTaskforceDatabase(), freshProviderDatabase()]);
  taskforce = await side('taskforce', one);
  provider = await side('provider', other, {
    answerers: {
      'release.key': async (question: { release: string }) =>
        question.release.startsWith('0')
          ? { live: false, ended: 'revoked' }
          : { live: true, key, until: '2026-03-30T00:00:00Z' },
    },
  });
  [toProvider, toTaskforce] = await pairSides(taskforce, provider);
}, 120_000);
afterAll(async () => {
  await taskforce?.close();
  await provider?.close();
});

const at = '2026-03-02T11:00:00Z';
const withdrawn = () => ({ referral: randomUUID(), at });
const callProvider = (carry: Carrier = carrierTo(provider)) =>
  taskforce.bridge.callPeer(toProvider, carry, 0);
const refusals = async (of: Side) =>
  (await of.owner.query<{ reason: string }>('select reason from bridge.refusals order by last_at')).rows.map(
    (row) => row.reason,
  );
/** Everything that waits at either side is carried across. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await callProvider();
    const waiting = await Promise.all(
      [taskforce, provider].map((one) => one.owner.query('select from bridge.outbox limit 1')),
    );
    if (waiting.every(({ rows }) => rows.length === 0)) return;
  }
  throw new Error('messages are left over');
}

test('one call brings messages both ways, in order, and leaves none behind', async () => {
  const [ours, theirs] = [
    [withdrawn(), withdrawn(), withdrawn()],
    [withdrawn(), withdrawn()],
  ];
  for (const body of ours) await taskforce.send(toProvider, 'referral.withdrawn', body);
  for (const body of theirs) await provider.send(toTaskforce, 'referral.accepted', body);
  // Each side names what it understands at the first call; only then is anything sent to it.
  expect(await callProvider()).toEqual({ sent: 0, received: 2 });
  expect(await callProvider()).toEqual({ sent: 3, received: 0 });
  expect(await provider.applied()).toEqual(ours.map((body) => JSON.stringify(body)));
  expect(await taskforce.applied()).toEqual(theirs.map((body) => JSON.stringify(body)));
  await settle();
  const { rows } = await taskforce.owner.query(
    'select kind, hash from bridge.passed order by direction, seq',
  );
  expect(rows).toHaveLength(5);
  expect(JSON.stringify(rows)).not.toContain(ours[0]!.referral);
});

test('calls and replies that are lost, doubled, late and crossed apply each message once and in order', async () => {
  const before = {
    provider: (await provider.applied()).length,
    taskforce: (await taskforce.applied()).length,
  };
  const ours = Array.from({ length: 120 }, withdrawn);
  const theirs = Array.from({ length: 80 }, withdrawn);
  let dice = 7;
  const roll = (sides: number) => {
    dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0;
    return (dice >>> 16) % sides;
  };
  const straight = carrierTo(provider);
  const late: unknown[] = [];
  const unsteady: Carrier = async (address, path, body) => {
    const luck = roll(6);
    if (luck === 0) throw new Error('the line is cut before the call arrives');
    if (luck === 1) late.push(body);
    if (luck === 2 && late.length > 0) await straight(address, path, late.shift());
    const reply = await straight(address, path, body);
    if (luck === 3) throw new Error('the line is cut before the reply arrives');
    if (luck === 4) await straight(address, path, body);
    return reply;
  };
  while (ours.length + theirs.length > 0) {
    for (let n = roll(4); n > 0; n--) {
      if (ours.length > 0) await taskforce.send(toProvider, 'referral.withdrawn', ours.shift());
      if (theirs.length > 0) await provider.send(toTaskforce, 'referral.accepted', theirs.shift());
    }
    await Promise.all([
      callProvider(unsteady).catch(() => undefined),
      provider.bridge.callPeer(toTaskforce, carrierTo(taskforce), 0).catch(() => undefined),
    ]);
  }
  await settle();
  const seen = async (of: Side, from: number) => (await of.applied()).slice(from);
  expect(new Set(await seen(provider, before.provider)).size).toBe(120);
  expect(await seen(provider, before.provider)).toHaveLength(120);
  expect(await seen(taskforce, before.taskforce)).toHaveLength(80);
  const { rows } = await provider.owner.query(
    `select count(*)::int as n, max(seq)::int as last from bridge.passed where direction = 'received'`,
  );
  expect(rows[0].n).toBe(rows[0].last);
}, 120_000);

test('a wing that falls over while it applies a message has applied nothing of it, and applies it at the next call', async () => {
  await provider.owner.query('revoke insert on public.applied from provider_bridge');
  const body = withdrawn();
  await taskforce.send(toProvider, 'referral.withdrawn', body);
  expect(await callProvider()).toEqual({ refused: 'failed' });
  await provider.owner.query('grant insert on public.applied to provider_bridge');
  expect(await callProvider()).toMatchObject({ sent: 1 });
  expect((await provider.applied()).at(-1)).toBe(JSON.stringify(body));
  await settle();
});

test('a call that is played back, altered, cut short, sent on or signed by a stranger is refused and counted', async () => {
  const calls: Call[] = [];
  const listening: Carrier = async (address, path, body) => {
    calls.push(JSON.parse(JSON.stringify(body)) as Call);
    return carrierTo(provider)(address, path, body);
  };
  await taskforce.send(toProvider, 'referral.withdrawn', withdrawn());
  await callProvider(listening);
  const [heard] = calls as [Call];
  const before = await provider.applied();
  expect(await provider.bridge.takeCall(heard)).toEqual({ refused: 'played_back' });
  const altered = (change: object) => ({ ...heard, frame: { ...heard.frame, ...change } });
  expect(await provider.bridge.takeCall(altered({ acknowledged: 0 }))).toEqual({ refused: 'bad_signature' });
  expect(await provider.bridge.takeCall({ ...heard, messages: [] })).toEqual({ refused: 'bad_signature' });
  expect(await provider.bridge.takeCall(altered({ from: randomUUID() }))).toEqual({
    refused: 'unknown_sender',
  });
  expect(await provider.bridge.takeCall(altered({ to: randomUUID() }))).toEqual({
    refused: 'unknown_sender',
  });
  expect(await taskforce.bridge.takeCall(heard)).toEqual({ refused: 'unknown_sender' });
  expect(await provider.bridge.takeCall({ ...heard, keyId: 'ffffffffffffffff' })).toEqual({
    refused: 'unknown_key',
  });
  expect(await provider.bridge.takeCall({ ...heard, more: 1 })).toEqual({ refused: 'not_a_call' });
  expect(await provider.bridge.takeCall(null)).toEqual({ refused: 'not_a_call' });
  expect(await provider.applied()).toEqual(before);
  expect(new Set(await refusals(provider))).toEqual(
    new Set(['played_back', 'bad_signature', 'unknown_key', 'not_a_call']),
  );
  await settle();
});

test('a reply of somebody else, of an earlier call or with a changed word is not believed', async () => {
  await provider.send(toTaskforce, 'referral.accepted', withdrawn());
  const before = await taskforce.applied();
  const replies: Call[] = [];
  const changed: Carrier = async (address, path, body) => {
    const reply = (await carrierTo(provider)(address, path, body)) as Call;
    replies.push(reply);
    return { ...reply, frame: { ...reply.frame, acknowledged: 1_000_000 } };
  };
  expect(await callProvider(changed)).toEqual({ refused: 'bad_signature' });
  expect(await callProvider(async () => replies[0])).toEqual({ refused: 'played_back' });
  expect(await callProvider(async () => 'Service unavailable')).toEqual({ refused: 'not_a_call' });
  expect(await taskforce.applied()).toEqual(before);
  await settle();
  expect((await taskforce.applied()).length).toBe(before.length + 1);
});

test('a side that claims to have applied more than was ever sent is refused, and loses nothing', async () => {
  await taskforce.send(toProvider, 'referral.withdrawn', withdrawn());
  const through = (await pairBetween(taskforce.pool, taskforce.end.id, provider.end.id))!.sentThrough;
  await provider.owner.query('update bridge.progress set received_through = $1', [through + 5]);
  expect(await provider.bridge.callPeer(toTaskforce, carrierTo(taskforce), 0)).toEqual({
    refused: 'acknowledged_too_much',
  });
  await provider.owner.query('update bridge.progress set received_through = $1', [through]);
  await settle();
});

test('clocks a day apart are refused, an hour apart are not', async () => {
  taskforce.clock.now = new Date(provider.clock.now.getTime() + 3_600_000);
  expect(await callProvider()).toMatchObject({ sent: 0 });
  taskforce.clock.now = new Date(provider.clock.now.getTime() + 25 * 3_600_000);
  expect(await callProvider()).toEqual({ refused: 'clock_apart' });
  taskforce.clock.now = provider.clock.now;
});

test('a message of a kind that the other side does not know yet waits for its upgrade; the rest goes on', async () => {
  await taskforce.send(toProvider, 'standby.later', { notice: randomUUID() });
  const body = withdrawn();
  await taskforce.send(toProvider, 'referral.withdrawn', body);
  await callProvider();
  await callProvider();
  expect((await provider.applied()).at(-1)).toBe(JSON.stringify(body));
  const { rows } = await taskforce.owner.query('select kind from bridge.outbox');
  expect(rows).toEqual([{ kind: 'standby.later' }]);
  await taskforce.owner.query(`delete from bridge.outbox where kind = 'standby.later'`);
});

test('a key is changed without a break: told under the old one, used once acknowledged, and the old one let in no more', async () => {
  const old = (await pairBetween(taskforce.pool, taskforce.end.id, provider.end.id))!.ownKeyId;
  const calls: Call[] = [];
  const listening: Carrier = async (address, path, body) => {
    calls.push(body as Call);
    return carrierTo(provider)(address, path, body);
  };
  const changed = await changeKey(taskforce.pool, taskforce.keyDir, taskforce.end.id);
  await taskforce.send(toProvider, 'referral.withdrawn', withdrawn());
  for (let n = 0; n < 3; n++) await callProvider(listening);
  expect(calls.map((one) => one.keyId)).toEqual([old, changed, changed]);
  const { rows } = await provider.owner.query('select key_id from bridge.peer_keys where retired_at is null');
  expect(rows).toEqual([{ key_id: changed }]);
  await settle();
});

test('what was signed before a change of key and did not get through is signed anew, and nothing is stuck', async () => {
  await callProvider();
  await changeKey(taskforce.pool, taskforce.keyDir, taskforce.end.id);
  const body = withdrawn();
  await taskforce.send(toProvider, 'referral.withdrawn', body);
  // The change of key is applied; the message after it, signed with the old key, is not.
  await provider.owner.query('revoke insert on public.applied from provider_bridge');
  expect(await callProvider()).toEqual({ refused: 'failed' });
  await provider.owner.query('grant insert on public.applied to provider_bridge');
  // The other side acknowledges the new key by a call of its own, and from then on lets in no older one.
  await provider.bridge.callPeer(toTaskforce, carrierTo(taskforce), 0);
  await settle();
  expect((await provider.applied()).filter((one) => one === JSON.stringify(body))).toHaveLength(1);
});

test('the key of a live release is given at each asking, and of an ended one never', async () => {
  const ask = (release: string, carry = carrierTo(provider)) =>
    taskforce.bridge.askPeer(toProvider, carry, 'release.key', {
      release,
      role: 'investigator',
      why: 'case_work',
    });
  const live = `1${randomUUID().slice(1)}`;
  expect(await ask(live)).toEqual({ live: true, key, until: '2026-03-30T00:00:00Z' });
  expect(await ask(`0${live.slice(1)}`)).toEqual({ live: false, ended: 'revoked' });
  const overheard: unknown[] = [];
  const listening: Carrier = async (address, path, body) => {
    const answer = await carrierTo(provider)(address, path, body);
    overheard.push(body, answer);
    return answer;
  };
  await ask(live, listening);
  expect(JSON.stringify(overheard)).not.toContain(key);
  expect(await provider.bridge.takeAsk(overheard[0])).toEqual({ refused: 'played_back' });
  expect(await ask(live, async () => overheard[1])).toBeNull();
  expect(await ask(live, async () => Promise.reject(new Error('cut')))).toBeNull();
});

test('a pair that was ended answers nobody', async () => {
  await provider.owner.query(`update bridge.pairs set state = 'ended', ended_at = now()`);
  expect(await callProvider()).toEqual({ refused: 'unknown_sender' });
  await expect(provider.owner.query(`update bridge.pairs set state = 'open'`)).rejects.toMatchObject({
    code: 'CR422',
  });
});

test('the bridge’s login sees no table of the wing or of the ground floor', async () => {
  for (const [one, tables] of [
    [taskforce, ['taskforce.cases', 'taskforce.tips', 'kit.accounts', 'kit.sessions', 'kit.settings']],
    [provider, ['provider.clients', 'provider.client_details', 'kit.accounts', 'kit.sessions']],
  ] as const)
    for (const table of tables)
      await expect(one.pool.query(`select from ${table}`), table).rejects.toMatchObject({ code: '42501' });
});
