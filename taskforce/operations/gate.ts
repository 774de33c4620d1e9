import { randomUUID } from 'node:crypto';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Gate, gateContract } from './contract-gate.ts';
import { gatePeople, seen, standingOperation, startBlockers } from './gate-facts.ts';
import { give, itemsOf, settle } from './gate-items.ts';
import { standbysOf } from './gate-standby.ts';

type All = Handlers<Tables, typeof gateContract>;

const readGate: All['gate'] = async (work, { operationId }): Promise<Gate> => {
  const operation = await standingOperation(work, operationId);
  const facts = await seen(work, operationId);
  const { standbys, notices } = await standbysOf(work, operationId, facts.told);
  const places = await work.db
    .selectFrom('operationPlaces')
    .select(['id', 'label'])
    .where('operationId', '=', operationId)
    .where('kind', '=', 'service_staging')
    .orderBy('label')
    .execute();
  return {
    operationId,
    number: operation.number,
    state: operation.state,
    caseId: operation.caseId,
    plannedFrom: operation.plannedFrom?.toISOString() ?? null,
    plannedUntil: operation.plannedUntil?.toISOString() ?? null,
    languages: operation.languages,
    items: await itemsOf(work, operation, facts),
    blockers: await startBlockers(work, operationId),
    standbys,
    stagingPlaces: places,
    notices,
    people: await gatePeople(work, operationId),
    planned: facts.planned,
    may: {
      settle: operation.mayPlan || operation.mayRun,
      waiveCritical: work.account.supervises && !facts.planned,
    },
  };
};

const addStandby: All['addStandby'] = async (work, input) => {
  await standingOperation(work, input.operationId);
  const there = await work.db
    .selectFrom('operationStandbys')
    .select('id')
    .where('operationId', '=', input.operationId)
    .where('providerId', '=', input.providerId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (there) throw refused('providerId', 'stands_by_already', 'This provider stands by already.');
  const provider = await work.db
    .selectFrom('providers')
    .select('id')
    .where('id', '=', input.providerId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!provider)
    throw refused('providerId', 'not_found', 'Choose providers of the directory that are active.');
  const id = randomUUID();
  await work.db
    .insertInto('operationStandbys')
    .values({ id, ...input, earliestAt: dateOf(input.earliestAt) })
    .execute();
  return { id };
};

const dateOf = (at: string | null): Date | null => (at === null ? null : new Date(at));

/** Changes a standby that still has the version the editor saw. @throws Problem conflict, missing */
async function changeRow(
  work: Work<Tables>,
  { id, version }: { id: string; version: number },
  values: Record<string, unknown>,
): Promise<{ version: number }> {
  const touched = await work.db
    .updateTable('operationStandbys')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('endedAt', 'is', null)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db.selectFrom('operationStandbys').selectAll().where('id', '=', id).executeTakeFirst(),
  );
}

const attachNotice: All['attachNotice'] = async (work, { operationId, noticeId }) => {
  const { caseId } = await standingOperation(work, operationId);
  const notice = await work.db
    .selectFrom('standbyNotices')
    .select('caseId')
    .where('id', '=', noticeId)
    .executeTakeFirst();
  if (!notice || caseId === null || notice.caseId !== caseId)
    throw refused(
      'noticeId',
      'notice_of_another',
      "Choose a stand-by notice of the operation's case that this provider was told.",
    );
  const touched = await work.db
    .updateTable('operationStandbys')
    .set({ noticeId })
    .where('operationId', '=', operationId)
    .where('endedAt', 'is', null)
    .where((eb) =>
      eb(
        'providerId',
        'in',
        eb.selectFrom('standbyRecipients').select('providerId').where('noticeId', '=', noticeId),
      ),
    )
    .returning('id')
    .execute();
  return { attached: touched.length };
};

/** Gate and providers standing by. */
export const gateHandlers: All = {
  gate: readGate,
  settleItem: settle,
  giveItem: give,
  addStandby,
  changeStandby: (work, { id, version, earliestAt, ...rest }) =>
    changeRow(work, { id, version }, { ...rest, earliestAt: dateOf(earliestAt) }),
  attachNotice,
  tellStandby: async (work, { id, version, how, whom, at, answer, note }) => {
    const toldAt = new Date(at);
    if (toldAt > work.now) throw refused('at', 'future', 'Choose a time that is not to come.');
    const told = { toldHow: how, toldWhom: whom, toldAt, toldBy: work.account.id, answer, answerNote: note };
    return changeRow(work, { id, version }, told);
  },
  endStandby: async (work, at) => {
    await changeRow(work, at, { endedAt: work.now });
    return { done: true };
  },
};
