import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { Approval, approvalContract, SignatureRow } from './contract-approval.ts';
import { namesIn } from './approval-names.ts';
import { approvalSettings, setApprovalSettings } from './approval-settings.ts';
import { facesOf, seen, standingOperation, startBlockers, type Seen } from './gate-facts.ts';
import {
  askApproval,
  returnPlan,
  riskOf,
  signPlan,
  stillWanted,
  type SigningFacts,
} from './rules-approval.ts';
import { differenceOf, type Picture } from './rules-approval-difference.ts';
import type { OperationState } from '../vocabulary/operations.ts';
import { moved, move } from './states.ts';

type All = Handlers<Tables, typeof approvalContract>;
type Operation = Awaited<ReturnType<typeof standingOperation>>;

const signaturesOf = (work: Work<Tables>, operationId: string) =>
  work.db
    .selectFrom('operationSignatures')
    .selectAll()
    .where('operationId', '=', operationId)
    .orderBy('signedAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
type Signature = Awaited<ReturnType<typeof signaturesOf>>[number];

const people = (facts: Seen) =>
  facts.signed.map(({ account, capacities }) => ({ accountId: account, capacities }));

function signingFacts(work: Work<Tables>, operation: Operation, facts: Seen, revision: number): SigningFacts {
  return {
    state: operation.state,
    planRevision: operation.planRevision,
    seenRevision: revision,
    needed: facts.needed,
    signed: people(facts),
    signerId: work.account.id,
    signerCapacities: facts.capacities,
    planner: facts.planned,
    proposerId: operation.requestedBy,
  };
}

/** The signature that the plan is compared with: the last one, but for those of a request that still waits. */
function comparedWith(operation: Operation, signatures: readonly Signature[]): Signature | undefined {
  const waits = operation.state === 'requested' || operation.state === 'reviewed';
  return signatures.find(
    (one) => one.decision === 'signed' && (!waits || one.round < operation.requestRound),
  );
}

async function movesOf(work: Work<Tables>, operationId: string): Promise<Approval['moves']> {
  const rows = await work.db
    .selectFrom('operationMoves as m')
    .leftJoin('accounts as a', 'a.id', 'm.movedBy')
    .selectAll('m')
    .select('a.displayName')
    .where('m.operationId', '=', operationId)
    .orderBy('m.movedAt', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    from: row.fromState as OperationState,
    to: row.toState as OperationState,
    reason: row.reason,
    danger: row.dangerId !== null,
    by: row.displayName,
    at: row.movedAt.toISOString(),
  }));
}

const readApproval: All['approval'] = async (work, { operationId }) => {
  const operation = await standingOperation(work, operationId);
  const facts = await seen(work, operationId);
  const signatures = await signaturesOf(work, operationId);
  const face = await facesOf(work, [operation.requestedBy, ...signatures.map((one) => one.accountId)]);
  const base = comparedWith(operation, signatures);
  const differences = base ? differenceOf(base.picture as Picture, facts.picture) : [];
  const { computed, reasons } = riskOf(facts.facts, operation.risk);
  const verdict = signPlan(signingFacts(work, operation, facts, operation.planRevision));
  return {
    operationId,
    number: operation.number,
    version: operation.version,
    state: operation.state,
    revision: operation.planRevision,
    signedRevision: operation.signedRevision,
    risk: facts.risk,
    computedRisk: computed,
    riskReasons: reasons,
    needed: facts.needed,
    wanted: stillWanted(facts.needed, people(facts)),
    requestedBy: face(operation.requestedBy),
    requestedAt: operation.requestedAt?.toISOString() ?? null,
    signatures: signatures.map((one) => signatureRow(one, face(one.accountId), facts, operation)),
    comparedWith: base
      ? {
          revision: base.revision,
          at: base.signedAt.toISOString(),
          by: face(base.accountId)?.displayName ?? '',
        }
      : null,
    differences,
    names: await namesIn(work, differences, [base?.picture as Picture | undefined, facts.picture]),
    moves: await movesOf(work, operationId),
    dangerId: operation.dangerId,
    blockers: await startBlockers(work, operationId),
    may: {
      plan: operation.mayPlan,
      run: operation.mayRun,
      approve: operation.mayApprove,
      takeBack: operation.mayPlan && operation.requestedBy === work.account.id,
      whyNotSign: verdict.ok ? null : verdict.refusals[0]!.code,
    },
  };
};

function signatureRow(
  one: Signature,
  by: { id: string; displayName: string } | null,
  facts: Seen,
  operation: Operation,
): SignatureRow {
  return {
    id: one.id,
    by: by ?? { id: one.accountId, displayName: '' },
    decision: one.decision as SignatureRow['decision'],
    capacities: one.capacities as SignatureRow['capacities'],
    risk: one.risk as SignatureRow['risk'],
    revision: one.revision,
    note: one.note,
    at: one.signedAt.toISOString(),
    counts:
      one.decision === 'signed' &&
      one.round === operation.requestRound &&
      facts.signed.some(({ account }) => account === one.accountId),
  };
}

/** Writes a signature or a return; the database takes the picture and moves the state. */
async function decide(
  work: Work<Tables>,
  input: { operationId: string; revision: number; note: string },
  decision: 'signed' | 'returned',
) {
  const operation = await standingOperation(work, input.operationId);
  if (!operation.mayApprove) throw new Problem('missing');
  const facts = signingFacts(work, operation, await seen(work, input.operationId), input.revision);
  if (decision === 'signed') granted(signPlan(facts));
  else granted(returnPlan(facts, input.note));
  await work.db
    .insertInto('operationSignatures')
    .values({
      id: randomUUID(),
      operationId: input.operationId,
      revision: input.revision,
      decision,
      note: input.note === '' ? null : input.note,
    })
    .execute();
  if (decision === 'returned' && operation.requestedBy !== null)
    await sql`select kit.notify(${operation.requestedBy}::uuid, 'operation_returned', 'operations', ${input.operationId}::uuid, false)`.execute(
      work.db,
    );
  return moved(work, input.operationId);
}

export const approvalHandlers: All = {
  approval: readApproval,
  askApproval: async (work, at) => {
    const { state, planRevision, signedRevision } = await standingOperation(work, at.operationId);
    granted(askApproval({ state, planRevision, signedRevision }));
    return move(work, at, 'requested');
  },
  takeBack: (work, at) => move(work, at, 'planning'),
  sign: (work, input) => decide(work, input, 'signed'),
  returnPlan: (work, input) => decide(work, input, 'returned'),
  approvalSettings,
  setApprovalSettings,
};
