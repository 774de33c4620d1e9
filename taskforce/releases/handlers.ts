import { sql } from 'kysely';
import { openReleased } from '../../bridge/released.ts';
import { SealBroken } from '../../kit/crypto/primitives.ts';
import type { Door, Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { releasesContract } from './contract.ts';
import { readerRole, seemsLive } from './rules.ts';

type All = Handlers<Tables, typeof releasesContract>;
type Reading = Awaited<ReturnType<All['open']>>;

/** What survivors released to this task force. What it says is asked for at each reading and kept nowhere. */
export function releasesHandlers(house: House): All {
  return {
    waiting: (work) => waiting(work),
    list: (work, input) => listed(work, input),
    victims: async ({ db }, { caseId }) => ({
      rows: (await db
        .selectFrom('victimsNamed')
        .select(['id', 'codeName'])
        .where('caseId', '=', caseId)
        .orderBy('codeName')
        .limit(200)
        .execute()) as { id: string; codeName: string }[],
    }),
    link: async (work, { id, version, caseId, victimId }) => {
      const { rows } = await sql<{ version: number | null }>`
        select taskforce.link_release(${id}::uuid, ${version}, ${caseId}::uuid, ${victimId}::uuid) as version`.execute(
        work.db,
      );
      const made = rows[0]?.version;
      if (made) return { version: made };
      const current = (await waiting(work)).rows.find((one) => one.id === id);
      throw current ? new Problem('conflict', { data: { current } }) : new Problem('missing');
    },
    open: (work, input) => read(house, work, input),
  };
}

type FactsRow = {
  id: string;
  releasedBy: string;
  referral: string | null;
  purpose: string;
  fields: string[];
  language: string;
  fromAt: Date;
  untilAt: Date;
  state: string;
  receivedAt: Date;
  version: number;
};
const facts = ({ fromAt, untilAt, receivedAt, ...row }: FactsRow) => ({
  ...row,
  purpose: row.purpose as 'safety',
  state: row.state as 'live',
  from: fromAt.toISOString(),
  until: untilAt.toISOString(),
  receivedAt: receivedAt.toISOString(),
});

async function waiting({ db }: Work<Tables>) {
  const { rows } = await sql<FactsRow>`select * from taskforce.releases_waiting()`.execute(db);
  return { rows: rows.map(facts) };
}

async function listed(
  { db }: Work<Tables>,
  input: { caseId?: string | undefined; referral?: string | undefined },
) {
  let found = db
    .selectFrom('releases as r')
    .leftJoin('victimsNamed as v', 'v.id', 'r.victimId')
    .leftJoin('accounts as a', 'a.id', 'r.linkedBy')
    .select([
      'r.id',
      'r.releasedBy',
      'r.referral',
      'r.purpose',
      'r.fields',
      'r.language',
      'r.fromAt',
      'r.untilAt',
      'r.state',
      'r.receivedAt',
      'r.version',
      'r.caseId',
      'r.victimId',
      'r.linkedAt',
      'r.endedAt',
      'v.codeName as victim',
      'a.displayName as linkedBy',
    ])
    .orderBy(sql`r.state = 'live'`, 'desc')
    .orderBy('r.receivedAt', 'desc')
    .limit(200);
  if (input.caseId !== undefined) found = found.where('r.caseId', '=', input.caseId);
  if (input.referral !== undefined) found = found.where('r.referral', '=', input.referral);
  const rows = await found.execute();
  return {
    rows: rows.map(({ caseId, linkedAt, endedAt, victim, linkedBy, victimId, ...row }) => ({
      ...facts(row),
      caseId: caseId!,
      victimId,
      victim,
      linkedBy,
      linkedAt: linkedAt!.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}

/** One reading: asks the provider, opens in memory, and writes down that it was read, why and what came of it. */
async function read(
  house: House,
  work: Work<Tables>,
  { id, why }: { id: string; why: 'case_work' | 'interview' | 'court' | 'safety' | 'benefits' },
): Promise<Reading> {
  const row = await work.db
    .selectFrom('releases as r')
    .leftJoin('releaseTexts as t', 't.releaseId', 'r.id')
    .select(['r.pairId', 'r.release', 'r.releasedBy', 'r.purpose', 'r.fields', 'r.language', 'r.untilAt'])
    .select(['r.state', 'r.caseId', 't.sealed'])
    .where('r.id', '=', id)
    .executeTakeFirst();
  if (!row?.caseId) throw new Problem('missing');
  const done = (reading: Reading): Reading => {
    work.noteReading('releases', [id], { why, answer: reading.state }, { table: 'cases', id: row.caseId! });
    return reading;
  };
  if (!seemsLive(row.state, row.untilAt, work.now) || row.sealed === null)
    return done(over(work, id, row.state === 'ended' ? 'revoked' : 'expired'));
  const role = readerRole(work.account.roles);
  const answer = await house.ask(row.pairId, 'release.key', { release: row.release, role, why });
  if (answer === null) return done({ state: 'not_confirmed' });
  if (!answer.live) return done(over(work, id, answer.ended === 'not_yet' ? 'unknown' : answer.ended));
  const texts = opened(answer.key, { ...row, sealed: row.sealed });
  if (texts === null) return done({ state: 'not_confirmed' });
  return done({
    state: 'live',
    texts: row.fields.flatMap((field) => (texts[field] === undefined ? [] : [{ field, text: texts[field] }])),
    releasedBy: row.releasedBy,
    purpose: row.purpose as 'safety',
    language: row.language,
    until: answer.until,
  });
}

/** It is over: the ciphertext goes at once, without waiting for the provider's message. */
function over(work: Work<Tables>, id: string, ended: 'revoked' | 'expired' | 'unknown'): Reading {
  work.record(async (db) => {
    await sql`select taskforce.drop_release(${id}::uuid, ${ended})`.execute(db);
  });
  return { state: 'over', ended };
}

/** The texts, in memory; null when key and ciphertext do not belong together. */
function opened(
  key: string,
  row: { release: string; purpose: string; fields: string[]; language: string; sealed: Buffer },
): Record<string, string> | null {
  try {
    return openReleased(key, row, row.sealed);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

/** Ends what is due by our own clock, whatever the provider sent or did not. */
export const expireReleases = (door: Door<Tables>): Promise<void> =>
  door.asVisitor(async (db) => void (await sql`select taskforce.expire_releases()`.execute(db)));
