import type pg from 'pg';
import type { Pair } from '../../bridge/ledger.ts';
import type { ToldState } from '../../bridge/referrals.ts';

type Word = { referral: string; at: string; reason?: string };

/**
 * Takes in a state that a provider tells of an offer. One for an offer that is not known, came too late or is out of
 * turn changes no state: throwing would block the pair for ever. Only states come; there is no content to keep.
 */
export const takeWord =
  (state: ToldState) =>
  async (db: pg.ClientBase, body: Record<string, unknown>, pair: Pair): Promise<void> => {
    const { referral, at, reason } = body as Word;
    await db.query('select taskforce.take_referral_word($1, $2, $3, $4, $5)', [
      pair.id,
      referral,
      state,
      at,
      reason ?? null,
    ]);
  };
