import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeOrder, sendable, type Received } from './order.ts';

type Sent = { seq: number; id: string; hash: string };
const sent = (seq: number): Sent => ({ seq, id: `id-${seq}`, hash: `hash-${seq}` });

/** A receiver that does what it is told, as the database does in one transaction. */
class Receiver {
  applied: Sent[] = [];
  private received: Received = {
    through: 0,
    hashOf: (seq) => this.applied[seq - 1]?.hash,
    knowsId: (id) => this.applied.some((one) => one.id === id),
  };
  take(one: Sent) {
    const verdict = judgeOrder(one, { ...this.received, through: this.applied.length });
    if (verdict.act === 'apply') this.applied.push(one);
    return verdict;
  }
}

test('the next message is applied, the last one again is acknowledged, a later one waits for what is missing', () => {
  const receiver = new Receiver();
  expect(receiver.take(sent(1))).toEqual({ act: 'apply' });
  expect(receiver.take(sent(1))).toEqual({ act: 'again' });
  expect(receiver.take(sent(3))).toEqual({ act: 'refuse', refusal: 'out_of_order' });
  expect(receiver.take(sent(2))).toEqual({ act: 'apply' });
});

test('a message that was rewritten after it was applied is refused, and so is an id used twice', () => {
  const receiver = new Receiver();
  receiver.take(sent(1));
  expect(receiver.take({ ...sent(1), hash: 'other' })).toEqual({ act: 'refuse', refusal: 'rewritten' });
  expect(receiver.take({ seq: 2, id: 'id-1', hash: 'hash-2' })).toEqual({
    act: 'refuse',
    refusal: 'reused_id',
  });
});

test('however messages are lost, doubled and shuffled, each is applied once and in order once all came through', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat(40)), (count, chance) => {
      const receiver = new Receiver();
      for (let round = 0; receiver.applied.length < count; round++) {
        const picks = Array.from({ length: 10 }, () => 1 + (chance.next().value! % count));
        // A sender always repeats the earliest that was not acknowledged.
        for (const seq of [...picks, Math.min(count, receiver.applied.length + 1)]) receiver.take(sent(seq));
        expect(round).toBeLessThan(count);
      }
      expect(receiver.applied).toEqual(Array.from({ length: count }, (_, n) => sent(n + 1)));
    }),
  );
});

test('a message of a kind that the other side does not know yet waits, and holds nobody else up', () => {
  const waiting = [
    { id: 'a', kind: 'referral.offered', version: 1 },
    { id: 'b', kind: 'figures.sent', version: 2 },
    { id: 'c', kind: 'constructor', version: 1 },
    { id: 'd', kind: 'referral.withdrawn', version: 1 },
  ];
  const { now, later } = sendable(waiting, {
    'referral.offered': 1,
    'referral.withdrawn': 3,
    'figures.sent': 1,
  });
  expect(now.map((one) => one.id)).toEqual(['a', 'd']);
  expect(later.map((one) => one.id)).toEqual(['b', 'c']);
});
