import { sql } from 'kysely';
import { nicknameOf } from '../../analysis/text/nicknames.ts';
import { soundKeys } from '../../analysis/text/sounds.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Alike } from './rules-query.ts';
import { isMisspelled } from './rules-snippet.ts';

/**
 * Words that came in since the last search have no sound keys yet: the rules of names live in the program, not in
 * the database. They are heard here, take part in this very search, and are kept heard when it is noted.
 */
export async function hearNewWords(work: Work<Tables>, alike: Alike[]): Promise<void> {
  const { rows } = await sql<{ word: string }>`
    select distinct search_words_waiting as word from taskforce.search_words_waiting()`.execute(work.db);
  if (rows.length === 0) return;
  const heard = rows.map(({ word }) => ({ word, keys: soundKeys(word) }));
  for (const one of alike) {
    const fits = heard.filter(
      ({ word, keys }) =>
        keys.some((key) => one.keys.includes(key)) ||
        nicknameOf(one.word, word) ||
        isMisspelled(one.word, word),
    );
    one.also.push(...fits.map(({ word }) => word));
  }
  work.record(async (db) => {
    const words = heard.map(({ word }) => word);
    const keys = JSON.stringify(heard.map((one) => one.keys));
    await sql`select taskforce.search_words_heard(${words}::text[], ${keys}::jsonb)`.execute(db);
  });
}
