import { readFile, writeFile } from 'node:fs/promises';
import type pg from 'pg';

type Column = {
  table_schema: string;
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  has_default: boolean;
  comment: string | null;
};
type Table = { schema: string; name: string; comment: string | null; columns: Column[] };

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  numeric: 'string',
  float8: 'number',
  timestamptz: 'Timestamp',
  date: 'string',
  bytea: 'Buffer',
  jsonb: 'Json',
  json: 'Json',
  _text: 'string[]',
  _int4: '(number | null)[]',
  _uuid: 'string[]',
  _bytea: 'Buffer[]',
  tsvector: 'string',
  tstzrange: 'string',
  box: 'string',
};

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => camel(name).replace(/^./, (letter) => letter.toUpperCase());

/** Tables and views of the schemas with their columns and comments, from the catalog of a migrated database. */
export async function readSchema(client: pg.ClientBase, schemas: string[]): Promise<Table[]> {
  const { rows } = await client.query<Column & { table_comment: string | null }>(
    `select c.table_schema, c.table_name, c.column_name, c.udt_name, c.is_nullable,
       c.column_default is not null or c.is_identity = 'YES' or c.is_generated = 'ALWAYS' as has_default,
       col_description(k.oid, c.ordinal_position::int) as comment, obj_description(k.oid) as table_comment
     from information_schema.columns c
     join pg_class k on k.relname = c.table_name join pg_namespace n on n.oid = k.relnamespace and n.nspname = c.table_schema
     where c.table_schema = any($1) order by array_position($1, c.table_schema::text), c.table_name, c.ordinal_position`,
    [schemas],
  );
  const tables = new Map<string, Table>();
  for (const row of rows) {
    const key = `${row.table_schema}.${row.table_name}`;
    const table = tables.get(key) ?? {
      schema: row.table_schema,
      name: row.table_name,
      comment: row.table_comment,
      columns: [],
    };
    table.columns.push(row);
    tables.set(key, table);
  }
  return [...tables.values()];
}

/** Table types for Kysely, camel case, one interface a table. */
export function schemaSource(tables: Table[]): string {
  const parts = tables.map((t) => {
    const columns = t.columns.map((c) => {
      const base = types[c.udt_name];
      if (!base) throw new Error(`no type for ${c.udt_name} in ${t.name}.${c.column_name}`);
      const full = base + (c.is_nullable === 'YES' ? ' | null' : '');
      return `  ${camel(c.column_name)}: ${c.has_default ? `Generated<${full}>` : full};`;
    });
    return `/** ${t.comment ?? ''} */\nexport interface ${pascal(t.name)}Table {\n${columns.join('\n')}\n}\n`;
  });
  const all = tables.map((t) => `  ${camel(t.name)}: ${pascal(t.name)}Table;`).join('\n');
  return `// Generated from the migrated database by ./concert generate. Do not edit.
import type { ColumnType } from 'kysely';

/** Filled in by the database when left out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;
type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** Objects are written as JSON text and read as values. */
type Json = ColumnType<unknown, string, string>;

${parts.join('\n')}
export interface Tables {\n${all}\n}
`;
}

/** docs/data.md and docs/provider-data.md: every table and column with its comment. */
export function dataDocument(tables: Table[], title = 'Tables'): string {
  const lines = [`# ${title}`, '', 'Generated from the comments in the migrations by `./concert generate`.'];
  for (const t of tables) {
    lines.push(
      '',
      `## ${t.schema}.${t.name}`,
      '',
      t.comment ?? '',
      '',
      '| column | type | |',
      '| --- | --- | --- |',
    );
    for (const c of t.columns)
      lines.push(
        `| ${c.column_name} | ${c.udt_name.replace(/^_(.*)/, '$1[]')}${c.is_nullable === 'YES' ? ', may be empty' : ''} | ${c.comment ?? ''} |`,
      );
  }
  return lines.join('\n') + '\n';
}

/** Writes the file when it differs. @returns whether it was stale */
export async function refresh(path: string, content: string, write: boolean): Promise<boolean> {
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present === content) return false;
  if (write) await writeFile(path, content);
  return true;
}
