import { openFor, sealFor } from '../clients/sealing.ts';
import type { House } from '../house.ts';

type Keys = Pick<House, 'clientKeys'>;

/** Seals the words of a row of these rooms under the client's key; null when there are none. */
export async function sealWords<T extends object>(
  house: Keys,
  clientId: string,
  table: string,
  row: string,
  value: T,
): Promise<Buffer | null> {
  const empty = Object.values(value).every((one) => one === '');
  return empty ? null : sealFor(house, clientId, { table, column: 'sealed', row }, value);
}

/** Opens what `sealWords` sealed; what is not there is an empty text. */
export async function openWords<K extends string>(
  house: Keys,
  clientId: string,
  table: string,
  row: { id: string; sealed: Buffer | null },
  keys: readonly K[],
): Promise<Record<K, string>> {
  const opened = (await openFor(
    house,
    clientId,
    { table, column: 'sealed', row: row.id },
    row.sealed,
  )) as Partial<Record<K, string>> | null;
  return Object.fromEntries(keys.map((key) => [key, opened?.[key] ?? ''])) as Record<K, string>;
}
