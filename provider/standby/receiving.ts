import type { Receivers } from '../../bridge/receiving.ts';

/** Stand-by notices as they come: each calls one function of policy.sql, which passes over what it cannot use. */
export const standbyReceivers: Receivers = {
  'standby.announced': async (db, body, pair) => {
    await db.query('select provider.receive_standby($1, $2)', [pair.id, JSON.stringify(body)]);
  },
  'standby.changed': async (db, body, pair) => {
    await db.query('select provider.receive_standby($1, $2)', [pair.id, JSON.stringify(body)]);
  },
  'standby.withdrawn': async (db, { notice }, pair) => {
    await db.query('select provider.receive_standby_end($1, $2)', [pair.id, notice]);
  },
};
