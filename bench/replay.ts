import { createHash } from 'node:crypto';
import type pg from 'pg';

export type Statement = { text: string; values: unknown[] };

/** Writes down what a pool's connections are asked while it is on. */
export function recorder(pool: pg.Pool): { record<T>(act: () => Promise<T>): Promise<Statement[]> } {
  let list: Statement[] | null = null;
  pool.on('connect', (client) => {
    const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
    (client as { query: unknown }).query = (query: unknown, values?: unknown, ...rest: unknown[]) => {
      const text = typeof query === 'string' ? query : (query as { text?: string }).text;
      if (list && text)
        list.push({
          text,
          values: [...((Array.isArray(values) ? values : (query as { values?: unknown[] }).values) ?? [])],
        });
      return ask(query, values, ...rest);
    };
  });
  return {
    record: async (act) => {
      list = [];
      await act();
      const done = list;
      list = null;
      return done;
    },
  };
}

/** Runs the same statements again on another connection, which keeps their plans as the server's connections do. */
export async function replay(client: pg.ClientBase, statements: Statement[]): Promise<void> {
  for (const { text, values } of statements)
    await client.query(
      values.length > 0
        ? { name: createHash('sha256').update(text).digest('base64url').slice(0, 40), text, values }
        : text,
    );
}
