import { sql } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { deconflictionContract } from './contract.ts';
import type { Coordinated, Waiting } from './contract-parts.ts';

type All = Handlers<Tables, typeof deconflictionContract>;

export const coordination: All['coordination'] = async (work) => {
  const conflicts = await sql<Omit<Coordinated, 'foundAt'> & { foundAt: Date }>`
    select * from taskforce.conflicts_coordinated()`.execute(work.db);
  const waiting = await sql<Omit<Waiting, 'createdAt'> & { createdAt: Date }>`
    select * from taskforce.deconfliction_waiting()`.execute(work.db);
  work.note(
    'read',
    'deconfliction_conflicts',
    conflicts.rows.map(({ id }) => id),
  );
  return {
    conflicts: conflicts.rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })),
    waiting: waiting.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  };
};

/** @throws Problem missing, also when somebody else was faster */
function mustBeDone(rows: readonly { ok: boolean }[]): { done: true } {
  if (rows[0]?.ok !== true) throw new Problem('missing');
  return { done: true };
}

export const settle: All['settle'] = async (work, { id, answer, reason }) => {
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.settle_conflict(${id}::uuid, ${answer}, ${reason}) as ok`.execute(work.db);
  return mustBeDone(rows);
};

export const decideSilence: All['decideSilence'] = async (work, { id, version, agreed }) => {
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.decide_silence(${id}::uuid, ${version}, ${agreed}) as ok`.execute(work.db);
  return mustBeDone(rows);
};

export const answerRequest: All['answerRequest'] = async (work, { id, version, answer }) => {
  const { rows } = await sql<{ ok: boolean }>`
    select taskforce.answer_request(${id}::uuid, ${version}, ${answer}) as ok`.execute(work.db);
  return mustBeDone(rows);
};
