import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { refusedFor } from '../granted.ts';
import { hasReason, refusal } from '../vocabulary/refusals.ts';
import { liveDanger } from '../tips/opening-danger.ts';
import type { operationStatesContract } from './contract-approval.ts';
import { standingOperation, startBlockers } from './gate-facts.ts';
import type { OperationState } from '../vocabulary/operations.ts';

type All = Handlers<Tables, typeof operationStatesContract>;
type At = { operationId: string; version: number };

/** Where the operation stands now. */
export async function moved(work: Work<Tables>, operationId: string) {
  const { version, state } = await standingOperation(work, operationId);
  return { version, state };
}

const now = (work: Work<Tables>, id: string) =>
  work.db.selectFrom('operations').select(['state', 'version']).where('id', '=', id).executeTakeFirst();

/**
 * Moves an operation that still has the version the caller saw; what the move asks for is checked in the database.
 * @throws Problem conflict, missing, refused
 */
export async function move(work: Work<Tables>, at: At, to: OperationState, reason: string | null = null) {
  const { rows } = await sql<{ version: number | null }>`
    select taskforce.move_operation(${at.operationId}::uuid, ${at.version}::integer, ${to}, ${reason}) as version`.execute(
    work.db,
  );
  const version = rows[0]?.version ?? undefined;
  await changedRow(version, async () => {
    const current = await now(work, at.operationId);
    // The version is right: then the right to this move is what lacks.
    if (current?.version === at.version) throw new Problem('not_permitted');
    return current;
  });
  return moved(work, at.operationId);
}

/** A reason that says something. @throws Problem refused */
function withReason(reason: string): string {
  if (hasReason(reason)) return reason;
  throw refusedFor([refusal('reason_needed', 'reason', 'Give the reason in at least 20 characters.')], '');
}

/** Whatever holds up the start, each as a field, so that the screen shows it where it is settled. */
async function mustBeReady(work: Work<Tables>, operationId: string): Promise<void> {
  await standingOperation(work, operationId);
  const blockers = await startBlockers(work, operationId);
  if (blockers.length === 0) return;
  const remedies = {
    item_open: 'This holds up the start. Settle it in the readiness gate.',
    not_approved: 'The plan is not approved. Ask for the signatures.',
    plan_changed: 'The plan has changed since it was signed. Ask for the signatures again.',
    signatures_missing: 'The plan is not signed by enough people for its risk.',
  } as Record<string, string>;
  throw refusedFor(
    blockers.map(({ problem, item }) =>
      refusal(problem, item ?? 'approval', remedies[problem] ?? remedies['not_approved']!),
    ),
  );
}

/** Changes of state, but for those that signatures make. */
export const statesHandlers: All = {
  start: async (work, at) => {
    await mustBeReady(work, at.operationId);
    return move(work, at, 'started');
  },
  startThroughDanger: async (work, { operationId, version, what, reason }) => {
    const operation = await standingOperation(work, operationId);
    if (operation.version !== version)
      throw new Problem('conflict', {
        data: { current: { state: operation.state, version: operation.version } },
      });
    const dangerId = await liveDanger(work, { operationId, caseId: operation.caseId, what });
    const { rows } = await sql<{ version: number | null }>`
      select taskforce.start_through_danger(${operationId}::uuid, ${dangerId}::uuid, ${reason}) as version`.execute(
      work.db,
    );
    if (rows[0]?.version == null) throw new Problem('not_permitted');
    return { ...(await moved(work, operationId)), dangerId };
  },
  end: (work, at) => move(work, at, 'ended'),
  close: (work, at) => move(work, at, 'closed'),
  postpone: (work, { reason, ...at }) => move(work, at, 'postponed', withReason(reason)),
  planAgain: (work, at) => move(work, at, 'planning'),
  abort: (work, { reason, ...at }) => move(work, at, 'aborted', withReason(reason)),
};
