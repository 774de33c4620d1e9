import type pg from 'pg';
import type { Pair } from '../../bridge/ledger.ts';
import type { Receivers } from '../../bridge/receiving.ts';
import type { ToldState } from '../../bridge/referrals.ts';

type Word = { referral: string; at: string; reason?: string };

/** Takes in that a survivor wants to report, and that it was taken back. */
export const broughtReceivers: Receivers = {
  'referral.brought': async (db, body, pair) => {
    await db.query('select taskforce.take_brought($1, $2)', [pair.id, JSON.stringify(body)]);
  },
  'referral.brought_withdrawn': async (db, { referral }, pair) => {
    await db.query('select taskforce.take_brought_end($1, $2)', [pair.id, referral]);
  },
};

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
