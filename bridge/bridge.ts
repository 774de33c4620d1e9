import { createPrivateKey, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../kit/clock.ts';
import { readKeyFile } from '../kit/crypto/folder.ts';
import {
  composeAnswer,
  composeAsk,
  openAnswer,
  readAsk,
  type Answer,
  type AskKind,
  type Question,
} from './asks.ts';
import { composeCall, judgeCall, readCall, type Call, type CallFault, type Frame } from './calls.ts';
import {
  countRefusal,
  heard,
  pairBetween,
  peerKeys,
  retireOlderKeys,
  usedBefore,
  type Pair,
} from './ledger.ts';
import { understoodBy } from './messages.ts';
import { receive, type Receivers } from './receiving.ts';
import { acknowledge, batch } from './sending.ts';

/** Answers a question of the other side; runs at the wing that is asked, as the bridge's login. */
export type Answerers = {
  [K in AskKind]?: (question: Question<K>, pair: Pair, pool: pg.Pool) => Promise<Answer<K>>;
};

export type BridgeHouse = {
  /** Pool of the bridge's login. */
  pool: pg.Pool;
  /** Folder with the secret halves of our keys, `bridge-KEYID.pem`. */
  keyDir: string;
  receivers: Receivers;
  answerers: Answerers;
  clock: Clock;
  /** Ends the waiting of calls that hang on, when the server closes. */
  closing?: AbortSignal | undefined;
  report?: ((where: string, error: unknown) => void) | undefined;
};

/** What could not be done with a call: the other side is told the word, and no more. */
export type Refused = { refused: CallFault | 'failed' };

/** Carries a call to an address and brings the reply; throws when it cannot be reached. */
export type Carrier = (address: string, path: string, body: unknown) => Promise<unknown>;

export type Bridge = {
  /** Answers a call of the other side; waits up to `wait` seconds for something to send when there is nothing. */
  takeCall(raw: unknown): Promise<Call | Refused>;
  /** Calls the other side once: sends, receives and acknowledges. Says what came of it. */
  callPeer(pair: Pair, carry: Carrier, wait: number): Promise<{ sent: number; received: number } | Refused>;
  takeAsk(raw: unknown): Promise<unknown>;
  /** Asks and waits for the answer; null when there is none that can be trusted. */
  askPeer<K extends AskKind>(
    pair: Pair,
    carry: Carrier,
    kind: K,
    question: Question<K>,
  ): Promise<Answer<K> | null>;
};

/** The bridge of one wing. */
export function openBridge(house: BridgeHouse): Bridge {
  const keys = new Map<string, KeyObject>();
  const ownKey = async (id: string) => {
    const known = keys.get(id) ?? createPrivateKey(await readKeyFile(house.keyDir, `bridge-${id}.pem`));
    keys.set(id, known);
    return known;
  };
  return {
    takeCall: (raw) => takeCall(house, ownKey, raw),
    callPeer: (pair, carry, wait) => callPeer(house, ownKey, pair, carry, wait),
    takeAsk: (raw) => takeAsk(house, ownKey, raw),
    askPeer: (pair, carry, kind, question) => askPeer(house, ownKey, pair, carry, kind, question),
  };
}

type OwnKey = (id: string) => Promise<KeyObject>;

/** Who calls, if the call is to be believed. */
async function caller(house: BridgeHouse, one: Call): Promise<Pair | CallFault> {
  const pair = await pairBetween(house.pool, one.frame.to, one.frame.from);
  if (pair === null) return 'unknown_sender';
  if (pair.state !== 'open') return 'not_confirmed';
  const fault =
    judgeCall(one, await peerKeys(house.pool, pair.id), house.clock()) ??
    ((await usedBefore(house.pool, pair.id, one.frame.nonce)) ? 'played_back' : null);
  if (fault !== null) await countRefusal(house.pool, pair.id, fault);
  return fault ?? pair;
}

/** Takes acknowledgement and messages of a call that is believed; stops at the first message that is not let in. */
async function takeIn(house: BridgeHouse, pair: Pair, one: Call): Promise<CallFault | number> {
  await retireOlderKeys(house.pool, pair.id, one.keyId);
  await heard(house.pool, pair.id, one.frame.understood);
  if (!(await acknowledge(house.pool, pair.id, one.frame.acknowledged))) return 'acknowledged_too_much';
  let taken = 0;
  for (const message of one.messages) {
    if ((await receive(house.pool, pair.id, message, house.receivers)) !== null) break;
    taken += 1;
  }
  return taken;
}

/** Where our side of a pair stands now, to be said in a call. */
async function standingOf(house: BridgeHouse, pair: Pair): Promise<Pair> {
  return (await pairBetween(house.pool, pair.endId, pair.peer)) ?? pair;
}

async function compose(
  house: BridgeHouse,
  ownKey: OwnKey,
  pair: Pair,
  rest: Pick<Frame, 'wait' | 'inReplyTo'>,
): Promise<Call> {
  const now = await standingOf(house, pair);
  const key = await ownKey(now.ownKeyId);
  const messages = await batch(house.pool, pair.id, key, house.clock());
  const said = {
    from: now.endId,
    to: now.peer,
    understood: understoodBy(now.wing, Object.keys(house.receivers)),
    acknowledged: now.receivedThrough,
    now: house.clock(),
    ...rest,
  };
  return composeCall(said, messages, key);
}

async function takeCall(house: BridgeHouse, ownKey: OwnKey, raw: unknown): Promise<Call | Refused> {
  const one = readCall(raw);
  if (one === null || one.frame.inReplyTo !== undefined) {
    await countRefusal(house.pool, null, 'not_a_call');
    return { refused: 'not_a_call' };
  }
  const pair = await caller(house, one);
  if (typeof pair === 'string') return { refused: pair };
  const taken = await takeIn(house, pair, one).catch((error: unknown) => {
    house.report?.('bridge', error);
    return 'failed' as const;
  });
  if (typeof taken === 'string') return { refused: taken };
  const rest = { wait: 0, inReplyTo: one.frame.nonce };
  if (one.messages.length === 0 && one.frame.wait > 0) await somethingToSend(house, pair, one.frame.wait);
  return compose(house, ownKey, pair, rest);
}

/**
 * Waits until there is a message that the other side understands, at most `seconds`. What waits for its upgrade does
 * not count: it would turn every waiting call into a call without a pause.
 */
async function somethingToSend(house: BridgeHouse, pair: Pair, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until && house.closing?.aborted !== true) {
    const { rows } = await house.pool.query(
      `select from bridge.outbox o join bridge.progress s on s.pair_id = o.pair_id
       where o.pair_id = $1 and (o.seq is not null or (s.understood ->> o.kind)::integer >= o.kind_version) limit 1`,
      [pair.id],
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function callPeer(
  house: BridgeHouse,
  ownKey: OwnKey,
  pair: Pair,
  carry: Carrier,
  wait: number,
): Promise<{ sent: number; received: number } | Refused> {
  if (pair.peerAddress === null) throw new TypeError('This side has no address to be called at.');
  const mine = await compose(house, ownKey, pair, { wait });
  const raw = await carry(pair.peerAddress, '/bridge/call', mine);
  const refused = refusalIn(raw);
  if (refused !== null) return { refused };
  const reply = readCall(raw);
  if (reply === null || reply.frame.from !== pair.peer || reply.frame.to !== pair.endId)
    return { refused: 'not_a_call' };
  if (reply.frame.inReplyTo !== mine.frame.nonce) return { refused: 'played_back' };
  const fault = judgeCall(reply, await peerKeys(house.pool, pair.id), house.clock());
  if (fault !== null) {
    await countRefusal(house.pool, pair.id, fault);
    return { refused: fault };
  }
  const received = await takeIn(house, pair, reply);
  return typeof received === 'string' ? { refused: received } : { sent: mine.messages.length, received };
}

/** The word with which the other side refused a call; null when it did not. */
function refusalIn(raw: unknown): CallFault | 'failed' | null {
  const word = typeof raw === 'object' && raw !== null ? (raw as { refused?: unknown }).refused : undefined;
  return typeof word === 'string' ? (word as CallFault) : null;
}

async function takeAsk(house: BridgeHouse, ownKey: OwnKey, raw: unknown): Promise<unknown> {
  const ends = (raw as { ask?: { to?: unknown; from?: unknown } } | null)?.ask;
  const [to, from] = [String(ends?.to), String(ends?.from)];
  const uuid = /^[0-9a-f-]{36}$/;
  const pair = uuid.test(to) && uuid.test(from) ? await pairBetween(house.pool, to, from) : null;
  if (pair === null || pair.state !== 'open') return { refused: 'unknown_sender' };
  const read = readAsk(raw, { self: pair.endId, peer: pair.peer }, await peerKeys(house.pool, pair.id));
  const fault = read.ok ? await askFault(house, pair, read.signed.ask) : read.fault;
  if (fault !== null) {
    await countRefusal(house.pool, pair.id, fault);
    return { refused: fault };
  }
  if (!read.ok) return { refused: 'failed' };
  const answerer = house.answerers[read.kind];
  if (answerer === undefined) return { refused: 'not_for_us' };
  const answer = await answerer(read.question, pair, house.pool);
  return composeAnswer(read.signed, read.kind, answer, await ownKey(pair.ownKeyId));
}

async function askFault(
  house: BridgeHouse,
  pair: Pair,
  ask: { nonce: string; at: string },
): Promise<CallFault | null> {
  const apart = Math.abs(house.clock().getTime() - new Date(ask.at).getTime());
  if (apart > 24 * 3_600_000) return 'clock_apart';
  return (await usedBefore(house.pool, pair.id, ask.nonce)) ? 'played_back' : null;
}

async function askPeer<K extends AskKind>(
  house: BridgeHouse,
  ownKey: OwnKey,
  pair: Pair,
  carry: Carrier,
  kind: K,
  question: Question<K>,
): Promise<Answer<K> | null> {
  if (pair.peerAddress === null) return null;
  const ends = { self: pair.endId, peer: pair.peer };
  const { ownKeyId } = await standingOf(house, pair);
  const mine = composeAsk(kind, question, ends, await ownKey(ownKeyId), house.clock());
  const raw = await carry(pair.peerAddress, '/bridge/ask', mine.signed).catch(() => null);
  return openAnswer(raw, kind, mine, await peerKeys(house.pool, pair.id));
}
