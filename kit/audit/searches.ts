import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { encapsulate, openCapsule } from '../crypto/capsule.ts';
import type { Keys } from '../crypto/keys.ts';
import type { Work } from '../database/door.ts';

/** For whom somebody searches. `body` is a code of the wing's closed list, such as a court. */
export type OnBehalf =
  | { kind: 'self' }
  | { kind: 'colleague'; accountId: string }
  | { kind: 'agency'; agencyId: string }
  | { kind: 'outside'; body: string };

/**
 * @property term what was typed; it is sealed and appears nowhere else
 * @property purpose why, a code of the wing's closed list
 * @property places where it looked: closed words such as `cases`, `tips`
 * @property hits how many it found, capped as shown
 */
export type NotedSearch = {
  term: string;
  purpose: string;
  onBehalf: OnBehalf;
  places: readonly string[];
  hits: number;
};

const placeOf = (id: string) => ({ table: 'searches', column: 'term_sealed', row: id });

/**
 * Keeps a search with who, for whom, why and where, before its reply leaves; works in procedures that read. The
 * audit entry names the search and holds codes and counts only.
 * @returns id of the search
 */
export function noteSearch<Tables>(
  work: Pick<Work<Tables>, 'note' | 'record'>,
  keys: Keys,
  search: NotedSearch,
): string {
  const { term, purpose, onBehalf, places, hits } = search;
  const id = randomUUID();
  const sealed = encapsulate(keys, term, placeOf(id));
  const colleague = onBehalf.kind === 'colleague' ? onBehalf.accountId : null;
  const agency = onBehalf.kind === 'agency' ? onBehalf.agencyId : null;
  const body = onBehalf.kind === 'outside' ? onBehalf.body : null;
  work.record(async (db) => {
    await sql`insert into kit.searches (id, purpose, on_behalf, on_behalf_account_id, on_behalf_agency_id, on_behalf_body, places, hits, term_sealed)
      values (${id}::uuid, ${purpose}, ${onBehalf.kind}, ${colleague}::uuid, ${agency}::uuid, ${body}, ${[...places]}::text[], ${hits}, ${sealed})`.execute(
      db,
    );
  });
  work.note('search', 'searches', [id], { purpose, onBehalf: onBehalf.kind, places, hits });
  return id;
}

/**
 * What was typed in a search, for those who review the audit and showed both factors a moment ago. The reason is a
 * code and is audited by the database itself.
 * @returns null when there is no such search or it is not open to this session
 */
export async function unmaskSearch<Tables>(
  work: Pick<Work<Tables>, 'db'>,
  keys: Keys,
  id: string,
  reason: string,
): Promise<string | null> {
  const { rows } = await sql<{
    sealed: Buffer | null;
  }>`select kit.unmask_search(${id}::uuid, ${reason}) as sealed`.execute(work.db);
  const sealed = rows[0]?.sealed;
  return sealed ? openCapsule(keys, sealed, placeOf(id)) : null;
}
