/** What of the audit and of the searches leaves as a list; never what was typed. */
import { sql, type RawBuilder } from 'kysely';
import type { AuditFilter, SearchFilter } from '../../kit/audit/contract.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { ExportList, ExportRow } from '../exports/rules-lists.ts';

const LIMIT = 2000;

/** Pages of a query that goes on after the key of its last row. */
async function* paged<Row extends { key: string }>(
  ask: (after: string | null) => RawBuilder<Row>,
  work: Work<Tables>,
  row: (one: Row) => ExportRow['cells'],
): AsyncGenerator<ExportRow[]> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: Row[] } = await ask(after).execute(work.db);
    yield rows.map((one) => ({ id: null, scope: null, handling: [], cells: row(one) }));
    if (rows.length < LIMIT) return;
    after = rows.at(-1)!.key;
  }
}

const columnsOf = (names: readonly string[]) => names.map((name) => ({ name }));

type Entry = {
  key: string;
  at: string;
  person: string | null;
  agency: string | null;
  action: string;
  subjectTable: string;
  records: number;
  outcome: string;
  detail: string;
  scopeTable: string | null;
  scopeId: string | null;
};

export const auditExport: ExportList<AuditFilter> = {
  list: 'audit',
  permissions: ['audit.read'],
  table: 'audit_entries',
  label: ['law_enforcement_sensitive'],
  columns: columnsOf([
    'entry',
    'at',
    'person',
    'agency',
    'action',
    'table',
    'records',
    'outcome',
    'detail',
    'record_table',
    'record_id',
  ]),
  pages: (work, filter) =>
    paged<Entry>(
      (after) => sql`
        select e.id::text as key, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
          a.display_name as person, g.short_name as agency, e.action, e.subject_table, cardinality(e.subject_ids) as records,
          e.outcome, e.detail::text as detail, e.scope_table, e.scope_id::text as scope_id
        from kit.audit_entries e left join kit.accounts a on a.id = e.account_id left join kit.agencies g on g.id = a.agency_id
        where (${after}::bigint is null or e.id < ${after}::bigint)
          and (${filter.accountId ?? null}::uuid is null or e.account_id = ${filter.accountId ?? null}::uuid)
          and (${filter.action ?? null}::text is null or e.action = ${filter.action ?? null})
          and (${filter.table ?? null}::text is null or e.subject_table = ${filter.table ?? null})
          and (${filter.outcome ?? null}::text is null or e.outcome = ${filter.outcome ?? null})
          and (${filter.from ?? null}::timestamptz is null or e.at >= ${filter.from ?? null}::timestamptz)
          and (${filter.to ?? null}::timestamptz is null or e.at < ${filter.to ?? null}::timestamptz)
        order by e.id desc limit ${LIMIT}`,
      work,
      (one) => [
        Number(one.key),
        one.at,
        one.person,
        one.agency,
        one.action,
        one.subjectTable,
        one.records,
        one.outcome,
        one.detail,
        one.scopeTable,
        one.scopeId,
      ],
    ),
};

type Search = {
  key: string;
  at: string;
  person: string;
  agency: string;
  purpose: string;
  onBehalf: string;
  onBehalfOf: string | null;
  places: string;
  hits: number;
};

export const searchExport: ExportList<SearchFilter> = {
  list: 'searches',
  permissions: ['audit.read'],
  table: 'searches',
  label: ['law_enforcement_sensitive'],
  columns: columnsOf([
    'at',
    'person',
    'agency',
    'purpose',
    'on_behalf',
    'on_behalf_of',
    'places',
    'hits',
    'search',
  ]),
  pages: (work, filter) =>
    paged<Search>(
      (after) => sql`
        select s.at::text || ' ' || s.id::text as key, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
          a.display_name as person, g.short_name as agency, s.purpose, s.on_behalf,
          coalesce(ba.display_name, bg.short_name, s.on_behalf_body) as on_behalf_of, array_to_string(s.places, '; ') as places, s.hits
        from kit.searches s join kit.accounts a on a.id = s.account_id join kit.agencies g on g.id = a.agency_id
        left join kit.accounts ba on ba.id = s.on_behalf_account_id left join kit.agencies bg on bg.id = s.on_behalf_agency_id
        where (${after}::text is null or (s.at, s.id) < (${after?.slice(0, -37) ?? null}::timestamptz, ${after?.slice(-36) ?? null}::uuid))
          and (${filter.accountId ?? null}::uuid is null or s.account_id = ${filter.accountId ?? null}::uuid)
          and (${filter.purpose ?? null}::text is null or s.purpose = ${filter.purpose ?? null})
          and (${filter.from ?? null}::timestamptz is null or s.at >= ${filter.from ?? null}::timestamptz)
          and (${filter.to ?? null}::timestamptz is null or s.at < ${filter.to ?? null}::timestamptz)
        order by s.at desc, s.id desc limit ${LIMIT}`,
      work,
      (one) => [
        one.at,
        one.person,
        one.agency,
        one.purpose,
        one.onBehalf,
        one.onBehalfOf,
        one.places,
        one.hits,
        one.key.slice(-36),
      ],
    ),
};
