import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseQuery } from '../../analysis/text/query.ts';
import { matches } from '../../analysis/text/query-compile.ts';
import { someQuery, someText, typed } from '../../analysis/text/query-generator.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { forDatabase, readSearch } from './rules-query.ts';

let house: TestHouse;
let commander: Person;
let caseId: string;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cora Command', ['commander']);
  const { body } = await house.call(commander, 'cases.open', {
    title: 'zzz',
    type: 'labor',
    originRoute: 'hotline',
    strands: [{ label: 'zzzz', kind: 'target_person' }],
  });
  caseId = body.id;
});
afterAll(() => house.close());

/** Notes with these texts; gives their ids in order. */
async function notes(texts: readonly string[]): Promise<string[]> {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.notes (id, case_id, kind, body) select gen_random_uuid(), $1, 'general', t from unnest($2::text[]) with ordinality as x (t, n) order by n returning id`,
    [caseId, texts],
  );
  return rows.map((row) => row.id);
}

/** Ids of the notes that a search finds word for word. */
async function found(term: string): Promise<Set<string>> {
  const read = readSearch(term);
  if (!read.ok) throw new Error(`${term}: ${read.problem}`);
  const asked = { ...forDatabase(read, false), take: 10_000, skip: 0, only: 'note' };
  const { rows } = await house.as(
    commander,
    'read',
    async ({ db }) =>
      await db
        .selectNoFrom((eb) =>
          eb
            .fn<{ hits: { id: string }[] }>('taskforce.search_hits', [
              eb.cast(eb.val(JSON.stringify(asked)), 'jsonb'),
            ])
            .as('answer'),
        )
        .execute()
        .then((rows) => ({ rows })),
  );
  return new Set(rows[0]!.answer.hits.map((hit) => hit.id));
}

test('quotes, AND, OR, NOT, brackets and word* find in the database exactly what they mean', async () => {
  const texts = fc.sample(someText, 250).filter((text) => text.trim() !== '');
  const ids = await notes(texts);
  let asked = 0;
  for (const query of fc.sample(someQuery, 400)) {
    const term = typed(query);
    const parsed = parseQuery(term);
    if (!parsed.ok || term.length > 1000) continue;
    asked += 1;
    const meant = texts.flatMap((text, n) => (matches(parsed.query, text) ? [ids[n]!] : []));
    const got = await found(term);
    const wrong = texts.filter((_, n) => meant.includes(ids[n]!) !== got.has(ids[n]!));
    expect(wrong.slice(0, 3), term).toEqual([]);
  }
  expect(asked).toBeGreaterThan(100);
}, 180_000);

test('phrases stay exact in texts too long for the places PostgreSQL keeps', async () => {
  const filler = 'the '.repeat(400);
  const [late, never, beyond] = await notes([
    `${filler} the red truck`,
    `${filler} red the truck`,
    'ab '.repeat(13_000),
  ]);
  expect([...(await found('"the red truck"'))]).toEqual([late]);
  expect([...(await found('"red truck"'))].includes(never!)).toBe(false);
  expect((await found('"the red tru"* OR "nothing here"')).has(late!)).toBe(true);
  expect((await found('ab -"ab truck"')).has(beyond!)).toBe(true);
  expect((await found('the -"red truck"')).has(late!)).toBe(false);
  expect((await found('the -"red truck"')).has(never!)).toBe(true);
});

test('a plate or a serial number is found whether written together or apart', async () => {
  const [together, apart] = await notes(['plate qzw7719 seen', 'plate QZW-7719 seen']);
  expect(await found('QZW 7719')).toEqual(new Set([apart]));
  expect(await found('qzw-7719')).toEqual(new Set([together, apart]));
  expect(await found('QZW7719')).toEqual(new Set([together, apart]));
});

test('what is changed or taken away is found so at once, and words of nobody are forgotten', async () => {
  const [id] = await notes(['Xylophonia was here']);
  expect(await found('xylophonia')).toEqual(new Set([id]));
  await house.owner.query(`update taskforce.notes set body = 'Zebrania was here' where id = $1`, [id]);
  expect(await found('xylophonia')).toEqual(new Set());
  expect(await found('zebrania')).toEqual(new Set([id]));
  const known = async (word: string) =>
    (await house.owner.query('select from taskforce.search_words where word = $1', [word])).rowCount;
  expect([await known('xylophonia'), await known('zebrania'), await known('here')]).toEqual([0, 1, 1]);
});
