import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { RowProblem } from '../../kit/imports/problems.ts';
import type { Tables } from '../database/schema.ts';
import { writtenFields } from './rules.ts';
import type { StagedRecord } from './tips.ts';

/** Records of one statement. */
const BATCH = 2000;
/** Problems kept of one import; the counts tell of all. */
export const MOST_PROBLEMS = 10_000;

/** Puts mapped records and problems of one import into the staging tables. */
export class Staging {
  readonly #db: Kysely<Tables>;
  readonly #importId: string;
  readonly #made = new Map<string, number>();
  #problems = 0;

  constructor(db: Kysely<Tables>, importId: string) {
    this.#db = db;
    this.#importId = importId;
  }

  /** Empties what an earlier preview left. */
  async clear(): Promise<void> {
    for (const table of ['importStaged', 'importLines', 'importProblems'] as const)
      await this.#db.deleteFrom(table).where('importId', '=', this.#importId).execute();
  }

  async records(records: readonly StagedRecord[]): Promise<void> {
    if (records.length === 0) return;
    const rows = records.map((record) => {
      const n = this.#made.get(record.target) ?? 0;
      this.#made.set(record.target, n + 1);
      const { target, key, row, fingerprint, id = null } = record;
      const sealed = record.sealed?.toString('base64') ?? null;
      const batch = Math.floor(n / BATCH);
      return { target, key, row, fingerprint, id, sealed, batch, fields: writtenFields(record) };
    });
    await sql`
      insert into import_staged (import_id, target, key, batch, file_row, fields, fingerprint, record_id, sealed)
      select ${this.#importId}::uuid, r.target, r.key, r.batch, r.row, r.fields, decode(r.fingerprint, 'hex'),
        coalesce(r.id, gen_random_uuid()), decode(r.sealed, 'base64')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (target text, key text, batch integer, row integer, fields jsonb, fingerprint text, id uuid, sealed text)`.execute(
      this.#db,
    );
  }

  async problems(found: readonly RowProblem[]): Promise<void> {
    const kept = found.slice(0, Math.max(0, MOST_PROBLEMS - this.#problems));
    if (kept.length === 0) return;
    const rows = kept.map((one, i) => ({ ...one, n: this.#problems + i + 1 }));
    this.#problems += kept.length;
    await sql`
      insert into import_problems (import_id, n, file_row, column_name, target, field, severity, code, remedy)
      select ${this.#importId}::uuid, r.n, r.row, r."column", r.target, r.field, r.severity, r.code, r.remedy
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (n integer, row integer, "column" text, target text, field text, severity text, code text, remedy text)`.execute(
      this.#db,
    );
  }
}
