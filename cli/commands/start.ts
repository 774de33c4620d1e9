import { type Call, type Command, portFrom, textFlag } from '../command.ts';
import { openDatabase } from '../database.ts';
import { fillDemo } from '../demo.ts';
import { migrateDatabase } from '../migration.ts';
import { dataFlag, makePlace, placeFrom } from '../place.ts';
import { claimable } from '../port.ts';
import { runUntilStopped } from '../running.ts';
import { complain, say } from '../say.ts';
import { type Serving, serve } from '../serve.ts';
import { buildIfStale } from '../web.ts';

const PORT = 4600;
const HOST = '127.0.0.1';

export const startFlags: Command['flags'] = {
  ...dataFlag,
  port: { type: 'string', value: 'N', summary: `the port to serve on (default: ${PORT})` },
  host: {
    type: 'string',
    value: 'ADDRESS',
    summary: `the address to serve on (default: ${HOST}, this machine only)`,
  },
};

export const command: Command = {
  summary: 'start Concert',
  words: '',
  flags: {
    ...startFlags,
    demo: {
      type: 'boolean',
      summary: 'with the fictional demo world, in var/demo unless --data says otherwise',
    },
  },
  run: (call) => start(call, call.flags['demo'] === true),
};

/** Starts everything in order: the port, the web application, the database, its schema, the server. */
export async function start(call: Call, demo: boolean): Promise<number> {
  const port = portFrom(call, demo ? 'demo' : 'start', PORT);
  const host = textFlag(call, 'host') ?? HOST;
  const place = placeFrom(call, demo ? 'var/demo' : 'var');
  await claimable(host, port);
  makePlace(place);
  const database = await openDatabase(place, { log: logFatal });
  try {
    const ran = await migrateDatabase(database.owner);
    if (ran.length > 0) say(`The database is ready (${ran.length} steps, PostgreSQL ${database.version}).`);
    await buildIfStale(() => say('Building the web application (after a change only) …'));
    const world = demo ? await fillDemo(database.owner, place) : null;
    const serving = await serve(database.owner, place, { host, port, demo: world });
    announce(serving);
    return await runUntilStopped(database.lost, [() => serving.close(), () => database.close()]);
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
