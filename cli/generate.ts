import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { migrateTaskforce } from '../taskforce/database/migrate.ts';
import { accessDocument } from '../taskforce/database/access-document.ts';
import { dataDocument, readSchema, refresh, schemaSource } from './schema.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Makes the generated files from a freshly migrated database in a temporary place.
 * @param write false: only looks
 * @returns the files that were stale
 */
export async function generate(write: boolean): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'concert-generate-'));
  const cluster = await startEmbedded({ dir: join(dir, 'db'), durable: false });
  try {
    const client = new Client(cluster.connection());
    await client.connect();
    await migrateTaskforce(client);
    const tables = await readSchema(client, ['kit', 'taskforce']);
    await client.end();
    const files: [string, string][] = [
      ['taskforce/database/schema.ts', schemaSource(tables)],
      ['docs/data.md', dataDocument(tables)],
      ['docs/access.md', accessDocument()],
    ];
    const stale: string[] = [];
    for (const [path, content] of files) if (await refresh(root(path), content, write)) stale.push(path);
    return stale;
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log((await generate(true)).map((f) => `wrote ${f}`).join('\n') || 'all fresh');
