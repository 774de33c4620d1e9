import type { Receiver } from '../../bridge/receiving.ts';

/** Keeps figures as a provider sent them, once. */
export const receiveFigures: Receiver<'figures.sent'> = async (db, body, pair) => {
  await db.query('select taskforce.receive_figures($1, $2)', [pair.id, JSON.stringify(body)]);
};
