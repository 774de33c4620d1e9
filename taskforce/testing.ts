import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DialerTimes } from '../bridge/dialer.ts';
import type { Effect, Work } from '../kit/database/door.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { makePerson, type Person } from '../kit/identity/testing.ts';
import type { FieldProblem } from '../kit/problems.ts';
import { freshDatabase, testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { logins, migrateTaskforce } from './database/migrate.ts';
import type { Tables } from './database/schema.ts';
import type { LiveTimes } from './operations/live.ts';
import { makeTaskforceServer, type TaskforceServer } from './server.ts';

export { makePerson, type Person } from '../kit/identity/testing.ts';

export type TestHouse = {
  server: TaskforceServer;
  database: FreshDatabase;
  /** Connected as the owner, past every policy: for arranging and for looking behind the scenes. */
  owner: pg.Client;
  /** How to connect as a login role of the server, for hand-written SQL. */
  loginTo(login: keyof typeof logins): pg.PoolConfig;
  agency(name: string, kind?: string): Promise<string>;
  /** Makes a person with roles; `agency` is the name of an agency, made when absent. */
  person(name: string, roles: string[], agency?: string): Promise<Person>;
  /** Runs work through the door as a person. */
  as<T>(person: Person, effect: Effect, act: (work: Work<Tables>) => Promise<T>): Promise<T>;
  /** Calls a procedure over HTTP (without a network) as a person: status and body. */
  call(
    person: Person | null,
    procedure: string,
    input?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: any; headers: Record<string, unknown> }>;
  close(): Promise<void>;
};

const template = {
  name: 'taskforce',
  make: async (connection: pg.PoolConfig) => {
    const client = new pg.Client(connection);
    await client.connect();
    await migrateTaskforce(client, testCluster().password || undefined);
    await client.end();
  },
};

/** A migrated database of its own, as the migrations leave it. */
export function freshTaskforceDatabase(): Promise<FreshDatabase> {
  return freshDatabase(template);
}

/**
 * A whole task force server on a fresh database, for one test file. Close it in `afterAll`. `filesOrigin` null
 * leaves downloads to the port on which `server.downloads` listens.
 */
export async function openTestHouse(
  options: {
    clock?: () => Date;
    webDir?: string;
    filesOrigin?: string | null;
    bridgeTimes?: Partial<DialerTimes>;
    boardTimes?: Partial<LiveTimes>;
  } = {},
): Promise<TestHouse> {
  const database = await freshTaskforceDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'concert-house-'));
  const connection = (login: string) =>
    database.connection(login, loginPassword(testCluster().password || undefined, login));
  const server = await makeTaskforceServer({
    connection,
    dataDir: join(dataDir, 'data'),
    hashing: 'light',
    ...(options.filesOrigin === null ? {} : { filesOrigin: options.filesOrigin ?? 'http://files.test' }),
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.webDir ? { webDir: options.webDir } : {}),
    ...(options.bridgeTimes ? { bridgeTimes: options.bridgeTimes } : {}),
    ...(options.boardTimes ? { boardTimes: options.boardTimes } : {}),
  });
  const owner = new pg.Client(database.connection());
  await owner.connect();
  const agencies = new Map<string, string>();
  const agency = async (name: string, kind = 'police') => {
    const known = agencies.get(name);
    if (known) return known;
    const { rows } = await owner.query<{ id: string }>(
      'insert into kit.agencies (name, short_name, kind) values ($1, $1, $2) returning id',
      [name, kind],
    );
    agencies.set(name, rows[0]!.id);
    return rows[0]!.id;
  };
  return {
    server,
    database,
    owner,
    loginTo: (login) => connection(logins[login]),
    agency,
    person: async (name, roles, agencyName = 'Riverton Police') =>
      makePerson(owner, name, roles, await agency(agencyName)),
    as: (person, effect, act) => server.door.as(person.actor, effect, act),
    call: async (person, procedure, input = {}, headers = {}) => {
      const response = await server.app.inject({
        method: 'POST',
        url: `/api/${procedure.replace('.', '/')}`,
        headers: {
          'content-type': 'application/json',
          ...(person ? { authorization: `Bearer ${person.secret}` } : {}),
          ...headers,
        },
        payload: typeof input === 'string' ? input : JSON.stringify(input),
      });
      const text = response.body;
      const body = text === '' ? undefined : JSON.parse(text);
      if (response.statusCode >= 400) mustBeInCatalogue(procedure, body);
      return { status: response.statusCode, body, headers: response.headers };
    },
    close: async () => {
      await server.close();
      await owner.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Fails a test whose refusal could not be said in another language: its sentence is in no catalogue. */
function mustBeInCatalogue(
  procedure: string,
  body: { data?: { fields?: FieldProblem[] } } | undefined,
): void {
  for (const { remedy, key } of body?.data?.fields ?? [])
    if (key === undefined)
      throw new Error(`${procedure} refuses with a sentence that is in no catalogue of refusals: ${remedy}`);
}
