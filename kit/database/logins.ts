import { createHmac } from 'node:crypto';
import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { quietPool } from './pool.ts';

/** Login roles of a wing. None owns anything, none passes over row-level security. */
export type Logins = {
  readonly app: string;
  readonly signin: string;
  readonly jobs: string;
  readonly bridge: string;
};

/**
 * Password of a login role. Derived from the owner's password, so that several server processes on one
 * database agree without sharing a file; empty where the owner signs in without one (a private socket).
 */
export function loginPassword(ownerPassword: string | undefined, login: string): string | undefined {
  return ownerPassword
    ? createHmac('sha256', ownerPassword).update(`concert login ${login}`).digest('base64url')
    : undefined;
}

/**
 * Makes the login roles of a wing, or mends their passwords and search path.
 * @param client connected as the owner of the database, allowed to create roles
 * @param schema the wing's own schema, in which its tables are found without their schema's name
 */
export async function makeLogins(
  client: pg.ClientBase,
  logins: Logins,
  schema: string,
  ownerPassword?: string,
): Promise<void> {
  for (const login of Object.values(logins))
    await makeLogin(client, login, schema, loginPassword(ownerPassword, login));
}

async function makeLogin(
  client: pg.ClientBase,
  login: string,
  schema: string,
  password: string | undefined,
): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [login]);
  const secret = password === undefined ? '' : ` password '${password}'`;
  if (rows.length === 0) {
    // Two processes may start at once; the loser finds the role there.
    await client
      .query(`create role ${login} login nosuperuser nocreatedb nocreaterole noinherit nobypassrls${secret}`)
      .catch((error: { code?: string }) => {
        if (error.code !== '42710' && error.code !== '23505') throw error;
      });
  } else if (secret) {
    await alterRole(client, `alter role ${login}${secret}`);
  }
  await alterRole(client, `alter role ${login} set search_path = ${schema}, kit, public`);
}

/** Roles belong to the whole server: processes that start at once may alter one at the same moment, and one is refused. */
async function alterRole(client: pg.ClientBase, sql: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(sql);
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      const atOnce = code === '23505' || message === 'tuple concurrently updated';
      if (tries === 20 || !atOnce) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
    }
  }
}

/** The queue brings its own migrations; they run on a connection like the client's. */
export async function migrateQueue(client: pg.ClientBase): Promise<void> {
  const { host, port, user, password, database, ssl } = client as pg.Client;
  const pool = quietPool({
    host,
    port,
    user: user ?? '',
    password: password ?? '',
    database: database ?? '',
    ssl,
    max: 2,
  });
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
}
