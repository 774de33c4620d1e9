import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { Section } from '../vocabulary/clients.ts';
import type { clientsContract } from './contract.ts';
import { clientRow } from './opening.ts';
import { openFor, sealFor } from './sealing.ts';

type In<K extends keyof typeof clientsContract> = z.infer<
  NonNullable<(typeof clientsContract)[K]['~orpc']['inputSchema']>
>;
const at = (row: string) => ({ table: 'client_details', column: 'sealed', row });

/** Opens sections of a client. Which ones is written down before the answer leaves. */
export async function readDetails(house: House, work: Work<Tables>, { id, sections }: In<'details'>) {
  await clientRow(work, id);
  const rows = await work.db
    .selectFrom('clientDetails')
    .select(['id', 'section', 'sealed', 'version'])
    .where('clientId', '=', id)
    .where('section', 'in', sections)
    .execute();
  const opened: Partial<Record<Section, unknown>> = {};
  const versions: Partial<Record<Section, number>> = {};
  for (const row of rows) {
    const section = row.section as Section;
    versions[section] = row.version;
    const value = await openFor(house, id, at(row.id), row.sealed);
    if (value !== null) opened[section] = value;
  }
  work.note(
    'unmask',
    'client_details',
    rows.map((row) => row.id),
    { sections },
    { table: 'clients', id },
  );
  return { sections: opened as never, versions };
}

/** Seals one section. Two people who edit it at once both hear of it. */
export async function saveDetails(house: House, work: Work<Tables>, input: In<'saveDetails'>) {
  const { id: clientId, version, detail } = input;
  const { db, account, now } = work;
  await clientRow(work, clientId);
  const present = await db
    .selectFrom('clientDetails')
    .select(['id', 'version'])
    .where('clientId', '=', clientId)
    .where('section', '=', detail.section)
    .executeTakeFirst();
  if ((present?.version ?? null) !== version)
    // The other version is read through `details`, where opening it is written down.
    throw new Problem('conflict', { data: { current: { version: present?.version ?? null } } });
  const id = present?.id ?? randomUUID();
  const sealed = await sealFor(house, clientId, at(id), detail.value);
  if (!present) {
    await db.insertInto('clientDetails').values({ id, clientId, section: detail.section, sealed }).execute();
    return { version: 1 };
  }
  const row = await db
    .updateTable('clientDetails')
    .set({ sealed, changedBy: account.id, changedAt: now })
    .where('id', '=', id)
    .where('version', '=', present.version)
    .returning('version')
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}
