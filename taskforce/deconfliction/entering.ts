import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted, refusedFor } from '../granted.ts';
import type { House } from '../house.ts';
import type { deconflictionContract } from './contract.ts';
import { conflictsTold, entriesOf } from './reading.ts';
import { againstSilence, eventFrom, handoffFrom, targetFrom } from './rules.ts';
import { tokensOf } from './rules-tokens.ts';

type All = Handlers<Tables, typeof deconflictionContract>;

/** Whether an open conflict of an entry is told to the session. Whom it is with, `mine` tells: no receipt keeps contacts. */
async function hits(work: Work<Tables>, entryId: string): Promise<'hit' | 'nothing'> {
  const told = await conflictsTold(work, null);
  return told.some((one) => one.entryId === entryId && one.state === 'open') ? 'hit' : 'nothing';
}

/** Saves an event: 0 as version seen is a new one. @throws Problem conflict, missing, refused */
async function saveEvent(
  work: Work<Tables>,
  id: string,
  seen: number,
  event: Parameters<All['changeEvent']>[1] | Parameters<All['enterEvent']>[1],
  silentReason: string | null,
): Promise<number> {
  const draft = { from: new Date(event.from), until: new Date(event.until), silentReason };
  const { from, until } = granted(eventFrom(draft, work.now));
  const { rows } = await sql<{ version: number | null }>`
    select taskforce.save_event(${id}::uuid, ${seen}, ${event.activity}, ${from}, ${until}, ${event.place}, ${event.lat}, ${event.lon},
      ${event.contactId}::uuid, ${event.phone}, ${silentReason}) as version`.execute(work.db);
  const version = rows[0]?.version ?? null;
  if (version !== null) return version;
  return changedMeanwhile(work, id);
}

/** Whoever may read it is shown the present version; to others there is nothing. @throws Problem conflict, missing */
async function changedMeanwhile(work: Work<Tables>, id: string): Promise<never> {
  const current = (await entriesOf(work, null)).find((one) => one.id === id);
  throw current ? new Problem('conflict', { data: { current } }) : new Problem('missing');
}

export const enterEvent: All['enterEvent'] = async (work, { silentReason, ...event }) => {
  const id = randomUUID();
  await saveEvent(work, id, 0, event as Parameters<All['enterEvent']>[1], silentReason);
  return { id, told: silentReason !== null ? 'waits' : await hits(work, id) };
};

export const changeEvent: All['changeEvent'] = async (work, event) => ({
  version: await saveEvent(work, event.id, event.version, event, null),
  told: await hits(work, event.id),
});

export function enterTarget(house: House): All['enterTarget'] {
  return async (work, input) => {
    const refusals = againstSilence(input.silentReason);
    if (refusals.length > 0) throw refusedFor(refusals);
    const { grades, tokens } = tokensOf(house.keys.token, granted(targetFrom(input)));
    const id = randomUUID();
    const { rows } = await sql<{ told: 'hit' | 'nothing' | 'waits' | null }>`
      select taskforce.enter_target(${id}::uuid, ${input.type}, ${grades}::text[], ${tokens}::bytea[], ${input.operationId}::uuid,
        ${input.strandId}::uuid, ${input.nominationId}::uuid, ${input.phone}, ${input.throughCoordinator}, ${input.silentReason}) as told`.execute(
      work.db,
    );
    const told = rows[0]?.told ?? null;
    if (told === null) throw new Problem(work.can('deconfliction.enter') ? 'missing' : 'not_permitted');
    return { id, told };
  };
}

/** Turns the answer of a function into done or a problem. @throws Problem missing, conflict */
async function mustBe(
  work: Work<Tables>,
  changed: boolean | null | undefined,
  id: string,
): Promise<{ done: true }> {
  if (changed !== true) await changedMeanwhile(work, id);
  return { done: true };
}

export const withdraw: All['withdraw'] = async (work, { id, version }) => {
  const { rows } = await sql<{
    ok: boolean;
  }>`select taskforce.withdraw_entry(${id}::uuid, ${version}) as ok`.execute(work.db);
  return mustBe(work, rows[0]?.ok, id);
};

export const setContact: All['setContact'] = async (work, { id, version, contactId, phone }) => {
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.set_entry_contact(${id}::uuid, ${version}, ${contactId}::uuid, ${phone}) as ok`.execute(
    work.db,
  );
  return mustBe(work, rows[0]?.ok, id);
};

export const setNoTargets: All['setNoTargets'] = async (work, { operationId, reason }) => {
  if (reason !== null && reason.length < 20)
    throw refused('reason', 'reason_needed', 'Give a reason of at least 20 characters.');
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.set_no_targets(${operationId}::uuid, ${reason}) as ok`.execute(work.db);
  if (rows[0]?.ok !== true) throw new Problem('missing');
  return { done: true };
};

export const askSilence: All['askSilence'] = async (work, { id, version, reason }) => {
  const refusals = againstSilence(reason);
  if (refusals.length > 0) throw refusedFor(refusals.map((one) => ({ ...one, field: 'reason' })));
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.ask_silence(${id}::uuid, ${version}, ${reason}) as ok`.execute(work.db);
  return mustBe(work, rows[0]?.ok, id);
};

export const answer: All['answer'] = async (work, { id, entryId, answer: word }) => {
  const { rows } = await sql<{ state: 'open' | 'settled' | 'over' | null }>`
    select taskforce.answer_conflict(${id}::uuid, ${entryId}::uuid, ${word}) as state`.execute(work.db);
  const state = rows[0]?.state ?? null;
  if (state === null) throw new Problem('missing');
  return { state };
};

export const recordHandoff: All['recordHandoff'] = async (work, { id, system, ...entered }) => {
  const { state, reference, result, reason } = granted(handoffFrom(entered));
  const { rows } = await sql<{ made: string | null }>`
    select taskforce.record_handoff(${id}::uuid, ${system}, ${state}, ${reference}, ${result}, ${reason}) as made`.execute(
    work.db,
  );
  if ((rows[0]?.made ?? null) === null) throw new Problem('missing');
  return { done: true };
};
