import { randomUUID } from 'node:crypto';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { viewsContract } from './contract-records.ts';

/** Handlers of saved views of lists. A view holds filters, never rows: each reader sees what is open to them. */
export function viewHandlers(): Handlers<Tables, typeof viewsContract> {
  return {
    list: async (work, { list }) => {
      const rows = await work.db
        .selectFrom('savedViews')
        .selectAll()
        .where('list', '=', list)
        .orderBy('name')
        .execute();
      return {
        rows: rows.map(({ id, name, query, shared, accountId }) => ({
          id,
          name,
          query: query as Record<string, unknown>,
          shared,
          mine: accountId === work.account.id,
        })),
      };
    },
    save: async (work, { list, name, query, shared }) => {
      const held = await work.db
        .selectFrom('savedViews')
        .select('id')
        .where('list', '=', list)
        .where('name', '=', name)
        .where('accountId', '=', work.account.id)
        .executeTakeFirst();
      const values = { query: JSON.stringify(query), shared };
      if (held) {
        await work.db.updateTable('savedViews').set(values).where('id', '=', held.id).execute();
        return { id: held.id };
      }
      const id = randomUUID();
      await work.db
        .insertInto('savedViews')
        .values({ id, list, name, ...values })
        .execute();
      return { id };
    },
    drop: async (work, { id }) => {
      const { numDeletedRows } = await work.db
        .deleteFrom('savedViews')
        .where('id', '=', id)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw new Problem('missing');
      return { done: true };
    },
  };
}
