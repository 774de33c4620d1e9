import { openDatabase, withClient } from './database.ts';
import { migrateDatabase } from './migration.ts';
import { type Place, type WingName, wingFacts } from './place.ts';
import { runUntilStopped } from './running.ts';
import { complain, say } from './say.ts';
import { type Serving, serve } from './serve.ts';
import { wingOf } from './wings.ts';

/** What a wing is started with. */
export type WingPlan = { wing: WingName; host: string; port: number; demo: boolean; place: Place };

/**
 * Starts one wing in this process: its database, its schema, its server; and keeps it up until it is stopped.
 * @param opened told when it is open, in place of announcing it on the terminal
 * @param stop resolves when it is to stop, besides Ctrl-C and SIGTERM
 */
export async function startWing(
  plan: WingPlan,
  opened: (serving: Serving) => void = announce,
  stop?: Promise<void>,
): Promise<number> {
  const wing = await wingOf(plan.wing);
  const { title } = wingFacts[plan.wing];
  const database = await openDatabase(plan.place, { log: logFatal });
  try {
    const ran = await migrateDatabase(wing, database.owner);
    if (ran.length > 0)
      say(`${title}: the database is ready (${ran.length} steps, PostgreSQL ${database.version}).`);
    if (wing.settle) await withClient(database.owner, (client) => wing.settle!(client, plan.place));
    const demo = plan.demo ? await wing.fillDemo(database.owner, plan.place) : null;
    const serving = await serve(wing, database.owner, plan.place, { ...plan, demo });
    opened(serving);
    const stops = [() => serving.close(), () => database.close()];
    return await runUntilStopped(database.lost, stops, stop);
  } finally {
    await database.close();
  }
}

function announce({ url, firstSteps }: Serving): void {
  say(`Concert is open at ${url}`);
  for (const line of firstSteps) say(line);
  say('Stop it with Ctrl-C.');
}

/**
 * Of what the database server says only what somebody must act on reaches the terminal; that it ends
 * connections which are open when it stops is not of that kind.
 */
function logFatal(line: string): void {
  if (line.endsWith('terminating connection due to administrator command')) return;
  if (/ (FATAL|PANIC): /.test(line) || line.startsWith('concert:')) complain(line);
}
