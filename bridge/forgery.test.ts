import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openEnvelope, sealEnvelope, type Envelope, type Refusal } from './envelope.ts';
import { envelopeFrom, headOf, newEnd, specimens, standing } from './sample.ts';

const taskforce = newEnd('taskforce');
const provider = newEnd('provider');
const stranger = newEnd('taskforce');
const [announced, capacity, offered, accepted] = specimens as [
  (typeof specimens)[0],
  (typeof specimens)[0],
  (typeof specimens)[0],
  (typeof specimens)[0],
];
const atProvider = standing(provider, taskforce);
const honest = envelopeFrom(taskforce, provider, 1, announced);
const withHead = (change: Record<string, unknown>): unknown => ({
  ...honest,
  head: { ...honest.head, ...change },
});
const withBody = (change: Record<string, unknown>): unknown =>
  withHead({ body: { ...honest.head.body, ...change } });
const signedHead = (change: Record<string, unknown>): Envelope =>
  sealEnvelope({ ...honest.head, ...change } as Envelope['head'], taskforce.privateKey);
const flipped = (text: string) => {
  const bytes = Buffer.from(text, 'base64');
  bytes[7]! ^= 1;
  return bytes.toString('base64');
};

test('an honest message of every kind is opened at the end it is meant for, and nowhere else', () => {
  const ends = [taskforce, provider];
  for (const message of specimens) {
    const opened = ends.map((receiver) => {
      const sender = receiver === taskforce ? provider : taskforce;
      return openEnvelope(envelopeFrom(sender, receiver, 1, message), standing(receiver, sender));
    });
    expect(opened.filter((one) => one.ok)).toHaveLength(1);
    expect(opened.filter((one) => !one.ok)).toEqual([{ ok: false, refusal: 'wrong_direction' }]);
  }
});

const forgeries: [string, () => unknown, Refusal][] = [
  ['no message at all', () => null, 'not_an_envelope'],
  ['a text instead of a message', () => JSON.stringify(honest), 'not_an_envelope'],
  ['a message without its signature', () => ({ head: honest.head, keyId: honest.keyId }), 'not_an_envelope'],
  [
    'a signature cut short',
    () => ({ ...honest, signature: honest.signature.slice(0, 40) }),
    'not_an_envelope',
  ],
  [
    'a signature with one bit turned',
    () => ({ ...honest, signature: flipped(honest.signature) }),
    'bad_signature',
  ],
  ['a field more beside the head', () => ({ ...honest, note: 'x' }), 'not_an_envelope'],
  ['a field more in the head', () => withHead({ bcc: randomUUID() }), 'not_an_envelope'],
  ['another number in the order', () => withHead({ seq: 2 }), 'bad_signature'],
  ['number nought', () => withHead({ seq: 0 }), 'not_an_envelope'],
  ['a number that is none', () => withHead({ seq: 1.5 }), 'not_an_envelope'],
  ['another id', () => withHead({ id: randomUUID() }), 'bad_signature'],
  ['another time of sending', () => withHead({ sentAt: '2027-01-01T00:00:00Z' }), 'bad_signature'],
  ['another kind under the same signature', () => withHead({ kind: 'standby.changed' }), 'bad_signature'],
  ['a changed field of the body', () => withBody({ people: 'over_25' }), 'bad_signature'],
  ['a field taken out of the body', () => withBody({ contactPhone: undefined }), 'bad_signature'],
  ['a message to another installation', () => signedHead({ to: randomUUID() }), 'not_for_us'],
  ['a message sent on from another pair', () => signedHead({ from: stranger.id }), 'unknown_sender'],
  ['a stranger’s key under the partner’s name', () => ({ ...honest, keyId: stranger.keyId }), 'unknown_key'],
  [
    'a stranger’s signature under the partner’s name and key',
    () => ({ ...sealEnvelope(honest.head, stranger.privateKey), keyId: taskforce.keyId }),
    'bad_signature',
  ],
  ['a stranger’s message', () => sealEnvelope(honest.head, stranger.privateKey), 'unknown_key'],
  ['a kind that nobody knows', () => signedHead({ kind: 'client.shared' }), 'unknown_kind'],
  ['a kind named like a part of the language', () => signedHead({ kind: 'constructor' }), 'unknown_kind'],
  [
    'a kind for the other direction',
    () => signedHead({ kind: accepted.kind, body: accepted.body }),
    'wrong_direction',
  ],
  ['a version of the kind from the future', () => signedHead({ kindVersion: 2 }), 'newer_kind'],
  [
    'a rightly signed body with a field too many',
    () => signedHead({ body: { ...honest.head.body, target: 'x' } }),
    'bad_body',
  ],
  ['a rightly signed body of another kind', () => signedHead({ body: offered.body }), 'bad_body'],
  [
    'a rightly signed body with a word off its list',
    () => signedHead({ body: { ...honest.head.body, people: 'many' } }),
    'bad_body',
  ],
  ['an envelope of a later edition', () => withHead({ v: 2 }), 'unknown_version'],
];
for (const [what, make, refusal] of forgeries)
  test(`${what} is refused: ${refusal}`, () => {
    expect(openEnvelope(make(), atProvider)).toEqual({ ok: false, refusal });
  });

test('a message that is larger than may cross is not signed, and not opened if somebody signed it', () => {
  const languages = Array.from({ length: 40 }, () => 'es');
  const large = {
    ...headOf(taskforce, provider, 1, capacity),
    body: { ...capacity.body, languages, pad: 'x'.repeat(70_000) },
  };
  expect(() => sealEnvelope(large, taskforce.privateKey)).toThrow(RangeError);
  expect(openEnvelope({ ...honest, head: large }, atProvider)).toEqual({ ok: false, refusal: 'too_large' });
});

test('whatever single character of a message somebody changes, it is refused', () => {
  const text = JSON.stringify(honest);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, letter) => {
      const changed = text.slice(0, at) + String.fromCharCode(letter) + text.slice(at + 1);
      if (changed === text) return;
      let raw: unknown;
      try {
        raw = JSON.parse(changed);
      } catch {
        return;
      }
      const opened = openEnvelope(raw, atProvider);
      if (!opened.ok) return;
      // Base64 has letters whose last bits count for nothing: the same signature written otherwise is the same.
      expect(opened.head).toEqual(honest.head);
    }),
    { numRuns: 2000 },
  );
});
