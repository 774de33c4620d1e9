import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { applyDestroyed, DESTROYED_LIST, readDestroyed } from '../../kit/crypto/record-keys.ts';
import { clientKeysAt, ledgerAt } from '../../provider/clients/keeping.ts';
import { logins, migrateProvider, pendingProvider } from '../../provider/database/migrate.ts';
import { Refusal } from '../command.ts';
import type { Place } from '../place.ts';
import type { RestoreBeside, Wing } from './wing.ts';

export const wing: Wing = {
  name: 'provider',
  logins,
  schemas: ['kit', 'bridge', 'provider', 'graphile_worker'],
  migrate: migrateProvider,
  pending: pendingProvider,
  open: async (options) => (await import('../../provider/server.ts')).makeProviderServer(options),
  fillDemo: async (owner, place) => (await import('../demo.ts')).fillProviderDemo(owner, place),
  settle: (client, place) => settle(client, place),
  readyToRestore,
  restored: async (client, place, { clientKeys, destroyed }) => {
    const target = clientKeysAt(place.inside);
    if (clientKeys !== undefined)
      cpSync(path.join(clientKeys, 'keys'), path.join(target, 'keys'), { recursive: true });
    const lists = clientKeys === undefined ? [] : [path.join(clientKeys, DESTROYED_LIST)];
    if (destroyed !== undefined && destroyed !== 'none') lists.push(destroyed);
    const more = await Promise.all(lists.map((file) => readDestroyed(file)));
    await settle(
      client,
      place,
      more.flatMap((ids) => [...ids]),
    );
  },
};

/** Of a place that is being restored, too: the list lies beside the wing's folder, under the wing's own name. */
const ledgerOf = (place: Place) => ledgerAt(path.join(place.dir, place.wing));

/** Brings the three tellings of what was destroyed together: the two lists and the rows. */
async function settle(client: Client, place: Place, more: readonly string[] = []): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select client_id as id from provider.destructions where done_at is not null`,
  );
  const dir = clientKeysAt(place.inside);
  const lists = [path.join(dir, DESTROYED_LIST), ledgerOf(place)];
  const gone = await applyDestroyed(dir, lists, [...more, ...rows.map((row) => row.id)]);
  if (gone.size > 0) await client.query('select provider.settle_destroyed($1::uuid[])', [[...gone]]);
}

/** Nothing destroyed may come back by an older backup: the list of what was destroyed must be at hand. */
function readyToRestore(place: Place, { clientKeys, destroyed }: RestoreBeside): void {
  if (clientKeys !== undefined && !existsSync(path.join(clientKeys, 'keys')))
    throw new Refusal(
      `${clientKeys} is no mirror of the clients' keys.`,
      'Name the folder that ./concert keys mirror wrote to.',
    );
  if (destroyed !== undefined && destroyed !== 'none' && !existsSync(destroyed))
    throw new Refusal(`There is no file ${destroyed}.`, 'Name the list of destroyed clients.');
  if (destroyed !== undefined || existsSync(ledgerOf(place))) return;
  throw new Refusal(
    'The list of destroyed clients is not here, and an older backup would bring them back.',
    'Name it with --destroyed FILE (provider.destroyed.list beside the old wing, or what ./concert keys destroyed printed); where nothing was ever destroyed: --destroyed none',
  );
}
