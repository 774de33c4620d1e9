import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import { openFor, sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { StatementSubject } from '../vocabulary/statements.ts';
import type { recordContract } from './contract.ts';

type All = Handlers<Tables, typeof recordContract>;
type In = z.infer<NonNullable<(typeof recordContract.say)['~orpc']['inputSchema']>>;
const at = (column: 'sealed' | 'answer_sealed', row: string) => ({ table: 'annotations', column, row });

/** Where the entries lie that a statement may speak of. */
const tables = {
  need: 'needs',
  service: 'servicesGiven',
  safety_plan: 'safetyPlans',
  goal: 'goals',
  note: 'advocateNotes',
  disclosure: 'disclosures',
} as const satisfies Partial<Record<StatementSubject, keyof Tables>>;

/** Corrections and statements of a client about their record. They stay beside what they speak of, answered or not. */
export function statementsHandlers(house: House): Pick<All, 'statements' | 'say' | 'answer'> {
  return {
    statements: async (work, { clientId }) => ({
      rows: (await readStatements(house, work, clientId)) as never,
    }),
    say: (work, input) => say(house, work, input),
    answer: async (work, { id, version, outcome, words }) => {
      const { db, account, now } = work;
      const row = await db
        .selectFrom('annotations')
        .select(['clientId', 'answeredAt'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) throw new Problem('missing');
      if (row.answeredAt !== null)
        throw refused(
          'id',
          'answered',
          'This was answered already; the client can say more in a new statement.',
        );
      const answerSealed =
        words === '' ? null : await sealFor(house, row.clientId, at('answer_sealed', id), words);
      const touched = await db
        .updateTable('annotations')
        .set({ state: outcome, answerSealed, answeredBy: account.id, answeredAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () =>
        db.selectFrom('annotations').select(['version', 'state']).where('id', '=', id).executeTakeFirst(),
      );
    },
  };
}

async function say(house: House, work: Work<Tables>, input: In) {
  const { clientId, subject, subjectId, words, saidOn, kind } = input;
  await clientRow(work, clientId);
  if (saidOn > work.now.toISOString().slice(0, 10))
    throw refused('saidOn', 'future', 'Choose today or an earlier day.');
  if (subjectId !== null && !(await speaksOf(work, clientId, subject, subjectId)))
    throw refused('subjectId', 'unknown', 'Choose an entry of this client.');
  const id = randomUUID();
  const sealed = await sealFor(house, clientId, at('sealed', id), words);
  await work.db
    .insertInto('annotations')
    .values({ id, clientId, subject, subjectId, kind, saidOn, sealed })
    .execute();
  return { id };
}

/** Whether an entry belongs to the client and is open to the writer. */
async function speaksOf(work: Work<Tables>, clientId: string, subject: StatementSubject, id: string) {
  if (subject === 'record' || subject === 'details') return false;
  const row = await work.db
    .selectFrom(tables[subject])
    .select('clientId')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.clientId === clientId;
}

/** What a client said about their record, opened, newest first. */
export async function readStatements(house: Pick<House, 'clientKeys'>, work: Work<Tables>, clientId: string) {
  await clientRow(work, clientId);
  const rows = await work.db
    .selectFrom('annotations as s')
    .innerJoin('accounts as a', 'a.id', 's.recordedBy')
    .leftJoin('accounts as b', 'b.id', 's.answeredBy')
    .select(['s.id', 's.subject', 's.subjectId', 's.kind', 's.saidOn', 's.state', 's.sealed', 's.version'])
    .select(['s.answerSealed', 's.answeredAt', 'a.displayName as recordedBy', 'b.displayName as answeredBy'])
    .where('s.clientId', '=', clientId)
    .where('s.sealed', 'is not', null)
    .orderBy('s.saidOn', 'desc')
    .orderBy('s.recordedAt', 'desc')
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) work.noteReading('annotations', ids, {}, { table: 'clients', id: clientId });
  return Promise.all(
    rows.map(async ({ sealed, answerSealed, ...row }) => ({
      ...row,
      answeredAt: row.answeredAt?.toISOString() ?? null,
      words: ((await openFor(house, clientId, at('sealed', row.id), sealed)) as string | null) ?? '',
      answer:
        ((await openFor(house, clientId, at('answer_sealed', row.id), answerSealed)) as string | null) ?? '',
    })),
  );
}
