import {
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { aesGcmOpen, aesGcmSeal, hkdf, signEd25519, verifyEd25519 } from '../kit/crypto/primitives.ts';
import { canonicalJson } from '../kit/documents/canonical.ts';
import { READING_REASONS } from './rules-releases.ts';

/**
 * A question over the bridge that wants its answer now and is stored nowhere: the key of a live release, asked for at
 * each reading. The question is signed and carries a one-time X25519 key; the answer is encrypted to it and signed, so
 * that a recorded exchange tells nothing later, even to somebody who gets hold of the installations' own keys.
 */
export const asks = {
  'release.key': {
    /** Who reads, and why: role and agency as words of the closed lists, no name. */
    question: z.strictObject({
      release: z.uuid(),
      role: z.string().regex(/^[a-z][a-z_]{1,39}$/),
      why: z.enum(READING_REASONS),
    }),
    answer: z.discriminatedUnion('live', [
      z.strictObject({
        live: z.literal(true),
        key: z.base64().length(44),
        until: z.iso.datetime({ offset: true }),
      }),
      z.strictObject({ live: z.literal(false), ended: z.enum(['revoked', 'expired', 'not_yet', 'unknown']) }),
    ]),
  },
} as const;

export type AskKind = keyof typeof asks;
export type Question<K extends AskKind> = z.infer<(typeof asks)[K]['question']>;
export type Answer<K extends AskKind> = z.infer<(typeof asks)[K]['answer']>;

const asked = z.strictObject({
  v: z.literal(1),
  from: z.uuid(),
  to: z.uuid(),
  nonce: z.base64().length(44),
  at: z.iso.datetime({ offset: true }),
  oneTimeKey: z.base64().max(100),
  kind: z.enum(Object.keys(asks) as [AskKind, ...AskKind[]]),
  question: z.record(z.string(), z.unknown()),
});
/** A question as it travels, whichever way. */
export const signedAsk = z.strictObject({
  ask: asked,
  keyId: z.string().length(16),
  signature: z.base64().length(88),
});
/** An answer as it travels: sealed to the one-time key of its question. */
export const signedAnswer = z.strictObject({
  nonce: z.base64().length(44),
  oneTimeKey: z.base64().max(100),
  sealed: z.base64().max(4000),
  keyId: z.string().length(16),
  signature: z.base64().length(88),
});
export type SignedAsk = z.infer<typeof signedAsk>;
export type SignedAnswer = z.infer<typeof signedAnswer>;

export type AskFault = 'not_an_ask' | 'not_for_us' | 'unknown_sender' | 'unknown_key' | 'bad_signature';

type Ends = { self: string; peer: string };
const ASK = 'concert bridge ask v1\n';
const ANSWER = 'concert bridge answer v1\n';
const bytesOf = (domain: string, value: unknown) => Buffer.from(domain + canonicalJson(value), 'utf8');
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** Composes a question; `privateKey` of the pair it returns opens the answer and is thrown away after. */
export function composeAsk<K extends AskKind>(
  kind: K,
  question: Question<K>,
  ends: Ends,
  signingKey: KeyObject,
  now: Date,
): { signed: SignedAsk; oneTime: KeyObject } {
  const pair = generateKeyPairSync('x25519');
  const ask = {
    v: 1 as const,
    from: ends.self,
    to: ends.peer,
    nonce: randomBytes(32).toString('base64'),
    at: now.toISOString(),
    oneTimeKey: spki(pair.publicKey),
    kind,
    question: asks[kind].question.parse(question) as Record<string, unknown>,
  };
  const signature = signEd25519(signingKey, bytesOf(ASK, ask)).toString('base64');
  return {
    signed: { ask, keyId: publicKeyId(createPublicKey(signingKey)), signature },
    oneTime: pair.privateKey,
  };
}

/** Reads a question of the other side. Whether its nonce was seen before is for the caller to find out and keep. */
export function readAsk(
  raw: unknown,
  ends: Ends,
  keys: ReadonlyMap<string, KeyObject>,
):
  | { ok: true; kind: AskKind; question: Question<AskKind>; signed: SignedAsk }
  | { ok: false; fault: AskFault } {
  const shape = signedAsk.safeParse(raw);
  if (!shape.success) return { ok: false, fault: 'not_an_ask' };
  const { ask, keyId, signature } = shape.data;
  if (ask.to !== ends.self) return { ok: false, fault: 'not_for_us' };
  if (ask.from !== ends.peer) return { ok: false, fault: 'unknown_sender' };
  const key = keys.get(keyId);
  if (key === undefined) return { ok: false, fault: 'unknown_key' };
  if (!verifyEd25519(key, bytesOf(ASK, ask), Buffer.from(signature, 'base64')))
    return { ok: false, fault: 'bad_signature' };
  const question = asks[ask.kind].question.safeParse(ask.question);
  if (!question.success) return { ok: false, fault: 'not_an_ask' };
  return { ok: true, kind: ask.kind, question: question.data, signed: shape.data };
}

/** The key both ends derive from their one-time keys and the nonce of the question. */
const shared = (mine: KeyObject, theirs: KeyObject, nonce: string) =>
  hkdf(
    diffieHellman({ privateKey: mine, publicKey: theirs }),
    Buffer.from(nonce, 'base64'),
    Buffer.from(ANSWER),
    32,
  );

const readOneTime = (text: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'x25519' ? key : null;
  } catch {
    return null;
  }
};

/** Answers a question that `readAsk` let in. @throws TypeError when its one-time key is none */
export function composeAnswer<K extends AskKind>(
  to: SignedAsk,
  kind: K,
  answer: Answer<K>,
  signingKey: KeyObject,
): SignedAnswer {
  const theirs = readOneTime(to.ask.oneTimeKey);
  if (theirs === null) throw new TypeError('The one-time key of the question is not an X25519 key.');
  const pair = generateKeyPairSync('x25519');
  const key = shared(pair.privateKey, theirs, to.ask.nonce);
  const nonce = randomBytes(12);
  const text = Buffer.from(canonicalJson(asks[kind].answer.parse(answer)), 'utf8');
  const { ct, tag } = aesGcmSeal(key, nonce, text, Buffer.from(to.ask.nonce));
  const said = {
    nonce: to.ask.nonce,
    oneTimeKey: spki(pair.publicKey),
    sealed: Buffer.concat([nonce, tag, ct]).toString('base64'),
  };
  const signature = signEd25519(signingKey, bytesOf(ANSWER, said)).toString('base64');
  return { ...said, keyId: publicKeyId(createPublicKey(signingKey)), signature };
}

/** Opens the answer to a question of ours; null when it is not one: another's, altered, or of an unknown key. */
export function openAnswer<K extends AskKind>(
  raw: unknown,
  kind: K,
  mine: { signed: SignedAsk; oneTime: KeyObject },
  keys: ReadonlyMap<string, KeyObject>,
): Answer<K> | null {
  const shape = signedAnswer.safeParse(raw);
  if (!shape.success || shape.data.nonce !== mine.signed.ask.nonce) return null;
  const { keyId, signature, ...said } = shape.data;
  const key = keys.get(keyId);
  const theirs = readOneTime(said.oneTimeKey);
  if (key === undefined || theirs === null) return null;
  if (!verifyEd25519(key, bytesOf(ANSWER, said), Buffer.from(signature, 'base64'))) return null;
  const bytes = Buffer.from(said.sealed, 'base64');
  if (bytes.length < 28) return null;
  const secret = shared(mine.oneTime, theirs, said.nonce);
  try {
    const text = aesGcmOpen(
      secret,
      bytes.subarray(0, 12),
      bytes.subarray(28),
      bytes.subarray(12, 28),
      Buffer.from(said.nonce),
    );
    const answer = asks[kind].answer.safeParse(JSON.parse(text.toString('utf8')));
    return answer.success ? (answer.data as Answer<K>) : null;
  } catch {
    return null;
  }
}
