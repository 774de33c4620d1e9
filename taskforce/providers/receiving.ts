import type { Receivers } from '../../bridge/receiving.ts';

/** What providers say of themselves. Each calls one function of policy.sql, which passes over what it cannot use. */
export const providerReceivers: Receivers = {
  'directory.entry': async (db, body, pair) => {
    await db.query('select taskforce.receive_directory($1, false, $2)', [pair.id, JSON.stringify(body)]);
  },
  'directory.removed': async (db, body, pair) => {
    await db.query('select taskforce.receive_directory($1, true, $2)', [pair.id, JSON.stringify(body)]);
  },
  'standby.capacity': async (db, body, pair) => {
    await db.query('select taskforce.receive_capacity($1, $2)', [pair.id, JSON.stringify(body)]);
  },
};
