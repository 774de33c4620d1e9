import { open, seal } from '../../kit/crypto/envelope.ts';
import { KeyDestroyed } from '../../kit/crypto/record-keys.ts';
import { openFor, sealFor, type SealedAt } from '../clients/sealing.ts';
import type { House } from '../house.ts';
import type { Signature } from './contract.ts';

type Keys = Pick<House, 'clientKeys'>;
/** What is sealed of a release: the exact texts, and who receives them on paper. */
export type Kept = { recipient: string; texts: Record<string, string> };

export const textsAt = (row: string): SealedAt => ({ table: 'releases', column: 'texts_sealed', row });
const signingAt = (row: string): SealedAt => ({ table: 'releases', column: 'signing_sealed', row });
const keyAt = (row: string): SealedAt => ({ table: 'releases', column: 'key_sealed', row });

export const sealTexts = (house: Keys, clientId: string, release: string, kept: Kept): Promise<Buffer> =>
  sealFor(house, clientId, textsAt(release), kept);

/** The texts of a release; nothing is left of them where the client's key was destroyed. */
export async function openTexts(
  house: Keys,
  clientId: string,
  release: string,
  sealed: Buffer | null,
): Promise<Kept> {
  const kept = await openFor(house, clientId, textsAt(release), sealed);
  return (kept as Kept | null) ?? { recipient: '', texts: {} };
}

export const sealSignatures = (house: Keys, clientId: string, release: string, signatures: Signature[]) =>
  sealFor(house, clientId, signingAt(release), signatures);

export async function openSignatures(
  house: Keys,
  clientId: string,
  release: string,
  sealed: Buffer | null,
): Promise<Signature[]> {
  return ((await openFor(house, clientId, signingAt(release), sealed)) as Signature[] | null) ?? [];
}

/**
 * Seals the key of what crosses twice: under a key file of the release, and under the client's own key. Both files lie
 * outside the database and its backups, so that the end of either ends the release in every copy.
 */
export async function sealReleaseKey(
  house: Keys,
  clientId: string,
  release: string,
  key: string,
): Promise<Buffer> {
  const inner = seal(await house.clientKeys.keyOf(release), key, keyAt(release));
  return sealFor(house, clientId, keyAt(release), inner.toString('base64'));
}

/** The key of a release; null when the release's or the client's key file was destroyed. */
export async function openReleaseKey(
  house: Keys,
  clientId: string,
  release: string,
  sealed: Buffer,
): Promise<string | null> {
  const inner = await openFor(house, clientId, keyAt(release), sealed);
  if (typeof inner !== 'string') return null;
  try {
    const file = await house.clientKeys.findKey(release);
    return file === null ? null : open(file, Buffer.from(inner, 'base64'), keyAt(release));
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}
