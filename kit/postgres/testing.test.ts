import { Client, type PoolConfig } from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase, type Template } from './testing.ts';

async function ask(connection: PoolConfig | string, sql: string): Promise<unknown[]> {
  const client = new Client(typeof connection === 'string' ? { connectionString: connection } : connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each test file gets a database of its own, copied from a template that is made once', async () => {
  let made = 0;
  const template: Template = {
    name: 'counted',
    make: async (connection) => {
      made += 1;
      await ask(connection, 'create table thing as select 7 as n');
    },
  };
  const [one, two] = await Promise.all([freshDatabase(template), freshDatabase(template)]);
  await ask(one.connection(), 'update thing set n = 8');
  expect(await ask(two.connection(), 'select n from thing')).toEqual([{ n: 7 }]);
  expect(await ask(one.url(), 'select n from thing')).toEqual([{ n: 8 }]);
  expect(made).toBe(1);
  await one.drop();
  await two.drop();
  await expect(ask(one.connection(), 'select 1')).rejects.toMatchObject({ code: '3D000' });
});

test('a template whose making failed is made again, and no half of it is used', async () => {
  const failing: Template = { name: 'shaky', make: () => Promise.reject(new Error('first time')) };
  await expect(freshDatabase(failing)).rejects.toThrow('first time');
  const better: Template = {
    name: 'shaky',
    make: async (c) => void (await ask(c, 'create table whole (n int)')),
  };
  const database = await freshDatabase(better);
  expect(await ask(database.connection(), 'select * from whole')).toEqual([]);
  await database.drop();
});
