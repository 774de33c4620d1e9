/** Accounts and agencies as lists that leave; nothing that opens an account is among their columns. */
import { sql } from 'kysely';
import type { ExportList } from '../exports/rules-lists.ts';

type AccountRow = {
  id: string;
  name: string;
  email: string;
  agency: string;
  roles: string;
  status: string;
  last: string | null;
};

export const accountExport: ExportList<object> = {
  list: 'accounts',
  permissions: ['accounts.manage'],
  table: 'accounts',
  label: ['law_enforcement_sensitive'],
  columns: ['name', 'email', 'agency', 'roles', 'status', 'last_signed_in_on'].map((name) => ({ name })),
  async *pages({ db }, _filter, ids) {
    const { rows } = await sql<AccountRow>`
      select a.id, a.display_name as name, a.email, g.name as agency, a.status, a.last_signed_in_at::date::text as last,
        (select string_agg(r.role, '; ' order by r.role) from kit.account_roles r where r.account_id = a.id and r.ended_at is null) as roles
      from kit.accounts a join kit.agencies g on g.id = a.agency_id
      where ${ids}::uuid[] is null or a.id = any(${ids}::uuid[]) order by a.display_name, a.id`.execute(db);
    yield rows.map(({ id, name, email, agency, roles, status, last }) => ({
      id,
      scope: null,
      handling: [],
      cells: [name, email, agency, roles, status, last],
    }));
  },
};

export const agencyExport: ExportList<object> = {
  list: 'agencies',
  permissions: ['accounts.manage'],
  table: 'agencies',
  label: ['law_enforcement_sensitive'],
  columns: ['name', 'short_name', 'kind', 'ended_on'].map((name) => ({ name })),
  async *pages({ db }) {
    const { rows } = await sql<{ id: string; name: string; shortName: string; kind: string; ended: string }>`
      select id, name, short_name, kind, ended_at::date::text as ended from kit.agencies order by name, id`.execute(
      db,
    );
    yield rows.map(({ id, name, shortName, kind, ended }) => ({
      id,
      scope: null,
      handling: [],
      cells: [name, shortName, kind, ended],
    }));
  },
};
