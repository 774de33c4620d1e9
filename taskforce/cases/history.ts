import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { PhaseTransitionsTable, StrandsTable, Tables } from '../database/schema.ts';
import type { Selectable } from 'kysely';
import type { Phase, StrandCloseReason } from '../vocabulary/cases.ts';
import type { DangerGate } from '../vocabulary/danger.ts';
import type { TransitionEvent } from '../vocabulary/transitions.ts';
import { Problem } from '../../kit/problems.ts';
import type { ChecklistLine } from './rules-checklist.ts';
import type { HistoryEntry } from './rules-spells.ts';
import type { NewEntry, Setting } from './rules-transitions.ts';

export type Strand = Selectable<StrandsTable>;
export type TransitionRow = Selectable<PhaseTransitionsTable>;

/** A line of the history as the rules read it. */
export function entryOf(row: TransitionRow): HistoryEntry {
  return {
    id: row.id,
    from: row.fromPhase as Phase | null,
    to: row.toPhase === 'closed' ? null : (row.toPhase as Phase),
    event: row.event as TransitionEvent | null,
    closeReason: row.closeReason as StrandCloseReason | null,
    effectiveOn: row.effectiveOn,
    recordedAt: row.recordedAt,
    authorId: row.recordedBy ?? '',
    reason: row.reason,
    approverId: row.approvedBy,
    supersedes: row.supersedes,
    retracts: row.retracts,
    knownSince: row.knownSince,
    bypassed: (row.bypassed as DangerGate[] | null) ?? [],
  };
}

/** The lines of a strand in the order of their writing, those that were superseded included. */
export async function historyRows(work: Work<Tables>, strandId: string): Promise<TransitionRow[]> {
  return work.db
    .selectFrom('phaseTransitions')
    .selectAll()
    .where('strandId', '=', strandId)
    .orderBy('seq')
    .execute();
}

export async function historyOf(work: Work<Tables>, strandId: string): Promise<HistoryEntry[]> {
  return (await historyRows(work, strandId)).map(entryOf);
}

/**
 * The strand, locked until the end of the transaction, in the version that was on the screen.
 * @throws Problem conflict with the strand as it stands now; missing
 */
export async function lockStrand(work: Work<Tables>, id: string, version?: number): Promise<Strand> {
  const strand = await work.db
    .selectFrom('strands')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!strand) throw new Problem('missing');
  if (version !== undefined && strand.version !== version)
    throw new Problem('conflict', { data: { current: strand } });
  return strand;
}

/** Writes a line that the rules granted; the database checks it once more and moves the strand. */
export async function writeEntry(
  work: Work<Tables>,
  strand: { id: string; caseId: string },
  entry: NewEntry,
  more: { requestId?: string | null; activityId?: string | null } = {},
): Promise<string> {
  const id = randomUUID();
  await work.db
    .insertInto('phaseTransitions')
    .values({
      id,
      strandId: strand.id,
      caseId: strand.caseId,
      place: sql<number>`null`,
      fromPhase: entry.from,
      toPhase: entry.to ?? 'closed',
      event: entry.event,
      closeReason: entry.closeReason,
      effectiveOn: entry.effectiveOn,
      knownSince: entry.knownSince,
      reason: entry.reason,
      supersedes: entry.supersedes,
      retracts: entry.retracts,
      requestId: more.requestId ?? null,
      activityId: more.activityId ?? null,
      bypassed: entry.bypassed.length > 0 ? JSON.stringify(entry.bypassed) : null,
    })
    .execute();
  return id;
}

/** The checklist of a strand as the rules read it. */
export async function checklistOf(work: Work<Tables>, strandId: string): Promise<ChecklistLine[]> {
  const rows = await work.db
    .selectFrom('strandChecklist')
    .selectAll()
    .where('strandId', '=', strandId)
    .execute();
  return rows.map((row) => ({
    item: row.item as ChecklistLine['item'],
    state: row.state as ChecklistLine['state'],
    reason: row.reason,
    byId: row.answeredBy,
  }));
}

type Standing = { required: ChecklistLine['item'][]; danger: boolean; reviewOwed: boolean; zone: string };

/** What the rules ask of the case besides the history: required items, danger, a review that is owed. */
export async function standingOf(work: Work<Tables>, caseId: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select taskforce.required_items() as required, taskforce.danger_open(${caseId}::uuid) as danger,
      exists (select from taskforce.reviews_owed(${caseId}::uuid)) as review_owed, taskforce.zone() as zone`.execute(
    work.db,
  );
  return rows[0]!;
}

/** What the rules need to know of a strand before a line is written, with the strand locked. */
export async function settingOf(work: Work<Tables>, strand: Strand, authorId = work.account.id) {
  const standing = await standingOf(work, strand.caseId);
  return {
    history: await historyOf(work, strand.id),
    checklist: await checklistOf(work, strand.id),
    ...standing,
    setting: { authorId, now: work.now, zone: standing.zone } satisfies Setting,
  };
}
