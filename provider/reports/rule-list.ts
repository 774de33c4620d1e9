import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { reportsContract } from './contract.ts';

type In<K extends keyof typeof reportsContract> = z.infer<
  NonNullable<(typeof reportsContract)[K]['~orpc']['inputSchema']>
>;

/** What the law of each state asks for, as the own organisation wrote it down. */
export async function listRules({ db }: Work<Tables>) {
  const rows = await db
    .selectFrom('reportRules')
    .select(['id', 'path', 'region', 'words', 'hours', 'call', 'confirmedOn', 'version'])
    .where('endedAt', 'is', null)
    .orderBy('path')
    .orderBy('region')
    .orderBy('createdAt')
    .limit(500)
    .execute();
  return { rows } as never;
}

export async function addRule({ db }: Work<Tables>, rule: In<'addRule'>) {
  const id = randomUUID();
  await db
    .insertInto('reportRules')
    .values({ id, ...rule })
    .execute();
  return { id };
}

/** A rule is ended, never changed: reports that followed it keep its words. */
export async function endRule({ db, now }: Work<Tables>, { id, version }: In<'endRule'>) {
  const { numUpdatedRows } = await db
    .updateTable('reportRules')
    .set({ endedAt: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return { done: true } as const;
  const current = await db
    .selectFrom('reportRules')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!current || current.version === version) throw new Problem('missing');
  throw new Problem('conflict', { data: { current } });
}
