import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { copyNative, findNative, type Native } from './native.ts';
import { StartProblem } from './problem.ts';

const ACCOUNT = 'concert-postgres';
const ACCOUNT_HOME = '/var/lib/concert-postgres';
const NOBODY = '65534';

/**
 * How a PostgreSQL program is run, since it refuses to run as root.
 * `namespace`: root, in a user namespace where root's files belong to "nobody";
 * `account`: root, where such namespaces are refused, as a system account of its own;
 * `direct`: an ordinary user.
 */
export type Account = {
  way: 'namespace' | 'account' | 'direct';
  native: Native;
  /** uid and gid that own the files of the database, seen from outside. */
  uid: number;
  gid: number;
  /** The words before the program: `short` for one that ends by itself, `server` for the server. */
  short: string[];
  server: string[];
};

/**
 * Chooses the way for this process; the server gets SIGINT (fast shutdown) when this process dies.
 * `CONCERT_NO_USERNS=1` leaves out the namespace, for tests and for hosts where it misbehaves.
 * @throws StartProblem when the package is missing or no account can be made
 */
export function chooseAccount(native: Native = findNative()): Account {
  const dies = hasProgram('setpriv') ? ['setpriv', '--pdeathsig', 'INT'] : [];
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) {
    return { way: 'direct', native, uid, gid: process.getgid?.() ?? uid, short: [], server: dies };
  }
  const unshare = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (process.env['CONCERT_NO_USERNS'] !== '1' && succeeds([...unshare, 'true'])) {
    return { way: 'namespace', native, uid: 0, gid: 0, short: unshare, server: [...unshare, ...dies] };
  }
  return systemAccount(native);
}

function systemAccount(native: Native): Account {
  const ids = accountIds() ?? createAccount();
  const become = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
  return {
    way: 'account',
    native: native.system === true ? native : copyNative(native, ACCOUNT_HOME),
    ...ids,
    short: ['setpriv', ...become],
    server: ['setpriv', ...become, '--pdeathsig', 'INT'],
  };
}

function accountIds(): { uid: number; gid: number } | undefined {
  const answer = spawnSync('getent', ['passwd', ACCOUNT], { encoding: 'utf8' });
  const fields = answer.stdout?.split(':') ?? [];
  if (answer.status !== 0 || fields.length < 4) return undefined;
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function createAccount(): { uid: number; gid: number } {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', ACCOUNT_HOME, ACCOUNT]);
  const ids = accountIds();
  if (ids === undefined) {
    throw new StartProblem(
      'permission',
      `PostgreSQL must not run as root, and the system account ${ACCOUNT} could not be made.`,
      `Run ./concert as an ordinary user, or make the account: useradd --system --user-group ${ACCOUNT}`,
    );
  }
  return ids;
}

/** Gives a directory and everything in it to the account, if it belongs to somebody else (root only). */
export function giveTo(account: Account, dir: string): void {
  if (account.way === 'direct' || lstatSync(dir).uid === account.uid) return;
  const give = (place: string): void => {
    const found = lstatSync(place);
    if (found.isSymbolicLink()) return;
    if (found.isDirectory()) for (const name of readdirSync(place)) give(path.join(place, name));
    chownSync(place, account.uid, account.gid);
  };
  give(dir);
}

function hasProgram(name: string): boolean {
  return succeeds([name, '--version']);
}

function succeeds(command: string[]): boolean {
  return spawnSync(command[0]!, command.slice(1), { stdio: 'ignore' }).status === 0;
}
