import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Notice, Recipient, standbyContract, StandbyRow } from './contract.ts';
import { recipientsOf } from './recipients.ts';
import { readinessOf } from './rules-readiness.ts';

type All = Handlers<Tables, typeof standbyContract>;

const PAGE = 50;
const CAP = 10_000;

const stateOf = (row: { withdrawnAt: Date | null; validUntil: Date }, now: Date): StandbyRow['state'] => {
  if (row.withdrawnAt !== null) return 'withdrawn';
  return row.validUntil <= now ? 'expired' : 'live';
};

/** Notices of a filter; the policies decide which of them. */
function notices(work: Work<Tables>) {
  return work.db
    .selectFrom('standbyNotices as n')
    .innerJoin('cases as c', 'c.id', 'n.caseId')
    .leftJoin('strands as s', 's.id', 'n.strandId')
    .innerJoin('accounts as m', 'm.id', 'n.madeBy')
    .leftJoin('accounts as w', 'w.id', 'n.withdrawnBy')
    .selectAll('n')
    .select(['c.number as caseNumber', 's.label as strandLabel'])
    .select(['m.displayName as maker', 'w.displayName as withdrawer']);
}
type NoticeRow = Awaited<ReturnType<ReturnType<typeof notices>['execute']>>[number];

export const listNotices: All['list'] = async (work, { caseId, strandId, states, page }) => {
  let query = notices(work);
  if (caseId !== undefined) query = query.where('n.caseId', '=', caseId);
  if (strandId !== undefined) query = query.where('n.strandId', '=', strandId);
  const live = sql<boolean>`n.withdrawn_at is null and n.valid_until > ${work.now}`;
  const expired = sql<boolean>`n.withdrawn_at is null and n.valid_until <= ${work.now}`;
  const withdrawn = sql<boolean>`n.withdrawn_at is not null`;
  const wanted = { live, expired, withdrawn };
  if (states.length > 0) query = query.where((eb) => eb.or(states.map((state) => wanted[state])));
  const rows = await query
    .orderBy('n.madeAt', 'desc')
    .orderBy('n.id')
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  const counted = await work.db
    .selectFrom(
      query
        .clearSelect()
        .select(sql<number>`1`.as('one'))
        .limit(CAP + 1)
        .as('capped'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const recipients = await recipientsOf(work, rows);
  const n = Number(counted.n);
  return {
    rows: rows.map((row) => rowOf(row, recipients.get(row.id) ?? [], work.now)),
    total: { count: Math.min(n, CAP), capped: n > CAP },
  };
};

function rowOf(row: NoticeRow, recipients: Recipient[], now: Date): StandbyRow {
  const known = recipients.filter((one) => one.acknowledgedAt !== null && !one.earlier);
  return {
    id: row.id,
    caseId: row.caseId,
    caseNumber: row.caseNumber,
    strandId: row.strandId,
    strandLabel: row.strandLabel,
    area: row.area,
    windowFrom: row.windowFrom.toISOString(),
    windowUntil: row.windowUntil.toISOString(),
    validUntil: row.validUntil.toISOString(),
    people: row.people as StandbyRow['people'],
    minors: row.minors as StandbyRow['minors'],
    edition: row.edition,
    state: stateOf(row, now),
    told: recipients.length,
    acknowledged: known.length,
    answered: recipients.filter(({ capacity }) => capacity !== null).length,
    madeBy: row.maker,
    madeAt: row.madeAt.toISOString(),
  };
}

/** One notice whole. @throws Problem missing */
export async function readNotice(work: Work<Tables>, id: string): Promise<Notice> {
  const row = await notices(work).where('n.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  const recipients = (await recipientsOf(work, [row])).get(id) ?? [];
  const { rows } = await sql<{ may: boolean }>`
    select taskforce.may('standby.send', ${row.caseId}::uuid) as may`.execute(work.db);
  const { madeBy: _m, withdrawnBy: _w, maker: _k, withdrawer, ...facts } = row;
  return {
    ...facts,
    ...rowOf(row, recipients, work.now),
    profile: row.profile as Notice['profile'],
    genders: row.genders as Notice['genders'],
    needs: row.needs as Notice['needs'],
    safety: row.safety as Notice['safety'],
    changedAt: row.changedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawnBy: withdrawer,
    recipients,
    readiness: readinessOf(askedOf(row), answersOf(recipients), work.now),
    may: { send: rows[0]?.may === true },
  };
}

const askedOf = (row: NoticeRow) => ({
  people: row.people as Notice['people'],
  minors: row.minors as Notice['minors'],
  languages: row.languages,
  needs: row.needs as Notice['needs'],
});
const answersOf = (recipients: Recipient[]) =>
  recipients.map(({ provider, standing, capacity }) => ({ provider, standing, capacity }));

/** How ready providers are for the live notices of a case or strand. */
export const readReadiness: All['readiness'] = async (work, { caseId, strandId }) => {
  let query = notices(work)
    .where('n.caseId', '=', caseId)
    .where('n.withdrawnAt', 'is', null)
    .where('n.validUntil', '>', work.now);
  if (strandId !== undefined) query = query.where('n.strandId', '=', strandId);
  const rows = await query.orderBy('n.windowFrom').limit(100).execute();
  const recipients = await recipientsOf(work, rows);
  const found = rows.map((row) => ({
    id: row.id,
    area: row.area,
    readiness: readinessOf(askedOf(row), answersOf(recipients.get(row.id) ?? []), work.now),
  }));
  return { notices: found, ready: found.length > 0 && found.every((one) => one.readiness.ready) };
};
