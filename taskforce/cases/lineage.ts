import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { CaseBrief } from './contract-links.ts';
import type { spinOffsContract } from './contract-spinoffs.ts';
import { readableCase } from './links.ts';

type Node = CaseBrief & {
  parentId: string | null;
  reason: string | null;
  spunOffAt: Date | null;
  carried: number | null;
};
type Operation = { id: string; number: string; title: string };
type Tip = { caseId: string; id: string; number: string; channel: string; receivedAt: Date };

/** A tree larger than this is cut, and says so. */
const mostCases = 200;

/**
 * The tree of spin-offs around a case. It is walked along ties that this session may read, so it ends, without a
 * trace, where a case begins that it may not.
 */
export const lineage: Handlers<Tables, typeof spinOffsContract>['lineage'] = async (work, { caseId }) => {
  await readableCase(work, caseId);
  const { rows } = await sql<Node>`
    with recursive up as (
      select ${caseId}::uuid as id, 0 as depth
      union
      select s.parent_case_id, up.depth + 1 from up join spin_offs s on s.child_case_id = up.id where up.depth < 50),
    top as (select id from up order by depth desc limit 1),
    tree as (
      select top.id, null::uuid as parent_id, null::uuid as tie, 0 as depth from top
      union
      select s.child_case_id, s.parent_case_id, s.id, tree.depth + 1
      from tree join spin_offs s on s.parent_case_id = tree.id where tree.depth < 50)
    select c.id, c.number, c.title, c.type, c.opened_on as "openedOn", c.closed_on as "closedOn", tree.parent_id as "parentId",
      s.reason, s.made_at as "spunOffAt",
      case when s.id is null then null else (select count(*)::int from carried_facts f where f.case_id = c.id) end as carried
    from tree join cases c on c.id = tree.id left join spin_offs s on s.id = tree.tie
    order by tree.depth, c.number limit ${mostCases + 1}`.execute(work.db);
  const cases = rows.slice(0, mostCases);
  const tips = await work.db
    .selectFrom('tipCases as l')
    .innerJoin('tips as t', 't.id', 'l.tipId')
    .select(['l.caseId', 't.id', 't.number', 't.channel', 't.receivedAt'])
    .where('l.endedAt', 'is', null)
    .where(
      'l.caseId',
      'in',
      cases.map((one) => one.id),
    )
    .orderBy('t.receivedAt')
    .limit(500)
    .execute();
  const bornOf = await operationsOf(
    work,
    cases.map((one) => one.id),
  );
  return {
    cases: cases.map((one) => ({
      ...one,
      operation: bornOf.get(one.id) ?? null,
      spunOffAt: one.spunOffAt?.toISOString() ?? null,
      tips: tips.filter((tip) => tip.caseId === one.id).map((tip) => shownTip(tip as Tip)),
    })),
    more: rows.length > mostCases,
  };
};

/** The operation that each case came out of, as far as this session may read it. */
async function operationsOf(work: Work<Tables>, caseIds: string[]): Promise<Map<string, Operation>> {
  const rows = await work.db
    .selectFrom('operationCases as b')
    .innerJoin('operations as o', 'o.id', 'b.operationId')
    .select(['b.caseId', 'o.id', 'o.number', 'o.title'])
    .where('b.caseId', 'in', caseIds)
    .execute();
  return new Map(rows.map(({ caseId, ...operation }) => [caseId, operation]));
}

function shownTip({ id, number, channel, receivedAt }: Tip) {
  return { id, number, channel, receivedAt: receivedAt.toISOString() };
}
