import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const place = mkdtempSync(path.join(tmpdir(), 'concert-accounts-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const embedded = fileURLToPath(new URL('./embedded.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Starts a cluster in `dir`, adds a row to a table that is made the first time, stops; prints the rows. */
function addRow(dir: string, before: string[] = [], environment: Record<string, string> = {}): string {
  const program = `import { startEmbedded } from ${JSON.stringify(embedded)};
    import { Client } from 'pg';
    const cluster = await startEmbedded({ dir: ${JSON.stringify(dir)} });
    const client = new Client(cluster.connection());
    await client.connect();
    await client.query('create table if not exists t (n int); insert into t select count(*) from t');
    console.log((await client.query('select n from t order by n')).rows.map((row) => row.n).join());
    await client.end();
    await cluster.stop();`;
  const command = [...before, process.execPath, '--input-type=module', '-e', program];
  const told = spawnSync(command[0]!, command.slice(1), {
    cwd: path.dirname(embedded),
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return told.stdout.trim() || told.stderr;
}

/** An ordinary user must be able to reach the program; in a checkout under /root nobody can. */
const reachable = spawnSync(nobody[0]!, [...nobody.slice(1), 'test', '-r', embedded]).status === 0;

test.skipIf(!isRoot || !reachable)('an ordinary user runs the database as themselves', () => {
  const home = path.join(place, 'home');
  mkdirSync(home, { mode: 0o700 });
  spawnSync('chmod', ['755', place]);
  chownSync(home, 65534, 65534);
  expect(addRow(path.join(home, 'db'), nobody)).toBe('0');
  expect(addRow(path.join(home, 'db'), nobody)).toBe('0,1');
  expect(statSync(path.join(home, 'db')).uid).toBe(65534);
});

const hasAccount = spawnSync('getent', ['passwd', 'concert-postgres']).status === 0;

// It makes a system account, which a test run on somebody's own machine should not do unasked.
test.skipIf(!isRoot || !(hasAccount || process.env['CI']))(
  'root without user namespaces runs it as a system account, also where that account cannot go, and back again',
  () => {
    const closed = path.join(place, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const dir = path.join(closed, 'db');
    expect(addRow(dir, [], { CONCERT_NO_USERNS: '1' })).toBe('0');
    expect(statSync(dir).uid).not.toBe(0);
    expect(addRow(dir)).toBe('0,1');
    expect(addRow(dir, [], { CONCERT_NO_USERNS: '1' })).toBe('0,1,2');
  },
);
