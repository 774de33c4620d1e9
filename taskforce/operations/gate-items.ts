import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { gateContract, GateItemRow } from './contract-gate.ts';
import { facesOf, seen, standingOperation, type Seen } from './gate-facts.ts';
import { beforeStart, gateOf, settleItem, standingOfItem, type Settling } from './rules-gate.ts';
import { catalogue, entryOf, lessonItem } from './rules-gate-items.ts';

type All = Handlers<Tables, typeof gateContract>;
type Operation = Awaited<ReturnType<typeof standingOperation>>;
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const rowsOf = (work: Work<Tables>, operationId: string) =>
  work.db.selectFrom('operationItems').selectAll().where('operationId', '=', operationId).execute();

/** The whole gate: the catalogue, and then what earlier operations of the kind taught. */
export async function itemsOf(work: Work<Tables>, operation: Operation, facts: Seen): Promise<GateItemRow[]> {
  const rows = await rowsOf(work, operation.id);
  const face = await facesOf(
    work,
    rows.flatMap((row) => [row.ownerId, row.settledBy]),
  );
  const answered = await regionalAnswers(work, operation.id);
  const told = (
    item: string,
    row: Row | undefined,
  ): Omit<GateItemRow, keyof ReturnType<typeof standingOfItem>> => ({
    from: entryOf(item).from,
    by: entryOf(item).by,
    text: null,
    said: (row?.state ?? 'open') as GateItemRow['said'],
    owner: face(row?.ownerId),
    evidence: item === 'regional_deconfliction' ? answered : (row?.evidence ?? ''),
    reason: row?.reason ?? null,
    settledBy: row?.state === 'open' ? null : face(row?.settledBy),
    settledAt: row?.state === 'open' ? null : (row?.settledAt?.toISOString() ?? null),
    version: row?.version ?? null,
  });
  const standings = gateOf(facts.facts, facts.lines);
  const rowOf = (item: string) => rows.find((one) => one.item === item);
  const lessons = (await lessonsOf(work, operation.kind)).filter(
    ({ item }) => beforeStart(operation.state) || rowOf(item) !== undefined,
  );
  return [
    ...catalogue.map(({ item }, place) => ({ ...standings[place]!, ...told(item, rowOf(item)) })),
    ...lessons.map(({ item, text }) => {
      const line = facts.lines.find((one) => one.item === item) ?? null;
      return { ...standingOfItem(entryOf(item), facts.facts, line), ...told(item, rowOf(item)), text };
    }),
  ];
}

/** Accepted reminders of a kind, as items. */
async function lessonsOf(work: Work<Tables>, kind: string): Promise<{ item: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select lesson_id as id, reminder as text from taskforce.operation_reminders(${kind})`.execute(work.db);
  return rows.map(({ id, text }) => ({ item: lessonItem(id), text }));
}

/** Systems that answered for the present time and place, each with its number: "System: number". */
async function regionalAnswers(work: Work<Tables>, operationId: string): Promise<string> {
  const { rows } = await sql<{ system: string; reference: string | null }>`
    select * from taskforce.handoff_evidence(${operationId}::uuid)`.execute(work.db);
  return rows
    .map(({ system, reference }) => (reference === null ? system : `${system}: ${reference}`))
    .join(', ');
}

type At = { operationId: string; item: string; version: number | null };

/** Writes down what is said of an item, if it still has the version that was seen. @throws Problem conflict, missing */
async function write(
  work: Work<Tables>,
  at: At,
  values: Partial<Pick<Row, 'state' | 'ownerId' | 'evidence' | 'reason'>>,
) {
  const { operationId, item, version } = at;
  const written =
    version === null
      ? await work.db
          .insertInto('operationItems')
          .values({ id: randomUUID(), operationId, item, ...values })
          .onConflict((conflict) => conflict.columns(['operationId', 'item']).doNothing())
          .returning('version')
          .executeTakeFirst()
      : await work.db
          .updateTable('operationItems')
          .set(values)
          .where('operationId', '=', operationId)
          .where('item', '=', item)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst();
  return changedRow(written, () =>
    work.db
      .selectFrom('operationItems')
      .select(['state', 'evidence', 'reason', 'version'])
      .where('operationId', '=', operationId)
      .where('item', '=', item)
      .executeTakeFirst(),
  );
}

/** Done with evidence, waived with a reason, or open again. */
export const settle: All['settleItem'] = async (work, { operationId, item, version, state, ...said }) => {
  await standingOperation(work, operationId);
  const { facts, planned } = await seen(work, operationId);
  const how: Settling =
    state === 'done'
      ? { to: 'done', evidence: said.evidence }
      : state === 'waived'
        ? { to: 'waived', reason: said.reason }
        : { to: 'open' };
  granted(settleItem(entryOf(item), facts, { supervises: work.account.supervises, planner: planned }, how));
  return write(
    work,
    { operationId, item, version },
    {
      state,
      ownerId: said.ownerId,
      evidence: said.evidence,
      reason: state === 'waived' ? said.reason : null,
    },
  );
};

/** Says who sees to an item, and leaves a notice with them. */
export const give: All['giveItem'] = async (work, { ownerId, ...at }) => {
  await standingOperation(work, at.operationId);
  const answer = await write(work, at, { ownerId });
  if (ownerId !== null && ownerId !== work.account.id)
    await sql`select kit.notify(${ownerId}::uuid, 'gate_item_given', 'operations', ${at.operationId}::uuid, false)`.execute(
      work.db,
    );
  return answer;
};
