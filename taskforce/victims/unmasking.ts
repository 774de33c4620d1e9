import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { House } from '../house.ts';
import type { victimsContract } from './contract.ts';
import { readableVictim } from './opening.ts';
import { keepsSecret } from './rules-names.ts';
import { openedDetails, openedIdentity, sealedIdentity } from './sealing.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;
type Part = 'identity' | 'contact';
type SealedRow = { id: string; sealed: Buffer; endsAt: Date };

/** Opens what lies sealed. The database asks for membership, role and both factors again, and lists the opening. */
export function unmask(house: House): VictimHandlers['unmask'] {
  return async (work, { id, part, reason }) => {
    const victim = await readableVictim(work, id);
    const { rows } = await sql<SealedRow>`
      select * from taskforce.unmask_victim(${id}::uuid, ${part}, ${reason})`.execute(work.db);
    if (rows.length === 0) await mustBeMember(work, victim.caseId);
    return opened(house, part, rows);
  };
}

async function mustBeMember(work: Work<Tables>, caseId: string): Promise<void> {
  const { rows } = await sql<{
    may: boolean;
  }>`select taskforce.may('victims.unmask', ${caseId}) as may`.execute(work.db);
  if (!rows[0]!.may)
    throw refused(
      'id',
      'not_a_member',
      'Only members of the case open who a victim is. Ask its lead to add you, with the reason.',
    );
}

/** What this session opened and is still open; the reading is noted. */
export function unmasked(house: House): VictimHandlers['unmasked'] {
  return async (work, { id, part }) => {
    await readableVictim(work, id);
    const { rows } =
      await sql<SealedRow>`select * from taskforce.unmasked_victim(${id}::uuid, ${part})`.execute(work.db);
    if (rows.length > 0) work.noteReading('victim_identities', [id], { part }, { table: 'victims', id });
    return opened(house, part, rows);
  };
}

function opened(house: House, part: Part, rows: SealedRow[]) {
  const [first] = rows;
  return {
    until: first?.endsAt.toISOString() ?? null,
    identity: part === 'identity' && first ? openedIdentity(house.keys, first.id, first.sealed) : null,
    contact:
      part === 'contact'
        ? rows.map(({ id, sealed }) => ({ id, details: openedDetails(house.keys, id, sealed) }))
        : [],
  };
}

export const mask: VictimHandlers['mask'] = async (work, { id }) => {
  await sql`select taskforce.mask_victim(${id}::uuid)`.execute(work.db);
  return { done: true };
};

/** Seals who a victim is. The first entry needs nothing open; a later one only what the writer has open. */
export function sealIdentity(house: House): VictimHandlers['sealIdentity'] {
  return async (work, { id, version, identity }) => {
    const victim = await readableVictim(work, id);
    granted(keepsSecret(victim.codeName, [identity.name, ...identity.otherNames]));
    await mustBeMember(work, victim.caseId);
    const identitySealed = sealedIdentity(house.keys, id, identity);
    const current = () =>
      work.db
        .selectFrom('victimIdentities')
        .select(['id', 'version'])
        .where('victimId', '=', id)
        .executeTakeFirst();
    if (version > 0)
      return changedRow(
        await work.db
          .updateTable('victimIdentities')
          .set({ identitySealed })
          .where('victimId', '=', id)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst(),
        current,
      );
    const there = await current();
    if (there) throw new Problem('conflict', { data: { current: there } });
    await work.db
      .insertInto('victimIdentities')
      .values({ victimId: id, caseId: victim.caseId, identitySealed })
      .execute();
    return { version: 1 };
  };
}
