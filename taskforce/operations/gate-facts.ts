import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { Picture } from './rules-approval-difference.ts';
import type { Risk, RiskFacts, SigningCapacity } from './rules-approval.ts';
import type { Blocker, GateFacts, ItemRow } from './rules-gate.ts';
import type { OperationState } from '../vocabulary/operations.ts';

/** What the database knows of an operation for the rules of gate and approval. */
export type Seen = {
  facts: GateFacts & RiskFacts;
  lines: ItemRow[];
  /** Providers standing by, and whether they count as told. */
  told: Record<string, boolean>;
  risk: Risk;
  signed: { account: string; capacities: SigningCapacity[] }[];
  needed: SigningCapacity[];
  picture: Picture;
  planned: boolean;
  capacities: SigningCapacity[];
};

/** @throws Problem missing, when the operation is not there or not open to this person */
export async function seen(work: Work<Tables>, operationId: string): Promise<Seen> {
  const { rows } = await sql<Seen>`select * from taskforce.gate_seen(${operationId}::uuid)`.execute(work.db);
  const row = rows[0];
  if (row === undefined) throw new Problem('missing');
  return row;
}

/** The operation's head, and what the live session may do with it. @throws Problem missing */
export async function standingOperation(work: Work<Tables>, id: string) {
  const row = await work.db
    .selectFrom('operations')
    .selectAll()
    .select([
      sql<boolean>`taskforce.may_operate('operations.plan', operations.id)`.as('mayPlan'),
      sql<boolean>`taskforce.may_operate('operations.run', operations.id)`.as('mayRun'),
      sql<boolean>`taskforce.may_operate('operations.approve', operations.id)`.as('mayApprove'),
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return { ...row, state: row.state as OperationState, risk: row.risk as Risk };
}

/** What holds up the start, as the database says; empty: nothing. */
export async function startBlockers(work: Work<Tables>, operationId: string): Promise<Blocker[]> {
  const { rows } = await sql<Blocker>`select * from taskforce.start_blockers(${operationId}::uuid)`.execute(
    work.db,
  );
  return rows;
}

/** Who can see to an item of the gate: whoever can read the operation by planning it, by its case, or as commander. */
export async function gatePeople(work: Work<Tables>, operationId: string) {
  const { rows } = await sql<{ id: string; displayName: string }>`
    select * from taskforce.gate_people(${operationId}::uuid)`.execute(work.db);
  return rows;
}

/** Names of accounts, looked up once. */
export async function facesOf(work: Work<Tables>, ids: readonly (string | null | undefined)[]) {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
  const rows =
    wanted.length === 0
      ? []
      : await work.db
          .selectFrom('accounts')
          .select(['id', 'displayName'])
          .where('id', 'in', wanted)
          .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id: string | null | undefined) => (typeof id === 'string' ? (known.get(id) ?? null) : null);
}
