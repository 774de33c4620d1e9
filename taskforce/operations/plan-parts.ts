import { randomUUID } from 'node:crypto';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted, refusedFor } from '../granted.ts';
import { refusal, verdict, type Refusal } from '../vocabulary/refusals.ts';
import type { PartName, partsContract, SavedPart } from './contract-parts.ts';
import type { OperationState, AuthorityKind, PlaceKind } from '../vocabulary/operations.ts';
import { operationRow } from './plan-reading.ts';
import {
  againstPoint,
  againstRoster,
  againstSection,
  againstTechnique,
  againstTimes,
} from './rules-parts.ts';
import { againstChange, againstPlace, againstPost, closesCircle, expiryOf } from './rules-plan.ts';

type All = Handlers<Tables, typeof partsContract>;

const tables = {
  place: 'operationPlaces',
  stage: 'operationStages',
  post: 'operationPosts',
  authority: 'operationAuthorities',
  section: 'operationSections',
  budget: 'operationBudgetLines',
  interpreter: 'operationInterpreters',
  technique: 'operationTechniques',
  inspection: 'operationInspections',
} as const satisfies Record<PartName, keyof Tables>;

const at = (moment: string | null) => (moment === null ? null : new Date(moment));

/** An operation whose plan may be changed now. @throws Problem missing, refused */
async function changeable(work: Work<Tables>, operationId: string) {
  const row = await operationRow(work, operationId);
  granted(verdict(againstChange(row.state as OperationState), () => true));
  return row;
}

/** Reasons against a part, by its own rules and those of the plan it comes into. */
async function against(work: Work<Tables>, input: SavedPart): Promise<Refusal[]> {
  const { value, part, id } = input;
  switch (part) {
    case 'place':
      return [
        ...againstPoint(value),
        ...againstPlace({ ...value, id: id ?? '' }, await placesOf(work, input.operationId)),
      ];
    case 'stage':
      return againstTimes({ from: at(value.plannedFrom), until: at(value.plannedUntil) }, 'plannedUntil');
    case 'post':
      return [...againstRoster({ ...value, id }), ...againstPost({ ...value, specialist: false })];
    case 'authority':
      return againstTimes({ from: at(value.issuedAt), until: at(value.expiresAt) }, 'expiresAt');
    case 'section':
      return againstSection(value);
    case 'technique':
      return againstTechnique(
        { ...value, startsAt: at(value.startsAt), endsAt: at(value.endsAt) },
        await authorityOf(work, input.operationId, value.authorityId),
      );
    default:
      return [];
  }
}

async function placesOf(work: Work<Tables>, operationId: string) {
  const rows = await work.db
    .selectFrom('operationPlaces')
    .select(['id', 'kind', 'address', 'lat', 'lon'])
    .where('operationId', '=', operationId)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as PlaceKind }));
}

async function authorityOf(work: Work<Tables>, operationId: string, id: string | null) {
  if (id === null) return undefined;
  const row = await work.db
    .selectFrom('operationAuthorities')
    .select(['kind', 'expiresAt'])
    .where('operationId', '=', operationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { kind: row.kind as AuthorityKind, expiresAt: row.expiresAt };
}

export const savePart: All['savePart'] = async (work, input) => {
  await changeable(work, input.operationId);
  granted(
    verdict(await against(work, input), () => true),
    'value.',
  );
  // The nine tables differ in their columns; the contract has checked that value and table belong together.
  const table = tables[input.part] as 'operationPlaces';
  const values = input.value as never;
  const { operationId, id, version } = input;
  if (id === null)
    return work.db
      .insertInto(table)
      .values({ id: randomUUID(), operationId, ...(values as object) } as never)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow();
  const { kind, ...rest } = values as { kind?: unknown };
  // Of which kind a written part is does not change: there is one of each.
  const set = input.part === 'section' || kind === undefined ? rest : values;
  const touched = await work.db
    .updateTable(table)
    .set(set as never)
    .where('id', '=', id)
    .where('operationId', '=', operationId)
    .where('version', '=', version ?? 0)
    .returning(['id', 'version'])
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const row = await work.db
      .selectFrom(table)
      .selectAll()
      .where('id', '=', id)
      .where('operationId', '=', operationId)
      .executeTakeFirst();
    return row && (JSON.parse(JSON.stringify(row)) as Record<string, unknown>);
  });
};

export const removePart: All['removePart'] = async (work, { operationId, part, id }) => {
  await changeable(work, operationId);
  await refuseInUse(work, operationId, part, id);
  const gone = await work.db
    .deleteFrom(tables[part] as 'operationPlaces')
    .where('id', '=', id)
    .where('operationId', '=', operationId)
    .executeTakeFirst();
  if (Number(gone.numDeletedRows) === 0) throw new Problem('missing');
  return { done: true };
};

/** What other parts of the plan name stays until they name it no more. @throws Problem refused */
async function refuseInUse(work: Work<Tables>, operationId: string, part: PartName, id: string) {
  const inUse = async (table: 'operationPosts' | 'operationTechniques', column: string) =>
    (await work.db
      .selectFrom(table as 'operationPosts')
      .select('id')
      .where('operationId', '=', operationId)
      .where(column as 'stageId', '=', id)
      .executeTakeFirst()) !== undefined;
  const used =
    (part === 'stage' && (await inUse('operationPosts', 'stageId'))) ||
    (part === 'post' && (await inUse('operationPosts', 'backupPostId'))) ||
    (part === 'authority' && (await inUse('operationTechniques', 'authorityId')));
  if (used)
    throw refusedFor([
      refusal('in_use', 'id', 'Posts or techniques of this plan name it. Change those first.'),
    ]);
}

export const addStrand: All['addStrand'] = async (work, { operationId, strandId }) => {
  await changeable(work, operationId);
  const id = randomUUID();
  await work.db
    .insertInto('operationStrands')
    .values({ id, operationId, strandId } as never)
    .execute();
  return { id };
};

export const removeStrand: All['removeStrand'] = async (work, { operationId, id }) => {
  await changeable(work, operationId);
  const gone = await work.db
    .deleteFrom('operationStrands')
    .where('id', '=', id)
    .where('operationId', '=', operationId)
    .executeTakeFirst();
  if (Number(gone.numDeletedRows) === 0) throw new Problem('missing');
  return { done: true };
};

export const addDependency: All['addDependency'] = async (work, { operationId, stageId, needsStageId }) => {
  await changeable(work, operationId);
  const there = await work.db
    .selectFrom('operationStageDependencies')
    .select(['stageId', 'needsStageId'])
    .where('operationId', '=', operationId)
    .execute();
  if (closesCircle(there, { stageId, needsStageId }))
    throw refusedFor([
      refusal(
        'stage_circle',
        'needsStageId',
        'Stages would wait for each other in a circle. Take one dependency away.',
      ),
    ]);
  const id = randomUUID();
  await work.db
    .insertInto('operationStageDependencies')
    .values({ id, operationId, stageId, needsStageId })
    .execute();
  return { id };
};

export const removeDependency: All['removeDependency'] = async (work, { operationId, id }) => {
  await changeable(work, operationId);
  const gone = await work.db
    .deleteFrom('operationStageDependencies')
    .where('id', '=', id)
    .where('operationId', '=', operationId)
    .executeTakeFirst();
  if (Number(gone.numDeletedRows) === 0) throw new Problem('missing');
  return { done: true };
};

export const addPlanner: All['addPlanner'] = async (work, { operationId, accountId, capacity }) => {
  await operationRow(work, operationId);
  const account = await work.db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!account)
    throw refusedFor([refusal('not_found', 'accountId', 'Choose a colleague of the task force.')]);
  const id = randomUUID();
  await work.db.insertInto('operationPlanners').values({ id, operationId, accountId, capacity }).execute();
  return { id };
};

export const endPlanner: All['endPlanner'] = async (work, { operationId, id, version }) => {
  const touched = await work.db
    .updateTable('operationPlanners')
    .set({ endedAt: work.now })
    .where('id', '=', id)
    .where('operationId', '=', operationId)
    .where('version', '=', version)
    .where('endedAt', 'is', null)
    .returning('version')
    .executeTakeFirst();
  await changedRow(touched, async () =>
    work.db
      .selectFrom('operationPlanners')
      .select(['version', 'capacity'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return { done: true };
};

const alive = ['planning', 'requested', 'reviewed', 'approved', 'started', 'postponed'];

export const expiring: All['expiring'] = async (work, { days }) => {
  const before = new Date(work.now.getTime() + days * 86_400_000);
  const found = async (table: 'operationAuthorities' | 'operationTechniques') =>
    work.db
      .selectFrom(`${table} as e` as 'operationAuthorities as e')
      .innerJoin('operations as o', 'o.id', 'e.operationId')
      .selectAll('e')
      .select(['o.number', 'o.title', 'o.plannedUntil'])
      .where('e.expiresAt', '<=', before)
      .where('o.state', 'in', alive)
      .where((eb) => eb.fn<boolean>('taskforce.may_operate', [eb.val('operations.plan'), eb.ref('o.id')]))
      .orderBy('e.expiresAt')
      .limit(100)
      .execute();
  const lines = [
    ...(await found('operationAuthorities')).map((row) => ({ row, what: 'authority' as const })),
    ...(await found('operationTechniques')).map((row) => ({ row, what: 'technique' as const })),
  ];
  const rows = lines.flatMap(({ row, what }) => {
    const alarm = expiryOf(row.expiresAt, row.plannedUntil, work.now);
    if (alarm === null || row.expiresAt === null) return [];
    const kind = what === 'authority' ? row.kind : (row as unknown as { technique: string }).technique;
    const operation = { id: row.operationId, number: row.number, title: row.title };
    return [{ id: row.id, operation, what, kind, expiresAt: row.expiresAt.toISOString(), ...alarm }];
  });
  return { rows: rows.toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt)) };
};
