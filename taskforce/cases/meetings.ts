import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { handOutMade } from '../../kit/files/handing.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { PressError } from '../../kit/documents/typst.ts';
import type { House } from '../house.ts';
import { agendaFacts } from './agenda-facts.ts';
import type { Meeting, meetingsContract } from './contract-meetings.ts';
import { languageOf } from './brief-builder.ts';
import { agendaPdf } from './meeting-document.ts';
import { addCase, addCases, removeItem, removeItems } from './meeting-agenda.ts';
import { itemsOf } from './meeting-items.ts';
import { zoneOf } from './opening.ts';
import { agenda, laborPrompts } from './rules-agenda.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import { handlingLabels } from '../vocabulary/handling.ts';

type MeetingHandlers = Handlers<Tables, typeof meetingsContract>;
const done = { done: true } as const;
/** Longest agenda anybody can get through; what the rules called up beyond it is told as a number. */
const longestAgenda = 100;

/** Case meetings. The chair prepares and takes the minutes; every reader sees the cases they may read anyway. */
export function meetingHandlers(house: House): MeetingHandlers {
  const document: MeetingHandlers['document'] = (work, { id }) => printed(house, work, id);
  return { list, get, document, prepare, addCase, addCases, removeItem, removeItems, record, close };
}

function meetings(work: Work<Tables>) {
  return work.db
    .selectFrom('meetings as m')
    .innerJoin('accounts as a', 'a.id', 'm.chairId')
    .select(['m.id', 'm.heldOn', 'm.title', 'm.audience', 'm.chairId', 'a.displayName as chair', 'm.state'])
    .select(['m.preparedAt', 'm.closedAt', 'm.changesSince', 'm.idleDays', 'm.called', 'm.version']);
}

type Row = Awaited<ReturnType<ReturnType<typeof meetings>['execute']>>[number];

function shown(row: Row): Meeting {
  return {
    id: row.id,
    heldOn: row.heldOn,
    title: row.title,
    chairId: row.chairId,
    chair: row.chair,
    changesSince: row.changesSince,
    idleDays: row.idleDays,
    version: row.version,
    audience: row.audience as Meeting['audience'],
    state: row.state as Meeting['state'],
    preparedAt: row.preparedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

const list: MeetingHandlers['list'] = async (work, { limit }) => {
  const rows = await meetings(work)
    .orderBy('m.heldOn', 'desc')
    .orderBy('m.preparedAt', 'desc')
    .limit(limit)
    .execute();
  const { count } = await work.db
    .selectFrom('meetings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(shown), total: { count, capped: false } };
};

/** The meeting when the session belongs to it. @throws Problem missing */
export async function readableMeeting(work: Work<Tables>, id: string): Promise<Row> {
  const row = await meetings(work).where('m.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

const get: MeetingHandlers['get'] = async (work, { id }) => {
  const row = await readableMeeting(work, id);
  const items = await itemsOf(work, id);
  work.noteReading('meetings', [id], {}, { table: 'meetings', id });
  return {
    meeting: shown(row),
    items,
    called: row.chairId === work.account.id ? row.called : null,
    laborPrompt: await laborIsMissing(work, row.heldOn),
  };
};

async function printed(house: House, work: Work<Tables>, id: string) {
  const meeting = shown(await readableMeeting(work, id));
  const items = await itemsOf(work, id);
  const { name } = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirstOrThrow();
  work.noteReading('meetings', [id], { as: 'pdf' }, { table: 'meetings', id });
  const madeBy = { name: work.account.displayName, agency: name };
  const agenda = { meeting, items, language: languageOf(work), madeBy, madeAt: work.now.toISOString() };
  const pdf = await agendaPdf(house.press, agenda).catch((error: unknown) => {
    throw error instanceof PressError ? new Problem('busy') : error;
  });
  const labels = new Set(items.flatMap((item) => item.minutes.flatMap((one) => one.handling)));
  return handOutMade(house.files, work, {
    name: `agenda-${meeting.heldOn}.pdf`,
    content: pdf,
    scopeTable: 'meetings',
    scopeId: id,
    handling: handlingLabels.filter((label) => labels.has(label)),
  });
}

/** Strands opened in the twelve months before a day, and none of them about labor? */
export async function laborIsMissing(work: Work<Tables>, day: string): Promise<boolean> {
  const types = await work.db
    .selectFrom('strands')
    .select('type')
    .distinct()
    .where('openedOn', '>=', addDays(day, -365))
    .execute();
  const strands = types.map(({ type }) => ({ type: type as TraffickingType, openedOn: day }));
  return laborPrompts(strands, day, day).includes('no_labor_strand_in_12_months');
}

const prepare: MeetingHandlers['prepare'] = async (work, input) => {
  const zone = await zoneOf(work);
  const today = dayOf(work.now, zone);
  if (input.heldOn < today) throw refused('heldOn', 'in_the_past', 'Give today or a later day.');
  const before = await work.db
    .selectFrom('meetings')
    .select('heldOn')
    .where('audience', '=', input.audience)
    .where('state', '=', 'held')
    .orderBy('heldOn', 'desc')
    .executeTakeFirst();
  const settings = { today, lastMeetingOn: before?.heldOn ?? null, idleDays: input.idleDays };
  const { cases, called } = await agendaFacts(work, settings, zone);
  const items = agenda(cases, settings).slice(0, longestAgenda);
  const id = randomUUID();
  await work.db
    .insertInto('meetings')
    .values({ id, ...input, changesSince: settings.lastMeetingOn, called })
    .execute();
  const rows = items.map(({ caseId, points }, index) => ({
    id: randomUUID(),
    meetingId: id,
    caseId,
    place: index + 1,
    points: JSON.stringify(points),
    added: 'by_rule',
  }));
  if (rows.length > 0) await work.db.insertInto('meetingItems').values(rows).execute();
  return { id, listed: rows.length, called: Math.max(called, rows.length) };
};

const record: MeetingHandlers['record'] = async (work, { itemId, outcome, handling, tasks }) => {
  const item = await work.db
    .selectFrom('meetingItems')
    .select(['meetingId', 'caseId'])
    .where('id', '=', itemId)
    .executeTakeFirst();
  if (!item) throw new Problem('missing');
  if (tasks.length > 0) await mayMakeTasks(work, item.caseId);
  const made = tasks.map((task) => ({
    id: randomUUID(),
    ...task,
    caseId: item.caseId,
    kind: 'follow_up',
    handling,
  }));
  if (made.length > 0) await work.db.insertInto('tasks').values(made).execute();
  const id = randomUUID();
  const taskIds = made.map((task) => task.id);
  await work.db
    .insertInto('meetingMinutes')
    .values({ id, itemId, ...item, outcome, handling, taskIds })
    .execute();
  return { id, taskIds };
};

async function mayMakeTasks(work: Work<Tables>, caseId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select taskforce.may('cases.write', ${caseId}) as may`.execute(
    work.db,
  );
  if (!rows[0]?.may)
    throw refused(
      'tasks',
      'not_on_this_case',
      'Ask somebody who works on this case to make the tasks, and take the minutes without them.',
    );
}

const close: MeetingHandlers['close'] = async (work, { id, version, state }) => {
  const touched = await work.db
    .updateTable('meetings')
    .set({ state })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('meetings')
      .select(['id', 'state', 'closedAt', 'version'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  return done;
};
