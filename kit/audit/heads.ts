/**
 * Signed tree heads: "at this time the log NAME had SIZE entries with this root". A head that lies with a witness
 * (another agency, a prosecutor's mailbox, a printed sheet) is what makes a rewritten or shortened log show.
 */
import type { KeyObject } from 'node:crypto';
import { signEd25519, verifyEd25519 } from '../crypto/primitives.ts';
import { publicKeyId } from '../crypto/keys.ts';

/**
 * @property log name of the log, so that another log's head does not pass
 * @property size number of entries covered
 * @property root RFC 6962 root over the entries' hashes
 * @property at time of signing, UTC, as text
 */
export type TreeHead = {
  readonly log: string;
  readonly size: number;
  readonly root: Buffer;
  readonly at: string;
};

/** @property key id of the signing key: first 16 hex digits of SHA-256 over its SPKI DER form */
export type SignedHead = TreeHead & { readonly key: string; readonly signature: Buffer };

/** A log is named in lower-case letters, digits, dot, dash, underscore: 1 to 64. */
const LOG_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const TIME = /^[0-9 :.TZ+-]{10,40}$/;
const HASH_BYTES = 32;
const MAX_SECONDS = 600;
const MAX_ENTRIES = 1_000;

/**
 * The text that is signed, exactly, each line ended by a line feed:
 *   concert audit head v1 / log NAME / size N / root HEX / at TIME / key ID
 * @throws TypeError when a field cannot be written unambiguously
 */
export function headText(head: TreeHead & { key: string }): string {
  const fits =
    LOG_NAME.test(head.log) &&
    Number.isSafeInteger(head.size) &&
    head.size >= 0 &&
    head.root.length === HASH_BYTES &&
    TIME.test(head.at) &&
    /^[0-9a-f]{16}$/.test(head.key);
  if (!fits) throw new TypeError('This tree head has a field that cannot be signed.');
  const lines = [
    'concert audit head v1',
    `log ${head.log}`,
    `size ${head.size}`,
    `root ${head.root.toString('hex')}`,
    `at ${head.at}`,
    `key ${head.key}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Signs a head with the log's key (`keys.audit`). */
export function signHead(key: { privateKey: KeyObject; id: string }, head: TreeHead): SignedHead {
  const { log, size, root, at } = head;
  const text = headText({ log, size, root, at, key: key.id });
  return {
    log,
    size,
    root,
    at,
    key: key.id,
    signature: signEd25519(key.privateKey, Buffer.from(text, 'utf8')),
  };
}

/** True when one of the public keys signed this very head. A malformed head is false. */
export function verifyHead(head: SignedHead, publicKeys: readonly KeyObject[]): boolean {
  const key = publicKeys.find((one) => publicKeyId(one) === head.key);
  if (!key) return false;
  try {
    return verifyEd25519(key, Buffer.from(headText(head), 'utf8'), head.signature);
  } catch {
    return false;
  }
}

/** One line of JSON for files, mails and QR codes: root in hex, signature in base64. */
export function headToJson(head: SignedHead): string {
  const { log, size, at, key } = head;
  return JSON.stringify({
    log,
    size,
    root: head.root.toString('hex'),
    at,
    key,
    signature: head.signature.toString('base64'),
  });
}

/**
 * Reads {@link headToJson}. Only the shape is checked; the signature is {@link verifyHead}'s matter.
 * @throws SyntaxError when it is not a head
 */
export function headFromJson(line: string): SignedHead {
  const raw = JSON.parse(line) as Record<string, unknown> | null;
  const { log, size, root, at, key, signature } = raw ?? {};
  const texts = [log, root, at, key, signature].every((one) => typeof one === 'string');
  if (!texts || typeof size !== 'number') throw new SyntaxError('This line is not a signed tree head.');
  return {
    log: log as string,
    size,
    root: Buffer.from(root as string, 'hex'),
    at: at as string,
    key: key as string,
    signature: Buffer.from(signature as string, 'base64'),
  };
}

/**
 * Whether a new head is due: something was written since the last one, and 1,000 entries or ten minutes have gone by.
 * @param last size and time of the last head, if there is one
 */
export function headIsDue(last: { size: number; at: Date } | undefined, size: number, now: Date): boolean {
  const waiting = size - (last?.size ?? 0);
  if (waiting <= 0) return false;
  if (!last || waiting >= MAX_ENTRIES) return true;
  return now.getTime() - last.at.getTime() >= MAX_SECONDS * 1000;
}
