import {
  composeAnswer,
  composeAsk,
  openAnswer,
  readAsk,
  signedAnswer,
  type Answer,
  type AskKind,
  type Question,
  type SignedAnswer,
} from './asks.ts';
import type { BridgeHouse, Carrier, OpenBridge, OwnKey } from './bridge.ts';
import type { CallFault } from './calls.ts';
import { countRefusal, pairBetween, peerKeys, standingOf, usedBefore, type Pair } from './ledger.ts';
import { askedAs } from './waiting-asks.ts';

/** Takes a question that was put to our address, and answers it. */
export async function takeAsk(house: BridgeHouse, ownKey: OwnKey, raw: unknown): Promise<unknown> {
  const ends = (raw as { ask?: { to?: unknown; from?: unknown } } | null)?.ask;
  const [to, from] = [String(ends?.to), String(ends?.from)];
  const uuid = /^[0-9a-f-]{36}$/;
  const pair = uuid.test(to) && uuid.test(from) ? await pairBetween(house.pool, to, from) : null;
  if (pair === null || pair.state !== 'open') return { refused: 'unknown_sender' };
  return answerOne(house, ownKey, pair, raw);
}

/** Answers one question of a pair, whichever way it came: by our address, or with the reply to our own call. */
async function answerOne(
  house: BridgeHouse,
  ownKey: OwnKey,
  pair: Pair,
  raw: unknown,
): Promise<SignedAnswer | { refused: string }> {
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

/** The questions we answer on our own calls, as they are named among the kinds we understand. */
export const askedKinds = (house: BridgeHouse): Record<string, number> =>
  Object.fromEntries(Object.keys(house.answerers).map((kind) => [askedAs(kind), 1]));

/** Questions that were answered lately: one that two calls brought at the same moment is not held for a replay. */
export const newAnswered = (): Set<string> => new Set<string>();

/** Answers what came with the reply to a call of ours. What is not let in is counted and gets no answer. */
export async function answersTo(
  house: OpenBridge,
  ownKey: OwnKey,
  pair: Pair,
  asked: readonly unknown[],
): Promise<SignedAnswer[]> {
  const answers: SignedAnswer[] = [];
  for (const raw of asked) {
    const nonce = (raw as { ask?: { nonce?: unknown } } | null)?.ask?.nonce;
    if (typeof nonce === 'string' && house.answered.has(nonce)) continue;
    if (typeof nonce === 'string') remember(house.answered, nonce);
    const now = await standingOf(house.pool, pair);
    const answer = await answerOne(house, ownKey, now, raw).catch((error: unknown) => {
      house.report?.('bridge.ask', error);
      return { refused: 'failed' };
    });
    if (!('refused' in answer)) answers.push(answer);
  }
  return answers;
}

/** Keeps the last thousand. */
function remember(answered: Set<string>, nonce: string): void {
  answered.add(nonce);
  const [oldest] = answered;
  if (answered.size > 1000 && oldest !== undefined) answered.delete(oldest);
}

/** Takes the answers that a call brought. One that is altered, forged or no answer is counted and changes nothing. */
export async function bringAnswers(
  house: OpenBridge,
  pair: Pair,
  answers: readonly unknown[],
): Promise<void> {
  for (const raw of answers) {
    if (await house.asks.bring(pair.id, raw)) continue;
    const fault = signedAnswer.safeParse(raw).success ? 'bad_signature' : 'not_a_call';
    await countRefusal(house.pool, pair.id, fault);
  }
}

/**
 * Asks the other side: at its address, or, where it has none and says that it answers so, with the reply to its own
 * next call.
 */
export async function askPeer<K extends AskKind>(
  house: OpenBridge,
  ownKey: OwnKey,
  pair: Pair,
  carry: Carrier,
  kind: K,
  question: Question<K>,
): Promise<Answer<K> | null> {
  if (pair.peerAddress === null && !Object.hasOwn(pair.understood, askedAs(kind))) return null;
  const ends = { self: pair.endId, peer: pair.peer };
  const { ownKeyId } = await standingOf(house.pool, pair);
  const mine = composeAsk(kind, question, ends, await ownKey(ownKeyId), house.clock());
  const open = async (raw: unknown) => openAnswer(raw, kind, mine, await peerKeys(house.pool, pair.id));
  if (pair.peerAddress === null) return house.asks.ask(pair.id, mine.signed, open, house.closing);
  return open(await carry(pair.peerAddress, '/bridge/ask', mine.signed).catch(() => null));
}
