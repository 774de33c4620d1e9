import type { Receiver } from '../../bridge/receiving.ts';

/** Takes in what a task force offers. The same offer twice is one offer. */
export const takeOffer: Receiver<'referral.offered'> = async (db, body, pair) => {
  await db.query('select provider.take_offer($1, $2)', [pair.id, JSON.stringify(body)]);
};

/** Ends an offer that the task force takes back; one that is not known here changes nothing. */
export const takeWithdrawal: Receiver<'referral.withdrawn'> = async (db, body, pair) => {
  await db.query('select provider.take_withdrawal($1, $2)', [pair.id, body.referral]);
};
