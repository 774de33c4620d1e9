/**
 * Field encryption. Every record that holds something secret (a victim's identity, a tipster's words) has a
 * data key of its own; the data key lies in the database wrapped by a key of the key folder (keys.ts). Deleting
 * the wrapped data key makes all its texts unreadable for ever, in the database and in its backups alike:
 * erasing by crypto-shredding.
 *
 * Layout of a sealed text: format (1 byte, 1) | data key version (4 bytes) | nonce (12) | tag (16) | ciphertext.
 * Additional authenticated data: table|column|row id|data key version, so a sealed text that is copied to another
 * row or column does not open there. The length of the ciphertext is the length of the text in UTF-8.
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SealBroken, aesGcmOpen, aesGcmSeal, aesKwpUnwrap, aesKwpWrap, hkdf, hmac } from './primitives.ts';
import type { Keys } from './keys.ts';

export { SealBroken } from './primitives.ts';

/** A record's key while it is in use. Never stored, printed or sent: the key itself is opaque. */
export type DataKey = { readonly key: KeyObject; readonly version: number };

/** Where a sealed text lives; it opens nowhere else. */
export type Place = { readonly table: string; readonly column: string; readonly row: string };

/** A data key as the database keeps it: the wrapped bytes and the name of the key that wrapped them. */
export type WrappedKey = { readonly wrapped: Buffer; readonly kek: string };

/** The key folder does not hold the key that wrapped a data key: restore it, the text is not lost yet. */
export class KeyMissing extends Error {
  readonly code = 'keyMissing';
  constructor(kek: string) {
    super(
      `The key folder has no ${/^kek-\d{1,9}$/.test(kek) ? kek : 'such key'}: restore it from the key backup.`,
    );
    this.name = 'KeyMissing';
  }
}

const FORMAT = 1;
const HEAD_BYTES = 5;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

function kekNamed(keys: Keys, kek: string): KeyObject {
  const found = keys.keks.get(kek);
  if (!found) throw new KeyMissing(kek);
  return found;
}

function versionBytes(version: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(version);
  return bytes;
}

function aad(place: Place, version: number): Buffer {
  for (const part of [place.table, place.column, place.row]) {
    if (part === '' || part.includes('|')) {
      throw new TypeError('Table, column and row of a sealed text are not empty and contain no "|".');
    }
  }
  return Buffer.from(`${place.table}|${place.column}|${place.row}|${version}`, 'utf8');
}

/**
 * A fresh data key, wrapped by the newest key of the folder. Give a record's replacement key a higher version.
 * One data key seals at most 2^32 texts (SP 800-38D, random 96-bit nonces); a record has a handful.
 */
export function newDataKey(keys: Keys, version = 1): { plain: DataKey; wrapped: Buffer; kek: string } {
  const bytes = randomBytes(KEY_BYTES);
  const payload = Buffer.concat([versionBytes(version), bytes]);
  const wrapped = aesKwpWrap(kekNamed(keys, keys.newestKek), payload);
  const plain = { key: createSecretKey(bytes), version };
  payload.fill(0);
  bytes.fill(0);
  return { plain, wrapped, kek: keys.newestKek };
}

/**
 * @throws KeyMissing when the folder lacks the wrapping key
 * @throws SealBroken when the wrapped bytes were altered
 */
export function unwrapDataKey(keys: Keys, wrapped: Buffer, kek: string): DataKey {
  const payload = aesKwpUnwrap(kekNamed(keys, kek), wrapped);
  if (payload.length !== 4 + KEY_BYTES) throw new SealBroken();
  const plain = { key: createSecretKey(payload.subarray(4)), version: payload.readUInt32BE(0) };
  payload.fill(0);
  return plain;
}

/** Wraps a data key anew under the newest key of the folder; the sealed texts stay as they are. */
export function rewrap(keys: Keys, wrapped: Buffer, kek: string): WrappedKey {
  if (kek === keys.newestKek) return { wrapped, kek };
  const payload = aesKwpUnwrap(kekNamed(keys, kek), wrapped);
  const anew = aesKwpWrap(kekNamed(keys, keys.newestKek), payload);
  payload.fill(0);
  return { wrapped: anew, kek: keys.newestKek };
}

/** Seals a text for one place. Lone surrogates become U+FFFD, as everywhere in UTF-8. */
export function seal(dataKey: DataKey, text: string, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const { ct, tag } = aesGcmSeal(dataKey.key, nonce, Buffer.from(text, 'utf8'), aad(place, dataKey.version));
  return Buffer.concat([Buffer.from([FORMAT]), versionBytes(dataKey.version), nonce, tag, ct]);
}

/**
 * Opens a sealed text in its place.
 * @throws SealBroken when it was altered, moved to another place, or sealed under another key or version
 */
export function open(dataKey: DataKey, sealed: Buffer, place: Place): string {
  const textAt = HEAD_BYTES + NONCE_BYTES + TAG_BYTES;
  if (sealed.length < textAt || sealed[0] !== FORMAT) throw new SealBroken();
  if (sealed.readUInt32BE(1) !== dataKey.version) throw new SealBroken();
  const nonce = sealed.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
  const tag = sealed.subarray(HEAD_BYTES + NONCE_BYTES, textAt);
  return aesGcmOpen(dataKey.key, nonce, sealed.subarray(textAt), tag, aad(place, dataKey.version)).toString(
    'utf8',
  );
}

/**
 * A search key for a sealed column: equal values give equal bytes, and without the key nobody can guess the value
 * back. Each column gets a key of its own (HKDF), so two columns cannot be joined over it.
 * @param key the folder's token key
 * @param column table and column, `victim_identity.surname`
 * @param normalisedValue the value as it is compared (trimmed, folded, in NFC): the caller's rule, kept stable
 * @param bytes 4 to 32; fewer when collisions are welcome
 */
export function blindIndex(key: KeyObject, column: string, normalisedValue: string, bytes = 32): Buffer {
  if (!(bytes >= 4 && bytes <= 32)) throw new TypeError('A blind index is 4 to 32 bytes long.');
  const columnKey = hkdf(key, Buffer.alloc(0), Buffer.from(`concert blind index|${column}`, 'utf8'), 32);
  return hmac(columnKey, normalisedValue, bytes);
}
