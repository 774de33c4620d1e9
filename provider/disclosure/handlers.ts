import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import { sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { writeDisclosure } from '../record/disclosing.ts';
import type { compelledKinds } from '../vocabulary/compelled.ts';
import type { compelledContract } from './contract.ts';
import { listRequests, paperAt, readRequest, requestRow, stepAt } from './reading.ts';
import { groundOf, handsOver, maySettle, mayStep } from './rules.ts';

type All = Handlers<Tables, typeof compelledContract>;
type In<K extends keyof typeof compelledContract> = z.infer<
  NonNullable<(typeof compelledContract)[K]['~orpc']['inputSchema']>
>;

/** Compelled disclosure: the register, its steps in order, and what was handed over at last. */
export function compelledHandlers(house: House): All {
  return {
    list: listRequests,
    read: (work, { id }) => readRequest(house, work, id),
    enter: (work, input) => enter(house, work, input),
    change: (work, input) => change(house, work, input),
    step: (work, input) => writeStep(house, work, input),
    nameFields: (work, input) => nameFields(house, work, input),
    settle: (work, input) => settle(house, work, input),
  };
}

async function enter(house: House, work: Work<Tables>, { paper, clientId, ...facts }: In<'enter'>) {
  await clientRow(work, clientId);
  if (new Date(facts.receivedAt) > work.now)
    throw refused('receivedAt', 'in_the_future', 'Choose now or an earlier moment.');
  const id = randomUUID();
  const sealed = await sealFor(house, clientId, paperAt(id), paper);
  await work.db
    .insertInto('compelledRequests')
    .values({ id, clientId, ...facts, sealed })
    .execute();
  return { id };
}

async function change(house: House, work: Work<Tables>, { id, version, dueAt, paper }: In<'change'>) {
  const { clientId } = await requestRow(work, id);
  const sealed = await sealFor(house, clientId, paperAt(id), paper);
  return changeRow(work, id, version, { dueAt, sealed });
}

/** Changes a request in the version that was seen. @throws Problem conflict, missing */
async function changeRow(work: Work<Tables>, id: string, version: number, set: object) {
  const row = await work.db
    .updateTable('compelledRequests')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (row) return row;
  const current = await requestRow(work, id);
  if (current.version === version) throw new Problem('missing');
  // The other version is read through `read`, where opening it is written down.
  throw new Problem('conflict', { data: { current: { version: current.version } } });
}

type Taken = { kind: string; at: string; who: string; words: string; [closed: string]: string };

async function writeStep(house: House, work: Work<Tables>, { id: requestId, step }: In<'step'>) {
  const request = await requestRow(work, requestId);
  const fields = mayStep(step, request.outcome !== null, work.now);
  if (fields.length > 0) throw new Problem('refused', { fields });
  const id = await addStep(house, work, request, step);
  if (step.kind === 'notice_attempted' && step.result === 'told' && request.outcome)
    await work.db
      .updateTable('disclosures')
      .set({ toldClientAt: step.at })
      .where('source', '=', requestId)
      .where('toldClientAt', 'is', null)
      .execute();
  return { id };
}

async function addStep(
  house: House,
  work: Work<Tables>,
  request: { id: string; clientId: string },
  { who, words, ...closed }: Taken,
): Promise<string> {
  const id = randomUUID();
  const { clientId } = request;
  const sealed = who + words === '' ? null : await sealFor(house, clientId, stepAt(id), { who, words });
  await work.db
    .insertInto('compelledSteps')
    .values({ id, requestId: request.id, clientId, sealed, ...closed } as never)
    .execute();
  return id;
}

async function nameFields(house: House, work: Work<Tables>, { id, version, fields }: In<'nameFields'>) {
  const request = await requestRow(work, id);
  const row = await changeRow(work, id, version, { fields });
  const at = work.now.toISOString();
  await addStep(house, work, request, { kind: 'fields_named', at, who: '', words: '' });
  return row;
}

async function settle(house: House, work: Work<Tables>, input: In<'settle'>) {
  const { id, version, outcome, at, words, recipient, recipientKind } = input;
  const request = await requestRow(work, id);
  if (request.outcome) throw new Problem('already_done');
  const steps = await work.db
    .selectFrom('compelledSteps')
    .select(['kind', 'result', 'at'])
    .where('requestId', '=', id)
    .execute();
  const fields = maySettle(input, steps, request.fields, work.now);
  if (fields.length > 0) throw new Problem('refused', { fields });
  const row = await changeRow(work, id, version, {
    outcome,
    outcomeAt: at,
    outcomeBy: work.account.id,
  });
  await addStep(house, work, request, { kind: 'outcome', at, who: recipient, words });
  if (handsOver(outcome))
    await writeDisclosure(house, work, {
      clientId: request.clientId,
      kind: 'compelled',
      recipientKind: recipientKind!,
      recipient,
      fields: request.fields,
      basis: groundOf[request.kind as (typeof compelledKinds)[number]],
      source: id,
      at: new Date(at),
      toldClientAt: steps.find((step) => step.result === 'told')?.at ?? null,
    });
  return row;
}
