import { sql, type SqlBool } from 'kysely';
import { csvRecord } from '../../kit/documents/csv.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { figuresContract } from './contract.ts';

const PAGE = 50;
const CAP = 10_000;

type Row = {
  id: string;
  pairId: string;
  providerName: string;
  report: string;
  fromOn: string;
  untilOn: string;
  smallLimit: number;
  receivedAt: Date;
  amends: string | null;
  amendedBy: string | null;
};

const reports = sql`
  select f.*, (select l.id from taskforce.provider_figures l where l.pair_id = f.pair_id and l.amends = f.report
    order by l.received_at desc, l.id limit 1) as amended_by
  from taskforce.provider_figures f`;

const shown = (row: Row) => ({
  id: row.id,
  provider: { pairId: row.pairId, name: row.providerName },
  from: row.fromOn,
  until: row.untilOn,
  limit: row.smallLimit,
  receivedAt: row.receivedAt.toISOString(),
  amends: row.amends !== null,
  amendedBy: row.amendedBy,
});

/** Figures of providers: totals, as they came over the bridge. Nothing else is kept of them, and nothing is changed. */
export function figuresHandlers(): Handlers<Tables, typeof figuresContract> {
  return {
    list: async ({ db }, { pairId, standing, page }) => {
      const where = [
        pairId === undefined ? sql<SqlBool>`true` : sql<SqlBool>`r.pair_id = ${pairId}::uuid`,
        standing ? sql<SqlBool>`r.amended_by is null` : sql<SqlBool>`true`,
      ];
      const from = sql`(${reports}) r where ${sql.join(where, sql` and `)}`;
      const { rows } = await sql<Row>`
        select * from ${from} order by r.until_on desc, r.received_at desc, r.id limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(
        db,
      );
      const counted = await sql<{ n: number }>`
        select count(*) as n from (select 1 from ${from} limit ${CAP + 1}) capped`.execute(db);
      const n = Number(counted.rows[0]?.n ?? 0);
      return {
        rows: rows.map(shown),
        providers: await providersOf(db),
        total: { count: Math.min(n, CAP), capped: n > CAP },
      };
    },
    read: async (work, { id }) => {
      const { row, rows } = await readFigures(work, id);
      return { report: shown(row), rows };
    },
    table: async (work, { id }) => {
      const { row, rows } = await readFigures(work, id);
      work.note('export', 'provider_figures', [id], { form: 'csv', rows: rows.length });
      return { name: `figures-${row.fromOn}-${row.untilOn}.csv`, csv: csvOf(row, rows) };
    },
  };
}

async function providersOf(db: Work<Tables>['db']) {
  const { rows } = await sql<{ pairId: string; name: string }>`
    select distinct on (pair_id) pair_id, provider_name as name from taskforce.provider_figures
    order by pair_id, received_at desc limit 500`.execute(db);
  return rows;
}

type Figure = { measure: string; group: string; value: number | null };

/** @throws Problem missing */
async function readFigures({ db }: Work<Tables>, id: string): Promise<{ row: Row; rows: Figure[] }> {
  const found = await sql<Row>`select * from (${reports}) r where r.id = ${id}::uuid`.execute(db);
  const row = found.rows[0];
  if (!row) throw new Problem('missing');
  const rows = await db
    .selectFrom('providerFigureRows')
    .select(['measure', 'groupCode as group', 'value'])
    .where('figuresId', '=', id)
    .orderBy('place')
    .execute();
  return { row, rows };
}

/** A line a figure; what was left out says so, so that nobody takes it for a nought. */
function csvOf(row: Row, rows: Figure[]): string {
  const head = [
    'provider',
    'from',
    'until',
    'measure',
    'group',
    'value',
    'left_out_below',
    'received_at',
    'report',
  ];
  return [
    csvRecord(head),
    ...rows.map(({ measure, group, value }) =>
      csvRecord([
        row.providerName,
        row.fromOn,
        row.untilOn,
        measure,
        group,
        value ?? 'suppressed',
        row.smallLimit,
        row.receivedAt.toISOString(),
        row.report,
      ]),
    ),
  ].join('');
}
