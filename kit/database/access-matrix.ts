import type pg from 'pg';
import {
  ATTEMPT_EACH,
  mutantsOf,
  type MatrixActor,
  type MatrixLine,
  type MatrixSpecimen,
  type MatrixWing,
  type Policy,
} from './access-wing.ts';

/**
 * Tries, as every actor, to read, change, add and delete the rows of every table, in transactions that are taken back,
 * and compares with the wing's table of access. `CONCERT_ACCESS_TABLES=wing.a,wing.b` narrows it to some tables.
 */
export class AccessMatrix<Actor extends MatrixActor, Specimen extends MatrixSpecimen, Cell> {
  private readonly wing: MatrixWing<Actor, Specimen, Cell>;
  private readonly asked = process.env['CONCERT_ACCESS_TABLES']?.split(',');
  private app: Pick<pg.Client, 'query'>;

  constructor(wing: MatrixWing<Actor, Specimen, Cell>) {
    this.wing = wing;
    this.app = wing.app;
  }

  /** Prepares the database of the test; call it once, before all else. */
  async prepare(): Promise<void> {
    const { owner, role } = this.wing;
    await owner.query(
      `${ATTEMPT_EACH} grant usage on schema matrix to ${role}; grant execute on function matrix.attempt_each to ${role}`,
    );
  }

  /** The first actor of that name. @throws when there is none */
  actor(name: string): Actor {
    const found = this.wing.actors.find((one) => one.name === name);
    if (!found) throw new Error(`no actor is called ${name}`);
    return found;
  }

  /** Acts with an actor's session in a transaction that is taken back. */
  async as(actor: Actor, act: () => Promise<void>): Promise<void> {
    await this.app.query('begin');
    await this.app.query(`select set_config('concert.session', $1, true)`, [actor.person?.secret ?? '']);
    try {
      await act();
    } finally {
      await this.app.query('rollback');
    }
  }

  /** Runs one statement, within `as`, and takes it back. @returns rows touched, or the SQLSTATE of the refusal */
  async attempt(text: string, values: readonly unknown[] = []): Promise<number | string> {
    await this.app.query('savepoint cell');
    try {
      const { rowCount } = await this.app.query(text, [...values]);
      return rowCount ?? 0;
    } catch (error) {
      return (error as { code?: string }).code ?? 'unknown';
    } finally {
      await this.app.query('rollback to savepoint cell');
    }
  }

  /** Tries to add a row. @returns 1, or the SQLSTATE of the refusal */
  add(table: string, row: Record<string, unknown>): Promise<number | string> {
    const names = Object.keys(row);
    if (names.length === 0) return Promise.resolve('42501');
    const places = names.map((_, i) => `$${i + 1}`).join(', ');
    return this.attempt(`insert into ${table} (${names.join(', ')}) values (${places})`, Object.values(row));
  }

  /** @returns sentences about what somebody reads and should not, or does not and should */
  wrongReads = () => this.everyActor((actor) => this.readsOf(actor));
  wrongUpdates = () => this.everyActor((actor) => this.updatesOf(actor));
  wrongAdditions = () => this.everyActor((actor) => this.additionsOf(actor));
  wrongDeletes = () => this.everyActor((actor) => this.deletesOf(actor));

  /**
   * Drops and widens every policy in turn and looks whether somebody in the matrix notices.
   * @param heldElsewhere policies, or "policy: mutant", that other tests hold
   * @returns the mutants nobody noticed
   */
  async survivors(heldElsewhere: ReadonlySet<string>): Promise<string[]> {
    const { rows } = await this.wing.owner.query<Policy>(
      `select * from pg_policies where schemaname = any($1) and $2 = any(roles) order by tablename, policyname`,
      [this.wing.schemas, this.wing.role],
    );
    const survivors: string[] = [];
    for (const policy of rows.filter((one) => !heldElsewhere.has(one.policyname))) {
      const table = `${policy.schemaname}.${policy.tablename}`;
      if (!this.looksAt(table)) continue;
      for (const [name, change] of mutantsOf(policy, table)) {
        const mutant = `${policy.policyname}: ${name}`;
        if (!heldElsewhere.has(mutant) && !(await this.notices(table, change))) survivors.push(mutant);
      }
    }
    return survivors;
  }

  /** Functions that run with their owner's rights and let the caller's search path decide what they mean. */
  async unpinned(): Promise<string[]> {
    const { rows } = await this.wing.owner.query<{ proname: string }>(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1)
       and p.prosecdef and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')`,
      [this.wing.schemas],
    );
    return rows.map(({ proname }) => proname);
  }

  /** Every table of the schemas, and whether row-level security closes it. */
  async tables(): Promise<{ name: string; closed: boolean }[]> {
    const { rows } = await this.wing.owner.query<{ name: string; closed: boolean }>(
      `select n.nspname || '.' || c.relname as name, c.relrowsecurity as closed from pg_class c
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind in ('r', 'p') order by 1`,
      [this.wing.schemas],
    );
    return rows;
  }

  private looksAt(table: string, only?: string): boolean {
    return only === undefined ? (this.asked?.includes(table) ?? true) : table === only;
  }

  private lines(only?: string): [string, MatrixLine<Cell>][] {
    return Object.entries(this.wing.access).filter(([table]) => this.looksAt(table, only));
  }

  /** The specimens that can tell something about an actor: everybody's, the own ones, and those of one other person. */
  private telling(actor: Actor): Specimen[] {
    const { actors, specimens, otherRelation } = this.wing;
    const other = actors.find((a) => a.person && a.relation === otherRelation && a !== actor)!.person!.id;
    const crowd = new Set(
      actors.map((a) => a.person?.id).filter((id) => id !== other && id !== actor.person?.id),
    );
    return specimens.filter((s) => s.accountId === null || !crowd.has(s.accountId));
  }

  private async everyActor(look: (actor: Actor) => Promise<string[]>): Promise<string[]> {
    const wrong: string[] = [];
    for (const actor of this.wing.actors)
      await this.as(actor, async () => {
        wrong.push(...(await look(actor)));
      });
    return wrong;
  }

  private async readsOf(actor: Actor, only?: string): Promise<string[]> {
    const wrong: string[] = [];
    const telling = this.telling(actor);
    for (const [table, line] of this.lines(only)) {
      const specimens = telling.filter((s) => s.table === table);
      const found = await this.found(table, specimens);
      for (const s of specimens) {
        const right = this.wing.expected(actor, line.read, s);
        if (found.has(s.id) !== right) wrong.push(`${should(actor, right)} read ${this.named(s)}`);
      }
    }
    return wrong;
  }

  private async found(table: string, specimens: readonly Specimen[]): Promise<Set<string>> {
    if (specimens.length === 0) return new Set();
    const { key } = specimens[0]!;
    await this.app.query('savepoint cell');
    try {
      const { rows } = await this.app.query<{ key: string }>(
        `select ${key}::text as key from ${table} where ${key}::text = any($1)`,
        [specimens.map((s) => s.id)],
      );
      return new Set(rows.map((row) => row.key));
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
      return new Set();
    } finally {
      await this.app.query('rollback to savepoint cell');
    }
  }

  private async updatesOf(actor: Actor, only?: string): Promise<string[]> {
    const wrong: string[] = [];
    const telling = this.telling(actor);
    for (const [table, line] of this.lines(only)) {
      const column = this.wing.granted(table, 'UPDATE')[0];
      const specimens = telling.filter((one) => one.table === table);
      const did = await this.attemptEach(specimens, column && `update ${table} set ${column} = ${column}`);
      specimens.forEach((s, i) => {
        const right = this.wing.expected(actor, line.update, s) && this.wing.expected(actor, line.read, s);
        if (succeeded(did[i]!) !== right)
          wrong.push(`${should(actor, right)} change ${this.named(s)}: ${did[i]}`);
      });
    }
    return wrong;
  }

  private async additionsOf(actor: Actor, only?: string): Promise<string[]> {
    const wrong: string[] = [];
    for (const [table] of this.lines(only))
      for (const { of, right, row } of await this.wing.additions(actor, table)) {
        const did = await this.add(table, row);
        if (succeeded(did) !== right)
          wrong.push(`${should(actor, right)} add to ${table} (${of ?? 'anywhere'}): ${did}`);
      }
    return wrong;
  }

  private async deletesOf(actor: Actor, only?: string): Promise<string[]> {
    const wrong: string[] = [];
    const telling = this.telling(actor);
    for (const [table, { read, remove }] of this.lines(only)) {
      const specimens = telling.filter((one) => one.table === table);
      const did = await this.deleteEach(table, specimens);
      specimens.forEach((s, i) => {
        const right =
          remove !== undefined && this.wing.expected(actor, remove, s) && this.wing.expected(actor, read, s);
        const may = typeof did[i] === 'number' ? did[i] > 0 : did[i]!.startsWith('23');
        if (may !== right) wrong.push(`${should(actor, right)} delete from ${this.named(s)}: ${did[i]}`);
      });
    }
    return wrong;
  }

  /** A table from which nothing may be deleted refuses whatever the row: one try tells for all of its rows. */
  private async deleteEach(table: string, specimens: readonly Specimen[]): Promise<(number | string)[]> {
    const statement = `delete from ${table}`;
    const [first] = await this.attemptEach(specimens.slice(0, 1), statement);
    if (first === '42501') return specimens.map(() => first);
    return this.attemptEach(specimens, statement);
  }

  /**
   * Runs a statement for each specimen, one apart from the other, and takes it back, in one call of the database.
   * @param statement without its condition; left out: no column may be written, so it is refused unasked
   * @returns by specimen: rows touched, or the SQLSTATE of the refusal
   */
  private async attemptEach(
    specimens: readonly Specimen[],
    statement?: string,
  ): Promise<(number | string)[]> {
    if (specimens.length === 0) return [];
    if (statement === undefined) return specimens.map(() => '42501');
    const { rows } = await this.app.query<{ did: string[] }>('select matrix.attempt_each($1, $2) as did', [
      `${statement} where ${specimens[0]!.key}::text = $1`,
      specimens.map((s) => s.id),
    ]);
    return rows[0]!.did.map((did) => (did.startsWith('rows ') ? Number(did.slice('rows '.length)) : did));
  }

  /** Changes a policy in a transaction that is taken back, and lets the matrix look through the same connection. */
  private async notices(table: string, change: string): Promise<boolean> {
    const { owner, role } = this.wing;
    await owner.query('begin');
    try {
      await owner.query(change);
      await owner.query(`set local role ${role}`);
      this.app = nested(owner);
      for (const actor of this.suspiciousFirst()) {
        let wrong = 0;
        await this.as(actor, async () => {
          wrong =
            (await this.readsOf(actor, table)).length ||
            (await this.additionsOf(actor, table)).length ||
            (await this.updatesOf(actor, table)).length ||
            (await this.deletesOf(actor, table)).length;
        });
        if (wrong > 0) return true;
      }
      return false;
    } finally {
      this.app = this.wing.app;
      await owner.query('rollback');
    }
  }

  private suspiciousFirst(): Actor[] {
    const weight = ({ name }: Actor) => this.wing.suspicious.indexOf(name) + 1 || 99;
    return this.wing.actors.toSorted((a, b) => weight(a) - weight(b));
  }

  private named = (s: Specimen) => `${s.table} (${this.wing.describe(s)})`;
}

const should = (actor: MatrixActor, right: boolean) => `${actor.name} should${right ? '' : ' not'}`;

/** A statement that a rule refused had passed the policies. */
const succeeded = (did: number | string) =>
  typeof did === 'number' ? did > 0 : did === 'CR422' || did.startsWith('23');

/** The owner's connection within its transaction: what begins and is taken back there is a savepoint. */
function nested(owner: pg.Client): Pick<pg.Client, 'query'> {
  const words: Record<string, string> = { begin: 'savepoint actor', rollback: 'rollback to savepoint actor' };
  return {
    query: (text: string, values?: unknown[]) => owner.query(words[text] ?? text, values),
  } as unknown as pg.Client;
}
