import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { CaseChoice } from './contract-cases.ts';
import { CaseFilter } from './contract-cases.ts';
import { conditions, foundIds, ways } from './listing.ts';

const FEW = 20;

/** Each word of what was typed stands in the number or the title, whatever its case. */
const named = (term: string): RawBuilder<unknown>[] =>
  term
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .slice(0, 12)
    .map((word) => sql`strpos(lower(c.number || ' ' || c.title), ${word}) > 0`);

/** Cases to choose one from: those that fit what was typed, and the one that is chosen already. */
export async function chooseCase(
  work: Work<Tables>,
  { term, open, id }: { term: string; open: boolean; id: string | null },
): Promise<{ rows: CaseChoice[]; more: boolean; chosen: CaseChoice | null }> {
  const filter = CaseFilter.parse({ status: open ? 'open' : 'all' });
  const where = [...conditions(work, filter), ...named(term)];
  const from = await ways(work, false);
  const found = await foundIds(work, from, where, { sort: 'opened', limit: FEW, after: null });
  const ids = found.slice(0, FEW).map((row) => row.id);
  const rows = await choices(work, id === null || ids.includes(id) ? ids : [...ids, id]);
  return {
    rows: rows.filter((row) => ids.includes(row.id)),
    more: found.length > FEW,
    chosen: rows.find((row) => row.id === id) ?? null,
  };
}

async function choices({ db }: Work<Tables>, ids: string[]): Promise<CaseChoice[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('cases')
    .select(['id', 'number', 'title', 'type', 'closedOn'])
    .where('id', 'in', ids)
    .orderBy('openedOn', 'desc')
    .orderBy('number', 'desc')
    .execute() as Promise<CaseChoice[]>;
}
