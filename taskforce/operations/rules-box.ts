/**
 * How a device seals an entry that waits for a connection: a key pair made for this one entry, agreed with the public
 * key of the operation (ECDH on P-256, SP 800-56A), HKDF with SHA-256, AES-256-GCM. The private half is thrown away
 * at once, so the device itself cannot open what it sealed.
 */

export const SEALED_VERSION = 1;

/** Whose box it is: bound into key and ciphertext, so that no box opens for another person, operation or entry. */
export const boxContext = (where: { operationId: string; accountId: string; entryId: string }): string =>
  `concert board entry v1 ${where.operationId} ${where.accountId} ${where.entryId}`;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const textBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** Seals an entry to the box key of its operation; base64. */
export async function sealEntry(
  boxKey: string,
  where: { operationId: string; accountId: string; entryId: string },
  entry: unknown,
): Promise<string> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const subtle = crypto.subtle;
  const theirs = await subtle.importKey('raw', bytesOf(boxKey), curve, false, []);
  const once = await subtle.generateKey(curve, false, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', once.publicKey));
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, once.privateKey, 256);
  const context = textBytes(boxContext(where));
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: context },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: context },
    key,
    textBytes(JSON.stringify(entry)),
  );
  const all = [SEALED_VERSION, ...point, ...nonce, ...new Uint8Array(sealed)];
  return btoa(String.fromCharCode(...all));
}

/** A UUIDv7 (RFC 9562): its first 48 bits are the time, so that ids of one device sort as they were made. */
export function newEntryId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (40 - 8 * i)) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
