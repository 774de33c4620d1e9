import type { Receivers } from '../../bridge/receiving.ts';

/** What providers send of releases. Each calls one function of the policy, which takes what is late or unknown calmly. */
export const releaseReceivers: Receivers = {
  'release.opened': async (db, body, pair) => {
    await db.query('select taskforce.receive_release($1, $2)', [pair.id, JSON.stringify(body)]);
  },
  'release.ended': async (db, { release }, pair) => {
    await db.query('select taskforce.end_release($1, $2)', [pair.id, release]);
  },
};
