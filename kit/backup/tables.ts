import type { Client } from 'pg';
import type { SequenceInBackup } from './manifest.ts';

export type Table = { schema: string; name: string; columns: string[] };

/** The ordinary tables of the schemas with the columns that are stored (computed ones are made again). */
export async function tablesOf(client: Client, schemas: string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname = any($1)
     group by n.nspname, c.relname order by n.nspname, c.relname`,
    [schemas],
  );
  return rows;
}

/** Where the sequences of the schemas stand. Sequences know no snapshot: ask after the rows were read. */
export async function sequencesOf(client: Client, schemas: string[]): Promise<SequenceInBackup[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  const found: SequenceInBackup[] = [];
  for (const { schema, name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${named({ schema, name })}`,
    );
    if (state.rows[0]) found.push({ schema, name, ...state.rows[0] });
  }
  return found;
}

/** Quoted name for use in SQL. */
export function named({ schema, name }: { schema: string; name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

export function columnList(columns: string[]): string {
  return columns.map((column) => quoted(column)).join(', ');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Settings under which the text form of every value means the same on both sides. */
export const PLAIN_TEXT = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 3; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local row_security = off;`;
