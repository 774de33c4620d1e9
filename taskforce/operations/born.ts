import type { Handlers } from '../../kit/rpc/room.ts';
import { openCase } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { BornCase, bornContract } from './contract-born.ts';
import { mayOf, operationRow } from './plan-reading.ts';
import { openFromOperation } from './rules-born.ts';

type All = Handlers<Tables, typeof bornContract>;

const cases: All['cases'] = async (work, { operationId }) => {
  const operation = await operationRow(work, operationId);
  const rows = await work.db
    .selectFrom('operationCases as b')
    .innerJoin('cases as c', 'c.id', 'b.caseId')
    .leftJoin('accounts as a', 'a.id', 'b.madeBy')
    .select(['c.id', 'c.number', 'c.title', 'c.type', 'c.openedOn', 'c.closedOn'])
    .select(['b.reason', 'b.madeAt', 'a.displayName as by'])
    .where('b.operationId', '=', operationId)
    .orderBy('b.madeAt', 'desc')
    .orderBy('c.id')
    .limit(100)
    .execute();
  const { plan, run } = await mayOf(work, operationId);
  return {
    rows: rows.map(({ madeAt, type, ...row }) => ({
      ...row,
      type: type as BornCase['type'],
      at: madeAt.toISOString(),
    })),
    mayOpen: operation.startedAt !== null && (plan || run) && work.can('cases.open'),
    parentCaseId: operation.caseId,
  };
};

const open: All['openCase'] = async (work, { operationId, reason, ...head }) => {
  const operation = await operationRow(work, operationId);
  granted(openFromOperation({ startedAt: operation.startedAt, caseId: operation.caseId, reason }));
  const opened = await openCase(work, {
    ...head,
    originRoute: 'planned_operation',
    leadAgencyId: operation.leadAgencyId,
  });
  await work.db.insertInto('operationCases').values({ operationId, caseId: opened.id, reason }).execute();
  return { caseId: opened.id, number: opened.number };
};

/** Cases that came out of operations. */
export const bornHandlers: All = { cases, openCase: open };
