import type pg from 'pg';
import type { Answer, Question } from '../../bridge/asks.ts';
import type { Pair } from '../../bridge/ledger.ts';
import type { House } from '../house.ts';
import { openReleaseKey } from './keeping.ts';

type Asked = { answer: string; client_id: string; until_at: Date; key_sealed: Buffer | null };

/**
 * Answers the question for the key of a release: looks this very second whether it lives, writes the reading down and
 * gives the key. What is unknown, of another pair or never shared is `unknown`.
 * @param pool of the bridge's login
 */
export async function answerReleaseKey(
  house: Pick<House, 'clientKeys'>,
  { release, role, why }: Question<'release.key'>,
  pair: Pick<Pair, 'id'>,
  pool: pg.Pool,
): Promise<Answer<'release.key'>> {
  const db = await pool.connect();
  try {
    await db.query('begin');
    const { rows } = await db.query<Asked>('select * from provider.release_asked($1, $2, $3, $4)', [
      pair.id,
      release,
      role,
      why,
    ]);
    const one = rows[0];
    const key =
      one?.answer === 'given' && one.key_sealed !== null
        ? await openReleaseKey(house, one.client_id, release, one.key_sealed)
        : null;
    // A key that is gone was not given: then the reading is not written down as one either.
    await db.query(one?.answer === 'given' && key === null ? 'rollback' : 'commit');
    if (one === undefined) return { live: false, ended: 'unknown' };
    if (key !== null) return { live: true, key, until: one.until_at.toISOString() };
    return { live: false, ended: one.answer === 'expired' ? 'expired' : 'revoked' };
  } catch (error) {
    await db.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    db.release();
  }
}
