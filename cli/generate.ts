import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbedded, type Cluster } from '../kit/postgres/embedded.ts';
import { migrateTaskforce } from '../taskforce/database/migrate.ts';
import { accessDocument } from '../taskforce/database/access-document.ts';
import { catalogueSql } from '../taskforce/operations/rules-catalogue-sql.ts';
import { operationsRulesDocument } from '../taskforce/operations/rules-tables.ts';
import { accessDocument as providerAccessDocument } from '../provider/database/access-document.ts';
import { migrateProvider } from '../provider/database/migrate.ts';
import { dataDocument, readSchema, refresh, schemaSource } from './schema.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

type Wing = {
  schema: string;
  migrate: (client: Client) => Promise<unknown>;
  files: (tables: Awaited<ReturnType<typeof readSchema>>) => [path: string, content: string][];
};

const wings: Wing[] = [
  {
    schema: 'taskforce',
    migrate: (client) => migrateTaskforce(client),
    files: (tables) => [
      ['taskforce/database/schema.ts', schemaSource(tables)],
      ['docs/data.md', dataDocument(tables)],
      ['docs/access.md', accessDocument()],
      ['docs/operations-rules.md', operationsRulesDocument()],
      ['taskforce/database/gate-catalogue.sql', catalogueSql()],
    ],
  },
  {
    schema: 'provider',
    migrate: (client) => migrateProvider(client),
    files: (tables) => [
      ['provider/database/schema.ts', schemaSource(tables)],
      ['docs/provider-data.md', dataDocument(tables, "Tables of the provider's wing")],
      ['docs/provider-access.md', providerAccessDocument()],
    ],
  },
];

/**
 * Makes the generated files from freshly migrated databases in a temporary place, one a wing.
 * @param write false: only looks
 * @returns the files that were stale
 */
export async function generate(write: boolean): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'concert-generate-'));
  const cluster = await startEmbedded({ dir: join(dir, 'db'), durable: false });
  try {
    const stale: string[] = [];
    for (const { schema, migrate, files } of wings) {
      const tables = await tablesOf(cluster, schema, migrate);
      for (const [path, content] of files(tables))
        if (await refresh(root(path), content, write)) stale.push(path);
    }
    return stale;
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function tablesOf(cluster: Cluster, schema: string, migrate: Wing['migrate']) {
  const first = new Client(cluster.connection());
  await first.connect();
  await first.query(`create database ${schema}`);
  await first.end();
  const client = new Client(cluster.connection(undefined, schema));
  await client.connect();
  try {
    await migrate(client);
    return await readSchema(client, ['kit', 'bridge', schema]);
  } finally {
    // A migration that fails is told as what it is, not as a connection that the stopping cluster cut.
    await client.end();
  }
}

if (import.meta.main) console.log((await generate(true)).map((f) => `wrote ${f}`).join('\n') || 'all fresh');
