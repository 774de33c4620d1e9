import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { estimatesContract } from './contract.ts';
import { guessAllowed, type GuessDays } from './rules-guesses.ts';

/** A guess as it is told: without who made it. */
export type GuessKept = GuessDays & { phase: Phase; enteredOn: Day; guessedOn: Day };

/** The guess about each strand's latest stay that has one. */
export async function guessesOf(work: Work<Tables>, caseId: string): Promise<Map<string, GuessKept>> {
  const rows = await work.db
    .selectFrom('phaseGuesses')
    .select(['strandId', 'phase', 'enteredOn', 'p10', 'p50', 'p90', 'guessedOn'])
    .where('caseId', '=', caseId)
    .orderBy('enteredOn')
    .$castTo<GuessKept & { strandId: string }>()
    .execute();
  return new Map(rows.map(({ strandId, ...one }) => [strandId, one]));
}

/** Keeps a guess for good: one a stay, whoever of the case comes first. */
export const guess: Handlers<Tables, typeof estimatesContract>['guess'] = async (work, input) => {
  const { rows } = await sql<{ caseId: string; today: Day }>`
    select case_id, taskforce.today()::text as today from taskforce.strands where id = ${input.strandId}`.execute(
    work.db,
  );
  const [strand] = rows;
  if (!strand) throw new Problem('missing');
  granted(guessAllowed(input, input.enteredOn, strand.today));
  const made = await work.db
    .insertInto('phaseGuesses')
    .values({ caseId: strand.caseId, ...input })
    .onConflict((twice) => twice.columns(['strandId', 'phase', 'enteredOn']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw refused('strandId', 'guessed_already', 'Somebody guessed before. A guess stays as it is.');
  return made;
};
