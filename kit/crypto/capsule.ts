import { newDataKey, open, seal, unwrapDataKey, SealBroken, type Place } from './envelope.ts';
import type { Keys } from './keys.ts';

/**
 * A sealed text with its own wrapped data key in one value, for columns that hold one secret a row. Erasing the
 * value erases the key with it. Layout: length of the key name, key name, length of the wrapped key (2 bytes),
 * wrapped key, sealed text.
 */
export function encapsulate(keys: Keys, text: string, place: Place): Buffer {
  const { plain, wrapped, kek } = newDataKey(keys);
  const name = Buffer.from(kek, 'utf8');
  const lengths = Buffer.alloc(2);
  lengths.writeUInt16BE(wrapped.length);
  return Buffer.concat([Buffer.from([name.length]), name, lengths, wrapped, seal(plain, text, place)]);
}

/**
 * Opens a capsule in its place.
 * @throws SealBroken when it was altered or moved; KeyMissing when its wrapping key is not in the key folder
 */
export function openCapsule(keys: Keys, capsule: Buffer, place: Place): string {
  const nameEnd = 1 + (capsule[0] ?? 0);
  if (capsule.length < nameEnd + 2) throw new SealBroken();
  const keyEnd = nameEnd + 2 + capsule.readUInt16BE(nameEnd);
  const kek = capsule.subarray(1, nameEnd).toString('utf8');
  return open(
    unwrapDataKey(keys, capsule.subarray(nameEnd + 2, keyEnd), kek),
    capsule.subarray(keyEnd),
    place,
  );
}
