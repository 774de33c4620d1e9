import { sql } from 'kysely';
import type { MessageBody } from '../../bridge/messages.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';

const PAGE = 50;
const CAP = 10_000;

type ReportRow = {
  id: string;
  fromOn: string;
  untilOn: string;
  smallLimit: number;
  measures: string[];
  state: string;
  pairId: string | null;
  peerName: string | null;
  countedAt: Date;
  madeById: string;
  madeByName: string;
  agreedBy: string | null;
  sentAt: Date | null;
  amends: string | null;
  amended: boolean;
  crossing: string;
  version: number;
};

const reports = sql`
  select r.id, r.from_on, r.until_on, r.small_limit, r.measures, r.state, r.pair_id, p.peer_name, r.counted_at, r.made_by as made_by_id,
    m.display_name as made_by_name, a.display_name as agreed_by, r.sent_at, r.amends, r.crossing, r.version,
    exists (select from provider.figure_reports l where l.amends = r.id and l.state = 'sent') as amended
  from provider.figure_reports r join kit.accounts m on m.id = r.made_by left join kit.accounts a on a.id = r.agreed_by
    left join bridge.pairs p on p.id = r.pair_id`;

const shown = (row: ReportRow) => ({
  id: row.id,
  from: row.fromOn,
  until: row.untilOn,
  limit: row.smallLimit,
  measures: row.measures,
  state: row.state,
  partner: row.pairId ? { pairId: row.pairId, name: row.peerName ?? '–' } : null,
  countedAt: row.countedAt.toISOString(),
  madeBy: { id: row.madeById, displayName: row.madeByName },
  agreedBy: row.agreedBy,
  sentAt: row.sentAt?.toISOString() ?? null,
  amends: row.amends,
  amended: row.amended,
  version: row.version,
});

/** Drafts and what was sent, the latest first. */
export async function listReports({ db }: Work<Tables>, page: number) {
  const { rows } = await sql<ReportRow>`
    ${reports} order by r.counted_at desc, r.id limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(db);
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from provider.figure_reports limit ${CAP + 1}) capped`.execute(db);
  const n = Number(counted.rows[0]?.n ?? 0);
  return { rows: rows.map(shown) as never, total: { count: Math.min(n, CAP), capped: n > CAP } };
}

/** Task forces that are paired with the own organisation. */
export async function listPartners({ db }: Work<Tables>) {
  const { rows } = await sql<{ pairId: string; name: string }>`
    select id as pair_id, peer_name as name from bridge.pairs where state = 'open' order by peer_name`.execute(
    db,
  );
  return { rows };
}

/** One report with its figures, and the very body of the message. @throws Problem missing */
export async function readReport({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const { rows: found } = await sql<ReportRow>`${reports} where r.id = ${id}::uuid`.execute(db);
  const report = found[0];
  if (!report) throw new Problem('missing');
  const rows = await db
    .selectFrom('figureRows')
    .select(['measure', 'groupCode as group', 'counted', 'value', 'why'])
    .where('reportId', '=', id)
    .orderBy('place')
    .execute();
  const amended = report.amends ? await crossingOf(db, report.amends) : undefined;
  const leaves: MessageBody<'figures.sent'> = {
    report: report.crossing,
    ...(amended ? { amends: amended } : {}),
    from: report.fromOn,
    until: report.untilOn,
    rows: rows.map(({ measure, group, value }) => ({ measure, group, value })),
    limit: report.smallLimit,
  };
  return { report: shown(report), rows, leaves } as never;
}

async function crossingOf(db: Work<Tables>['db'], id: string): Promise<string | undefined> {
  const row = await db.selectFrom('figureReports').select('crossing').where('id', '=', id).executeTakeFirst();
  return row?.crossing;
}
