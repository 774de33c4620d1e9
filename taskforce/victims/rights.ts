import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { refusedFor } from '../granted.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import { noticeEvents, victimRights, type NoticeChoice } from '../vocabulary/victim-work.ts';
import type { Notice, RightStanding, rightsContract } from './contract-rights.ts';
import { mayIn, protocolOf, readableVictim } from './working.ts';

type RightsHandlers = Handlers<Tables, typeof rightsContract>;
const done = { done: true } as const;

type Told = NonNullable<RightStanding['told']> & { rights: string[] };

/** Each of the ten rights with the last time it was told. */
async function rightsOf(work: Work<Tables>, victimId: string): Promise<RightStanding[]> {
  const { rows } = await sql<Told>`
    select r.rights, r.told_on as on, r.language, r.way, r.understood,
      (select jsonb_build_object('id', a.id, 'name', a.display_name) from accounts a where a.id = r.recorded_by) as by
    from rights_told r where r.victim_id = ${victimId} order by r.told_on desc, r.recorded_at desc limit 500`.execute(
    work.db,
  );
  return victimRights.map((right) => {
    const told = rows.find((row) => row.rights.includes(right));
    if (!told) return { right, told: null };
    const { rights: _rights, ...how } = told;
    return { right, told: how };
  });
}

async function choicesOf(work: Work<Tables>, victimId: string) {
  const { rows } = await sql<{ events: string[]; choice: NoticeChoice; saidOn: string }>`
    select c.events, c.choice, c.said_on from notice_choices c where c.victim_id = ${victimId} order by c.place desc limit 500`.execute(
    work.db,
  );
  return noticeEvents.map((event) => {
    const last = rows.find((row) => row.events.includes(event));
    return { event, choice: last?.choice ?? ('in' as const), saidOn: last?.saidOn ?? null };
  });
}

type NoticeRow = Omit<Notice, 'dueAt' | 'overdue' | 'event' | 'tries'> & {
  dueAt: Date;
  event: Omit<Notice['event'], 'happensAt'> & { happensAt: string };
  tries: (Omit<Notice['tries'][number], 'triedAt'> & { triedAt: string })[];
};

const iso = (text: string) => new Date(text).toISOString();

async function noticesOf(work: Work<Tables>, victimId: string): Promise<Notice[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.due_at, n.state, n.reason, n.version,
      jsonb_build_object('id', e.id, 'kind', e.kind, 'concerning', e.concerning, 'happensAt', e.happens_at, 'court', e.court,
        'takenBack', e.taken_back_at is not null) as event,
      coalesce((select jsonb_agg(jsonb_build_object('channelKind', c.kind, 'triedAt', t.tried_at, 'outcome', t.outcome, 'proof', t.proof,
          'reference', t.reference, 'recordedBy', jsonb_build_object('id', a.id, 'name', a.display_name)) order by t.tried_at)
        from notice_tries t join victim_channels c on c.id = t.channel_id join accounts a on a.id = t.recorded_by
        where t.notice_id = n.id), '[]') as tries
    from rights_notices n join rights_events e on e.id = n.event_id
    where n.victim_id = ${victimId} order by n.state <> 'owed', n.due_at desc, n.id limit 200`.execute(
    work.db,
  );
  return rows.map(({ event, tries, ...row }) => ({
    ...row,
    event: { ...event, happensAt: iso(event.happensAt) },
    tries: tries.map((one) => ({ ...one, triedAt: iso(one.triedAt) })),
    dueAt: row.dueAt.toISOString(),
    overdue: row.state === 'owed' && row.dueAt < work.now,
  }));
}

/** Channels to choose from: those the victim called safe and that are in use. No other is ever offered. */
async function safeChannels(work: Work<Tables>, victimId: string) {
  const { rows } = await sql<{ id: string; kind: string; leaveMessage: boolean; codeWord: boolean }>`
    select c.id, c.kind, c.leave_message, c.code_word from victim_channels c
    where c.victim_id = ${victimId} and c.safety = 'safe' and c.ended_at is null order by c.kind, c.id`.execute(
    work.db,
  );
  return rows;
}

const ofVictim: RightsHandlers['ofVictim'] = async (work, { victimId }) => {
  const { caseId } = await readableVictim(work, victimId);
  return {
    rights: await rightsOf(work, victimId),
    choices: await choicesOf(work, victimId),
    notices: await noticesOf(work, victimId),
    channels: await safeChannels(work, victimId),
    caseId,
    may: { tell: await mayIn(work, 'rights.tell', caseId) },
  };
};

const mine: RightsHandlers['mine'] = async (work, { limit }) => {
  type Row = Omit<Awaited<ReturnType<RightsHandlers['mine']>>['rows'][number], 'dueAt' | 'overdue'> & {
    dueAt: Date;
  };
  const { rows } = await sql<Row>`
    select n.id, e.kind, jsonb_build_object('id', c.id, 'number', c.number) as case,
      jsonb_build_object('id', v.id, 'codeName', v.code_name) as victim, n.due_at
    from rights_notices n join rights_events e on e.id = n.event_id join victims v on v.id = n.victim_id join cases c on c.id = n.case_id
    where n.state = 'owed' and n.case_id in (select taskforce.my_cases()) order by n.due_at, n.id limit ${limit}`.execute(
    work.db,
  );
  return {
    rows: rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString(), overdue: row.dueAt < work.now })),
  };
};

const takeBack: RightsHandlers['takeBack'] = async (work, { eventId }) => {
  const touched = await work.db
    .updateTable('rightsEvents')
    .set({ takenBackAt: work.now })
    .where('id', '=', eventId)
    .where('takenBackAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!touched) throw new Problem('missing');
  return done;
};

const giveUp: RightsHandlers['giveUp'] = async (work, { noticeId, version, reason }) => {
  if (!hasReason(reason))
    throw refusedFor([
      {
        code: 'reason_needed',
        field: 'reason',
        remedy: 'Say in at least 20 characters why the victim could not be told.',
      },
    ]);
  const touched = await work.db
    .updateTable('rightsNotices')
    .set({ state: 'not_reached', reason })
    .where('id', '=', noticeId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('rightsNotices')
      .select(['id', 'state', 'reason', 'version'])
      .where('id', '=', noticeId)
      .executeTakeFirst(),
  );
  return done;
};

const tryNotice: RightsHandlers['tryNotice'] = async (work, input) => {
  const notice = await work.db
    .selectFrom('rightsNotices')
    .select(['victimId', 'caseId'])
    .where('id', '=', input.noticeId)
    .executeTakeFirst();
  if (!notice) throw new Problem('missing');
  const id = randomUUID();
  await work.db
    .insertInto('noticeTries')
    .values({ id, ...notice, ...input, triedAt: new Date(input.triedAt) })
    .execute();
  return { id };
};

/** Handlers of the rights of victims. Nobody is told by the program itself: a person reaches out, and records it. */
export function rightsHandlers(): RightsHandlers {
  return {
    ofVictim,
    mine,
    tell: async (work, input) => {
      const { caseId } = await readableVictim(work, input.victimId);
      if (input.toldOn > (await protocolOf(work)).today)
        throw refusedFor([
          { code: 'in_the_future', field: 'toldOn', remedy: 'Give the day it happened: today or earlier.' },
        ]);
      const id = randomUUID();
      await work.db
        .insertInto('rightsTold')
        .values({ id, caseId, ...input })
        .execute();
      return { id };
    },
    choose: async (work, input) => {
      const { caseId } = await readableVictim(work, input.victimId);
      const id = randomUUID();
      await work.db
        .insertInto('noticeChoices')
        .values({ id, caseId, place: 1, ...input })
        .execute();
      return { id };
    },
    addEvent: async (work, { happensAt, ...input }) => {
      const id = randomUUID();
      await work.db
        .insertInto('rightsEvents')
        .values({ id, ...input, happensAt: new Date(happensAt) })
        .execute();
      return { id };
    },
    takeBack,
    tryNotice,
    giveUp,
  };
}
