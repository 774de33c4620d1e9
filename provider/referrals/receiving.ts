import type pg from 'pg';
import type { Pair } from '../../bridge/ledger.ts';
import type { Receiver } from '../../bridge/receiving.ts';

/** Takes in what a task force offers. The same offer twice is one offer. */
export const takeOffer: Receiver<'referral.offered'> = async (db, body, pair) => {
  await db.query('select provider.take_offer($1, $2)', [pair.id, JSON.stringify(body)]);
};

/** Takes in whether a task force takes up what a survivor wants to report. */
export const takeBroughtAnswer =
  (word: 'accepted' | 'declined') =>
  async (db: pg.ClientBase, body: Record<string, unknown>, pair: Pair): Promise<void> => {
    await db.query('select provider.take_brought_answer($1, $2, $3, $4)', [
      pair.id,
      body['referral'],
      word,
      body['reason'] ?? null,
    ]);
  };

/** Ends an offer that the task force takes back; one that is not known here changes nothing. */
export const takeWithdrawal: Receiver<'referral.withdrawn'> = async (db, body, pair) => {
  await db.query('select provider.take_withdrawal($1, $2)', [pair.id, body.referral]);
};
