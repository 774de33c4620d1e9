import { randomUUID } from 'node:crypto';
import type { Work } from '../../kit/database/door.ts';
import { sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { disclosureBases, DisclosureKind, RecipientKind } from '../vocabulary/disclosures.ts';

/** One giving out of something of a client. */
export type Disclosure = {
  clientId: string;
  kind: DisclosureKind;
  recipientKind: RecipientKind;
  /** Who received it, in words; sealed under the client's key. Empty when `recipientKind` says enough. */
  recipient: string;
  /** Codes of what was given (`identity.legal_name`, `needs`); never the content. */
  fields: readonly string[];
  /** Code of the ground: one of `disclosureBases`, or another short code. */
  basis: (typeof disclosureBases)[number] | (string & {});
  /** Id of the release, referral, request or report in its own table. */
  source?: string;
  /** When it was given; now when left out. */
  at?: Date;
  /** When the client was told; null while they were not. */
  toldClientAt?: Date | null;
};

const at = (row: string) => ({ table: 'disclosures', column: 'recipient_sealed', row });

/**
 * Writes into the log that something of a client was given out, in the transaction of whatever gave it. Every room that
 * gives something out calls this; the client sees it in their printed record. Needs `disclosures.write` for the client.
 *
 * Where no person is signed in (a reading over the bridge), a `security definer` function of policy.sql inserts
 * `(client_id, kind, recipient_kind, recipient, fields, basis, source, recorded_by)` with the name of the paired
 * installation in `recipient` and null in `recorded_by`.
 * @returns the id of the entry
 * @throws Problem missing when the client was destroyed
 */
export async function writeDisclosure(
  house: Pick<House, 'clientKeys'>,
  work: Pick<Work<Tables>, 'db' | 'now'>,
  one: Disclosure,
): Promise<string> {
  const id = randomUUID();
  const { clientId, kind, recipientKind, basis } = one;
  const recipientSealed = one.recipient === '' ? null : await sealFor(house, clientId, at(id), one.recipient);
  await work.db
    .insertInto('disclosures')
    .values({
      id,
      clientId,
      kind,
      at: one.at ?? work.now,
      recipientKind,
      recipientSealed,
      fields: [...one.fields],
      basis,
      source: one.source ?? null,
      toldClientAt: one.toldClientAt ?? null,
    })
    .execute();
  return id;
}

/** Where the name of a recipient is sealed. */
export const recipientAt = at;
