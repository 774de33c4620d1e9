import { open, seal } from '../../kit/crypto/envelope.ts';
import { KeyDestroyed } from '../../kit/crypto/record-keys.ts';
import { Problem } from '../../kit/problems.ts';
import type { House } from '../house.ts';

/** Where a sealed text of a client stands: table and column without the schema, and the id of its row. */
export type SealedAt = { table: string; column: string; row: string };

/**
 * Seals something of a client under the client's own key, as JSON. Other rooms of this wing use it for whatever tells
 * of a client: destroying the client's key then destroys it with all the rest.
 * @throws Problem missing when the client was destroyed
 */
export async function sealFor(
  house: Pick<House, 'clientKeys'>,
  clientId: string,
  at: SealedAt,
  value: unknown,
): Promise<Buffer> {
  try {
    return seal(await house.clientKeys.keyOf(clientId), JSON.stringify(value), at);
  } catch (error) {
    throw error instanceof KeyDestroyed ? new Problem('missing') : error;
  }
}

/** Opens what `sealFor` sealed; null where there is nothing, or the client's key was destroyed. */
export async function openFor(
  house: Pick<House, 'clientKeys'>,
  clientId: string,
  at: SealedAt,
  sealed: Buffer | null,
): Promise<unknown> {
  if (sealed === null) return null;
  try {
    const key = await house.clientKeys.findKey(clientId);
    return key === null ? null : (JSON.parse(open(key, sealed, at)) as unknown);
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}
