import type { PoolConfig } from 'pg';
import { Refusal } from './command.ts';
import { withClient } from './database.ts';
import { migrateTaskforce } from '../taskforce/database/migrate.ts';

/**
 * Brings the database to the version of this program; gives the names of what was run.
 * @param only the migrations that an older version knew: brings an empty database to that version
 * @throws Refusal with a sentence when the owner may not do it or something of the schema is in the way
 */
export async function migrateDatabase(owner: PoolConfig, only?: readonly string[]): Promise<string[]> {
  try {
    return await withClient(owner, (client) => migrateTaskforce(client, ownerPassword(owner), only));
  } catch (error) {
    throw refusalOf(error, owner) ?? error;
  }
}

function refusalOf(error: unknown, owner: PoolConfig): Refusal | undefined {
  const { code } = error as { code?: string };
  if (code === '42501') {
    return new Refusal(
      `The user ${owner.user} of DATABASE_URL may not make the schemas and login roles of Concert.`,
      `As an administrator: alter role ${owner.user} createrole; alter database ${owner.database} owner to ${owner.user}`,
    );
  }
  if (code === '42P06' || code === '42P07') {
    return new Refusal(
      `The database ${owner.database} holds tables of another program, or of a migration that was done by hand.`,
      'Point DATABASE_URL at an empty database, or restore a backup: ./concert restore FILE',
    );
  }
  if (code === '53100')
    return new Refusal('The disk of the database is full.', 'Free some space and start again.');
  if (code === '25006') {
    return new Refusal(
      'The database takes no changes: it is read-only or a replica.',
      'Point DATABASE_URL at the primary.',
    );
  }
  return undefined;
}

/** The owner's password, from which those of the login roles are derived; none on the embedded database. */
export function ownerPassword(owner: PoolConfig): string | undefined {
  return typeof owner.password === 'string' && owner.password !== '' ? owner.password : undefined;
}
