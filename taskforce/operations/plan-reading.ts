import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { postRoles, sectionKinds } from '../vocabulary/operations.ts';
import type { OperationRow, Plan, planContract } from './contract-plan.ts';

type All = Handlers<Tables, typeof planContract>;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Operations with the names that a row of a list shows; the policies decide which of them. */
export function operations(work: Work<Tables>) {
  return work.db
    .selectFrom('operations as o')
    .innerJoin('agencies as a', 'a.id', 'o.leadAgencyId')
    .leftJoin('cases as c', 'c.id', 'o.caseId')
    .selectAll('o')
    .select(['a.shortName as leadAgency', 'c.number as caseNumber'])
    .select(['c.handling as caseHandling', 'c.sealed as caseSealed']);
}
export type Found = Awaited<ReturnType<ReturnType<typeof operations>['execute']>>[number];

export function rowOf(row: Found): OperationRow {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: row.kind as OperationRow['kind'],
    type: row.type as OperationRow['type'],
    state: row.state as OperationRow['state'],
    risk: row.risk as OperationRow['risk'],
    sealed: row.sealed,
    caseId: row.caseId,
    caseNumber: row.caseNumber,
    leadAgency: row.leadAgency,
    plannedFrom: iso(row.plannedFrom),
    plannedUntil: iso(row.plannedUntil),
    startedAt: iso(row.startedAt),
    endedAt: iso(row.endedAt),
  };
}

/** An operation that the caller may read. @throws Problem missing */
export async function operationRow(work: Work<Tables>, id: string): Promise<Found> {
  const row = await operations(work).where('o.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** What the caller may do with one operation. */
export async function mayOf(work: Work<Tables>, id: string): Promise<Plan['may']> {
  const { rows } = await sql<Plan['may']>`
    select taskforce.may_operate('operations.plan', ${id}) as plan, taskforce.may_operate('operations.run', ${id}) as run,
      taskforce.may_operate('operations.approve', ${id}) as approve`.execute(work.db);
  return rows[0]!;
}

export const getOperation: All['get'] = async (work, { id }) => {
  const row = await operationRow(work, id);
  work.noteReading('operations', [id], {}, { table: 'operations', id });
  const maker = row.createdBy === null ? null : await nameOf(work, row.createdBy);
  const copied = row.copiedFrom === null ? undefined : await operationNumber(work, row.copiedFrom);
  return {
    ...rowOf(row),
    riskInForce: await riskInForce(work, id),
    leadAgencyId: row.leadAgencyId,
    objective: row.objective,
    victimsForeseen: row.victimsForeseen as Plan['victimsForeseen'],
    minorsPossible: row.minorsPossible as Plan['minorsPossible'],
    languages: row.languages,
    victimClasses: row.victimClasses as Plan['victimClasses'],
    planRevision: row.planRevision,
    signedRevision: row.signedRevision,
    postponedReason: row.postponedReason,
    abortedReason: row.abortedReason,
    dangerId: row.dangerId,
    copiedFrom: copied ?? null,
    createdBy: maker,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    ...(await people(work, id)),
    ...(await groundOf(work, id)),
    ...(await paperwork(work, id)),
    may: await mayOf(work, id),
  };
};

async function riskInForce(work: Work<Tables>, id: string): Promise<Plan['riskInForce']> {
  const { rows } = await sql<{ risk: Plan['riskInForce'] }>`
    select taskforce.operation_risk(${id}::uuid) as risk`.execute(work.db);
  return rows[0]!.risk;
}

async function nameOf(work: Work<Tables>, accountId: string): Promise<string | null> {
  const row = await work.db
    .selectFrom('accounts')
    .select('displayName')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return row?.displayName ?? null;
}

const operationNumber = (work: Work<Tables>, id: string) =>
  work.db.selectFrom('operations').select(['id', 'number']).where('id', '=', id).executeTakeFirst();

/** Planners and the roster. */
async function people(work: Work<Tables>, id: string): Promise<Pick<Plan, 'planners' | 'posts'>> {
  const planners = await work.db
    .selectFrom('operationPlanners as p')
    .innerJoin('accounts as a', 'a.id', 'p.accountId')
    .select(['p.id', 'p.version', 'p.accountId', 'a.displayName as name', 'p.capacity'])
    .where('p.operationId', '=', id)
    .where('p.endedAt', 'is', null)
    .orderBy('p.createdAt')
    .execute();
  const posts = await work.db
    .selectFrom('operationPosts as p')
    .leftJoin('accounts as a', 'a.id', 'p.accountId')
    .leftJoin('agencies as g', 'g.id', 'p.agencyId')
    .leftJoin('providers as v', 'v.id', 'p.providerId')
    .selectAll('p')
    .select(['a.displayName', 'g.shortName', 'v.name as provider'])
    .where('p.operationId', '=', id)
    .orderBy('p.createdAt')
    .orderBy('p.id')
    .execute();
  return {
    planners: planners.map((one) => ({ ...one, capacity: one.capacity as 'plan' | 'read' })),
    posts: inOrderOf(postRoles, posts, (post) => post.role).map(
      ({ displayName, shortName, provider, ...post }) => ({
        ...post,
        role: post.role as Plan['posts'][number]['role'],
        placeKind: post.placeKind as Plan['posts'][number]['placeKind'],
        name: displayName ?? post.personName,
        from: shortName ?? provider ?? '',
      }),
    ),
  };
}

/** In the order of a closed list; of one kind as they were added. */
const inOrderOf = <Row>(list: readonly string[], rows: readonly Row[], kind: (row: Row) => string): Row[] =>
  rows.toSorted((a, b) => list.indexOf(kind(a)) - list.indexOf(kind(b)));

/** Strands, places and stages. */
async function groundOf(
  work: Work<Tables>,
  id: string,
): Promise<Pick<Plan, 'strands' | 'places' | 'stages' | 'dependencies'>> {
  const strands = await work.db
    .selectFrom('operationStrands as l')
    .innerJoin('strands as s', 's.id', 'l.strandId')
    .innerJoin('cases as c', 'c.id', 'l.caseId')
    .select(['l.id', 'l.strandId', 's.label', 'c.number as caseNumber'])
    .where('l.operationId', '=', id)
    .orderBy('l.createdAt')
    .execute();
  const places = await work.db
    .selectFrom('operationPlaces')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  const stages = await work.db
    .selectFrom('operationStages')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('place')
    .orderBy('createdAt')
    .execute();
  const dependencies = await work.db
    .selectFrom('operationStageDependencies')
    .select(['id', 'stageId', 'needsStageId'])
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  return {
    strands,
    places: places.map((one) => ({ ...one, kind: one.kind as Plan['places'][number]['kind'] })),
    stages: stages.map((one) => ({
      ...one,
      state: one.state as Plan['stages'][number]['state'],
      plannedFrom: iso(one.plannedFrom),
      plannedUntil: iso(one.plannedUntil),
      beganAt: iso(one.beganAt),
      finishedAt: iso(one.finishedAt),
    })),
    dependencies,
  };
}

/** Authorities, written parts, money, interpreters, techniques and what an inspection needs. */
async function paperwork(
  work: Work<Tables>,
  id: string,
): Promise<Pick<Plan, 'authorities' | 'sections' | 'budget' | 'interpreters' | 'techniques' | 'inspection'>> {
  const authorities = await work.db
    .selectFrom('operationAuthorities')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  const sections = await work.db
    .selectFrom('operationSections')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  const techniques = await work.db
    .selectFrom('operationTechniques')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  const budget = await work.db
    .selectFrom('operationBudgetLines')
    .selectAll()
    .where('operationId', '=', id)
    .orderBy('createdAt')
    .execute();
  return {
    authorities: authorities.map((one) => ({
      ...one,
      kind: one.kind as Plan['authorities'][number]['kind'],
      issuedAt: iso(one.issuedAt),
      expiresAt: iso(one.expiresAt),
    })),
    sections: inOrderOf(sectionKinds, sections, (one) => one.kind).map((one) => ({
      ...one,
      kind: one.kind as Plan['sections'][number]['kind'],
      choice: one.choice as Plan['sections'][number]['choice'],
    })),
    techniques: techniques.map((one) => ({
      ...one,
      technique: one.technique as Plan['techniques'][number]['technique'],
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
      expiresAt: iso(one.expiresAt),
    })),
    budget: budget.map((one) => ({ ...one, kind: one.kind as Plan['budget'][number]['kind'] })),
    interpreters: await interpretersOf(work, id),
    inspection: await inspectionOf(work, id),
  };
}

async function interpretersOf(work: Work<Tables>, id: string): Promise<Plan['interpreters']> {
  const rows = await work.db
    .selectFrom('operationInterpreters as i')
    .leftJoin('accounts as a', 'a.id', 'i.checkedBy')
    .selectAll('i')
    .select('a.displayName')
    .where('i.operationId', '=', id)
    .orderBy('i.createdAt')
    .execute();
  return rows.map(({ displayName, ...one }) => ({
    ...one,
    mode: one.mode as Plan['interpreters'][number]['mode'],
    conflict: one.conflict as Plan['interpreters'][number]['conflict'],
    checkedBy: displayName,
    checkedAt: iso(one.checkedAt),
  }));
}

async function inspectionOf(work: Work<Tables>, id: string): Promise<Plan['inspection']> {
  const row = await work.db
    .selectFrom('operationInspections as i')
    .leftJoin('accounts as a', 'a.id', 'i.acknowledgedBy')
    .selectAll('i')
    .select('a.displayName')
    .where('i.operationId', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return { ...row, acknowledgedBy: row.displayName, acknowledgedAt: iso(row.acknowledgedAt) };
}
