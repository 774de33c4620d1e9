import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { sha256, signEd25519, verifyEd25519 } from '../kit/crypto/primitives.ts';
import { canonicalJson } from '../kit/documents/canonical.ts';
import { isKind, LARGEST, messages, type Message, type Wing } from './messages.ts';

/**
 * A message as it travels: who to whom, its place in their order, what it says, and the sender's signature over all of
 * it. `sentAt` is for people to read; nothing is decided by the other side's clock.
 */
const head = z.strictObject({
  v: z.literal(1),
  from: z.uuid(),
  to: z.uuid(),
  seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  id: z.uuid(),
  kind: z.string().min(3).max(60),
  kindVersion: z.number().int().min(1).max(1000),
  sentAt: z.iso.datetime({ offset: true }),
  body: z.record(z.string(), z.unknown()),
});
const travelling = z.strictObject({
  head,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64().length(88),
});

export type Head = z.infer<typeof head>;
export type Envelope = z.infer<typeof travelling>;

/** Why an envelope is not let in; each is a fault of the sender or of somebody between. */
export const REFUSALS = [
  'too_large',
  'not_an_envelope',
  'unknown_version',
  'not_for_us',
  'unknown_sender',
  'unknown_key',
  'bad_signature',
  'unknown_kind',
  'wrong_direction',
  'newer_kind',
  'bad_body',
  'out_of_order',
  'rewritten',
  'reused_id',
] as const;
export type Refusal = (typeof REFUSALS)[number];

const DOMAIN = Buffer.from('concert bridge message v1\n', 'utf8');
const signed = (one: Head): Buffer => Buffer.concat([DOMAIN, Buffer.from(canonicalJson(one), 'utf8')]);

/** SHA-256 over what was signed, as hex: tells the same message from a rewritten one. */
export const envelopeHash = (one: Head): string => sha256(signed(one)).toString('hex');

/** Signs a message with the installation's Ed25519 key. @throws RangeError when it is larger than may travel */
export function sealEnvelope(one: Head, privateKey: KeyObject): Envelope {
  const bytes = signed(one);
  if (bytes.length > LARGEST) throw new RangeError('The message is larger than may cross the bridge.');
  const keyId = publicKeyId(createPublicKey(privateKey));
  return { head: one, keyId, signature: signEd25519(privateKey, bytes).toString('base64') };
}

/** Who we are, and whom we know by which keys. */
export type Standing = {
  self: string;
  wing: Wing;
  peer: string;
  /** Public keys of the peer that are accepted now, by key id. */
  keys: ReadonlyMap<string, KeyObject>;
};

export type Opened =
  { ok: true; head: Head; message: Message; hash: string } | { ok: false; refusal: Refusal };

const no = (refusal: Refusal): Opened => ({ ok: false, refusal });

/**
 * Opens what came over the bridge: size, form, addressee, signature, kind, direction and body, in this order, so that
 * nothing of an unsigned message is ever looked at further than its head. Order is judged apart (`order.ts`).
 */
export function openEnvelope(raw: unknown, standing: Standing): Opened {
  const shape = travelling.safeParse(raw);
  if (!shape.success) return no(versionOf(raw) === 1 ? 'not_an_envelope' : 'unknown_version');
  const { head: one, keyId, signature } = shape.data;
  const bytes = signed(one);
  if (bytes.length > LARGEST) return no('too_large');
  if (one.to !== standing.self) return no('not_for_us');
  if (one.from !== standing.peer) return no('unknown_sender');
  const key = standing.keys.get(keyId);
  if (key === undefined) return no('unknown_key');
  if (!verifyEd25519(key, bytes, Buffer.from(signature, 'base64'))) return no('bad_signature');
  return openBody(one, standing.wing);
}

function openBody(one: Head, wing: Wing): Opened {
  if (!isKind(one.kind)) return no('unknown_kind');
  const known = messages[one.kind];
  if (known.to !== wing && known.to !== 'both') return no('wrong_direction');
  if (one.kindVersion > known.version) return no('newer_kind');
  const body = known.body.safeParse(one.body);
  if (!body.success) return no('bad_body');
  return {
    ok: true,
    head: one,
    message: { kind: one.kind, body: body.data } as Message,
    hash: envelopeHash(one),
  };
}

/** The version word of something that claims to be an envelope, so that a newer program is told apart from rubbish. */
function versionOf(raw: unknown): unknown {
  const inner = typeof raw === 'object' && raw !== null ? (raw as { head?: unknown }).head : undefined;
  const version = typeof inner === 'object' && inner !== null ? (inner as { v?: unknown }).v : undefined;
  return version ?? 1;
}
