import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** Migrations cannot go on; the sentence says why and what to do. */
export class MigrationProblem extends Error {
  override name = 'MigrationProblem';
}

export type MigrationPlan = {
  /** Folders of numbered .sql files, run once each, in this order; the key names the folder in the record. */
  folders: { key: string; path: string }[];
  /** Files run again whenever they or a migration changed: policy, search functions. */
  repeatable: { key: string; path: string }[];
  /** Words in {{double braces}} to put in, such as role names. */
  words: Record<string, string>;
  /** Only these numbered files, by their names in the record; for bringing an empty database to an older version. */
  only?: readonly string[];
};

type Step = { name: string; sql: string; hash: string; repeat: boolean };

const LOCK = 4_600_460_046;

const record = `
  create schema if not exists migrations;
  create table if not exists migrations.done (
    name text primary key, hash text not null, at timestamptz not null default now());
  comment on schema migrations is 'What was done to this database';
  comment on table migrations.done is 'Migrations that were run';
  comment on column migrations.done.name is 'Folder and file';
  comment on column migrations.done.hash is 'SHA-256 of the file';
  comment on column migrations.done.at is 'When';`;

async function steps(plan: MigrationPlan): Promise<Step[]> {
  const all: Step[] = [];
  const add = async (name: string, file: string, repeat: boolean) => {
    const text = await readFile(file, 'utf8');
    const sql = text.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
      const value = plan.words[word];
      if (value === undefined) throw new Error(`unknown word {{${word}}} in ${name}`);
      return value;
    });
    all.push({ name, sql, hash: createHash('sha256').update(sql).digest('hex'), repeat });
  };
  for (const folder of plan.folders) {
    const files = (await readdir(folder.path)).filter((f) => /^\d{4}_.*\.sql$/.test(f)).toSorted();
    for (const file of files) {
      const name = `${folder.key}/${file}`;
      if (plan.only === undefined || plan.only.includes(name))
        await add(name, join(folder.path, file), false);
    }
  }
  for (const one of plan.repeatable) await add(one.key, one.path, true);
  return all;
}

/**
 * Brings a database to the present version. All or nothing: one transaction; several processes may call it at
 * once (an advisory lock lets one through). Connects as the owner of the schemas.
 * @returns the names of what was run; empty when the database was up to date
 * @throws MigrationProblem when the database is newer than the program or a migration already run was changed
 */
export async function migrate(client: pg.ClientBase, plan: MigrationPlan): Promise<string[]> {
  const wanted = await steps(plan);
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const done = await recorded(client);
    refuseForeign(done, wanted);
    const ran: string[] = [];
    const changed = wanted.some((s) => done.get(s.name) !== s.hash);
    for (const step of wanted) {
      if (step.repeat ? !changed : done.has(step.name)) continue;
      await client.query(step.sql);
      await client.query(
        'insert into migrations.done (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, at = now()',
        [step.name, step.hash],
      );
      ran.push(step.name);
    }
    await client.query('commit');
    return ran;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** What a database lacks, without changing it: names of migrations not yet run. */
export async function pending(client: pg.ClientBase, plan: MigrationPlan): Promise<string[]> {
  const { rows } = await client.query(`select to_regclass('migrations.done') is not null as there`);
  const done = rows[0].there ? await readDone(client) : new Map<string, string>();
  return (await steps(plan)).filter((s) => done.get(s.name) !== s.hash).map((s) => s.name);
}

async function readDone(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from migrations.done',
  );
  return new Map(rows.map((r) => [r.name, r.hash]));
}

async function recorded(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query(`select to_regclass('migrations.done') is not null as there`);
  if (!rows[0].there) await client.query(record);
  return readDone(client);
}

function refuseForeign(done: Map<string, string>, wanted: Step[]): void {
  const known = new Map(wanted.map((s) => [s.name, s]));
  for (const [name, hash] of done) {
    const step = known.get(name);
    if (!step) {
      throw new MigrationProblem(
        `The database holds a newer version (${name}) than this program knows. Start the program version that made it, or restore a backup made before the upgrade.`,
      );
    }
    if (!step.repeat && step.hash !== hash) {
      throw new MigrationProblem(
        `The migration ${name} was changed after it had been run on this database. Put the released file back; a change needs a new migration.`,
      );
    }
  }
}
