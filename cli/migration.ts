import type { PoolConfig } from 'pg';
import { Refusal } from './command.ts';
import { withClient } from './database.ts';
import { wingFacts } from './place.ts';
import type { Wing } from './wings.ts';

/**
 * Brings the database to the version of this program; gives the names of what was run.
 * @param only the migrations that an older version knew: brings an empty database to that version
 * @throws Refusal with a sentence when the owner may not do it or something of the schema is in the way
 */
export async function migrateDatabase(
  wing: Wing,
  owner: PoolConfig,
  only?: readonly string[],
): Promise<string[]> {
  try {
    return await withClient(owner, (client) => wing.migrate(client, ownerPassword(owner), only));
  } catch (error) {
    throw refusalOf(error, owner, wingFacts[wing.name].databaseUrl) ?? error;
  }
}

function refusalOf(error: unknown, owner: PoolConfig, variable: string): Refusal | undefined {
  const { code } = error as { code?: string };
  if (code === '42501') {
    return new Refusal(
      `The user ${owner.user} of ${variable} may not make the schemas and login roles of Concert.`,
      `As an administrator: alter role ${owner.user} createrole; alter database ${owner.database} owner to ${owner.user}`,
    );
  }
  if (code === '42P06' || code === '42P07') {
    return new Refusal(
      `The database ${owner.database} holds tables of another program, or of a migration that was done by hand.`,
      `Point ${variable} at an empty database, or restore a backup: ./concert restore FILE`,
    );
  }
  if (code === '53100')
    return new Refusal('The disk of the database is full.', 'Free some space and start again.');
  if (code === '25006') {
    return new Refusal(
      'The database takes no changes: it is read-only or a replica.',
      `Point ${variable} at the primary.`,
    );
  }
  return undefined;
}

/** The owner's password, from which those of the login roles are derived; none on the embedded database. */
export function ownerPassword(owner: PoolConfig): string | undefined {
  return typeof owner.password === 'string' && owner.password !== '' ? owner.password : undefined;
}
