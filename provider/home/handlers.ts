import { sql } from 'kysely';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { homeContract } from './contract.ts';

const MOST = 200;

type Row = { kind: string; id: string; clientId: string; alias: string; number: string; dueAt: Date };

/** Everything that runs out, each from its own table, for the clients that the reader may see. */
const due = sql`
  select k.kind, k.id, k.client_id, k.due_at from provider.client_clocks k where k.ended_at is null
  union all
  select 'danger', r.id, r.client_id, r.found_at from provider.protective_reports r
  where r.path = 'imminent_danger' and r.made_at is null and r.not_made is null
  union all
  select 'tell_client', r.id, r.client_id, r.made_at from provider.protective_reports r
  where r.made_at is not null and r.told <> 'told'
  union all
  select 'compelled', q.id, q.client_id, q.due_at from provider.compelled_requests q
  where q.outcome is null and q.due_at is not null
  union all
  select 'release_ends', l.id, l.client_id, l.until_at from provider.releases l
  where l.state in ('signed', 'live') and l.until_at < now() + interval '7 days'
  union all
  select 'review', p.id, p.client_id, p.next_review_on::timestamptz from provider.safety_plans p
  where p.next_review_on < current_date + 7
    and not exists (select from provider.safety_plans n where n.client_id = p.client_id and n.edition > p.edition)`;

/** The provider's first page: what runs out. */
export function homeHandlers(): Handlers<Tables, typeof homeContract> {
  return {
    clocks: async ({ db, account }, { mine }) => {
      const { rows } = await sql<Row>`
        select d.kind, d.id, c.id as client_id, c.alias, c.number, d.due_at
        from (${due}) d join provider.clients c on c.id = d.client_id
        where c.state <> 'destroyed' and (not ${mine} or exists (
          select from provider.client_team m where m.client_id = c.id and m.account_id = ${account.id}::uuid and m.ended_at is null))
        order by d.due_at, d.id limit ${MOST + 1}`.execute(db);
      return {
        rows: rows.slice(0, MOST).map(({ clientId, alias, number, dueAt, ...row }) => ({
          ...row,
          client: { id: clientId, alias, number },
          dueAt: dueAt.toISOString(),
        })) as never,
        more: rows.length > MOST,
      };
    },
  };
}
