import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { Verdict } from '../vocabulary/refusals.ts';
import type { Request, requestsContract } from './contract-strands.ts';
import { lockStrand, settingOf, writeEntry, type Strand } from './history.ts';
import { readableCase } from './links.ts';
import * as rules from './rules.ts';
import { unsealCase } from './rules-casework.ts';

type RequestHandlers = Handlers<Tables, typeof requestsContract>;
type Asked = Parameters<RequestHandlers['ask']>[1];
type OnStrand = Exclude<Asked, { kind: 'unseal' }>;

/** Requests with names, as lists and strands show them. */
export async function requestsWhere(work: Work<Tables>, where: RawBuilder<unknown>): Promise<Request[]> {
  const person = (column: string) =>
    sql`(select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = ${sql.ref(column)})`;
  const { rows } = await sql<
    Omit<Request, 'askedAt' | 'decidedAt'> & { askedAt: Date; decidedAt: Date | null }
  >`
    select r.id, r.kind, jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title) as case,
      case when s.id is null then null else jsonb_build_object('id', s.id, 'label', s.label,
        'place', case when s.closed_on is null then s.phase else 'closed' end) end as strand,
      r.to_phase as to, r.event, r.effective_on, r.close_reason, r.supersedes, r.reason, r.order_reference, r.state,
      ${person('r.asked_by')} as asked_by, r.asked_at, ${person('r.decided_by')} as decided_by, r.decided_at,
      r.decision_note, r.version, r.asked_by = ${work.account.id} as mine,
      r.state = 'waiting' and r.asked_by <> ${work.account.id} and ${work.account.supervises}
        and taskforce.may('phases.approve', r.case_id) as may_decide
    from approval_requests r join cases c on c.id = r.case_id left join strands s on s.id = r.strand_id
    where ${where} order by r.state <> 'waiting', r.asked_at limit 200`.execute(work.db);
  return rows.map((row) => ({
    ...row,
    askedAt: row.askedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

/** A correction as the rules take it: what is not said stays as it was. */
export function correctionOf(input: {
  entryId: string;
  effectiveOn: string;
  event?: rules.CorrectionRequest['event'] | undefined;
  closeReason?: rules.CorrectionRequest['closeReason'] | undefined;
  reason: string | null;
}): rules.CorrectionRequest {
  return {
    supersedes: input.entryId,
    effectiveOn: input.effectiveOn,
    reason: input.reason,
    ...(input.event !== undefined ? { event: input.event } : {}),
    ...(input.closeReason !== undefined ? { closeReason: input.closeReason } : {}),
  };
}

type Found = Awaited<ReturnType<typeof settingOf>>;

/** What the rules say to a request, with this approver. */
function judge(
  input: OnStrand,
  found: Found,
  approver: rules.Approver | null,
): Verdict<{ entry: rules.NewEntry; supervised: boolean }> {
  const { history, checklist, required, danger, setting } = found;
  const answer =
    input.kind === 'move'
      ? rules.moveStrand(history, { ...input, approver, checklist, required, danger }, setting)
      : input.kind === 'reopen'
        ? rules.reopenStrand(history, { ...input, approver }, setting)
        : input.kind === 'correct'
          ? rules.correctEntry(history, { ...correctionOf(input), approver }, setting)
          : rules.retractEntry(
              history,
              { supersedes: input.entryId, reason: input.reason, approver },
              setting,
            );
  if (!answer.ok) return answer;
  const entry = 'entry' in answer.value ? answer.value.entry : answer.value;
  return { ok: true, value: { entry, supervised: entry.approverId !== null } };
}

/** Stands for whoever will sign, while the rest of a request is tested. */
const someSupervisor: rules.Approver = { id: 'a supervisor', isSupervisor: true };

const ask: RequestHandlers['ask'] = async (work, input) => {
  if (input.kind === 'unseal') return askToUnseal(work, input);
  const strand = await lockStrand(work, input.strandId);
  const found = await settingOf(work, strand);
  const { entry, supervised } = granted(judge(input, found, someSupervisor));
  if (!supervised)
    throw refused('approver', 'no_supervisor_needed', 'Record this directly: it needs no signature.');
  const id = randomUUID();
  await work.db
    .insertInto('approvalRequests')
    .values({
      id,
      caseId: strand.caseId,
      strandId: strand.id,
      kind: input.kind,
      toPhase: entry.to ?? 'closed',
      event: entry.event,
      effectiveOn: entry.effectiveOn,
      closeReason: entry.closeReason,
      supersedes: entry.supersedes,
      activityId: 'activityId' in input ? input.activityId : null,
      reason: entry.reason ?? '',
    })
    .execute();
  await tellSupervisors(work, strand.caseId);
  return { id };
};

async function askToUnseal(work: Work<Tables>, input: Extract<Asked, { kind: 'unseal' }>) {
  const held = await readableCase(work, input.caseId);
  if (!held.sealed) throw refused('case', 'not_sealed', 'This case is not sealed.');
  const by = { id: work.account.id, isSupervisor: work.account.supervises, isLead: false };
  granted(unsealCase({ ...input, basis: basisOf(held.sealBasis) }, by, someSupervisor));
  const id = randomUUID();
  await work.db
    .insertInto('approvalRequests')
    .values({
      id,
      caseId: input.caseId,
      kind: 'unseal',
      reason: input.reason ?? '',
      orderReference: input.orderReference,
    })
    .execute();
  await tellSupervisors(work, input.caseId);
  return { id };
}

const basisOf = (basis: string | null) =>
  (basis ?? 'safety') as 'court_order' | 'safety' | 'investigation_of_member';

/** Leaves a notice for the supervisors who may see the case. */
async function tellSupervisors(work: Work<Tables>, caseId: string): Promise<void> {
  await sql`select kit.notify(s.id, 'approval_asked', 'cases', ${caseId}::uuid)
    from taskforce.supervisors_of(${caseId}::uuid) as s (id) where s.id <> ${work.account.id}`.execute(
    work.db,
  );
}

const decide: RequestHandlers['decide'] = async (work, input) => {
  const held = await work.db
    .selectFrom('approvalRequests')
    .selectAll()
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!held) throw new Problem('missing');
  const strand = held.strandId === null ? null : await lockStrand(work, held.strandId);
  const touched = await work.db
    .updateTable('approvalRequests')
    .set({ state: input.approve ? 'approved' : 'declined', decisionNote: input.note })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, async () => (held.version === input.version ? undefined : held));
  if (input.approve) {
    if (strand) await recordSigned(work, strand, held);
    else await sql`select taskforce.lift_seal(${input.id}::uuid)`.execute(work.db);
  }
  await sql`select kit.notify(${held.askedBy}::uuid, ${input.approve ? 'approval_given' : 'approval_declined'}, 'cases',
    ${held.caseId}::uuid)`.execute(work.db);
  return { done: true };
};

/** Tests the request once more, as things stand now, and writes the line in its author's name. */
async function recordSigned(
  work: Work<Tables>,
  strand: Strand,
  held: {
    id: string;
    kind: string;
    askedBy: string;
    toPhase: string | null;
    event: string | null;
    effectiveOn: string | null;
    closeReason: string | null;
    supersedes: string | null;
    reason: string;
  },
): Promise<void> {
  const found = await settingOf(work, strand, held.askedBy);
  const input = {
    kind: held.kind,
    strandId: strand.id,
    to: held.toPhase,
    event: held.event,
    effectiveOn: held.effectiveOn,
    closeReason: held.closeReason,
    entryId: held.supersedes,
    reason: held.reason,
  } as OnStrand;
  const approver = { id: work.account.id, isSupervisor: work.account.supervises };
  const { entry } = granted(judge(input, found, approver));
  await writeEntry(work, strand, entry, { requestId: held.id });
}

const withdraw: RequestHandlers['withdraw'] = async (work, input) => {
  const touched = await work.db
    .updateTable('approvalRequests')
    .set({ state: 'withdrawn' })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('approvalRequests')
      .selectAll()
      .where('id', '=', input.id)
      .where('version', '<>', input.version)
      .executeTakeFirst(),
  );
  return { done: true };
};

/** Handlers of what supervisors sign. */
export function requestHandlers(): RequestHandlers {
  return {
    ask,
    decide,
    withdraw,
    waiting: async (work, { mine, caseId }) => {
      const where = [sql`r.state = 'waiting'`];
      if (mine) where.push(sql`r.asked_by = ${work.account.id}`);
      if (caseId !== null) where.push(sql`r.case_id = ${caseId}`);
      return { rows: await requestsWhere(work, sql.join(where, sql` and `)) };
    },
  };
}
