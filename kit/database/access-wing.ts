import type pg from 'pg';

/** Somebody whose access is tried; without a person: nobody signed in. */
export type MatrixActor = { name: string; relation: string; person: { id: string; secret: string } | null };

/** One row of a table that actors try to read, change and delete; `key` is the column that names it. */
export type MatrixSpecimen = { table: string; id: string; key: string; accountId: string | null };

/** Who may do what with a table, in the words of the wing. */
export type MatrixLine<Cell> = { read: Cell; insert: Cell; update: Cell; remove?: Cell };

/** A row an actor tries to add, and whether it should succeed. */
export type Addition = { of: string | null; right: boolean; row: Record<string, unknown> };

/** What a wing tells of itself, so that its policies can be held against its table of access. */
export type MatrixWing<Actor extends MatrixActor, Specimen extends MatrixSpecimen, Cell> = {
  owner: pg.Client;
  app: pg.Client;
  /** The application's login role. */
  role: string;
  schemas: readonly string[];
  access: Readonly<Record<string, MatrixLine<Cell>>>;
  actors: readonly Actor[];
  specimens: readonly Specimen[];
  /** The relation of the one other person whose rows everybody tries, besides the own ones. */
  otherRelation: string;
  expected(actor: Actor, cell: Cell, specimen: Specimen): boolean;
  additions(actor: Actor, table: string): Promise<Addition[]>;
  granted(table: string, privilege: 'INSERT' | 'UPDATE'): string[];
  /** What kind of row it is, for the sentence of a failure. */
  describe(specimen: Specimen): string;
  /** Names of actors that notice a changed policy soonest. */
  suspicious: readonly string[];
};

/**
 * Runs with the caller's rights. A statement that succeeds is taken back by an error of our own that carries its count:
 * a block of PL/pgSQL is undone only by an error.
 */
export const ATTEMPT_EACH = `
  create schema if not exists matrix;
  create or replace function matrix.attempt_each(statement text, ids text[]) returns text[] language plpgsql as $$
  declare
    one text;
    touched bigint;
    did text[] := '{}';
  begin
    foreach one in array ids loop
      begin
        execute statement using one;
        get diagnostics touched = row_count;
        raise exception using errcode = 'MX000', message = 'rows ' || touched;
      exception
        when sqlstate 'MX000' then did := did || sqlerrm;
        when others then did := did || sqlstate;
      end;
    end loop;
    return did;
  end $$;`;

/** A policy as pg_policies tells it. */
export type Policy = {
  schemaname: string;
  tablename: string;
  policyname: string;
  qual: string | null;
  with_check: string | null;
};

/** A policy dropped, and widened where it asks for anything: name of the change and the statement. */
export function mutantsOf(policy: Policy, table: string): [string, string][] {
  const name = `${policy.policyname} on ${table}`;
  const mutants: [string, string][] = [['dropped', `drop policy ${name}`]];
  if (policy.qual !== null && policy.qual !== 'true')
    mutants.push(['widened', `alter policy ${name} using (true)`]);
  if (policy.with_check !== null && policy.with_check !== 'true')
    mutants.push(['check widened', `alter policy ${name} with check (true)`]);
  return mutants;
}
