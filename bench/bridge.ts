/**
 * 100,000 messages over the bridge between two processes on two databases of their own, killed 200 times over an
 * unsteady line: each must be applied once, in order, and none lost.
 * Run: node bench/bridge.ts [MESSAGES] [KILLS] [SEED]. Prints JSON; exit code 1 when something is not as it must be.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { migrateProvider } from '../provider/database/migrate.ts';
import { migrateTaskforce } from '../taskforce/database/migrate.ts';
import { soak, type SoakWing } from './bridge-soak.ts';

const [messages = 100_000, kills = 200, seed = 1] = process.argv.slice(2).map(Number);
const dir = mkdtempSync(join(tmpdir(), 'concert-bench-'));

async function wingOn(name: string, migrate: (client: pg.Client) => Promise<unknown>) {
  const cluster = await startEmbedded({ dir: join(dir, name) });
  const client = new pg.Client(cluster.connection());
  await client.connect();
  await migrate(client);
  await client.end();
  const connection = (login?: string) => cluster.connection(login);
  const database = { name, connection, url: () => '', drop: async () => undefined };
  return { cluster, wing: { database, connection } satisfies SoakWing };
}

const taskforce = await wingOn('taskforce', migrateTaskforce);
const provider = await wingOn('provider', migrateProvider);
try {
  const told = await soak(
    { taskforce: taskforce.wing, provider: provider.wing },
    { messages, kills, seed, log: (line) => console.error(line) },
  );
  console.log(JSON.stringify(told, null, 2));
  process.exitCode = told.faults.length > 0 ? 1 : 0;
} finally {
  await taskforce.cluster.stop();
  await provider.cluster.stop();
  rmSync(dir, { recursive: true, force: true });
}
