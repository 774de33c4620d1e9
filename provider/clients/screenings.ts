import { randomUUID } from 'node:crypto';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { screeningsContract } from './contract-screenings.ts';
import { clientRow } from './opening.ts';
import { routesOf, type Answer } from './rules.ts';
import { tools } from './rules-screening.ts';
import { openFor, sealFor } from './sealing.ts';

type Kept = { answers: Record<string, Answer>; note: string };
const at = (row: string) => ({ table: 'screenings', column: 'sealed', row });

/** Conversations along a list of questions. Answers are sealed; they lead to offers and are never counted. */
export function screeningsHandlers(house: House): Handlers<Tables, typeof screeningsContract> {
  return {
    tools: async () => ({
      tools: tools.map(({ id, version, questions }) => ({ id, version, questions })) as never,
    }),
    list: async (work, { clientId }) => {
      await clientRow(work, clientId);
      const rows = await work.db
        .selectFrom('screenings as s')
        .innerJoin('accounts as a', 'a.id', 's.askedBy')
        .select(['s.id', 's.tool', 's.heldOn', 'a.displayName as askedBy'])
        .where('s.clientId', '=', clientId)
        .where('s.sealed', 'is not', null)
        .orderBy('s.askedAt', 'desc')
        .execute();
      return { rows };
    },
    hold: async (work, { clientId, tool: name, heldOn, answers, note }) => {
      const tool = tools.find((one) => one.id === name)!;
      const strange = Object.keys(answers).find((id) => !tool.questions.some((one) => one.id === id));
      if (strange !== undefined)
        throw refused('answers', 'unknown', 'Answer the questions of this list only.');
      await clientRow(work, clientId);
      const id = randomUUID();
      const sealed = await sealFor(house, clientId, at(id), { answers, note } satisfies Kept);
      const row = { id, clientId, tool: name, toolVersion: tool.version, heldOn, sealed };
      await work.db.insertInto('screenings').values(row).execute();
      return { id };
    },
    read: async (work, { id }) => {
      const row = await work.db.selectFrom('screenings').selectAll().where('id', '=', id).executeTakeFirst();
      const kept = row && ((await openFor(house, row.clientId, at(id), row.sealed)) as Kept | null);
      if (!row || !kept) throw new Problem('missing');
      work.noteReading('screenings', [id], {}, { table: 'clients', id: row.clientId });
      const tool = tools.find((one) => one.id === row.tool);
      return {
        clientId: row.clientId,
        tool: row.tool,
        heldOn: row.heldOn,
        ...kept,
        routes: (tool ? routesOf(tool, kept.answers) : []) as never,
      };
    },
  };
}
