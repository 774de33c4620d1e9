import type pg from 'pg';
import type { Person, TestHouse } from '../testing.ts';
import { access } from './access.ts';
import { roles, type Role } from './access-rights.ts';
import { samples, variants } from './access-samples.ts';

/** How a person of the matrix stands to the cases. */
export const relations = ['stranger', 'member', 'former', 'suspended'] as const;
export type Relation = (typeof relations)[number];
export const caseKinds = ['own agency', 'other agency', 'sealed', 'labelled'] as const;
export type CaseKind = (typeof caseKinds)[number];

export type Actor = { name: string; role: Role | null; relation: Relation; person: Person | null };

/** One row of a table as the matrix looks at it: whose it is, of which case, and whether it is marked itself. */
export type Specimen = {
  table: string;
  id: string;
  key: string;
  of: CaseKind | null;
  accountId: string | null;
  labelled: boolean;
};

export type World = {
  actors: Actor[];
  cases: Record<CaseKind, string>;
  strands: Record<CaseKind, string>;
  specimens: Specimen[];
  /** Values for a new row of a table as an actor would write it; only columns the application role may write. */
  fresh(table: string, of: CaseKind | null, actor: Actor): Promise<Record<string, unknown>>;
  /** Columns the application role may insert or update. */
  granted(table: string, privilege: 'INSERT' | 'UPDATE'): string[];
};

export type Column = { name: string; type: string; required: boolean; nullable: boolean };

/** Everything a sample may refer to. */
export type Ground = {
  caseId: string;
  strandId: string;
  /** Another case of the same kind: of the same agency, sealed or labelled alike. */
  secondCaseId: string;
  accountId: string;
  authorId: string;
  agencyId: string;
  /** Agency that leads the case. */
  caseAgencyId: string;
  labelled: boolean;
  unique: number;
  parent: (table: string) => string;
};

export const label = 'grand_jury';

async function columnsOf(owner: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await owner.query<Column & { table: string }>(
    `select c.table_schema || '.' || c.table_name as table, c.column_name as name, c.udt_name as type, c.is_nullable = 'YES' as nullable,
       c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO' and c.is_generated = 'NEVER' as required
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema in ('kit', 'bridge', 'taskforce') and t.table_type = 'BASE TABLE' order by c.ordinal_position`,
  );
  const map = new Map<string, Column[]>();
  for (const { table, ...column } of rows) map.set(table, [...(map.get(table) ?? []), column]);
  return map;
}

async function grantsOf(owner: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await owner.query<{ key: string; column_name: string }>(
    `select table_schema || '.' || table_name || ' ' || privilege_type as key, column_name from information_schema.column_privileges
     where grantee = 'taskforce_app' and table_schema in ('kit', 'bridge', 'taskforce') and privilege_type in ('INSERT', 'UPDATE')
     -- What may be written but not read, sealed values, comes last: setting it to itself would read it.
     order by not has_column_privilege('taskforce_app', table_schema || '.' || table_name, column_name, 'select')`,
  );
  const map = new Map<string, string[]>();
  for (const { key, column_name } of rows) map.set(key, [...(map.get(key) ?? []), column_name]);
  return map;
}

/** The value of a column when the samples of its table say nothing: by its name and type. */
function guess(column: Column, ground: Ground): unknown {
  if (column.name === 'case_id') return ground.caseId;
  if (column.name === 'strand_id') return ground.strandId;
  if (column.name === 'account_id') return ground.accountId;
  if (column.name === 'handling') return ground.labelled ? [label] : [];
  if (column.name === 'scope_table') return 'cases';
  if (column.name === 'scope_id') return ground.caseId;
  if (/(_by|_account|author|owner|assignee)(_id)?$/.test(column.name) && column.type === 'uuid')
    return column.nullable ? undefined : ground.authorId;
  if (!column.required) return undefined;
  if (column.type === 'text') return `a sample of enough text ${ground.unique}`;
  if (/^int|numeric/.test(column.type)) return 1;
  if (column.type === 'date') return '2026-03-01';
  if (column.type === 'timestamptz') return '2026-03-01T12:00:00Z';
  if (column.type === 'bool') return false;
  if (column.type.startsWith('json')) return '{}';
  if (column.type === 'tsvector') return '';
  if (column.type === 'bytea') return Buffer.alloc(32, ground.unique % 251);
  if (column.type === 'uuid') return ground.caseId;
  if (column.type.startsWith('_')) return [];
  throw new Error(`no sample for a column of type ${column.type}: ${column.name}`);
}

/** A row for a table: samples first, then guesses. */
export function rowFor(table: string, columns: Column[], ground: Ground): Record<string, unknown> {
  const given = samples[table]?.(ground) ?? {};
  const row: Record<string, unknown> = {};
  for (const column of columns) {
    const value = column.name in given ? given[column.name] : guess(column, ground);
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}

/** Builds the world of the matrix: two agencies, four kinds of case, forty people, a specimen of every table. */
export async function buildWorld(house: TestHouse): Promise<World> {
  const { owner } = house;
  const [columns, grants] = [await columnsOf(owner), await grantsOf(owner)];
  const home = await house.agency('Riverton Police');
  const away = await house.agency('Harbor Police');
  const author = await house.person('Author Elsewhere', ['auditor'], 'Third Agency');
  const cases = {} as Record<CaseKind, string>;
  const strands = {} as Record<CaseKind, string>;
  const seconds = {} as Record<CaseKind, string>;
  for (const [i, kind] of [...caseKinds, ...caseKinds].entries()) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into taskforce.cases (number, title, type, origin_route, origin_mode, lead_agency_id, sealed, seal_reason, handling, opened_on, created_by)
       values ($1, 'matrix', 'sex', 'street_contact', 'reactive', $2, $3, $4, $5, '2026-01-05', $6) returning id`,
      [
        `2026-${String(9000 + i)}`,
        kind === 'other agency' ? away : home,
        kind === 'sealed',
        kind === 'sealed' ? 'sealed for the matrix test' : null,
        kind === 'labelled' ? [label] : [],
        author.id,
      ],
    );
    (i < caseKinds.length ? cases : seconds)[kind] = rows[0]!.id;
    if (i >= caseKinds.length) continue;
    const strand = await owner.query<{ id: string }>(
      `insert into taskforce.strands (case_id, label, kind, type, mode, phase_since, opened_on, created_by) values ($1, 'matrix strand', 'target_person', 'sex', 'reactive', '2026-01-05', '2026-01-05', $2) returning id`,
      [cases[kind], author.id],
    );
    strands[kind] = strand.rows[0]!.id;
  }
  const actors = await makeActors(house, [...Object.values(cases), ...Object.values(seconds)], author.id);
  const specimens: Specimen[] = [];
  const parents = new Map<string, string>();
  let unique = 0;
  const groundFor = (
    of: CaseKind | null,
    accountId: string,
    authorId: string,
    labelled: boolean,
  ): Ground => ({
    caseId: cases[of ?? 'own agency'],
    strandId: strands[of ?? 'own agency'],
    secondCaseId: seconds[of ?? 'own agency'],
    accountId,
    authorId,
    agencyId: home,
    caseAgencyId: of === 'other agency' ? away : home,
    labelled,
    unique: ++unique,
    parent: (table) =>
      parents.get(`${table} @${accountId}`) ??
      parents.get(`${table} ${of ?? ''}`) ??
      parents.get(`${table} own agency`) ??
      parents.get(`${table} `) ??
      '',
  });
  await owner.query(`set session_replication_role = 'replica'`);
  for (const [table, line] of inOrder()) {
    if (samples[table] === null) {
      specimens.push(await existingSpecimen(owner, table, columns.get(table)!));
      continue;
    }
    const places: (CaseKind | null)[] = line.of === 'case' ? [...caseKinds] : [null];
    for (const of of places) {
      for (const labelled of line.labels && of === 'own agency' && table !== 'taskforce.cases'
        ? [false, true]
        : [false]) {
        const specimen = await addSpecimen(
          owner,
          table,
          columns.get(table)!,
          groundFor(of, author.id, author.id, labelled),
          of,
          labelled,
          table === 'taskforce.cases' ? cases[of!] : undefined,
        );
        specimens.push(specimen);
        if (!labelled) parents.set(`${table} ${of ?? ''}`, specimen.id);
        else if (table === 'taskforce.strands') parents.set('marked strand own agency', specimen.id);
      }
      for (const { row, marked } of variants[table] ?? []) {
        if (marked && of !== 'own agency') continue;
        const ground = groundFor(of, author.id, author.id, false);
        specimens.push(
          await addSpecimen(
            owner,
            table,
            columns.get(table)!,
            ground,
            of,
            marked ?? false,
            undefined,
            row(ground),
          ),
        );
      }
    }
    if (!line.own && !line.under && !/self/.test(line.read)) continue;
    for (const { person } of actors) {
      if (!person) continue;
      const ground = groundFor(line.of === 'case' ? 'own agency' : null, person.id, person.id, false);
      const more = line.own ? { [line.own]: person.id } : {};
      const specimen = await addSpecimen(
        owner,
        table,
        columns.get(table)!,
        ground,
        line.of === 'case' ? 'own agency' : null,
        false,
        undefined,
        more,
      );
      specimens.push({ ...specimen, accountId: person.id });
      parents.set(`${table} @${person.id}`, specimen.id);
    }
  }
  await owner.query(`set session_replication_role = 'origin'`);
  // Triggers refuse by the rules and would hide what the policies say; they have tests of their own.
  for (const table of Object.keys(access)) await owner.query(`alter table ${table} disable trigger user`);
  return {
    actors,
    cases,
    strands,
    specimens,
    granted: (table, privilege) => grants.get(`${table} ${privilege}`) ?? [],
    fresh: async (table, of, actor) => {
      const allowed = new Set(grants.get(`${table} INSERT`) ?? []);
      const line = access[table]!;
      const own = /self/.test(line.insert) || line.own ? (actor.person?.id ?? author.id) : author.id;
      const row = rowFor(
        table,
        columns.get(table)!,
        groundFor(of, own, actor.person?.id ?? author.id, false),
      );
      return Object.fromEntries(Object.entries(row).filter(([name]) => allowed.has(name)));
    },
  };
}

async function addSpecimen(
  owner: pg.Client,
  table: string,
  columns: Column[],
  ground: Ground,
  of: CaseKind | null,
  labelled: boolean,
  existing?: string,
  more: Record<string, unknown> = {},
): Promise<Specimen> {
  const key = columns.some((c) => c.name === 'id') ? 'id' : columns[0]!.name;
  if (existing) return { table, id: existing, key, of, accountId: null, labelled };
  const row = { ...rowFor(table, columns, ground), ...more };
  const names = Object.keys(row);
  const { rows } = await owner
    .query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing returning ${key} as key`,
      Object.values(row),
    )
    .catch((error: Error) => {
      throw new Error(`no specimen of ${table}: ${error.message}; give it a sample in access-samples.ts`);
    });
  const id = rows[0]?.key ?? (await owner.query(`select ${key} as key from ${table} limit 1`)).rows[0]?.key;
  return {
    table,
    id: String(id),
    key,
    of,
    accountId: (row['account_id'] as string | undefined) ?? null,
    labelled,
  };
}

async function existingSpecimen(owner: pg.Client, table: string, columns: Column[]): Promise<Specimen> {
  const key = columns[0]!.name;
  const { rows } = await owner.query(`select ${key}::text as key from ${table} limit 1`);
  return { table, id: rows[0].key, key, of: null, accountId: null, labelled: false };
}

async function makeActors(house: TestHouse, cases: string[], addedBy: string): Promise<Actor[]> {
  const actors: Actor[] = [{ name: 'nobody signed in', role: null, relation: 'stranger', person: null }];
  for (const role of roles) {
    for (const relation of relations) {
      const person = await house.person(`${role} ${relation}`, [role]);
      actors.push({ name: `${role}, ${relation}`, role, relation, person });
      if (relation === 'stranger') continue;
      await house.owner.query(
        `insert into taskforce.case_members (case_id, account_id, capacity, added_by, ended_at) select unnest($1::uuid[]), $2, 'investigator', $3, $4`,
        [cases, person.id, addedBy, relation === 'former' ? '2026-02-01' : null],
      );
      if (relation === 'suspended')
        await house.owner.query(`update kit.accounts set status = 'suspended' where id = $1`, [person.id]);
    }
  }
  return actors;
}

/** Tables that hang on others come last. */
function inOrder() {
  const last = (table: string) => Number(table === 'kit.audit_entries' || table === 'kit.record_versions');
  return Object.entries(access).toSorted(([a], [b]) => last(a) - last(b));
}
