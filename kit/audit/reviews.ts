import { sql } from 'kysely';
import { refused } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { auditContract } from './contract.ts';
import { openWeeks, spanOf } from './rules.ts';
import type { AuditTables } from './tables.ts';

type Part = Pick<Handlers<AuditTables, typeof auditContract>, 'week' | 'reviews' | 'signOff'>;

type ReviewRow = { week: string; reviewedBy: string; reviewedAt: Date; entries: number; note: string };
const shown = (row: ReviewRow) => ({
  ...row,
  reviewedAt: row.reviewedAt.toISOString(),
  entries: Number(row.entries),
});

/** The weekly review (AU-6): the numbers of a week, and the signature of who looked. */
export const reviewHandlers: Part = {
  week: async ({ db }, { week }) => {
    const { from, to } = spanOf(week);
    const { rows } = await sql<{ action: string; count: number; refused: number }>`
      select e.action, count(*) as count, count(*) filter (where e.outcome <> 'done') as refused
      from kit.audit_entries e where e.at >= ${from} and e.at < ${to} group by e.action order by 2 desc, 1`.execute(
      db,
    );
    const people = await sql<{ n: number }>`
      select count(distinct e.account_id) as n from kit.audit_entries e where e.at >= ${from} and e.at < ${to}`.execute(
      db,
    );
    const actions = rows.map((r) => ({
      action: r.action,
      count: Number(r.count),
      refused: Number(r.refused),
    }));
    const sum = (pick: (one: (typeof actions)[number]) => number) =>
      actions.reduce((n, one) => n + pick(one), 0);
    return {
      entries: sum((one) => one.count),
      refused: sum((one) => one.refused),
      accounts: Number(people.rows[0]?.n ?? 0),
      actions,
    };
  },
  reviews: async ({ db, now }) => {
    const rows = await db
      .selectFrom('auditReviews as r')
      .innerJoin('accounts as a', 'a.id', 'r.reviewedBy')
      .select(['r.week', 'a.displayName as reviewedBy', 'r.reviewedAt', 'r.entries', 'r.note'])
      .orderBy('r.week', 'desc')
      .limit(104)
      .execute();
    const first = await db.selectFrom('auditEntries').select('at').orderBy('at').limit(1).executeTakeFirst();
    const weeks = rows.map((row) => row.week);
    return { rows: rows.map(shown), open: first ? openWeeks(weeks, first.at, now) : [] };
  },
  signOff: async ({ db, now, account }, { week, note }) => {
    if (spanOf(week).to > now)
      throw refused('week', 'not_over', 'Sign a week off when it is over, on the Monday after it or later.');
    const { reviewedAt, entries } = await db
      .insertInto('auditReviews')
      .values({ week, note })
      .returning(['reviewedAt', 'entries'])
      .executeTakeFirstOrThrow();
    return shown({ week, reviewedBy: account.displayName, reviewedAt, entries, note });
  },
};
