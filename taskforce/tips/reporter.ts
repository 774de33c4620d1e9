import { sql } from 'kysely';
import { openCapsule } from '../../kit/crypto/capsule.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { KeptContact } from './contract-parts.ts';
import { contactPlace } from './opening.ts';

/** Opens the contact of a reporter. The database checks permission and step-up again and writes the audit. */
export function unmask(house: House) {
  return async (work: Work<Tables>, { id, reason }: { id: string; reason: string }) => {
    const tip = await work.db.selectFrom('tips').select('id').where('id', '=', id).executeTakeFirst();
    if (!tip) throw new Problem('missing');
    const { rows } = await sql<{ sealed: Buffer | null }>`
      select unmask_reporter(${id}::uuid, ${reason}) as sealed`.execute(work.db);
    const sealed = rows[0]?.sealed ?? null;
    if (sealed === null) return { contact: null };
    return { contact: KeptContact.parse(JSON.parse(openCapsule(house.keys, sealed, contactPlace(id)))) };
  };
}
