import { sql } from 'kysely';
import type { z } from 'zod';
import { noteSearch, type OnBehalf } from '../../kit/audit/searches.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { findInput, findOutput, FoundRecord, suggestInput, suggestOutput } from './contract.ts';
import { hearNewWords } from './hearing.ts';
import { byNumber, keyOf, readRecords, type ShownRecord } from './records.ts';
import type { SearchKind } from './rules-kinds.ts';
import { searchKinds } from './rules-kinds.ts';
import type { ReadSearch } from './rules-query.ts';
import { alikeOf, forDatabase, readSearch } from './rules-query.ts';
import { shownLeaves, snippet } from './rules-snippet.ts';

type Asked = { term: string; purpose: string; onBehalf: OnBehalf };
type Hit = { kind: SearchKind; id: string; exact: boolean };
type Answer = {
  total: number;
  everywhere: number;
  alike: number;
  byKind: Partial<Record<SearchKind, number>>;
  hits: Hit[];
};
/** Counts end here and are then shown as "10,000+". */
const countCap = 10_000;

/** `search.find`. */
export async function find(
  work: Work<Tables>,
  house: House,
  input: z.output<typeof findInput>,
): Promise<z.input<typeof findOutput>> {
  const read = readable(input.term);
  const { page, take, only, alike } = input;
  const answer = await ask(work, read, alike, { take, skip: (page - 1) * take, only: only ?? null });
  const jump = read.number === null ? null : await byNumber(work.db, read.number);
  const records = await readRecords(work.db, jump ? [...answer.hits, jump] : answer.hits);
  const shown = (hit: Hit) => {
    const record = records.get(keyOf(hit));
    return record ? [found(record, read, alike, hit.exact)] : [];
  };
  const searchId = note(work, house, input, only ? [only] : searchKinds, answer.total);
  return {
    searchId,
    total: { count: Math.min(answer.total, countCap), capped: answer.total > countCap },
    alike: Math.min(answer.alike, countCap),
    byKind: searchKinds.flatMap((kind) => {
      const count = answer.byKind[kind] ?? 0;
      return count > 0 ? [{ kind, count: Math.min(count, countCap) }] : [];
    }),
    hits: answer.hits.flatMap(shown),
    jump: jump ? (shown({ ...jump, exact: true })[0] ?? null) : null,
  };
}

/** `search.suggest`: what is being typed, its last word as the beginning of one. Nothing while it cannot be read. */
export async function suggest(
  work: Work<Tables>,
  house: House,
  input: z.output<typeof suggestInput>,
): Promise<z.input<typeof suggestOutput>> {
  const begun = readSearch(/[\p{L}\p{N}]{2}$/u.test(input.term) ? `${input.term}*` : input.term);
  const whole = readSearch(input.term);
  const read = whole.ok && whole.leaves.some((leaf) => leaf.phone.length > 0) ? whole : begun;
  if (!read.ok) return { hits: [] };
  const number = whole.ok ? whole.number : null;
  const jump = number === null ? null : await byNumber(work.db, number);
  const answer = await ask(work, read, false, { take: input.take, skip: 0, only: null });
  const first = jump ? [{ ...jump, exact: true }] : [];
  const others = answer.hits.filter((hit) => hit.id !== jump?.id);
  const hits = [...first, ...others].slice(0, input.take);
  const records = await readRecords(work.db, hits);
  note(work, house, input, ['suggest'], answer.total);
  return {
    hits: hits.flatMap((hit) => {
      const record = records.get(keyOf(hit));
      return record ? [found(record, read, false, true)] : [];
    }),
  };
}

/** A search that can be read; else the problem tells in words what is wrong, and `data.at` where (from 1). */
function readable(term: string): ReadSearch {
  const read = readSearch(term);
  if (read.ok) return read;
  const fields = [{ path: 'term', problem: 'search_unreadable', remedy: read.problem }];
  throw new Problem('refused', { fields, data: { at: read.at } });
}

async function ask(
  work: Work<Tables>,
  read: ReadSearch,
  follow: boolean,
  page: { take: number; skip: number; only: SearchKind | null },
): Promise<Answer> {
  const alike = follow ? alikeOf(read.leaves) : [];
  if (alike.length > 0) await hearNewWords(work, alike);
  const asked = { ...forDatabase(read, follow), alike, ...page };
  const { rows } = await sql<{ answer: Answer | null }>`
    select taskforce.search_hits(${JSON.stringify(asked)}::jsonb) as answer`.execute(work.db);
  const answer = rows[0]?.answer;
  if (!answer) throw new Problem('not_permitted');
  return answer;
}

function note(
  work: Work<Tables>,
  house: House,
  { term, purpose, onBehalf }: Asked,
  places: readonly string[],
  total: number,
): string {
  return noteSearch(work, house.keys, { term, purpose, onBehalf, places, hits: Math.min(total, countCap) });
}

/** A record with the place in it that was found, out of what its reader may see. */
function found(record: ShownRecord, read: ReadSearch, follow: boolean, exact: boolean): FoundRecord {
  const { texts, ...rest } = record;
  const leaves = shownLeaves(read.part);
  const inTitle = snippet(record.title, leaves, follow, 200);
  const inText = texts.map((text) => snippet(text, leaves, follow)).find((piece) => piece !== null) ?? null;
  const number = read.number !== null && record.title.startsWith(read.number);
  const phone = leaves.some((leaf) => leaf.phone.length > 0);
  const why = number
    ? 'number'
    : !exact
      ? 'alike'
      : leaves.length === 0
        ? 'filter'
        : phone
          ? 'phone'
          : 'words';
  const opening = texts[0] === undefined ? null : [{ text: texts[0].slice(0, 160), hit: false }];
  return {
    ...rest,
    why,
    titleStretches: inTitle ?? [{ text: record.title, hit: false }],
    snippet: inText ?? (record.title === '' ? opening : null),
  };
}
