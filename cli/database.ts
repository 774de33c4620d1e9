import { Client, type PoolConfig } from 'pg';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { runningCluster } from '../kit/postgres/running.ts';
import { Refusal } from './command.ts';
import { connectionRefusal } from './database-refusal.ts';
import { type Place, type WingName, wingFacts } from './place.ts';

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
 * The database of a wing: the one DATABASE_URL (of the provider: PROVIDER_DATABASE_URL) names, else the embedded one
 * in its place, a cluster with a superuser of its own.
 * With `join`, an embedded server that another ./concert runs is used as it is.
 * @throws Refusal or StartProblem with a sentence and a remedy
 */
export async function openDatabase(
  place: Place,
  options: { join?: boolean; log?: (line: string) => void } = {},
): Promise<Database> {
  const { databaseUrl, superuser, database } = wingFacts[place.wing];
  const url = process.env[databaseUrl];
  if (url !== undefined && url !== '') return openExternal(url, place.wing);
  const running = options.join === true ? runningCluster(place.database, superuser) : undefined;
  if (running !== undefined) {
    const owner = { ...running, database };
    return {
      kind: 'embedded',
      owner,
      version: await greet(owner, databaseUrl),
      close: async () => {},
      lost: never,
    };
  }
  const cluster = await startEmbedded({
    dir: place.database,
    owner: superuser,
    ...(options.log ? { log: options.log } : {}),
  });
  try {
    await createIfMissing(cluster.connection(), database);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return {
    kind: 'embedded',
    owner: cluster.connection(undefined, database),
    version: cluster.version,
    close: () => cluster.stop(),
    lost: cluster.lost,
  };
}

/** Whether the wing's database is one outside of its place. */
export function isExternal(wing: WingName): boolean {
  return (process.env[wingFacts[wing].databaseUrl] ?? '') !== '';
}

/**
 * The two wings never share a database.
 * @throws Refusal when both addresses lead to the same one
 */
export function refuseOneDatabase(): void {
  const [one, other] = Object.values(wingFacts).map(({ databaseUrl }) => process.env[databaseUrl] ?? '');
  if (!one || !other) return;
  const where = (url: string) => {
    const { host, port, database } = new Client({ connectionString: url });
    return `${host}:${port}/${database}`;
  };
  let same: boolean;
  try {
    same = where(one) === where(other);
  } catch {
    return;
  }
  if (same)
    throw new Refusal(
      'DATABASE_URL and PROVIDER_DATABASE_URL lead to the same database.',
      "Give the provider's wing a database of its own, best on a server with other administrators.",
    );
}

async function openExternal(url: string, wing: WingName): Promise<Database> {
  const name = wingFacts[wing].databaseUrl;
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Refusal(
      `${name} is not the address of a PostgreSQL database.`,
      'It should read like postgresql://user:password@host:5432/database',
    );
  }
  let owner: PoolConfig;
  try {
    const { host, port, user, password, database, ssl } = new Client({ connectionString: url });
    owner = { host, port, user: user ?? '', password: password ?? '', database: database ?? '', ssl };
  } catch {
    throw new Refusal(
      `${name} cannot be read.`,
      'Percent-encode special characters in the user and password.',
    );
  }
  const version = await greet(owner, name);
  const major = Number.parseInt(version, 10);
  if (major < OLDEST || major > NEWEST) {
    throw new Refusal(
      `The database server is PostgreSQL ${version}; Concert runs on ${OLDEST} to ${NEWEST}.`,
      `Point ${name} at a server of one of these versions.`,
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

async function createIfMissing(connection: PoolConfig, database: string): Promise<void> {
  await withClient(connection, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database} template template0`);
  });
}

async function greet(connection: PoolConfig, variable: string): Promise<string> {
  try {
    return await withClient(connection, async (client) => {
      const answer = await client.query<{ version: string }>(
        `select current_setting('server_version') as version`,
      );
      return answer.rows[0]?.version.split(' ')[0] ?? '';
    });
  } catch (error) {
    throw connectionRefusal(error, connection, variable) ?? error;
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
