import { Client, type PoolConfig } from 'pg';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { runningCluster } from '../kit/postgres/running.ts';
import { Refusal } from './command.ts';
import { connectionRefusal } from './database-refusal.ts';
import type { Place } from './place.ts';

/** The database of the task force inside an embedded cluster. */
const EMBEDDED_DATABASE = 'taskforce';
const OLDEST = 15;
const NEWEST = 18;

export type Database = {
  kind: 'embedded' | 'external';
  /** Connects as the owner of the database. */
  owner: PoolConfig;
  /** For example "18.4". */
  version: string;
  /** Stops the embedded server if we started it. */
  close(): Promise<void>;
  /** Resolves with a sentence if the embedded server is lost for good. */
  lost: Promise<string>;
};

const never = new Promise<string>(() => {});

/**
 * The database of this installation: the one DATABASE_URL names, else the embedded one in the place.
 * With `join`, an embedded server that another ./concert runs is used as it is.
 * @throws Refusal or StartProblem with a sentence and a remedy
 */
export async function openDatabase(
  place: Place,
  options: { join?: boolean; log?: (line: string) => void } = {},
): Promise<Database> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined && url !== '') return openExternal(url);
  const running = options.join === true ? runningCluster(place.database) : undefined;
  if (running !== undefined) {
    const owner = { ...running, database: EMBEDDED_DATABASE };
    return { kind: 'embedded', owner, version: await greet(owner), close: async () => {}, lost: never };
  }
  const cluster = await startEmbedded({ dir: place.database, ...(options.log ? { log: options.log } : {}) });
  try {
    await createIfMissing(cluster.connection());
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return {
    kind: 'embedded',
    owner: cluster.connection(undefined, EMBEDDED_DATABASE),
    version: cluster.version,
    close: () => cluster.stop(),
    lost: cluster.lost,
  };
}

async function openExternal(url: string): Promise<Database> {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Refusal(
      'DATABASE_URL is not the address of a PostgreSQL database.',
      'It should read like postgresql://user:password@host:5432/database',
    );
  }
  let owner: PoolConfig;
  try {
    const { host, port, user, password, database, ssl } = new Client({ connectionString: url });
    owner = { host, port, user: user ?? '', password: password ?? '', database: database ?? '', ssl };
  } catch {
    throw new Refusal(
      'DATABASE_URL cannot be read.',
      'Percent-encode special characters in the user and password.',
    );
  }
  const version = await greet(owner);
  const major = Number.parseInt(version, 10);
  if (major < OLDEST || major > NEWEST) {
    throw new Refusal(
      `The database server is PostgreSQL ${version}; Concert runs on ${OLDEST} to ${NEWEST}.`,
      'Point DATABASE_URL at a server of one of these versions.',
    );
  }
  await requireUtf8(owner);
  return { kind: 'external', owner, version, close: async () => {}, lost: never };
}

/** A server set up without a language makes databases that know ASCII only. */
async function requireUtf8(owner: PoolConfig): Promise<void> {
  const encoding = await withClient(owner, async (client) => {
    const answer = await client.query<{ encoding: string }>(
      `select current_setting('server_encoding') as encoding`,
    );
    return answer.rows[0]?.encoding ?? '';
  });
  if (encoding === 'UTF8') return;
  throw new Refusal(
    `The database ${owner.database ?? ''} keeps its texts as ${encoding}; Concert needs UTF8.`,
    'Make a new one: createdb -O OWNER -E UTF8 -T template0 --locale=C.UTF-8 NAME',
  );
}

async function createIfMissing(connection: PoolConfig): Promise<void> {
  await withClient(connection, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_DATABASE} template template0`);
  });
}

async function greet(connection: PoolConfig): Promise<string> {
  try {
    return await withClient(connection, async (client) => {
      const answer = await client.query<{ version: string }>(
        `select current_setting('server_version') as version`,
      );
      return answer.rows[0]?.version.split(' ')[0] ?? '';
    });
  } catch (error) {
    throw connectionRefusal(error, connection) ?? error;
  }
}

/** Runs work on one connection of its own and closes it. */
export async function withClient<T>(
  connection: PoolConfig,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionTimeoutMillis: 10_000, ...connection });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
