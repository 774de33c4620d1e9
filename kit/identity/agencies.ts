import { sql, type Kysely } from 'kysely';
import type { Work } from '../database/door.ts';
import { Problem, refused } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { identityContract } from './contract.ts';
import type { IdentityHouse } from './handlers.ts';
import type { IdentityTables } from './tables.ts';

type Part = Pick<
  Handlers<IdentityTables, typeof identityContract>,
  'addAgency' | 'changeAgency' | 'endAgency'
>;
type Given = { name: string; shortName: string; kind: string };

/** Member agencies: added, renamed and ended. They are never deleted: their records name them. */
export function agencyHandlers(house: IdentityHouse): Part {
  const mustBeKind = (kind: string) => {
    if (!house.agencyKinds.includes(kind))
      throw refused('kind', 'unknown', `Choose from: ${house.agencyKinds.join(', ')}.`);
  };
  return {
    addAgency: async ({ db }, input) => {
      mustBeKind(input.kind);
      await mustBeFree(db, input.name);
      const { id } = await db.insertInto('agencies').values(input).returning('id').executeTakeFirstOrThrow();
      return { id };
    },
    changeAgency: async (work, { id, version, ...given }) => {
      mustBeKind(given.kind);
      await mustBeFree(work.db, given.name, id);
      await changed(work, id, version, given);
      return { done: true };
    },
    endAgency: async (work, { id, version }) => {
      if (id === work.account.agencyId)
        throw refused('id', 'own_agency', 'Ask an account administrator of another agency to end your own.');
      const people = await work.db
        .selectFrom('accounts')
        .select('id')
        .where('agencyId', '=', id)
        .where('status', 'in', ['active', 'invited'])
        .executeTakeFirst();
      if (people)
        throw refused(
          'id',
          'has_people',
          'Suspend the people of this agency first; then end its membership.',
        );
      await changed(work, id, version, { endedAt: work.now });
      return { done: true };
    },
  };
}

async function mustBeFree(db: Kysely<IdentityTables>, name: string, but?: string): Promise<void> {
  const taken = await db
    .selectFrom('agencies')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where((eb) => (but === undefined ? eb.lit(true) : eb('id', '!=', but)))
    .executeTakeFirst();
  if (taken)
    throw refused('name', 'taken', 'There is an agency with this name. Choose it when you invite a person.');
}

async function changed(
  { db }: Work<IdentityTables>,
  id: string,
  version: number,
  set: Given | { endedAt: Date },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agencies')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  const there = await db.selectFrom('agencies').selectAll().where('id', '=', id).executeTakeFirst();
  if (!there) throw new Problem('missing');
  throw new Problem('conflict', { data: { current: there } });
}
