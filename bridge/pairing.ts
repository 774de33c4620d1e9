import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { hkdf, hmac, hmacMatches, sha256 } from '../kit/crypto/primitives.ts';
import { canonicalJson } from '../kit/documents/canonical.ts';
import type { Wing } from './messages.ts';

/**
 * Two installations are paired by a code that one administrator reads to the other over the phone. The code has 100
 * random bits, so that no eavesdropper of the exchange can guess it afterwards; each side proves that it knows the code
 * by an HMAC over everything both said, its own public key first of all. Nobody in the middle can put in another key.
 */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LETTERS = 20;

/** How long a code may be used, in minutes, and how often it may be tried wrongly. */
export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;

/** A fresh code: 20 letters and digits in groups of four, none of them easily misheard for another (no I, O, 0, 1). */
export function newPairingCode(random: (bytes: number) => Buffer = randomBytes): string {
  const letters = [...random(LETTERS)].map((byte) => ALPHABET[byte & 31]!).join('');
  return letters.match(/.{4}/g)!.join('-');
}

/** What somebody typed as a code, as it is compared: without spaces, dashes and case; null if it is no code. */
export function readPairingCode(typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[\s-]/g, '');
  return bare.length === LETTERS && [...bare].every((one) => ALPHABET.includes(one)) ? bare : null;
}

/** What is kept of a code: a hash, enough since a code of 100 random bits cannot be searched. */
export const pairingCodeHash = (code: string): string =>
  sha256(Buffer.from('concert pairing code\n'), code.replaceAll('-', '')).toString('hex');

/** What an installation says of itself when it is paired. */
export const introduction = z.strictObject({
  installation: z.uuid(),
  wing: z.enum(['taskforce', 'provider']),
  name: z.string().trim().min(1).max(120),
  publicKey: z.base64().max(200),
  /** Where it can be reached; null for one that only calls by itself. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  nonce: z.base64().length(44),
});
export type Introduction = z.infer<typeof introduction>;

/** An introduction with a fresh nonce. */
export function introduce(
  self: Omit<Introduction, 'nonce' | 'publicKey' | 'wing'> & { wing: Wing; publicKey: KeyObject },
): Introduction {
  const { publicKey, ...rest } = self;
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return { ...rest, publicKey: spki, nonce: randomBytes(32).toString('base64') };
}

const proofKey = (code: string, who: 'caller' | 'called'): Buffer =>
  hkdf(Buffer.from(code.replaceAll('-', '')), Buffer.alloc(0), Buffer.from(`concert pairing ${who} v1`), 32);

/** What the caller's proof covers is its own introduction; what the called one's covers is both. */
const transcript = (caller: Introduction, called?: Introduction): string =>
  canonicalJson(called === undefined ? [caller] : [caller, called]);

/** The caller's proof that it knows the code, over its introduction. */
export const callerProof = (code: string, caller: Introduction): string =>
  hmac(proofKey(code, 'caller'), transcript(caller)).toString('base64');

/** Whether the caller knows the code and nobody changed its introduction on the way. */
export const callerProved = (code: string, caller: Introduction, proof: string): boolean =>
  hmacMatches(proofKey(code, 'caller'), transcript(caller), Buffer.from(proof, 'base64'));

/** The answering proof, over both introductions. */
export const calledProof = (code: string, caller: Introduction, called: Introduction): string =>
  hmac(proofKey(code, 'called'), transcript(caller, called)).toString('base64');

/** Whether the one that was called knows the code and saw the introduction that we sent. */
export const calledProved = (
  code: string,
  caller: Introduction,
  called: Introduction,
  proof: string,
): boolean => hmacMatches(proofKey(code, 'called'), transcript(caller, called), Buffer.from(proof, 'base64'));

export type IntroductionFault = 'not_an_introduction' | 'bad_key' | 'same_wing' | 'ourselves';

/**
 * Reads an introduction of the other side.
 * @returns the public key and its short name, or why it is refused: it must be of the other wing, of another
 * installation, and carry an Ed25519 key
 */
export function readIntroduction(
  raw: unknown,
  self: { installation: string; wing: Wing },
): { ok: true; peer: Introduction; key: KeyObject; keyId: string } | { ok: false; fault: IntroductionFault } {
  const read = introduction.safeParse(raw);
  if (!read.success) return { ok: false, fault: 'not_an_introduction' };
  if (read.data.installation === self.installation) return { ok: false, fault: 'ourselves' };
  if (read.data.wing === self.wing) return { ok: false, fault: 'same_wing' };
  const key = readPublicKey(read.data.publicKey);
  if (key === null) return { ok: false, fault: 'bad_key' };
  return { ok: true, peer: read.data, key, keyId: publicKeyId(key) };
}

/** An Ed25519 public key in SPKI DER form, base64; null for anything else. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/**
 * What both administrators see and may compare aloud: five groups of five digits (83 bits) over both installations and
 * keys, the same on both sides.
 */
export function pairingFingerprint(one: Introduction, other: Introduction): string {
  const [first, second] = one.installation < other.installation ? [one, other] : [other, one];
  const bytes = sha256(
    'concert pairing fingerprint v1\n',
    canonicalJson([first, second].map(({ installation, publicKey }) => ({ installation, publicKey }))),
  );
  return Array.from({ length: 5 }, (_, n) =>
    String(bytes.readUIntBE(n * 5, 5) % 100_000).padStart(5, '0'),
  ).join(' ');
}
