import { sql, type Kysely } from 'kysely';
import type { Door, Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { PortalWords } from './contract-parts.ts';
import { portalLanguageCodes, type PortalLanguage } from './contract-languages.ts';

type Words = Omit<PortalWords, 'changedAt'>;
type Shown = Words & { installation: string };

const defaults: Words = {
  emergency: '911',
  hotlineName: '',
  hotlineNumber: '',
  exitUrl: 'https://www.weather.gov/',
  languages: portalLanguageCodes,
  reviewed: [],
};

const parts = PortalWords.omit({ changedAt: true }).shape;

/** The setting `tip_portal` over the defaults, part by part: a part that cannot be used falls back alone. */
function wordsOf(set: Record<string, unknown>): Words {
  const used = Object.entries(parts).flatMap(([name, part]) => {
    const read = name in set ? part.safeParse(set[name]) : undefined;
    return read?.success ? [[name, read.data]] : [];
  });
  const words = { ...defaults, ...Object.fromEntries(used) } as Words;
  return { ...words, languages: inOrder(['en', ...words.languages]) };
}

/** Each language once, in the order of the list. */
function inOrder(languages: readonly PortalLanguage[]): PortalLanguage[] {
  return portalLanguageCodes.filter((one) => languages.includes(one));
}

async function readShown(db: Kysely<Tables>): Promise<Shown> {
  const { rows } = await sql<{
    settings: Record<string, unknown>;
  }>`select portal_settings() as settings`.execute(db);
  const set = rows[0]?.settings ?? {};
  const installation = typeof set['installation'] === 'string' ? set['installation'] : 'Concert';
  return { ...wordsOf(set), installation };
}

/** What the public pages say of the installation, kept half a minute. */
export function portalSettings(house: House, door: Door<Tables>): () => Promise<Shown> {
  let kept: { at: number; words: Shown } | undefined;
  return async () => {
    const now = house.clock().getTime();
    if (!kept || now - kept.at >= 30_000) kept = { at: now, words: await door.asVisitor(readShown) };
    return kept.words;
  };
}

/** The words as they stand, for changing them. */
export async function portal({ db }: Work<Tables>): Promise<PortalWords> {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', 'tip_portal').executeTakeFirst();
  const set = (row?.value ?? {}) as Record<string, unknown>;
  return { ...wordsOf(set), changedAt: row?.changedAt.toISOString() ?? null };
}

/** Changes the words as a whole. @throws Problem conflict when somebody changed them since */
export async function setPortal(work: Work<Tables>, { changedAt, ...words }: PortalWords) {
  await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(work.db);
  const current = await portal(work);
  if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
  const value = JSON.stringify({ ...words, languages: inOrder(words.languages) });
  await work.db
    .insertInto('settings')
    .values({ key: 'tip_portal', value, changedBy: work.account.id })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value, changedBy: work.account.id, changedAt: work.now }),
    )
    .execute();
  return { done: true } as const;
}
