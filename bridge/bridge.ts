import { createPrivateKey, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../kit/clock.ts';
import { readKeyFile } from '../kit/crypto/folder.ts';
import type { Answer, AskKind, Question, SignedAnswer } from './asks.ts';
import { answersTo, askedKinds, askPeer, bringAnswers, newAnswered, takeAsk } from './asking.ts';
import {
  composeCall,
  judgeCall,
  readCall,
  type Beside,
  type Call,
  type CallFault,
  type Frame,
} from './calls.ts';
import {
  countRefusal,
  heard,
  pairBetween,
  peerKeys,
  retireOlderKeys,
  standingOf,
  usedBefore,
  type Pair,
} from './ledger.ts';
import { understoodBy } from './messages.ts';
import { receive, type Receivers } from './receiving.ts';
import { acknowledge, batch } from './sending.ts';
import { WaitingAsks } from './waiting-asks.ts';

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
  /** Questions for sides that cannot be called; shared by the servers of a wing. */
  asks?: WaitingAsks | undefined;
  /** Ends the waiting of calls that hang on, when the server closes. */
  closing?: AbortSignal | undefined;
  report?: ((where: string, error: unknown) => void) | undefined;
};

/** What could not be done with a call: the other side is told the word, and no more. */
export type Refused = { refused: CallFault | 'failed' };

/** Carries a call to an address and brings the reply; throws when it cannot be reached. */
export type Carrier = (address: string, path: string, body: unknown) => Promise<unknown>;

export type Bridge = {
  /**
   * Answers a call of the other side; waits up to `wait` seconds for something to send when there is nothing, but not
   * for a caller that is gone.
   */
  takeCall(raw: unknown, gone?: AbortSignal): Promise<Call | Refused>;
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
export function openBridge(given: BridgeHouse): Bridge {
  const house = { ...given, asks: given.asks ?? new WaitingAsks(), answered: newAnswered() };
  const keys = new Map<string, KeyObject>();
  const ownKey = async (id: string) => {
    const known = keys.get(id) ?? createPrivateKey(await readKeyFile(house.keyDir, `bridge-${id}.pem`));
    keys.set(id, known);
    return known;
  };
  return {
    takeCall: (raw, gone) => takeCall(house, ownKey, raw, gone),
    callPeer: (pair, carry, wait) => callPeer(house, ownKey, pair, carry, wait),
    takeAsk: (raw) => takeAsk(house, ownKey, raw),
    askPeer: (pair, carry, kind, question) => askPeer(house, ownKey, pair, carry, kind, question),
  };
}

export type OwnKey = (id: string) => Promise<KeyObject>;
/** A wing's bridge with what it keeps in memory. */
export type OpenBridge = BridgeHouse & { asks: WaitingAsks; answered: Set<string> };

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

async function compose(
  house: BridgeHouse,
  ownKey: OwnKey,
  pair: Pair,
  rest: Pick<Frame, 'wait' | 'inReplyTo'>,
  beside?: Beside,
): Promise<Call> {
  const now = await standingOf(house.pool, pair);
  const key = await ownKey(now.ownKeyId);
  const messages = await batch(house.pool, pair.id, key, house.clock());
  const said = {
    from: now.endId,
    to: now.peer,
    understood: { ...understoodBy(now.wing, Object.keys(house.receivers)), ...askedKinds(house) },
    acknowledged: now.receivedThrough,
    now: house.clock(),
    ...rest,
  };
  return composeCall(said, messages, key, beside);
}

async function takeCall(
  house: OpenBridge,
  ownKey: OwnKey,
  raw: unknown,
  gone?: AbortSignal,
): Promise<Call | Refused> {
  const began = Date.now();
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
  await bringAnswers(house, pair, one.answers ?? []);
  const rest = { wait: 0, inReplyTo: one.frame.nonce };
  if (one.messages.length === 0 && one.frame.wait > 0)
    await somethingToSend(house, pair, { began, frame: one.frame, gone });
  const asks = gone?.aborted === true ? [] : house.asks.handOut(pair.id, began, one.frame.understood);
  return compose(house, ownKey, pair, rest, { asks });
}

/**
 * Waits until there is a message that the other side understands or a question it answers, at most as long as it said.
 * What waits for its upgrade does not count: it would turn every waiting call into a call without a pause.
 */
async function somethingToSend(
  house: OpenBridge,
  pair: Pair,
  { began, frame, gone }: { began: number; frame: Frame; gone?: AbortSignal | undefined },
): Promise<void> {
  const until = Date.now() + frame.wait * 1000;
  while (Date.now() < until && house.closing?.aborted !== true && gone?.aborted !== true) {
    if (house.asks.has(pair.id, began, frame.understood)) return;
    const { rows } = await house.pool.query(
      `select from bridge.outbox o join bridge.progress s on s.pair_id = o.pair_id
       where o.pair_id = $1 and (o.seq is not null or (s.understood ->> o.kind)::integer >= o.kind_version) limit 1`,
      [pair.id],
    );
    if (rows.length > 0) return;
    await house.asks.change(200);
  }
}

async function callPeer(
  house: OpenBridge,
  ownKey: OwnKey,
  pair: Pair,
  carry: Carrier,
  wait: number,
  answers?: SignedAnswer[],
): Promise<{ sent: number; received: number } | Refused> {
  if (pair.peerAddress === null) throw new TypeError('This side has no address to be called at.');
  const mine = await compose(house, ownKey, pair, { wait }, { answers });
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
  if (typeof received === 'string') return { refused: received };
  const asked = reply.asks ?? [];
  const mind = await answersTo(house, ownKey, pair, asked);
  // The one who asked waits before a screen: the answer goes by a call of its own, at once.
  if (mind.length > 0) await callPeer(house, ownKey, pair, carry, 0, mind);
  return { sent: mine.messages.length, received: received + asked.length };
}

/** The word with which the other side refused a call; null when it did not. */
function refusalIn(raw: unknown): CallFault | 'failed' | null {
  const word = typeof raw === 'object' && raw !== null ? (raw as { refused?: unknown }).refused : undefined;
  return typeof word === 'string' ? (word as CallFault) : null;
}
