import { createHash, createHmac, randomBytes, randomInt, type KeyObject } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { generateSecret, generateURI, verify as verifyCode } from 'otplib';

/** Argon2id, 64 MiB, three passes (security.md 3.1). */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
const light = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };

/** Cost of hashing; the light one is for tests and for codes of high entropy. */
export type Hashing = {
  hash(text: string): Promise<string>;
  verify(hashed: string, text: string): Promise<boolean>;
};

export function hashing(kind: 'full' | 'light'): Hashing {
  const options = kind === 'full' ? cost : light;
  return {
    hash: (text) => hash(text.normalize('NFKC'), options),
    verify: (hashed, text) => verify(hashed, text.normalize('NFKC')).catch(() => false),
  };
}

/** A session secret: 256 random bits as 64 hex digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Name typed at sign-in as a key that tells nothing. */
export function emailKey(tokenKey: KeyObject, email: string): Buffer {
  return createHmac('sha256', tokenKey).update(email.trim().toLowerCase()).digest();
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Codes to read and type: groups of four out of an alphabet without look-alikes. */
export function newCode(groups: number): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-');
}

/**
 * The code that the first-run page of an installation asks for: made of its key, so that several servers that
 * share the key folder name the same one. Worth nothing once there is an owner.
 */
export function setUpCodeOf(tokenKey: KeyObject): string {
  const bytes = createHmac('sha256', tokenKey).update('set-up code').digest();
  const letters = [...bytes.subarray(0, 16)].map((byte) => alphabet[byte % alphabet.length]);
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

/** What a person typed, as the code was made: upper case, no spaces or strokes between. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** A secret for an authenticator, and the address that its QR code shows. */
export function newTotp(issuer: string, account: string): { secret: string; uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer, label: account, secret }) };
}

/** Time step of a right six-digit code later than `after`, or null. One step of clock drift either way. */
export async function totpStep(
  secret: string,
  code: string,
  after: number,
  now: Date,
): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const result = await verifyCode({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: 30,
  }).catch(() => null);
  if (!result?.valid || !('timeStep' in result) || typeof result.timeStep !== 'number') return null;
  return result.timeStep > after ? result.timeStep : null;
}
