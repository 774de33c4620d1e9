import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { Head, OperationFilter, planContract } from './contract-plan.ts';
import { operationRow, operations, rowOf } from './plan-reading.ts';
import { copyPlan, writeTemplate } from './plan-writing.ts';
import { headFrom, type HeadFacts } from './rules-plan.ts';
import { planOf } from './templates.ts';
import type { OperationKind } from '../vocabulary/operations.ts';

type All = Handlers<Tables, typeof planContract>;

const PAGE = 50;
const CAP = 10_000;
const at = (moment: string | null) => (moment === null ? null : new Date(moment));

/** The next number of the year in which the task force is. */
async function nextNumber(work: Work<Tables>): Promise<string> {
  const year = Number(dayOf(work.now, await zoneOf(work)).slice(0, 4));
  const { rows } = await sql<{ number: string }>`
    select taskforce.next_operation_number(${year}::integer) as number`.execute(work.db);
  return rows[0]!.number;
}

export const openOperation: All['open'] = async (work, input) => {
  const template = input.from === 'template' ? beginOf(input.kind, work.account.language) : {};
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const head = granted(headFrom(headOf({ ...template, ...(said as typeof input) }, work.account.agencyId)));
  const id = randomUUID();
  const number = await nextNumber(work);
  const copiedFrom = input.from === 'earlier' ? input.copyFrom : null;
  if (input.from === 'earlier') await operationRow(work, copiedFrom ?? id);
  await work.db
    .insertInto('operations')
    .values({ id, number, copiedFrom, ...head })
    .execute();
  if (input.from === 'template') await writeTemplate(work, id, head.kind, head.leadAgencyId);
  if (copiedFrom !== null) await copyPlan(work, copiedFrom, id);
  return { id, number };
};

/** What a template says of the head of a plan. */
function beginOf(kind: OperationKind, language: string) {
  const { objective, victimsForeseen, minorsPossible, risk } = planOf(kind, language);
  return { objective, victimsForeseen, minorsPossible, risk };
}

/** What was entered, with what holds where nothing was said. */
type Entered = Pick<Head, 'title' | 'kind' | 'type'> & { [Field in keyof Head]?: Head[Field] | undefined };
function headOf(input: Entered, agencyId: string): HeadFacts {
  return {
    title: input.title,
    kind: input.kind,
    type: input.type,
    caseId: input.caseId ?? null,
    leadAgencyId: input.leadAgencyId ?? agencyId,
    sealed: input.sealed ?? false,
    objective: input.objective ?? '',
    risk: input.risk ?? 'medium',
    plannedFrom: at(input.plannedFrom ?? null),
    plannedUntil: at(input.plannedUntil ?? null),
    victimsForeseen: input.victimsForeseen ?? (input.kind === 'decoy' ? 'no' : 'not_known'),
    minorsPossible: input.minorsPossible ?? 'not_known',
    languages: input.languages ?? [],
    victimClasses: input.victimClasses ?? [],
  };
}

/** Operations that fit a filter, in no order. */
export function filtered(work: Work<Tables>, input: OperationFilter) {
  let query = operations(work);
  if (input.states.length > 0) query = query.where('o.state', 'in', input.states);
  if (input.kinds.length > 0) query = query.where('o.kind', 'in', input.kinds);
  if (input.types.length > 0) query = query.where('o.type', 'in', input.types);
  if (input.risks.length > 0) query = query.where('o.risk', 'in', input.risks);
  if (input.caseId !== null) query = query.where('o.caseId', '=', input.caseId);
  if (input.mine)
    query = query.where(
      sql<boolean>`exists (select from operation_planners p where p.operation_id = o.id and p.ended_at is null and p.account_id = ${work.account.id})
        or exists (select from operation_posts p where p.operation_id = o.id and p.account_id = ${work.account.id})`,
    );
  return query;
}

export const listOperations: All['list'] = async (work, input) => {
  const query = filtered(work, input);
  const order = input.sort === 'planned' ? sql`o.planned_from asc nulls last` : sql`o.created_at desc`;
  const rows = await query
    .orderBy(order)
    .orderBy('o.number', 'desc')
    .limit(PAGE)
    .offset((input.page - 1) * PAGE)
    .execute();
  const one = sql<number>`1`.as('one');
  const counted = await work.db
    .selectFrom(
      query
        .clearSelect()
        .select(one)
        .limit(CAP + 1)
        .as('capped'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const n = Number(counted.n);
  return { rows: rows.map(rowOf), total: { count: Math.min(n, CAP), capped: n > CAP } };
};

export const changeOperation: All['change'] = async (work, { id, version, head }) => {
  const now = await operationRow(work, id);
  const next = granted(
    headFrom({
      title: head.title ?? now.title,
      kind: head.kind ?? (now.kind as HeadFacts['kind']),
      type: head.type ?? (now.type as HeadFacts['type']),
      caseId: head.caseId === undefined ? now.caseId : head.caseId,
      leadAgencyId: head.leadAgencyId ?? now.leadAgencyId,
      sealed: head.sealed ?? now.sealed,
      objective: head.objective ?? now.objective,
      risk: head.risk ?? (now.risk as HeadFacts['risk']),
      plannedFrom: head.plannedFrom === undefined ? now.plannedFrom : at(head.plannedFrom),
      plannedUntil: head.plannedUntil === undefined ? now.plannedUntil : at(head.plannedUntil),
      victimsForeseen: head.victimsForeseen ?? (now.victimsForeseen as HeadFacts['victimsForeseen']),
      minorsPossible: head.minorsPossible ?? (now.minorsPossible as HeadFacts['minorsPossible']),
      languages: head.languages ?? now.languages,
      victimClasses: head.victimClasses ?? (now.victimClasses as HeadFacts['victimClasses']),
    }),
    'head.',
  );
  const touched = await work.db
    .updateTable('operations')
    .set(next)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => rowOf(await operationRow(work, id)));
};
