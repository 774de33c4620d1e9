import { randomInt, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { victimsContract } from './contract.ts';
import type { Known } from './contract-parts.ts';
import { readableVictim } from './opening.ts';
import { knownAges } from './rules-age.ts';
import { drawCodeNames } from './rules-names.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

async function taken(work: Work<Tables>, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    taken: string[];
  }>`select taskforce.code_names_taken(${[...names]}::text[]) as taken`.execute(work.db);
  return rows[0]!.taken;
}

async function freeCodeName(work: Work<Tables>): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const drawn = drawCodeNames((below) => randomInt(below));
    const gone = await taken(work, drawn);
    const free = drawn.find((name) => !gone.includes(name));
    if (free !== undefined) return free;
  }
  throw refused(
    'known.codeName',
    'no_free_name',
    'The list of code names is used up. Choose a name yourself.',
  );
}

async function mustBeFree(work: Work<Tables>, name: string, field: string): Promise<string> {
  if ((await taken(work, [name])).length > 0)
    throw refused(field, 'taken', 'Choose another code name; this one is in use.');
  return name;
}

/** Records a victim; who they are follows apart, or never. */
export const addVictim: VictimHandlers['add'] = async (work, { caseId, known }) => {
  const open = await work.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!open) throw new Problem('missing');
  const ages = granted(knownAges(known), 'known.');
  const codeName =
    known.codeName === null
      ? await freeCodeName(work)
      : await mustBeFree(work, known.codeName, 'known.codeName');
  const id = randomUUID();
  await work.db
    .insertInto('victims')
    .values({ ...known, ...ages, id, caseId, codeName })
    .execute();
  return { id, codeName };
};

const knownColumns = [
  'codeName',
  'type',
  'ageGroup',
  'ageAtFacts',
  'yearsAtFacts',
  'foreignNational',
  'languages',
  'interpreter',
  'handling',
] as const satisfies readonly (keyof Known)[];

/** Changes what is known; a conflict brings the record as it stands now. */
export const changeVictim: VictimHandlers['change'] = async (work, { id, version, ...known }) => {
  const held = await readableVictim(work, id);
  const ages = granted(knownAges(known));
  if (held.codeName.toLowerCase() !== known.codeName.toLowerCase())
    await mustBeFree(work, known.codeName, 'codeName');
  const touched = await work.db
    .updateTable('victims')
    .set({ ...known, ...ages })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('victims')
      .select(['id', ...knownColumns, 'version'])
      .where('id', '=', id)
      .where('version', '<>', version)
      .executeTakeFirst(),
  );
};

/** What a victim is in a strand of their case, since a day. */
export const giveRole: VictimHandlers['giveRole'] = async (
  work,
  { id: victimId, strandId, role, fromOn },
) => {
  const victim = await readableVictim(work, victimId);
  const strand = await work.db
    .selectFrom('strands')
    .select('id')
    .where('id', '=', strandId)
    .where('caseId', '=', victim.caseId)
    .executeTakeFirst();
  if (!strand) throw refused('strandId', 'not_found', 'Choose a strand of this case.');
  const there = await work.db
    .selectFrom('victimStrands')
    .select('id')
    .where('victimId', '=', victimId)
    .where('strandId', '=', strandId)
    .where('role', '=', role)
    .where('untilOn', 'is', null)
    .executeTakeFirst();
  if (there)
    throw refused(
      'role',
      'already_there',
      'This role is already recorded and open. End it first if it changed.',
    );
  const id = randomUUID();
  await work.db
    .insertInto('victimStrands')
    .values({ id, victimId, caseId: victim.caseId, strandId, role, fromOn })
    .execute();
  return { id };
};

export const endRole: VictimHandlers['endRole'] = async (work, { id, version, untilOn }) => {
  const current = () =>
    work.db
      .selectFrom('victimStrands')
      .select(['id', 'fromOn', 'untilOn', 'version'])
      .where('id', '=', id)
      .executeTakeFirst();
  const held = await current();
  if (held && untilOn < held.fromOn)
    throw refused('untilOn', 'before_begin', 'Give a day that is not before the role began.');
  const touched = await work.db
    .updateTable('victimStrands')
    .set({ untilOn })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, current);
};
