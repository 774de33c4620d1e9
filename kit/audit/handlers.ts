import { sql, type Kysely } from 'kysely';
import { startJob } from '../jobs/handlers.ts';
import { Problem } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { Keys } from '../crypto/keys.ts';
import type { AuditEntry, NotedSearch, auditContract } from './contract.ts';
import { headToJson } from './heads.ts';
import { askByWork } from './verifying.ts';
import { storedHeads } from './reading.ts';
import { VERIFY_JOB } from './rules.ts';
import { reviewHandlers } from './reviews.ts';
import { unmaskSearch } from './searches.ts';
import type { AuditTables } from './tables.ts';

/** What the procedures of the audit are built with. */
export type AuditHouse = { keys: Keys; log: string };

type Part<K extends keyof typeof auditContract> = Pick<Handlers<AuditTables, typeof auditContract>, K>;

export function auditHandlers(house: AuditHouse): Handlers<AuditTables, typeof auditContract> {
  return { ...lookingUp, ...proving(house), ...reviewHandlers, ...searching(house.keys) };
}

/** Exact up to here; more is shown as "10,000+". */
const CAP = 10_000;
const SHOWN_IDS = 100;

const entries = (db: Kysely<AuditTables>) =>
  db
    .selectFrom('auditEntries as e')
    .leftJoin('accounts as a', 'a.id', 'e.accountId')
    .leftJoin('agencies as g', 'g.id', 'a.agencyId')
    .select(['e.id', 'e.at', 'e.accountId', 'e.action', 'e.outcome', 'e.detail', 'e.scopeTable', 'e.scopeId'])
    .select(['a.displayName', 'g.shortName', 'e.subjectTable'])
    .select(sql<string[]>`e.subject_ids[1:${sql.lit(SHOWN_IDS)}]`.as('ids'))
    .select(sql<number>`cardinality(e.subject_ids)`.as('count'));

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

function shown(row: Row): AuditEntry {
  const { accountId, displayName, shortName, scopeTable, scopeId } = row;
  return {
    id: Number(row.id),
    at: row.at.toISOString(),
    account: accountId ? { id: accountId, displayName: displayName ?? '', agency: shortName ?? '' } : null,
    action: row.action,
    table: row.subjectTable,
    ids: row.ids,
    count: row.count,
    outcome: row.outcome as AuditEntry['outcome'],
    detail: row.detail as Record<string, unknown>,
    scope: scopeTable && scopeId ? { table: scopeTable, id: scopeId } : null,
  };
}

/** A page of entries out of one more than asked for. */
function page(rows: Row[], limit: number): { rows: AuditEntry[]; next: number | null } {
  const kept = rows.slice(0, limit).map(shown);
  return { rows: kept, next: rows.length > limit ? kept.at(-1)!.id : null };
}

type Filter = {
  accountId?: string;
  action?: string;
  table?: string;
  outcome?: string;
  from?: string;
  to?: string;
};

function conditions(filter: { [K in keyof Filter]: Filter[K] | undefined }) {
  const all = [
    filter.accountId && sql<boolean>`e.account_id = ${filter.accountId}::uuid`,
    filter.action && sql<boolean>`e.action = ${filter.action}`,
    filter.table && sql<boolean>`e.subject_table = ${filter.table}`,
    filter.outcome && sql<boolean>`e.outcome = ${filter.outcome}`,
    filter.from && sql<boolean>`e.at >= ${filter.from}::timestamptz`,
    filter.to && sql<boolean>`e.at < ${filter.to}::timestamptz`,
  ].filter((one) => typeof one === 'object');
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

const lookingUp: Part<'list' | 'choices' | 'record'> = {
  list: async (work, { before, limit, ...filter }) => {
    const where = conditions(filter);
    let query = entries(work.db).where(sql<boolean>`${where}`);
    if (before !== undefined) query = query.where('e.id', '<', before);
    const rows = await query
      .orderBy('e.id', 'desc')
      .limit(limit + 1)
      .execute();
    const counted = await sql<{ n: number }>`select count(*) as n from (
      select 1 from kit.audit_entries e where ${where} limit ${CAP + 1}) capped`.execute(work.db);
    const found = Number(counted.rows[0]?.n ?? 0);
    // That the audit was looked at is part of it: once for each question, not for each page.
    if (before === undefined)
      work.note('review', 'audit_entries', [], {
        by: Object.keys(filter).filter((key) => filter[key as 'from']),
      });
    return { ...page(rows, limit), total: { count: Math.min(found, CAP), capped: found > CAP } };
  },
  choices: async ({ db }) => ({
    actions: await distinct(db, 'action'),
    tables: await distinct(db, 'subject_table'),
  }),
  record: async ({ db }, { table, id, before, limit }) => {
    let query = entries(db).where('e.scopeTable', '=', table).where('e.scopeId', '=', id);
    if (before !== undefined) query = query.where('e.id', '<', before);
    return page(
      await query
        .orderBy('e.id', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
    );
  },
};

/** The values of an indexed column, leaping from one to the next instead of reading every entry. */
async function distinct(db: Kysely<AuditTables>, column: 'action' | 'subject_table'): Promise<string[]> {
  const name = sql.ref(column);
  const { rows } = await sql<{ value: string }>`
    with recursive found as (
      (select ${name} as value from kit.audit_entries order by ${name} limit 1)
      union all
      select (select e.${name} from kit.audit_entries e where e.${name} > found.value order by e.${name} limit 1)
      from found where found.value is not null)
    select value from found where value is not null and value <> ''`.execute(db);
  return rows.map((row) => row.value);
}

const proving = (house: AuditHouse): Part<'verify' | 'head'> => ({
  verify: async (work, { witnessedHeads }) => ({
    jobId: await startJob(work, VERIFY_JOB, { witnessedHeads }),
  }),
  head: async ({ db }) => {
    const newest = (await storedHeads(askByWork(db), house.log)).at(-1);
    const end = await db.selectFrom('auditChainEnd').select('seq').executeTakeFirst();
    const signed = newest ? { size: newest.size, at: newest.at, line: headToJson(newest) } : null;
    return { entries: Number(end?.seq ?? 0), signed };
  },
});

const searching = (keys: Keys): Part<'searches' | 'unmaskSearch'> => ({
  searches: async ({ db }, { accountId, purpose, from, to, before, limit }) => {
    let query = db
      .selectFrom('searches as s')
      .innerJoin('accounts as a', 'a.id', 's.accountId')
      .innerJoin('agencies as g', 'g.id', 'a.agencyId')
      .leftJoin('accounts as ba', 'ba.id', 's.onBehalfAccountId')
      .leftJoin('agencies as bg', 'bg.id', 's.onBehalfAgencyId')
      // To the microsecond, so that the next page goes on exactly here.
      .select(sql<string>`to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'))
      .select(['s.id', 's.accountId', 's.purpose', 's.onBehalf', 's.onBehalfBody', 's.places', 's.hits'])
      .select(['a.displayName', 'g.shortName', 'ba.displayName as colleague', 'bg.shortName as agency']);
    if (accountId) query = query.where('s.accountId', '=', accountId);
    if (purpose) query = query.where('s.purpose', '=', purpose);
    if (from) query = query.where('s.at', '>=', new Date(from));
    if (to) query = query.where('s.at', '<', new Date(to));
    if (before)
      query = query.where(sql<boolean>`(s.at, s.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
    const rows = await query
      .orderBy('s.at', 'desc')
      .orderBy('s.id', 'desc')
      .limit(limit + 1)
      .execute();
    const kept = rows.slice(0, limit).map(shownSearch);
    const last = kept.at(-1);
    return { rows: kept, next: rows.length > limit && last ? { at: last.at, id: last.id } : null };
  },
  unmaskSearch: async (work, { id, reason }) => {
    const term = await unmaskSearch(work, keys, id, reason);
    if (term === null) throw new Problem('missing');
    return { term };
  },
});

type SearchRow = Pick<
  AuditTables['searches'],
  'id' | 'accountId' | 'purpose' | 'onBehalf' | 'onBehalfBody' | 'places' | 'hits'
> &
  Record<'at' | 'displayName' | 'shortName', string> &
  Record<'colleague' | 'agency', string | null>;

function shownSearch(row: SearchRow): NotedSearch {
  const { id, at, purpose, places, hits } = row;
  const account = { id: row.accountId, displayName: row.displayName, agency: row.shortName };
  const onBehalf = row.onBehalf as NotedSearch['onBehalf'];
  const onBehalfOf = row.colleague ?? row.agency ?? row.onBehalfBody;
  return { id, at, account, purpose, onBehalf, onBehalfOf, places, hits };
}
