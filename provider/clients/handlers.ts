import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { clientsContract } from './contract.ts';
import { agreeDestruction, askDestruction, withdrawDestruction } from './destroying.ts';
import { readDetails, saveDetails } from './details.ts';
import { listClients } from './listing.ts';
import { clientRow } from './opening.ts';
import { readClient, readHistory } from './reading.ts';
import { changeClient, settleClock, startClock, takeIn } from './taking-in.ts';

type All = Handlers<Tables, typeof clientsContract>;
const done = { done: true } as const;

/** Clients: survivors as their provider knows them. No procedure here asks for a release. */
export function clientsHandlers(house: House): All {
  return {
    list: listClients,
    takeIn,
    read: (work, { id }) => readClient(work, id),
    change: changeClient,
    details: (work, input) => readDetails(house, work, input),
    saveDetails: (work, input) => saveDetails(house, work, input),
    startClock,
    settleClock,
    ...team,
    hold: async (work, { id, version, hold }) => {
      const { rows } = await sql<{ version: number | null }>`
        select provider.hold_client(${id}::uuid, ${version}, ${hold}) as version`.execute(work.db);
      const held = rows[0]?.version;
      if (held) return { version: held };
      const current = await clientRow(work, id);
      throw current.version === version
        ? new Problem('missing')
        : new Problem('conflict', {
            data: { current: { version: current.version, legalHold: current.legalHold } },
          });
    },
    askDestruction: (work, { id, reason }) => askDestruction(work, id, reason),
    agreeDestruction: (work, { id, version }) => agreeDestruction(house, work, id, version),
    withdrawDestruction: (work, { id, version }) => withdrawDestruction(work, id, version),
    history: (work, { id }) => readHistory(work, id),
  };
}

const team: Pick<All, 'addToTeam' | 'leaveTeam'> = {
  addToTeam: async (work, { id: clientId, accountId, capacity }) => {
    await clientRow(work, clientId);
    const there = await work.db
      .selectFrom('clientTeam')
      .select('id')
      .where('clientId', '=', clientId)
      .where('accountId', '=', accountId)
      .where('endedAt', 'is', null)
      .executeTakeFirst();
    if (there) throw refused('accountId', 'on_the_team', 'This person is on the team already.');
    const id = randomUUID();
    await work.db.insertInto('clientTeam').values({ id, clientId, accountId, capacity }).execute();
    return { id };
  },
  leaveTeam: async (work, { id, version }) => {
    const row = await work.db
      .selectFrom('clientTeam')
      .select(['clientId', 'version', 'endedAt'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw new Problem('missing');
    if (row.version !== version || row.endedAt) throw new Problem('conflict', { data: { current: row } });
    const others = await work.db
      .selectFrom('clientTeam')
      .select('id')
      .where('clientId', '=', row.clientId)
      .where('endedAt', 'is', null)
      .where('id', '<>', id)
      .executeTakeFirst();
    const { closedCircle } = await clientRow(work, row.clientId);
    if (closedCircle && !others)
      throw refused(
        'id',
        'last_of_the_circle',
        'Put somebody else on the team first: nobody could see the client any more.',
      );
    const { numUpdatedRows } = await work.db
      .updateTable('clientTeam')
      .set({ endedAt: work.now })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('missing');
    return done;
  },
};
