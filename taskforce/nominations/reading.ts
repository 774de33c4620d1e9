import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { nominationsContract } from './contract.ts';
import type { Nomination, NominationRow } from './contract-parts.ts';
import { checkFactsOf, checksOfPage } from './checking.ts';
import { settingsOf } from './settings.ts';
import { checkStanding, laborShare, withTheVotes, type CheckFacts } from './rules.ts';

type All = Handlers<Tables, typeof nominationsContract>;

const PAGE = 50;
const CAP = 10_000;

/** Nominations with who made them and the votes of the present round. */
function nominations(work: Work<Tables>) {
  return work.db
    .selectFrom('nominations as n')
    .innerJoin('accounts as a', 'a.id', 'n.nominatedBy')
    .selectAll('n')
    .select('a.displayName as maker')
    .select(
      sql<
        NominationRow['votes']
      >`(select jsonb_build_object('approve', count(*) filter (where v.vote = 'approve'),
        'reject', count(*) filter (where v.vote = 'reject'), 'defer', count(*) filter (where v.vote = 'defer'),
        'abstain', count(*) filter (where v.vote = 'abstain'))
        from nomination_votes v where v.nomination_id = n.id and v.round = n.round)`.as('counts'),
    );
}
type Found = Awaited<ReturnType<ReturnType<typeof nominations>['execute']>>[number];
type Setting = Awaited<ReturnType<typeof settingsOf>>;

function rowOf(row: Found, { settings, today }: Setting, me: string, facts: CheckFacts): NominationRow {
  const stands = row.legalHold || row.state === 'approved' || row.state === 'purged';
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: row.kind as NominationRow['kind'],
    type: row.type as NominationRow['type'],
    known: row.known,
    harm: row.harm as NominationRow['harm'],
    harmWhy: row.harmWhy,
    vulnerability: row.vulnerability as NominationRow['harm'],
    vulnerabilityWhy: row.vulnerabilityWhy,
    solvability: row.solvability as NominationRow['harm'],
    solvabilityWhy: row.solvabilityWhy,
    resources: row.resources as NominationRow['harm'],
    resourcesWhy: row.resourcesWhy,
    source: row.source as NominationRow['source'],
    state: row.state as NominationRow['state'],
    round: row.round,
    returnsOn: row.returnsOn,
    retainUntil: row.retainUntil,
    clock: stands ? 'stands' : row.retainUntil < today ? 'ended' : 'runs',
    legalHold: row.legalHold,
    check: checkStanding(facts, today, settings),
    checkedOn: facts.room?.on ?? null,
    votes: row.counts,
    nominatedBy: { id: row.nominatedBy, name: row.maker },
    nominatedAt: row.nominatedAt.toISOString(),
    mine: row.nominatedBy === me,
  };
}

export const listNominations: All['list'] = async (work, { states, types, mine, page }) => {
  let query = nominations(work);
  if (states.length > 0) query = query.where('n.state', 'in', states);
  if (types.length > 0) query = query.where('n.type', 'in', types);
  if (mine) query = query.where('n.nominatedBy', '=', work.account.id);
  const rows = await query
    .orderBy('n.nominatedAt', 'desc')
    .orderBy('n.id')
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  const one = sql<number>`1`.as('one');
  const { n } = await work.db
    .selectFrom(
      query
        .clearSelect()
        .select(one)
        .limit(CAP + 1)
        .as('capped'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const counted = await work.db
    .selectFrom('nominations')
    .select(({ fn }) => ['type', fn.countAll<number>().as('count')])
    .groupBy('type')
    .execute();
  const setting = await settingsOf(work);
  const facts = await checkFactsOf(
    work,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map((row) => rowOf(row, setting, work.account.id, facts(row.id))),
    total: { count: Math.min(Number(n), CAP), capped: Number(n) > CAP },
    share: laborShare(counted.map(({ type, count }) => ({ type, count: Number(count) }))),
    quorum: setting.settings.quorum,
  };
};

export const compareNominations: All['compare'] = async (work, { ids }) => {
  const rows = await nominations(work).where('n.id', 'in', ids).execute();
  const setting = await settingsOf(work);
  const found = rows.map(({ id }) => id);
  work.noteReading('nominations', found);
  const facts = await checkFactsOf(work, found);
  const place = new Map(ids.map((id, index) => [id, index]));
  return {
    rows: rows
      .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
      .map((row) => rowOf(row, setting, work.account.id, facts(row.id))),
  };
};

export const readNomination: All['read'] = async (work, { id }) => {
  const row = await nominations(work).where('n.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  work.noteReading('nominations', [id], {}, { table: 'nominations', id });
  const setting = await settingsOf(work);
  const base = rowOf(row, setting, work.account.id, (await checkFactsOf(work, [id]))(id));
  return {
    ...base,
    ...(await cameFrom(work, row)),
    knownSince: row.knownSince,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    purgedAt: row.purgedAt?.toISOString() ?? null,
    ...(await checksOfPage(work, id)),
    ballots: await ballotsOf(work, id),
    decisions: await decisionsOf(work, id),
    certificate: await certificateOf(work, id),
    quorum: setting.settings.quorum,
    today: setting.today,
    version: row.version,
    may: mayOf(work, base, row.openedAt !== null),
  };
};

function mayOf(work: Work<Tables>, row: NominationRow, opened: boolean): Nomination['may'] {
  const waiting = row.state === 'waiting';
  const undecided = waiting || row.state === 'deferred';
  return {
    change: row.mine && waiting && work.can('nominations.make'),
    withdraw: row.mine && undecided && work.can('nominations.make'),
    check: undecided && work.can('nominations.make') && work.can('deconfliction.enter'),
    record: undecided && work.can('nominations.vote'),
    vote: waiting && !row.mine && work.can('nominations.vote'),
    decide: waiting && !row.mine && work.can('nominations.decide'),
    open: row.state === 'approved' && !opened && work.can('cases.write'),
    hold: row.state !== 'purged' && work.can('nominations.hold'),
  };
}

async function cameFrom(
  work: Work<Tables>,
  row: Found,
): Promise<Pick<Nomination, 'tip' | 'strand' | 'opened'>> {
  const caseOf = (id: string) =>
    work.db.selectFrom('cases').select(['id', 'number']).where('id', '=', id).executeTakeFirst();
  const tip =
    row.tipId === null
      ? null
      : await work.db
          .selectFrom('tips')
          .select(['id', 'number'])
          .where('id', '=', row.tipId)
          .executeTakeFirst();
  const strand =
    row.strandId === null
      ? null
      : await work.db
          .selectFrom('strands')
          .select(['id', 'label'])
          .where('id', '=', row.strandId)
          .executeTakeFirst();
  const itsCase = row.caseId === null ? null : await caseOf(row.caseId);
  return {
    tip: tip ?? null,
    strand: strand && itsCase ? { ...strand, case: itsCase } : null,
    opened: row.openedAt
      ? { case: (await caseOf(row.openedCaseId!)) ?? null, at: row.openedAt.toISOString() }
      : null,
  };
}

async function ballotsOf(work: Work<Tables>, id: string): Promise<Nomination['ballots']> {
  const rows = await work.db
    .selectFrom('nominationVotes as v')
    .innerJoin('accounts as a', 'a.id', 'v.accountId')
    .selectAll('v')
    .select('a.displayName as name')
    .where('v.nominationId', '=', id)
    .orderBy('v.round', 'desc')
    .orderBy('v.castAt')
    .orderBy('v.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    round: row.round,
    by: { id: row.accountId, name: row.name },
    vote: row.vote as Nomination['ballots'][number]['vote'],
    rationale: row.rationale,
    at: row.castAt.toISOString(),
    mine: row.accountId === work.account.id,
    version: row.version,
  }));
}

async function decisionsOf(work: Work<Tables>, id: string): Promise<Nomination['decisions']> {
  const rows = await work.db
    .selectFrom('nominationDecisions as d')
    .innerJoin('accounts as a', 'a.id', 'd.decidedBy')
    .selectAll('d')
    .select('a.displayName as name')
    .where('d.nominationId', '=', id)
    .orderBy('d.round', 'desc')
    .execute();
  return rows.map((row) => {
    const decision = row.decision as Nomination['decisions'][number]['decision'];
    const votes = row.votes as NominationRow['votes'];
    return {
      id: row.id,
      round: row.round,
      decision,
      rationale: row.rationale,
      returnsOn: row.returnsOn,
      votes,
      withTheVotes: withTheVotes(decision, votes),
      by: { id: row.decidedBy, name: row.name },
      at: row.decidedAt.toISOString(),
    };
  });
}

async function certificateOf(work: Work<Tables>, id: string): Promise<Nomination['certificate']> {
  const row = await work.db
    .selectFrom('nominationPurges')
    .selectAll()
    .where('nominationId', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { was, knownSince, retainUntil, votes, checks, decisions, versions, sha256, purgedAt } = row;
  const counts = { votes, checks, decisions, versions };
  return { was: was as 'rejected', knownSince, retainUntil, ...counts, sha256, at: purgedAt.toISOString() };
}
