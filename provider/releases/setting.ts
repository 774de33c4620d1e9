import type { z } from 'zod';
import { changedRow } from '../../kit/database/versions.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { releasesContract } from './contract.ts';
import { usualRules, type ReleaseRules } from './rules.ts';

type Input = z.infer<NonNullable<(typeof releasesContract.setRules)['~orpc']['inputSchema']>>;
const columns = [
  'defaultDays',
  'maxDays',
  'minorAlone',
  'minorAloneFrom',
  'wardAlone',
  'authority',
  'version',
] as const;

/** The rules of releases of the own organisation; the strictest while it has set none. */
export async function rulesOf({
  db,
}: Pick<Work<Tables>, 'db'>): Promise<ReleaseRules & { authority: string; version: number | null }> {
  const row = await db.selectFrom('releaseRules').select(columns).executeTakeFirst();
  return row ?? { ...usualRules, authority: '', version: null };
}

/** Sets the rules. What the law of the state lets is said together with that law. */
export async function setRules(work: Work<Tables>, { version, ...rules }: Input) {
  if (rules.defaultDays > rules.maxDays)
    throw refused('maxDays', 'less_than_usual', 'Choose at least as many days as are usual.');
  if (rules.minorAlone && rules.minorAloneFrom === null)
    throw refused('minorAloneFrom', 'missing', 'Say from which age on a minor may receive services alone.');
  if ((rules.minorAlone || rules.wardAlone) && rules.authority === '')
    throw refused('authority', 'missing', 'Name the law that says so, as your counsel does.');
  const present = await rulesOf(work);
  if (present.version !== version) throw new Problem('conflict', { data: { current: present } });
  if (version === null) {
    await work.db.insertInto('releaseRules').values(rules).execute();
    return { version: 1 };
  }
  const row = await work.db
    .updateTable('releaseRules')
    .set({ ...rules, changedBy: work.account.id, changedAt: work.now })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(row, () => rulesOf(work));
}
