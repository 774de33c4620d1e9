import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/** Task forces the organisation is paired with now; the policies show it its own pairs only. */
export async function openPairs(work: Work<Tables>): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.peer_name as name from bridge.pairs p join bridge.ends e on e.id = p.end_id
    where p.state = 'open' and e.owner_id = ${work.account.agencyId}::uuid order by lower(p.peer_name), p.id`.execute(
    work.db,
  );
  return rows;
}
