import { createECDH, type ECDH, type KeyObject } from 'node:crypto';
import { aesGcmOpen, hkdf } from '../../kit/crypto/primitives.ts';
import { SEALED_VERSION, boxContext } from './rules-box.ts';

/**
 * The server's half of what waits on a device: entries are sealed there to a public key of the operation, so that
 * whoever holds the device can read none of them; only this opens them. docs/decisions/0053 says why.
 */

const CURVE = 'prime256v1';
/** Order of the group of P-256 (SP 800-186). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The key pair of an operation, computed from the house's own key: nothing is stored, nothing can be lost apart. */
function keyOf(token: KeyObject, operationId: string): ECDH {
  // 384 bits reduced to the order: FIPS 186-5, A.2.1.
  const bits = hkdf(token, Buffer.alloc(0), Buffer.from(`concert board box v1 ${operationId}`), 48);
  const scalar = (BigInt(`0x${bits.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const pair = createECDH(CURVE);
  pair.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));
  return pair;
}

/** The public key to which devices seal entries of an operation: a raw point, base64. */
export const boxKeyOf = (token: KeyObject, operationId: string): string =>
  keyOf(token, operationId).getPublicKey().toString('base64');

/**
 * Opens a box: version (1 byte), the device's public key (65), nonce (12), ciphertext and tag (16), base64.
 * @returns the entry as it was sealed; null when it was altered, or is another person's or operation's
 */
export function openBox(
  token: KeyObject,
  where: { operationId: string; accountId: string; entryId: string },
  box: string,
): unknown {
  const bytes = Buffer.from(box, 'base64');
  if (bytes.length < 1 + 65 + 12 + 16 + 2 || bytes[0] !== SEALED_VERSION) return null;
  const point = bytes.subarray(1, 66);
  const tagAt = bytes.length - 16;
  try {
    const shared = keyOf(token, where.operationId).computeSecret(point);
    const context = boxContext(where);
    const key = hkdf(shared, point, Buffer.from(context), 32);
    const plain = aesGcmOpen(
      key,
      bytes.subarray(66, 78),
      bytes.subarray(78, tagAt),
      bytes.subarray(tagAt),
      Buffer.from(context),
    );
    return JSON.parse(plain.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
