import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { capacityMessage, capacityOfColumns, columnsOfCapacity } from '../../bridge/capacity.ts';
import { post } from '../../bridge/posting.ts';
import type { Door, Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { againstCapacity } from '../directory/rules.ts';
import type { Content, Notice, standbyContract } from './contract.ts';
import { againstAnswer, stateOf } from './rules.ts';

type All = Handlers<Tables, typeof standbyContract>;

const PAGE = 50;
const CAP = 10_000;
const KEY = 'standby_kept_hours';

/** Stand-by notices of task forces: taken in by one press, answered with numbers, hidden when their time is over. */
export function standbyHandlers(): All {
  return {
    list,
    read: async (work, { id }) => {
      const [row] = await noticesOf(work, [id]);
      if (!row) throw new Problem('missing');
      return { ...row, may: { answer: work.can('standby.answer') } };
    },
    acknowledge: async (work, { id, version }) => acknowledge(work, await standing(work, id), version),
    answer,
    settings: async ({ db }) => {
      const row = await db.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst();
      return { keptHours: typeof row?.value === 'number' ? row.value : 2 };
    },
    setSettings: async ({ db, account, now }, { keptHours }) => {
      const value = JSON.stringify(keptHours);
      await db
        .insertInto('settings')
        .values({ key: KEY, value, changedBy: account.id })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
        )
        .execute();
      return { done: true };
    },
  };
}

const list: All['list'] = async (work, { ended, page }) => {
  const where = ended ? sql`true` : sql`n.withdrawn_at is null and n.valid_until > ${work.now}`;
  const { rows } = await sql<{ id: string }>`
    select n.id from provider.standby_notices n where ${where}
    order by (n.withdrawn_at is null and n.valid_until > ${work.now}) desc, n.changed_at desc, n.id
    limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(work.db);
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from provider.standby_notices n where ${where} limit ${CAP + 1}) capped`.execute(
    work.db,
  );
  const n = Number(counted.rows[0]?.n ?? 0);
  return {
    rows: await noticesOf(
      work,
      rows.map(({ id }) => id),
    ),
    total: { count: Math.min(n, CAP), capped: n > CAP },
    may: { answer: work.can('standby.answer') },
  };
};

/** Notices in the order of their ids, with what they say while they hold, and the last answer. */
async function noticesOf(work: Work<Tables>, ids: string[]): Promise<Notice[]> {
  if (ids.length === 0) return [];
  const rows = await work.db
    .selectFrom('standbyNotices as n')
    .leftJoin('accounts as a', 'a.id', 'n.acknowledgedBy')
    .selectAll('n')
    .select('a.displayName as acknowledger')
    .where('n.id', 'in', ids)
    .execute();
  const contents = await work.db
    .selectFrom('standbyContents')
    .selectAll()
    .where('noticeId', 'in', ids)
    .execute();
  const answers = await work.db
    .selectFrom('capacities as c')
    .innerJoin('accounts as a', 'a.id', 'c.toldBy')
    .selectAll('c')
    .select('a.displayName as teller')
    .distinctOn('c.noticeId')
    .where('c.noticeId', 'in', ids)
    .orderBy('c.noticeId')
    .orderBy('c.toldAt', 'desc')
    .execute();
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const content = contents.find(({ noticeId }) => noticeId === id);
    const told = answers.find(({ noticeId }) => noticeId === id);
    const state = stateOf(row, work.now);
    const over = state === 'expired' || state === 'withdrawn';
    return [
      {
        id,
        from: row.fromName,
        state,
        receivedAt: row.receivedAt.toISOString(),
        changedAt: row.changedAt.toISOString(),
        validUntil: row.validUntil.toISOString(),
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
        acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
        acknowledgedBy: row.acknowledger,
        content: over || !content ? null : said(content),
        answer: told
          ? { ...capacityOfColumns(told), toldAt: told.toldAt.toISOString(), toldBy: told.teller }
          : null,
        edition: row.edition,
        version: row.version,
      },
    ];
  });
}

type ContentRow = {
  area: string;
  windowFrom: Date;
  windowUntil: Date;
  people: string;
  minors: string;
  genders: string[];
  languages: string[];
  needs: string[];
  safety: string[];
  contactName: string;
  contactPhone: string;
};

function said(row: ContentRow): Content {
  return {
    area: row.area,
    windowFrom: row.windowFrom.toISOString(),
    windowUntil: row.windowUntil.toISOString(),
    people: row.people as Content['people'],
    minors: row.minors as Content['minors'],
    genders: row.genders as Content['genders'],
    languages: row.languages,
    needs: row.needs as Content['needs'],
    safety: row.safety as Content['safety'],
    contactName: row.contactName,
    contactPhone: row.contactPhone,
  };
}

/** A notice that can be answered. @throws Problem missing, refused */
async function standing(work: Work<Tables>, id: string) {
  const row = await work.db.selectFrom('standbyNotices').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  const against = againstAnswer(row, work.now);
  if (against) throw refused('id', against.problem, against.remedy);
  return row;
}
type Row = Awaited<ReturnType<typeof standing>>;

/** Keeps who took the present wording in, and tells the task force that somebody did. */
async function acknowledge(work: Work<Tables>, row: Row, version: number): Promise<{ version: number }> {
  const touched = await work.db
    .updateTable('standbyNotices')
    .set({ acknowledgedEdition: row.edition })
    .where('id', '=', row.id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  const changed = await changedRow(touched, () =>
    work.db
      .selectFrom('standbyNotices')
      .select(['id', 'edition', 'acknowledgedEdition', 'withdrawnAt', 'version'])
      .where('id', '=', row.id)
      .executeTakeFirst(),
  );
  const { crossingId: notice, edition } = row;
  if ((row.acknowledgedEdition ?? 0) < edition)
    await post(work, row.pairId, 'standby.acknowledged', { notice, edition, at: work.now.toISOString() });
  return changed;
}

const answer: All['answer'] = async (work, { id, version, capacity }) => {
  const row = await standing(work, id);
  const fields = againstCapacity(capacity, work.now);
  if (fields.length > 0) throw new Problem('refused', { fields });
  const changed = await acknowledge(work, row, version);
  await work.db
    .insertInto('capacities')
    .values({ id: randomUUID(), noticeId: id, ...columnsOfCapacity(capacity), sentTo: 1 })
    .execute();
  await post(work, row.pairId, 'standby.capacity', capacityMessage(capacity, row.crossingId));
  return changed;
};

/** Deletes what notices said whose time is over; a chore of the clock. */
export async function clearStandby(door: Door<Tables>): Promise<void> {
  await door.asVisitor((db) => sql`select provider.clear_standby()`.execute(db));
}
