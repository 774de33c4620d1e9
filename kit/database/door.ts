import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import './types.ts';
import type pg from 'pg';
import { Problem } from '../problems.ts';
import { problemOf } from './codes.ts';

/** Who acts: the bearer of a session secret (64 hex digits), or a visitor without any. */
export type Actor = { secret: string } | 'visitor';

export type Effect = 'read' | 'write';

export type Account = {
  id: string;
  agencyId: string;
  displayName: string;
  language: string;
  roles: string[];
  /** permission → reach: all, agency, member or own */
  permissions: Record<string, string>;
  supervises: boolean;
};

export type Session = {
  id: string;
  kind: 'web' | 'api' | 'job';
  steppedUpAt: Date | null;
  expiresAt: Date;
  lastSeenAt: Date;
};

/** What a handler works with: one transaction, the time, the person, and the audit. */
export type Work<Tables> = {
  db: Kysely<Tables>;
  now: Date;
  account: Account;
  session: Session;
  /** Whether the account has a permission, at any reach. */
  can(permission: string): boolean;
  /** Writes an audit entry for reading sensitive records, before the reply leaves. */
  noteReading(
    table: string,
    ids: string[],
    detail?: Record<string, unknown>,
    scope?: { table: string; id: string },
  ): void;
  /** Writes an audit entry of another kind: search, export, unmask. Details are closed words, never typed text. */
  note(
    action: string,
    table: string,
    ids: string[],
    detail?: Record<string, unknown>,
    scope?: { table: string; id: string },
  ): void;
  /**
   * Writes what belongs beside an audit entry, such as the search it tells of. In a write it is part of the
   * transaction; in a read it runs in the one that writes the notes, before the reply leaves.
   */
  record(write: (db: Kysely<Tables>) => Promise<void>): void;
  /** Runs after the commit and before the reply; for telling other processes and starting jobs. */
  afterCommit(act: () => Promise<void> | void): void;
};

export type Door<Tables> = {
  /**
   * The only way to the database. Opens a transaction that shows the actor's session secret, runs the work and
   * commits. Reads run read-only; their audit entries are committed before the result is returned.
   * @throws Problem not_signed_in, session_locked, missing, refused, busy …
   */
  as<T>(actor: Actor, effect: Effect, work: (work: Work<Tables>) => Promise<T>): Promise<T>;
  /** For visitors without an account: only what the policies give to everybody, through functions. */
  asVisitor<T>(work: (db: Kysely<Tables>, now: Date) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

type Note = {
  action: string;
  table: string;
  ids: string[];
  detail: Record<string, unknown>;
  scope?: { table: string; id: string } | undefined;
};

/** Opens the door on a pool that signs in as the application role. `clock` gives the time to the rules. */
export function openDoor<Tables>(pool: pg.Pool, clock: () => Date = () => new Date()): Door<Tables> {
  const root = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const inTransaction = async <T>(
    secret: string,
    effect: Effect,
    act: (db: Kysely<Tables>) => Promise<T>,
  ): Promise<T> => {
    if (secret !== '' && !/^[0-9a-f]{64}$/.test(secret)) throw new Problem('not_signed_in');
    try {
      return await root.connection().execute(async (db) => {
        // One round trip: several statements in one simple query. The secret was checked to be hex digits.
        const mode =
          effect === 'read' ? 'isolation level repeatable read read only' : 'isolation level read committed';
        await sql.raw(`begin ${mode}; select set_config('concert.session', '${secret}', true)`).execute(db);
        try {
          const result = await act(db);
          await sql`commit`.execute(db);
          return result;
        } catch (error) {
          await sql`rollback`.execute(db).catch(() => undefined);
          throw error;
        }
      });
    } catch (error) {
      throw problemOf(error);
    }
  };
  return {
    as: (actor, effect, act) => work(inTransaction, clock, actor, effect, act),
    asVisitor: (act) => inTransaction('', 'write', (db) => act(db, clock())),
    close: () => root.destroy(),
  };
}

type InTransaction<Tables> = <T>(
  secret: string,
  effect: Effect,
  act: (db: Kysely<Tables>) => Promise<T>,
) => Promise<T>;

async function work<Tables, T>(
  inTransaction: InTransaction<Tables>,
  clock: () => Date,
  actor: Actor,
  effect: Effect,
  act: (work: Work<Tables>) => Promise<T>,
): Promise<T> {
  if (actor === 'visitor') throw new Problem('not_signed_in');
  const notes: Note[] = [];
  const records: ((db: Kysely<Tables>) => Promise<void>)[] = [];
  const after: (() => Promise<void> | void)[] = [];
  const keepNotes = async (db: Kysely<Tables>) => {
    for (const write of records) await write(db);
    await writeNotes(db, notes);
  };
  const result = await inTransaction(actor.secret, effect, async (db) => {
    const { account, session } = await context(db);
    const note = (
      action: string,
      table: string,
      ids: string[],
      detail: Record<string, unknown> = {},
      scope?: { table: string; id: string },
    ) => {
      notes.push({ action, table, ids, detail, scope });
    };
    const done = await act({
      db,
      now: clock(),
      account,
      session,
      can: (permission) => permission in account.permissions,
      note,
      noteReading: (table, ids, detail, scope) => note('read', table, ids, detail, scope),
      record: (write) => records.push(write),
      afterCommit: (step) => after.push(step),
    });
    if (effect === 'write') await keepNotes(db);
    return done;
  });
  if (effect === 'read' && notes.length + records.length > 0)
    await inTransaction(actor.secret, 'write', keepNotes);
  for (const step of after) await step();
  return result;
}

async function writeNotes<Tables>(db: Kysely<Tables>, notes: Note[]): Promise<void> {
  for (const { action, table, ids, detail, scope } of notes) {
    await sql`select kit.note(${action}, ${table}, ${ids}::uuid[], ${JSON.stringify(detail)}::json, 'done', ${scope?.table ?? null}, ${scope?.id ?? null}::uuid)`.execute(
      db,
    );
  }
}

type ContextRow = {
  sessionId: string;
  accountId: string;
  agencyId: string;
  displayName: string;
  language: string;
  kind: Session['kind'];
  steppedUpAt: Date | null;
  expiresAt: Date;
  lastSeenAt: Date;
  roles: string[];
  permissions: Record<string, string>;
  supervises: boolean;
};

async function context<Tables>(db: Kysely<Tables>): Promise<{ account: Account; session: Session }> {
  const { rows } = await sql<ContextRow>`select * from kit.session_context()`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_signed_in');
  const { accountId: id, agencyId, displayName, language, roles, permissions, supervises } = row;
  return {
    account: { id, agencyId, displayName, language, roles, permissions, supervises },
    session: {
      id: row.sessionId,
      kind: row.kind,
      steppedUpAt: row.steppedUpAt,
      expiresAt: row.expiresAt,
      lastSeenAt: row.lastSeenAt,
    },
  };
}
