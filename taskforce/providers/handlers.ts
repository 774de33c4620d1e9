import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { columnsOfCapacity } from '../../bridge/capacity.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { todayOf } from '../today.ts';
import type { providersContract } from './contract.ts';
import { knownProvider, listProviders, readProvider } from './reading.ts';
import { capacityFrom, offerFrom } from './rules.ts';

type All = Handlers<Tables, typeof providersContract>;

/** Providers: whom the task force can ask, what they offer, how much room they have. */
export function providersHandlers(): All {
  return {
    list: listProviders,
    read: (work, { id }) => readProvider(work, id),
    add: async (work, facts) => {
      const id = randomUUID();
      await work.db
        .insertInto('providers')
        .values({ id, ...facts })
        .execute();
      return { id };
    },
    change: async (work, { id, version, ...facts }) => {
      const touched = await work.db
        .updateTable('providers')
        .set(facts)
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () =>
        work.db.selectFrom('providers').selectAll().where('id', '=', id).executeTakeFirst(),
      );
    },
    ...resources,
    tellCapacity: async (work, { providerId, capacity }) => {
      await knownProvider(work, providerId);
      const told = granted(capacityFrom(capacity, work.now), 'capacity.');
      const id = randomUUID();
      await work.db
        .insertInto('capacities')
        .values({ id, providerId, ...columnsOfCapacity(told) })
        .execute();
      return { id };
    },
  };
}

const resources: Pick<All, 'addResource' | 'changeResource' | 'removeResource'> = {
  addResource: async (work, { providerId, resource }) => {
    await knownProvider(work, providerId);
    const offer = granted(offerFrom(resource, await todayOf(work)), 'resource.');
    const id = randomUUID();
    await work.db
      .insertInto('resources')
      .values({ id, providerId, ...offer })
      .execute();
    return { id };
  },
  changeResource: async (work, { id, version, resource }) => {
    const offer = granted(offerFrom(resource, await todayOf(work)), 'resource.');
    return changedRow(await touch(work, id, version, offer), () => current(work, id));
  },
  removeResource: async (work, { id, version }) => {
    const touched = await touch(work, id, version, { removedAt: work.now });
    await changedRow(touched, () => current(work, id));
    return { done: true as const };
  },
};

/** Only what is kept by hand: what a provider publishes the policy keeps from being changed here. */
function touch(work: Work<Tables>, id: string, version: number, set: Record<string, unknown>) {
  return work.db
    .updateTable('resources')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removedAt', 'is', null)
    .where('bridgeRef', 'is', null)
    .returning('version')
    .executeTakeFirst();
}

function current(work: Work<Tables>, id: string) {
  return work.db
    .selectFrom('resources')
    .select(['id', 'name', 'confirmedOn', 'version', sql<boolean>`removed_at is not null`.as('removed')])
    .select(sql<boolean>`bridge_ref is not null`.as('published'))
    .where('id', '=', id)
    .executeTakeFirst();
}
