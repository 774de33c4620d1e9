import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Told } from '../deconfliction/contract-parts.ts';
import { granted } from '../granted.ts';
import type { Day } from '../vocabulary/days.ts';
import type { nominationsContract } from './contract.ts';
import type { Nomination } from './contract-parts.ts';
import { settingsOf } from './settings.ts';
import {
  checkStanding,
  recordCheck,
  type CheckFacts,
  type CheckResult,
  type CheckStanding,
  type NominationState,
  type RoomResult,
} from './rules.ts';

type All = Handlers<Tables, typeof nominationsContract>;

const never: CheckFacts = { room: null, hand: null, live: 0, waiting: 0, open: 0 };

/** What deconfliction and the regional systems hold of nominations that the session may read, by their ids. */
export async function checkFactsOf(
  work: Work<Tables>,
  ids: readonly string[],
): Promise<(id: string) => CheckFacts> {
  const { rows } = await sql<{
    id: string;
    roomResult: RoomResult | null;
    roomOn: Day | null;
    handResult: CheckResult | null;
    live: number;
    waiting: number;
    open: number;
  }>`select * from taskforce.nominations_standing(${ids}::uuid[])`.execute(work.db);
  const found = new Map(
    rows.map(({ id, roomResult, roomOn, handResult, live, waiting, open }) => {
      const room = roomResult === null || roomOn === null ? null : { result: roomResult, on: roomOn };
      return [id, { room, hand: handResult, live, waiting, open }];
    }),
  );
  return (id) => found.get(id) ?? never;
}

/** Where the answer about others at work stands now. */
export async function standingOf(work: Work<Tables>, id: string): Promise<CheckStanding> {
  const { settings, today } = await settingsOf(work);
  return checkStanding((await checkFactsOf(work, [id]))(id), today, settings);
}

/** Identifiers, hits and answers of one nomination, for its page. */
export async function checksOfPage(
  work: Work<Tables>,
  id: string,
): Promise<Pick<Nomination, 'checks' | 'targets' | 'conflicts' | 'systems' | 'coordinator'>> {
  const { rows: conflicts } = await sql<Omit<Told, 'foundAt'> & { foundAt: Date }>`
    select * from taskforce.conflicts_of_nomination(${id}::uuid)`.execute(work.db);
  const { rows: set } = await sql<{ systems: string[]; coordinator: string }>`
    select s -> 'systems' as systems, s ->> 'coordinator' as coordinator
    from taskforce.deconfliction_settings() as s`.execute(work.db);
  return {
    checks: await checksOf(work, id),
    targets: await targetsOf(work, id),
    conflicts: conflicts.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })),
    ...set[0]!,
  };
}

async function targetsOf(work: Work<Tables>, id: string): Promise<Nomination['targets']> {
  type Target = Nomination['targets'][number];
  type Row = Omit<Target, 'type' | 'by' | 'checkedAt' | 'expiresAt'> & {
    identifierType: Target['type'];
    enteredBy: string;
    checkedAt: Date | null;
    expiresAt: Date | null;
  };
  const { rows } = await sql<Row>`select * from taskforce.targets_of_nomination(${id}::uuid)`.execute(
    work.db,
  );
  return rows.map(({ identifierType, enteredBy, checkedAt, expiresAt, ...row }) => ({
    ...row,
    type: identifierType,
    by: enteredBy,
    checkedAt: checkedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}

async function checksOf(work: Work<Tables>, id: string): Promise<Nomination['checks']> {
  const rows = await work.db
    .selectFrom('nominationChecks as c')
    .innerJoin('accounts as a', 'a.id', 'c.recordedBy')
    .selectAll('c')
    .select('a.displayName as name')
    .where('c.nominationId', '=', id)
    .orderBy('c.recordedAt', 'desc')
    .orderBy('c.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    madeBy: row.madeBy as 'room' | 'hand',
    result: row.result as RoomResult,
    targets: row.targets,
    checkedOn: row.checkedOn,
    system: row.system,
    reference: row.reference,
    note: row.note,
    by: { id: row.recordedBy, name: row.name },
    at: row.recordedAt.toISOString(),
  }));
}

/** @throws Problem missing when it is not to be read, or its identifiers not to be compared by this session */
export const checkNomination: All['check'] = async (work, { id, reason }) => {
  const { rows } = await sql<{ told: RoomResult | null }>`
    select taskforce.check_nomination(${id}::uuid, ${reason}) as told`.execute(work.db);
  const told = rows[0]?.told ?? null;
  if (told === null) throw new Problem('missing');
  return { told };
};

export const recordNominationCheck: All['recordCheck'] = async (work, { id: nominationId, ...check }) => {
  const row = await work.db
    .selectFrom('nominations')
    .select('state')
    .where('id', '=', nominationId)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  const { rows } = await sql<{ systems: string[] }>`
    select taskforce.deconfliction_settings() -> 'systems' as systems`.execute(work.db);
  const { today } = await settingsOf(work);
  const state = row.state as NominationState;
  granted(recordCheck({ ...check, state, today, systems: rows[0]!.systems }));
  const id = randomUUID();
  await work.db
    .insertInto('nominationChecks')
    .values({ id, nominationId, ...check })
    .execute();
  return { id };
};
