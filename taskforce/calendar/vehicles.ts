import { randomUUID } from 'node:crypto';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Vehicle, vehiclesContract } from './contract-vehicles.ts';

type VehicleHandlers = Handlers<Tables, typeof vehiclesContract>;

/** What operations share. */
export function vehicleHandlers(): VehicleHandlers {
  return {
    list: async (work, { ended }) => {
      const rows = await work.db
        .selectFrom('vehicles as v')
        .innerJoin('agencies as a', 'a.id', 'v.agencyId')
        .select(['v.id', 'v.name', 'v.kind', 'v.seats', 'v.note', 'v.endedOn', 'v.version'])
        .select(['a.id as agencyId', 'a.name as agencyName'])
        .$if(!ended, (query) => query.where('v.endedOn', 'is', null))
        .orderBy('a.name')
        .orderBy('v.name')
        .limit(500)
        .execute();
      return {
        rows: rows.map(({ agencyId, agencyName, kind, ...row }) => ({
          ...row,
          kind: kind as Vehicle['kind'],
          agency: { id: agencyId, name: agencyName },
        })),
      };
    },
    add: async (work, input) => {
      const id = randomUUID();
      await work.db
        .insertInto('vehicles')
        .values({ id, ...input })
        .execute();
      return { id };
    },
    change: async (work, { id, version, ...values }) => {
      const touched = await work.db
        .updateTable('vehicles')
        .set(values)
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () =>
        work.db
          .selectFrom('vehicles')
          .selectAll()
          .where('id', '=', id)
          .where('version', '<>', version)
          .executeTakeFirst(),
      );
    },
  };
}
