import type pg from 'pg';
import type { Person, ProviderHouse } from '../testing.ts';
import { access } from './access.ts';
import { roles, type Role } from './access-rights.ts';
import { samples, variants } from './access-samples.ts';

/** How a person of the matrix stands to the clients: not on their team, on it, no longer on it, or suspended. */
export const relations = ['colleague', 'member', 'former', 'suspended'] as const;
export type Relation = (typeof relations)[number];
/** A client (or a row) of the own organisation, of another one, or of the closed circle of the own one. */
export const kinds = ['own', 'away', 'circle'] as const;
export type Kind = (typeof kinds)[number];

export type Actor = { name: string; role: Role | null; relation: Relation; person: Person | null };

/** One row of a table as the matrix looks at it: of which client or organisation, and whose it is. */
export type Specimen = {
  table: string;
  id: string;
  key: string;
  of: Kind | null;
  accountId: string | null;
  /** The row is found through its client, whatever its table. */
  byClient?: true;
};

export type World = {
  actors: Actor[];
  clients: Record<Kind, string>;
  specimens: Specimen[];
  /** Values for a new row of a table as an actor would write it; only columns the application role may write. */
  fresh(table: string, of: Kind | null, actor: Actor): Record<string, unknown>;
  /** Columns the application role may insert or update. */
  granted(table: string, privilege: 'INSERT' | 'UPDATE'): string[];
};

type Column = { name: string; type: string; required: boolean; nullable: boolean };

/** Everything a sample may refer to. */
export type Ground = {
  clientId: string;
  organisationId: string;
  /** Whose row: a person of the organisation, or the actor. */
  accountId: string;
  unique: number;
  parent: (table: string) => string;
};

async function columnsOf(owner: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await owner.query<Column & { table: string }>(
    `select c.table_schema || '.' || c.table_name as table, c.column_name as name, c.udt_name as type, c.is_nullable = 'YES' as nullable,
       c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO' and c.is_generated = 'NEVER' as required
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema in ('kit', 'bridge', 'provider') and t.table_type = 'BASE TABLE' order by c.ordinal_position`,
  );
  const map = new Map<string, Column[]>();
  for (const { table, ...column } of rows) map.set(table, [...(map.get(table) ?? []), column]);
  return map;
}

async function grantsOf(owner: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await owner.query<{ key: string; column_name: string }>(
    `select table_schema || '.' || table_name || ' ' || privilege_type as key, column_name from information_schema.column_privileges
     where grantee = 'provider_app' and table_schema in ('kit', 'bridge', 'provider') and privilege_type in ('INSERT', 'UPDATE')`,
  );
  const map = new Map<string, string[]>();
  for (const { key, column_name } of rows) map.set(key, [...(map.get(key) ?? []), column_name]);
  return map;
}

/** The value of a column when the samples of its table say nothing: by its name and type. */
function guess(column: Column, ground: Ground): unknown {
  if (column.name === 'client_id') return ground.clientId;
  if (column.name === 'account_id') return ground.accountId;
  if (column.name === 'scope_table') return 'clients';
  if (column.name === 'scope_id') return ground.clientId;
  if (column.name.endsWith('_by') && column.type === 'uuid')
    return column.nullable ? undefined : ground.accountId;
  if (!column.required) return undefined;
  if (column.type === 'text') return `a sample ${ground.unique}`;
  if (/^int|numeric/.test(column.type)) return 1;
  if (column.type === 'date') return '2026-03-01';
  if (column.type === 'timestamptz') return '2026-03-01T12:00:00Z';
  if (column.type === 'bool') return false;
  if (column.type.startsWith('json')) return '{}';
  if (column.type === 'bytea') return Buffer.alloc(32, ground.unique % 251);
  if (column.type === 'uuid') return ground.clientId;
  if (column.type.startsWith('_')) return [];
  throw new Error(`no sample for a column of type ${column.type}: ${column.name}`);
}

/** A row for a table: samples first, then guesses. */
function rowFor(table: string, columns: Column[], ground: Ground): Record<string, unknown> {
  const given = samples[table]?.(ground) ?? {};
  const row: Record<string, unknown> = {};
  for (const column of columns) {
    const value = column.name in given ? given[column.name] : guess(column, ground);
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}

/** The places of a table at which the matrix looks. */
export const placesOf = (table: string): (Kind | null)[] => {
  const { of } = access[table]!;
  if (of === 'client') return [...kinds];
  return of === 'organisation' ? ['own', 'away'] : [null];
};

/** Builds the world of the matrix: two organisations, three kinds of client, people in every role, a specimen of every table. */
export async function buildWorld(house: ProviderHouse): Promise<World> {
  const { owner } = house;
  const [columns, grants] = [await columnsOf(owner), await grantsOf(owner)];
  const home = await house.agency('Harbor House');
  const away = await house.agency('Other House');
  // People whose rows there are already: one in each organisation, without a part in the matrix.
  const authors = {
    own: await house.person('Author Here', [], 'Harbor House'),
    away: await house.person('Author Elsewhere', [], 'Other House'),
  };
  const clients = {} as Record<Kind, string>;
  for (const [i, kind] of kinds.entries()) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into provider.clients (organisation_id, number, alias, closed_circle, intake_on, created_by)
       values ($1, $2, 'matrix', $3, '2026-01-05', $4) returning id`,
      [kind === 'away' ? away : home, `C-2026-${9000 + i}`, kind === 'circle', authors.own.id],
    );
    clients[kind] = rows[0]!.id;
  }
  const actors = await makeActors(house, [clients.own, clients.circle], authors.own.id);
  const parents = new Map<string, string>();
  let unique = 0;
  const groundFor = (of: Kind | null, accountId: string): Ground => ({
    clientId: clients[of ?? 'own'],
    organisationId: of === 'away' ? away : home,
    accountId,
    unique: (unique += 1),
    parent: (table) => parents.get(`${table} ${of ?? ''}`) ?? parents.get(`${table} own`) ?? '',
  });
  const specimens: Specimen[] = [];
  const add = async (
    table: string,
    of: Kind | null,
    accountId: string,
    more = {},
    part: Partial<Specimen> = {},
  ) => {
    const row = { ...rowFor(table, columns.get(table)!, groundFor(of, accountId)), ...more };
    const specimen = {
      table,
      of,
      accountId: null,
      ...(await addRow(owner, table, columns.get(table)!, row)),
    };
    specimens.push({ ...specimen, ...part });
    return specimen.id;
  };
  await owner.query(`set session_replication_role = 'replica'`);
  for (const [table, line] of Object.entries(access)) {
    if (samples[table] === null) {
      specimens.push(await existing(owner, table, columns.get(table)!));
      continue;
    }
    for (const of of placesOf(table)) {
      const author = authors[of === 'away' ? 'away' : 'own'].id;
      const known = { 'provider.clients': clients[of!], 'kit.agencies': of === 'away' ? away : home }[table];
      if (known) specimens.push({ table, id: known, key: 'id', of, accountId: null });
      else parents.set(`${table} ${of ?? ''}`, await add(table, of, author));
      const variant = variants[table];
      if (variant && line.of !== 'client')
        for (const kind of kinds)
          await add(table, kind, author, variant(groundFor(kind, author)), { byClient: true, of: kind });
    }
    const own = line.read === 'self' ? [null] : line.read.endsWith(' or self') ? kinds : [];
    for (const { person } of actors)
      for (const of of own) if (person) await add(table, of, person.id, {}, { accountId: person.id });
  }
  await owner.query(`set session_replication_role = 'origin'`);
  // Triggers refuse by the rules and would hide what the policies say; they have tests of their own.
  for (const table of Object.keys(access)) await owner.query(`alter table ${table} disable trigger user`);
  return {
    actors,
    clients,
    specimens,
    granted: (table, privilege) => grants.get(`${table} ${privilege}`) ?? [],
    fresh: (table, of, actor) => {
      const allowed = new Set(grants.get(`${table} INSERT`) ?? []);
      const stranger = authors[of === 'away' ? 'away' : 'own'].id;
      // What one writes is one's own; accounts and teams are about somebody else.
      const about = ['kit.account_roles', 'kit.invitations', 'provider.client_team'].includes(table);
      const whose = about ? stranger : (actor.person?.id ?? stranger);
      const row = rowFor(table, columns.get(table)!, groundFor(of, whose));
      return Object.fromEntries(Object.entries(row).filter(([name]) => allowed.has(name)));
    },
  };
}

async function addRow(
  owner: pg.Client,
  table: string,
  columns: Column[],
  row: Record<string, unknown>,
): Promise<{ id: string; key: string }> {
  const key = columns.some((c) => c.name === 'id') ? 'id' : columns[0]!.name;
  const names = Object.keys(row);
  const { rows } = await owner
    .query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning ${key}::text as key`,
      Object.values(row),
    )
    .catch((error: Error) => {
      throw new Error(`no specimen of ${table}: ${error.message}; give it a sample in access-samples.ts`);
    });
  return { id: String(rows[0]?.key), key };
}

async function existing(owner: pg.Client, table: string, columns: Column[]): Promise<Specimen> {
  const key = columns[0]!.name;
  const { rows } = await owner.query(`select ${key}::text as key from ${table} limit 1`);
  return { table, id: rows[0].key, key, of: null, accountId: null };
}

async function makeActors(house: ProviderHouse, clients: string[], addedBy: string): Promise<Actor[]> {
  const actors: Actor[] = [{ name: 'nobody signed in', role: null, relation: 'colleague', person: null }];
  for (const role of roles) {
    for (const relation of relations) {
      const person = await house.person(`${role} ${relation}`, [role]);
      actors.push({ name: `${role}, ${relation}`, role, relation, person });
      if (relation === 'colleague') continue;
      await house.owner.query(
        `insert into provider.client_team (client_id, account_id, capacity, added_by, ended_at) select unnest($1::uuid[]), $2, 'advocate', $3, $4`,
        [clients, person.id, addedBy, relation === 'former' ? '2026-02-01' : null],
      );
      if (relation === 'suspended')
        await house.owner.query(`update kit.accounts set status = 'suspended' where id = $1`, [person.id]);
    }
  }
  return actors;
}
