import type { Refusal } from './envelope.ts';

/** What the receiver remembers of one direction: the last message applied, and the hashes of those applied. */
export type Received = {
  through: number;
  hashOf: (seq: number) => string | undefined;
  knowsId: (id: string) => boolean;
};

export type Verdict =
  | { act: 'apply' }
  /** Applied before: acknowledge it again, change nothing. */
  | { act: 'again' }
  | { act: 'refuse'; refusal: Extract<Refusal, 'out_of_order' | 'rewritten' | 'reused_id'> };

/**
 * Whether a rightly signed message is the next one. Exactly the next number is applied; an earlier one is acknowledged
 * again if it is the same to the letter, and refused as rewritten if not; a later one is refused, the sender comes
 * again with what is missing. An id is applied once, whatever its number.
 */
export function judgeOrder(one: { seq: number; id: string; hash: string }, received: Received): Verdict {
  if (one.seq <= received.through) {
    return received.hashOf(one.seq) === one.hash ? { act: 'again' } : { act: 'refuse', refusal: 'rewritten' };
  }
  if (one.seq > received.through + 1) return { act: 'refuse', refusal: 'out_of_order' };
  return received.knowsId(one.id) ? { act: 'refuse', refusal: 'reused_id' } : { act: 'apply' };
}

/** One message that waits to be sent. */
export type Waiting = { id: string; kind: string; version: number };

/**
 * Which waiting messages can go now: all that the peer understands, in the order they were written. One of a kind that
 * the peer does not know yet stays until the peer is upgraded, and holds nobody else up.
 * @param understood kinds and highest versions as the peer last named them
 */
export function sendable<W extends Waiting>(
  waiting: readonly W[],
  understood: Readonly<Record<string, number>>,
): { now: W[]; later: W[] } {
  const now: W[] = [];
  const later: W[] = [];
  for (const one of waiting) {
    const version = Object.hasOwn(understood, one.kind) ? understood[one.kind] : undefined;
    (version !== undefined && version >= one.version ? now : later).push(one);
  }
  return { now, later };
}
