import type { Receivers } from '../../bridge/receiving.ts';

/** What providers answer to stand-by notices; numbers are taken in by the room of providers. */
export const standbyReceivers: Receivers = {
  'standby.acknowledged': async (db, body, pair) => {
    await db.query('select taskforce.receive_acknowledgement($1, $2)', [pair.id, JSON.stringify(body)]);
  },
};
