import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';
import type { DangerGate } from '../vocabulary/danger.ts';
import { dayOf, daysBetween } from '../vocabulary/days.ts';
import type { ChecklistRow, HistoryLine, strandsContract } from './contract-strands.ts';
import {
  historyRows,
  lockStrand,
  settingOf,
  standingOf,
  writeEntry,
  type Strand,
  type TransitionRow,
} from './history.ts';
import { readableCase } from './links.ts';
import { addStrands, zoneOf } from './opening.ts';
import { strandsOf } from './reading.ts';
import { correctionOf, requestsWhere } from './requests.ts';
import * as rules from './rules.ts';

type StrandHandlers = Handlers<Tables, typeof strandsContract>;

/** Names of the people in rows, by id. */
async function namesOf(work: Work<Tables>, ids: (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return () => null;
  const rows = await work.db
    .selectFrom('accounts')
    .select(['id', 'displayName'])
    .where('id', 'in', wanted)
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.displayName]));
  return (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
}

const read: StrandHandlers['read'] = async (work, { id }) => {
  const found = await work.db.selectFrom('strands').select('caseId').where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('missing');
  const { caseId } = found;
  work.noteReading('strands', [id], {}, { table: 'cases', id: caseId });
  const standing = await standingOf(work, caseId);
  const strand = (await strandsOf(work, caseId, standing.required)).find((one) => one.id === id)!;
  return {
    strand,
    caseId,
    history: await historyLines(work, id, standing.zone),
    checklist: await checklistRows(work, id, standing.required),
    requests: await requestsWhere(work, sql`r.strand_id = ${id}`),
    danger: standing.danger,
    today: dayOf(work.now, standing.zone),
  };
};

async function historyLines(work: Work<Tables>, id: string, zone: string): Promise<HistoryLine[]> {
  const rows = await historyRows(work, id);
  const name = await namesOf(
    work,
    rows.flatMap((row) => [row.recordedBy, row.approvedBy]),
  );
  return rows.map((row: TransitionRow) => ({
    id: row.id,
    place: row.place,
    from: row.fromPhase as HistoryLine['from'],
    to: row.toPhase as HistoryLine['to'],
    event: row.event as HistoryLine['event'],
    closeReason: row.closeReason as HistoryLine['closeReason'],
    effectiveOn: row.effectiveOn,
    recordedAt: row.recordedAt.toISOString(),
    lateByDays: Math.max(0, daysBetween(row.effectiveOn, dayOf(row.firstRecordedAt, zone))),
    recordedBy: name(row.recordedBy),
    approvedBy: name(row.approvedBy),
    reason: row.reason,
    supersedes: row.supersedes,
    supersededBy: row.supersededBy,
    retracts: row.retracts,
    bypassed: (row.bypassed as DangerGate[] | null) ?? [],
    activityId: row.activityId,
    provenance: row.provenance as HistoryLine['provenance'],
  }));
}

async function checklistRows(
  work: Work<Tables>,
  id: string,
  required: readonly string[],
): Promise<ChecklistRow[]> {
  const rows = await work.db.selectFrom('strandChecklist').selectAll().where('strandId', '=', id).execute();
  const name = await namesOf(
    work,
    rows.map((row) => row.answeredBy),
  );
  return exitChecklistItems.map((item) => {
    const row = rows.find((one) => one.item === item);
    return {
      item,
      required: required.includes(item),
      state: (row?.state ?? 'open') as ChecklistRow['state'],
      reason: row?.reason ?? null,
      by: row ? name(row.answeredBy) : null,
      at: row?.answeredAt.toISOString() ?? null,
      version: row?.version ?? 0,
    };
  });
}

const change: StrandHandlers['change'] = async (work, { id, version, ...values }) => {
  const touched = await work.db
    .updateTable('strands')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('strands')
      .select(['id', 'label', 'kind', 'type', 'mode', 'description', 'handling', 'version'])
      .where('id', '=', id)
      .where('version', '<>', version)
      .executeTakeFirst(),
  );
};

async function record(
  work: Work<Tables>,
  strand: Strand,
  entry: rules.NewEntry,
  more: { activityId?: string | null; leftOpen?: readonly ChecklistRow['item'][]; zone: string },
) {
  const entryId = await writeEntry(work, strand, entry, more);
  const { version } = await work.db
    .selectFrom('strands')
    .select('version')
    .where('id', '=', strand.id)
    .executeTakeFirstOrThrow();
  const lateByDays = Math.max(0, daysBetween(entry.effectiveOn, dayOf(work.now, more.zone)));
  return { entryId, lateByDays, leftOpen: [...(more.leftOpen ?? [])], version };
}

const move: StrandHandlers['move'] = async (work, { id, version, activityId, ...request }) => {
  const strand = await lockStrand(work, id, version);
  const { history, checklist, required, danger, zone, setting } = await settingOf(work, strand);
  const { entry, leftOpen } = granted(
    rules.moveStrand(history, { ...request, checklist, required, danger }, setting),
  );
  return record(work, strand, entry, { activityId, leftOpen, zone });
};

const close: StrandHandlers['close'] = async (work, { id, version, ...request }) => {
  const strand = await lockStrand(work, id, version);
  const { history, setting, zone } = await settingOf(work, strand);
  return record(work, strand, granted(rules.closeStrand(history, request, setting)), { zone });
};

const reopen: StrandHandlers['reopen'] = async (work, { id, version, ...request }) => {
  const strand = await lockStrand(work, id, version);
  const { history, setting, zone } = await settingOf(work, strand);
  return record(work, strand, granted(rules.reopenStrand(history, request, setting)), { zone });
};

const correct: StrandHandlers['correct'] = async (work, { id, version, entryId, ...request }) => {
  const strand = await lockStrand(work, id, version);
  const { history, setting, zone } = await settingOf(work, strand);
  const asked = correctionOf({ entryId, ...request });
  return record(work, strand, granted(rules.correctEntry(history, asked, setting)), { zone });
};

const answerItem: StrandHandlers['answerItem'] = async (work, { id, item, state, reason, version }) => {
  const strand = await lockStrand(work, id);
  const line = granted(rules.setChecklistLine({ item, state, reason, byId: work.account.id }));
  const at = { strandId: id, item };
  const held = () =>
    work.db
      .selectFrom('strandChecklist')
      .selectAll()
      .where('strandId', '=', id)
      .where('item', '=', item)
      .executeTakeFirst();
  if (version === 0) {
    const there = await held();
    if (there) throw new Problem('conflict', { data: { current: there } });
    await work.db
      .insertInto('strandChecklist')
      .values({ ...at, caseId: strand.caseId, state: line.state, reason: line.reason })
      .execute();
    return { version: 1 };
  }
  const touched = await work.db
    .updateTable('strandChecklist')
    .set({ state: line.state, reason: line.reason })
    .where('strandId', '=', id)
    .where('item', '=', item)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, held);
};

/** Handlers of strands: the phase moves only by a recorded, tested entry. */
export function strandHandlers(): StrandHandlers {
  return {
    add: async (work, { caseId, strand }) => {
      await readableCase(work, caseId);
      const [id] = await addStrands(work, caseId, [strand], await zoneOf(work));
      return { id: id! };
    },
    change,
    read,
    move,
    close,
    reopen,
    correct,
    answerItem,
  };
}
