import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { type Account, chooseAccount, giveTo } from './account.ts';
import { awaitFree, inspectDataDir, socketDirFor, trueName } from './directory.ts';
import { initialize } from './initialize.ts';
import { Server } from './server.ts';

export { StartProblem } from './problem.ts';

/** The user that owns an embedded cluster unless it is made with another. */
export const OWNER = 'concert';
const PORT = 5432;

/** A running embedded PostgreSQL. It starts again by itself if its process is killed. */
export type Cluster = {
  /** Directory of the socket; there is no TCP port. */
  socketDir: string;
  /** The number in the socket's name. */
  port: number;
  /** For example "18.4". */
  version: string;
  /** How to connect as `user` (default: the owner) to `database` (default "postgres"). */
  connection(user?: string, database?: string): PoolConfig;
  /** Fast shutdown: open transactions are rolled back, everything committed is on the disk. */
  stop(): Promise<void>;
  /** Process number of the server as it runs now. */
  readonly pid: number;
  /** Resolves with a sentence if the server ended and could not be started again. */
  readonly lost: Promise<string>;
};

export type EmbeddedOptions = {
  /** The data directory; made when absent or empty. */
  dir: string;
  /** Name of the cluster's superuser; the one it was made with. */
  owner?: string;
  /** Receives what the server prints: never a statement or a value. */
  log?: (line: string) => void;
  maxConnections?: number;
  /** false gives up durability for speed; for clusters of a test run only. Default true. */
  durable?: boolean;
};

/**
 * Starts (and makes, the first time) the embedded PostgreSQL in `dir` and waits until it answers.
 * @throws StartProblem with a sentence and a remedy: full or read-only disk, missing package, files of
 *   another version or owner, directory in use
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Cluster> {
  const account = chooseAccount();
  const dir = trueName(options.dir);
  const { durable = true, owner = OWNER } = options;
  if (inspectDataDir(dir) === 'empty') await initialize(dir, account, { durable, owner });
  return serve(account, dir, options);
}

/** Runs the server on a data directory that is there, and waits until it answers. */
export async function serve(account: Account, dir: string, options: EmbeddedOptions): Promise<Cluster> {
  const durable = options.durable ?? true;
  const owner = options.owner ?? OWNER;
  const socketDir = socketDirFor(dir, account);
  const server = new Server({
    account,
    dir,
    settings: { socketDir, port: PORT, maxConnections: options.maxConnections ?? 100, durable },
    prepare: () => prepare(dir, socketDir, account),
    isReady: async () => (saysReady(dir) ? versionOf(connectionTo(socketDir, owner)('postgres')) : undefined),
    log: options.log ?? (() => {}),
  });
  const version = await server.start();
  const connect = connectionTo(socketDir, owner);
  return {
    socketDir,
    port: PORT,
    version,
    connection: (user = owner, database = 'postgres') => connect(database, user),
    stop: () => server.stop(),
    get pid() {
      return server.pid;
    },
    lost: server.lost,
  };
}

async function prepare(dir: string, socketDir: string, account: Account): Promise<void> {
  await awaitFree(dir, path.join(socketDir, `.s.PGSQL.${PORT}.lock`));
  giveTo(account, dir);
}

function connectionTo(socketDir: string, owner: string): (database: string, user?: string) => PoolConfig {
  return (database, user = owner) => ({
    host: socketDir,
    port: PORT,
    user,
    database,
    password: '',
    ssl: false,
  });
}

/** The last line of the server's lock file; asking it first keeps refused connections out of the log. */
function saysReady(dir: string): boolean {
  try {
    return readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** The server's version if it accepts connections, else undefined. */
async function versionOf(connection: PoolConfig): Promise<string | undefined> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return answer.rows[0]?.version.split(' ')[0];
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
