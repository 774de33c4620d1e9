/**
 * The few cryptographic primitives Concert uses, each one thin function over node:crypto (OpenSSL).
 * Everything else in kit/ that seals, wraps, signs or derives goes through here, so that the published
 * test vectors (Wycheproof) exercise the very code that guards the records.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { CipherGCMTypes, KeyObject } from 'node:crypto';

/** Bytes of a secret or a text, as node:crypto takes them. */
export type Secret = KeyObject | Buffer;

/** A ciphertext, wrapped key or tag that does not belong to this key and context, or was altered. */
export class SealBroken extends Error {
  readonly code = 'sealBroken';
  constructor(sentence = 'This sealed text was altered, moved from its place, or belongs to another key.') {
    super(sentence);
    this.name = 'SealBroken';
  }
}

/** The initial value that RFC 5649 section 3 fixes for key wrap with padding. */
const KWP_IV = Buffer.from('a65959a6', 'hex');
const TAG_BYTES = 16;

function keyBits(key: Secret): number {
  const bytes = Buffer.isBuffer(key) ? key.length : (key.symmetricKeySize ?? 0);
  if (bytes !== 16 && bytes !== 24 && bytes !== 32) {
    throw new TypeError('An AES key is 16, 24 or 32 bytes long.');
  }
  return bytes * 8;
}

function gcmName(key: Secret): CipherGCMTypes {
  return `aes-${keyBits(key)}-gcm` as CipherGCMTypes;
}

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** AES-GCM (SP 800-38D) with a 128-bit tag. The nonce must never repeat under one key. */
export function aesGcmSeal(
  key: Secret,
  nonce: Buffer,
  text: Buffer,
  aad: Buffer,
): { ct: Buffer; tag: Buffer } {
  const cipher = createCipheriv(gcmName(key), key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  const ct = Buffer.concat([cipher.update(text), cipher.final()]);
  return { ct, tag: cipher.getAuthTag() };
}

/**
 * Opens AES-GCM. Nonces of 1 to 128 bytes (OpenSSL's limit; ours are 12); the tag must be the full 16 bytes.
 * @throws SealBroken when key, nonce, text, tag or additional data do not fit together
 */
export function aesGcmOpen(key: Secret, nonce: Buffer, ct: Buffer, tag: Buffer, aad: Buffer): Buffer {
  const name = gcmName(key);
  if (tag.length !== TAG_BYTES || nonce.length === 0 || nonce.length > 128) throw new SealBroken();
  try {
    const cipher = createDecipheriv(name, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(aad);
    cipher.setAuthTag(tag);
    return Buffer.concat([cipher.update(ct), cipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** AES key wrap with padding, RFC 5649: deterministic, with its own integrity check; 1 byte or more. */
export function aesKwpWrap(kek: Secret, plain: Buffer): Buffer {
  const cipher = createCipheriv(`id-aes${keyBits(kek)}-wrap-pad`, kek, KWP_IV);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/**
 * Undoes {@link aesKwpWrap}.
 * @throws SealBroken when the wrapped bytes were altered or belong to another key
 */
export function aesKwpUnwrap(kek: Secret, wrapped: Buffer): Buffer {
  const name = `id-aes${keyBits(kek)}-wrap-pad`;
  if (wrapped.length < 16 || wrapped.length % 8 !== 0) throw new SealBroken();
  try {
    const cipher = createDecipheriv(name, kek, KWP_IV);
    return Buffer.concat([cipher.update(wrapped), cipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/**
 * HKDF-SHA-256 (RFC 5869).
 * @param length bytes wanted, 1 to 8,160 (255 blocks); more is refused
 */
export function hkdf(secret: Secret, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** HMAC-SHA-256 (RFC 2104), the first `bytes` of 32. */
export function hmac(key: Secret, message: Buffer | string, bytes = 32): Buffer {
  return createHmac('sha256', key).update(message).digest().subarray(0, bytes);
}

/** Compares a tag of `bytes` bytes with the right one in constant time; a tag of another length is wrong. */
export function hmacMatches(key: Secret, message: Buffer | string, tag: Buffer, bytes = 32): boolean {
  return tag.length === bytes && timingSafeEqual(hmac(key, message, bytes), tag);
}

/** Ed25519 signature (RFC 8032), 64 bytes. */
export function signEd25519(privateKey: KeyObject, message: Buffer): Buffer {
  return sign(null, message, privateKey);
}

/** True only for a right Ed25519 signature by this very key; a malformed one is false, never an exception. */
export function verifyEd25519(publicKey: KeyObject, message: Buffer, signature: Buffer): boolean {
  if (publicKey.asymmetricKeyType !== 'ed25519' || signature.length !== 64) return false;
  try {
    return verify(null, message, publicKey, signature);
  } catch {
    return false;
  }
}
