import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { inject } from 'vitest';
import { startEmbedded } from './embedded.ts';
import { startOther } from './other.ts';

/** Where the test run's server is; handed from the global set-up (test/cluster.ts) to every test file. */
export type ClusterAddress = {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Starts the name of every database of this run, so that the end of the run can sweep them. */
  prefix: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterAddress;
  }
}

/** A schema made once per test run and copied for every test file that names it. */
export type Template = {
  /** Letters, digits and underscores; the same name must always mean the same content. */
  name: string;
  /** Fills the empty database behind the connection (as its owner); must close its own connections. */
  make: (connection: PoolConfig) => Promise<void>;
};

type Connection = { host: string; port: number; user: string; password: string; database: string };

/** A database of one test file. */
export type FreshDatabase = {
  name: string;
  /** As `user` (default: the superuser that owns the run's server). */
  connection(user?: string, password?: string): PoolConfig;
  /** The same as a DATABASE_URL for a child process. */
  url(user?: string, password?: string): string;
  /** Ends every connection to it and removes it. Call it in `afterAll`. */
  drop(): Promise<void>;
};

/** The server of this test run. Usable in test files only. */
export function testCluster(): ClusterAddress {
  return inject('cluster');
}

/**
 * A new database, empty or copied from a template (about 70 ms). The template is made on first use,
 * by one test file while the others wait.
 */
export async function freshDatabase(template?: Template): Promise<FreshDatabase> {
  const cluster = testCluster();
  const source = template === undefined ? 'template0' : await ensureTemplate(cluster, template);
  const name = `${cluster.prefix}${randomBytes(6).toString('hex')}`;
  await administer(cluster, (client) => client.query(`create database ${name} template ${source}`));
  return {
    name,
    connection: (user, password) => connectionTo(cluster, name, user, password),
    url: (user, password) => urlOf(connectionTo(cluster, name, user, password)),
    drop: () =>
      administer(cluster, (client) => client.query(`drop database if exists ${name} with (force)`)).then(
        () => {},
      ),
  };
}

async function ensureTemplate(cluster: ClusterAddress, template: Template): Promise<string> {
  if (!/^[a-z0-9_]{1,30}$/.test(template.name)) throw new Error(`not a template name: ${template.name}`);
  const name = `${cluster.prefix}t_${template.name}`;
  await administer(cluster, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext($1))`, [name]);
    const found = await client.query(`select 1 from pg_database where datname = $1`, [name]);
    if (found.rowCount === 1) return;
    const half = `${name}_half`;
    await client.query(`drop database if exists ${half} with (force)`);
    await client.query(`create database ${half} template template0`);
    await template.make(connectionTo(cluster, half));
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
      [half],
    );
    await client.query(`alter database ${half} rename to ${name}`);
  });
  return name;
}

/**
 * Starts the server of a test run: an embedded cluster in a temporary directory; with CONCERT_TEST_POSTGRES
 * one of that other PostgreSQL (other.ts); or the running one that CONCERT_TEST_DATABASE_URL names (a
 * superuser's address). For the global set-up.
 */
export async function startTestCluster(): Promise<{ address: ClusterAddress; stop: () => Promise<void> }> {
  const prefix = `test_${randomBytes(4).toString('hex')}_`;
  const external = process.env['CONCERT_TEST_DATABASE_URL'];
  if (external !== undefined && external !== '') {
    const url = new URL(external);
    const address = {
      host: decodeURIComponent(url.hostname) || url.searchParams.get('host') || 'localhost',
      port: Number(url.port || url.searchParams.get('port') || 5432),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      prefix,
    };
    return { address, stop: () => sweep(address) };
  }
  removeLeftovers();
  const dir = mkdtempSync(path.join(tmpdir(), `concert-test-${process.pid}-`));
  const other = process.env['CONCERT_TEST_POSTGRES'] ?? '';
  const options = { dir: path.join(dir, 'db'), durable: false };
  const cluster = await (other === '' ? startEmbedded(options) : startOther(other, options));
  const address = { host: cluster.socketDir, port: cluster.port, user: 'concert', password: '', prefix };
  return {
    address,
    stop: async () => {
      await cluster.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function sweep(cluster: ClusterAddress): Promise<void> {
  await administer(cluster, async (client) => {
    const left = await client.query<{ datname: string }>(
      `select datname from pg_database where starts_with(datname, $1)`,
      [cluster.prefix],
    );
    for (const { datname } of left.rows)
      await client.query(`drop database if exists ${datname} with (force)`);
  });
}

/** Removes the directories of test runs that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^concert-test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function administer<T>(cluster: ClusterAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionTo(cluster, 'postgres'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function connectionTo(
  cluster: ClusterAddress,
  database: string,
  user: string = cluster.user,
  password: string = cluster.password,
): Connection {
  return { host: cluster.host, port: cluster.port, user, password, database };
}

function urlOf(connection: Connection): string {
  const part = (value: string | undefined): string => encodeURIComponent(value ?? '');
  const password = connection.password === '' ? '' : `:${part(connection.password)}`;
  const who = `${part(connection.user)}${password}`;
  const { host } = connection;
  const database = part(connection.database);
  if (!host.startsWith('/')) return `postgresql://${who}@${host}:${connection.port}/${database}`;
  return `postgresql://${who}@${part(host)}:${connection.port}/${database}`;
}
