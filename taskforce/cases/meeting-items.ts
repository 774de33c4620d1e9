import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { MeetingItem } from './contract-meetings.ts';
import type { AgendaPoint } from './rules-agenda.ts';

type Row = Omit<MeetingItem, 'points' | 'removedAt' | 'minutes'> & {
  points: AgendaPoint[];
  removedAt: Date | null;
};
type Strand = { id: string; label: string; kind: string };

/** Items of a meeting as this session may see them: its cases, their strands, the minutes and tasks. */
export async function itemsOf(work: Work<Tables>, meetingId: string): Promise<MeetingItem[]> {
  const { rows } = await sql<Row>`
    select i.id, i.place, i.case_id as "caseId", c.number, c.type, a.short_name as agency, i.points, i.added,
      i.add_reason as "addReason", i.removed_at as "removedAt", i.remove_reason as "removeReason", i.version,
      (select p.display_name from case_members m join accounts p on p.id = m.account_id
        where m.case_id = c.id and m.capacity = 'lead' and m.ended_at is null order by m.added_at limit 1) as lead,
      (select json_build_object(
        'pre_operational', count(*) filter (where s.closed_on is null and s.phase = 'pre_operational'),
        'operational', count(*) filter (where s.closed_on is null and s.phase = 'operational'),
        'post_operational', count(*) filter (where s.closed_on is null and s.phase = 'post_operational'),
        'closed', count(*) filter (where s.closed_on is not null)) from strands s where s.case_id = c.id) as picture
    from meeting_items i join cases c on c.id = i.case_id join agencies a on a.id = c.lead_agency_id
    where i.meeting_id = ${meetingId} order by i.place`.execute(work.db);
  const strands = await strandsNamed(work, rows);
  const minutes = await minutesOf(work, meetingId);
  return rows.map((row) => ({
    ...row,
    points: row.points.flatMap((point) => shownPoint(point, strands)),
    removedAt: row.removedAt?.toISOString() ?? null,
    minutes: minutes.get(row.id) ?? [],
  }));
}

/** A point about strands is shown with those the reader may see; with none of them left, it is not there. */
function shownPoint(point: AgendaPoint, strands: Map<string, Strand>): MeetingItem['points'] {
  const seen = point.strandIds.flatMap(
    (id) => strands.get(id) ?? [],
  ) as MeetingItem['points'][number]['strands'];
  if (point.strandIds.length === 0) return [{ reason: point.reason, count: point.count, strands: [] }];
  return seen.length === 0 ? [] : [{ reason: point.reason, count: seen.length, strands: seen }];
}

async function strandsNamed(work: Work<Tables>, rows: Row[]): Promise<Map<string, Strand>> {
  const ids = rows.flatMap((row) => row.points.flatMap((point) => point.strandIds));
  if (ids.length === 0) return new Map();
  const found = await work.db
    .selectFrom('strands')
    .select(['id', 'label', 'kind'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((strand) => [strand.id, strand]));
}

type Minutes = MeetingItem['minutes'][number];

async function minutesOf(work: Work<Tables>, meetingId: string): Promise<Map<string, Minutes[]>> {
  const rows = await work.db
    .selectFrom('meetingMinutes as m')
    .innerJoin('accounts as a', 'a.id', 'm.recordedBy')
    .select([
      'm.id',
      'm.itemId',
      'm.outcome',
      'm.handling',
      'a.displayName as recordedBy',
      'm.recordedAt',
      'm.taskIds',
    ])
    .where('m.meetingId', '=', meetingId)
    .orderBy('m.recordedAt')
    .execute();
  const ids = rows.flatMap((row) => row.taskIds);
  const tasks =
    ids.length === 0
      ? []
      : await work.db
          .selectFrom('tasks as t')
          .leftJoin('accounts as a', 'a.id', 't.assigneeId')
          .select(['t.id', 't.title', 'a.displayName as assignee', 't.dueOn', 't.state'])
          .where('t.id', 'in', ids)
          .execute();
  const byItem = new Map<string, Minutes[]>();
  for (const { taskIds, itemId, recordedAt, handling, ...row } of rows) {
    const one = {
      ...row,
      handling: handling as Minutes['handling'],
      recordedAt: recordedAt.toISOString(),
      tasks: tasks.filter((task) => taskIds.includes(task.id)),
    };
    byItem.set(itemId, [...(byItem.get(itemId) ?? []), one]);
  }
  return byItem;
}
