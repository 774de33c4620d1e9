import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { sealEnvelope, type Envelope, type Head, type Standing } from './envelope.ts';
import { messages, type Message, type Wing } from './messages.ts';

/** Two paired installations for tests: a task force and a provider, with keys of their own. */
export type End = { id: string; wing: Wing; privateKey: KeyObject; publicKey: KeyObject; keyId: string };

export function newEnd(wing: Wing): End {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { id: randomUUID(), wing, privateKey, publicKey, keyId: publicKeyId(publicKey) };
}

/** How `self` stands to `peer`. */
export const standing = (self: End, peer: End): Standing => ({
  self: self.id,
  wing: self.wing,
  peer: peer.id,
  keys: new Map([[peer.keyId, peer.publicKey]]),
});

/** The head of a message from one end to the other. */
export const headOf = (from: End, to: End, seq: number, message: Message): Head => ({
  v: 1,
  from: from.id,
  to: to.id,
  seq,
  id: randomUUID(),
  kind: message.kind,
  kindVersion: messages[message.kind].version,
  sentAt: '2026-03-02T10:00:00Z',
  body: message.body,
});

/** A signed message from one end to the other. */
export const envelopeFrom = (from: End, to: End, seq: number, message: Message): Envelope =>
  sealEnvelope(headOf(from, to, seq, message), from.privateKey);

/** One message of every kind, with invented content. */
export const specimens: Message[] = [
  {
    kind: 'standby.announced',
    body: {
      notice: randomUUID(),
      edition: 1,
      area: 'Riverton county',
      windowFrom: '2026-03-05T18:00:00Z',
      windowUntil: '2026-03-06T06:00:00Z',
      people: '2-5',
      minors: 'not_known',
      languages: ['es', 'zh-Hans'],
      genders: ['women'],
      needs: ['shelter', 'interpreter'],
      safety: ['await_call'],
      contactName: 'Luis Ferrer',
      contactPhone: '555-0142',
      validUntil: '2026-03-06T12:00:00Z',
    },
  },
  {
    kind: 'standby.capacity',
    body: {
      beds: [{ who: 'women', free: 3 }],
      legalSlots: 1,
      languages: ['es'],
      validUntil: '2026-03-06T12:00:00Z',
    },
  },
  {
    kind: 'referral.offered',
    body: {
      referral: randomUUID(),
      alias: 'Juniper',
      language: 'es',
      interpreter: true,
      age: 'adult',
      needs: ['shelter'],
      urgency: 'today',
      agreedOn: '2026-03-02',
      answerBy: '2026-03-04T10:00:00Z',
    },
  },
  { kind: 'referral.accepted', body: { referral: randomUUID(), at: '2026-03-02T11:00:00Z' } },
  {
    kind: 'referral.declined',
    body: { referral: randomUUID(), at: '2026-03-02T11:00:00Z', reason: 'no_capacity' },
  },
  {
    kind: 'referral.brought',
    body: {
      referral: randomUUID(),
      release: randomUUID(),
      urgency: 'this_week',
      answerBy: '2026-03-04T10:00:00Z',
    },
  },
  {
    kind: 'referral.turned_down',
    body: { referral: randomUUID(), at: '2026-03-02T11:00:00Z', reason: 'outside_area' },
  },
  { kind: 'release.ended', body: { release: randomUUID(), at: '2026-03-02T11:00:00Z' } },
  {
    kind: 'figures.sent',
    body: {
      report: randomUUID(),
      amends: randomUUID(),
      from: '2026-01-01',
      until: '2026-03-31',
      rows: [
        { measure: 'clients_new', group: 'all', value: 31 },
        { measure: 'clients_new', group: 'age_minor', value: null },
      ],
      limit: 5,
    },
  },
];
