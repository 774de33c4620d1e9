import { sql, type Kysely } from 'kysely';
import type { Door, Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { PortalWords } from './contract-parts.ts';

type Shown = PortalWords & { installation: string };

const defaults: Shown = {
  installation: 'Concert',
  emergency: '911',
  hotlineName: '',
  hotlineNumber: '',
  exitUrl: 'https://www.weather.gov/',
};

/** The setting `tip_portal` over the defaults. */
async function readWords(db: Kysely<Tables>): Promise<Shown> {
  const { rows } = await sql<{
    settings: Record<string, unknown>;
  }>`select portal_settings() as settings`.execute(db);
  const set = Object.entries(rows[0]?.settings ?? {}).filter(
    ([name, value]) => name in defaults && typeof value === 'string',
  );
  const words = { ...defaults, ...Object.fromEntries(set) } as Shown;
  return words.exitUrl.startsWith('https://') ? words : { ...words, exitUrl: defaults.exitUrl };
}

/** What the public pages say of the installation, kept half a minute. */
export function portalSettings(house: House, door: Door<Tables>): () => Promise<Shown> {
  let kept: { at: number; words: Shown } | undefined;
  return async () => {
    const now = house.clock().getTime();
    if (!kept || now - kept.at >= 30_000) kept = { at: now, words: await door.asVisitor(readWords) };
    return kept.words;
  };
}

/** The words as they stand, for changing them. */
export async function portal(work: Work<Tables>): Promise<PortalWords> {
  const { installation: _installation, ...words } = await readWords(work.db);
  return words;
}

export async function setPortal(work: Work<Tables>, words: PortalWords) {
  const value = JSON.stringify(words);
  await work.db
    .insertInto('settings')
    .values({ key: 'tip_portal', value, changedBy: work.account.id })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value, changedBy: work.account.id, changedAt: work.now }),
    )
    .execute();
  return { done: true } as const;
}
