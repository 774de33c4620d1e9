import { randomUUID } from 'node:crypto';
import { capacityMessage, capacityOfColumns, columnsOfCapacity } from '../../bridge/capacity.ts';
import { freshness, type Offer } from '../../bridge/offers.ts';
import { post } from '../../bridge/posting.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, type FieldProblem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { directoryContract, Resource, ToldCapacity } from './contract.ts';
import { openPairs } from './pairs.ts';
import { againstCapacity, againstOffer, changedSince, entryOf } from './rules.ts';

type All = Handlers<Tables, typeof directoryContract>;

/** What the organisation shows of itself to task forces: services and free places. Nothing here is about a client. */
export function directoryHandlers(): All {
  return {
    overview,
    add: async (work, offer) => {
      const id = randomUUID();
      await work.db
        .insertInto('resources')
        .values({ id, ...plain(checked(work, offer)) })
        .execute();
      return { id };
    },
    change: async (work, { id, version, ...offer }) =>
      changedRow(await touch(work, id, version, plain(checked(work, offer))), () => current(work, id)),
    preview: async (work, { id }) => ({ leaves: entryOf(id, await offerOf(work, id)) }),
    publish,
    unpublish,
    tellCapacity,
  };
}

const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);

/** Throws what is against something as the problem `refused`. */
function allowed(found: FieldProblem[]): void {
  if (found.length > 0) throw new Problem('refused', { fields: found });
}

function checked(work: Work<Tables>, offer: Offer): Offer {
  // A day ahead of the clock's own day in Greenwich may be today where the provider is.
  allowed(againstOffer(offer, dayOf(new Date(work.now.getTime() + 14 * 3_600_000))));
  return offer;
}

/** Each word once. */
const plain = (offer: Offer): Offer => ({
  ...offer,
  services: [...new Set(offer.services)],
  serves: [...new Set(offer.serves)],
  languages: [...new Set(offer.languages)],
});

function resources(work: Work<Tables>) {
  return work.db.selectFrom('resources').selectAll().where('retiredAt', 'is', null);
}
type Row = Awaited<ReturnType<ReturnType<typeof resources>['execute']>>[number];

const offerIn = (row: Row): Offer => ({
  name: row.name,
  services: row.services as Offer['services'],
  serves: row.serves as Offer['serves'],
  ageFrom: row.ageFrom,
  ageUntil: row.ageUntil,
  languages: row.languages,
  hours: row.hours as Offer['hours'],
  eligibility: row.eligibility,
  withoutCooperation: row.withoutCooperation as Offer['withoutCooperation'],
  confirmedOn: row.confirmedOn,
});

async function offerOf(work: Work<Tables>, id: string): Promise<Offer> {
  const row = await resources(work).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return offerIn(row);
}

const overview: All['overview'] = async (work) => {
  const rows = await resources(work).orderBy('name').orderBy('id').execute();
  const told = await work.db
    .selectFrom('capacities as c')
    .innerJoin('accounts as a', 'a.id', 'c.toldBy')
    .selectAll('c')
    .select('a.displayName as teller')
    .orderBy('c.toldAt', 'desc')
    .limit(10)
    .execute();
  const taskforces = await openPairs(work);
  return {
    taskforces: taskforces.map(({ name }) => name),
    resources: rows.map((row) => shown(row, dayOf(work.now))),
    capacities: told.map((row): ToldCapacity => ({
      ...capacityOfColumns(row),
      toldAt: row.toldAt.toISOString(),
      toldBy: row.teller,
      sentTo: row.sentTo,
      expired: row.validUntil <= work.now,
      forNotice: row.noticeId !== null,
    })),
    may: { keep: work.can('directory.keep') },
  };
};

function shown(row: Row, today: string): Resource {
  const { days, stale } = freshness(row.confirmedOn, today);
  return {
    ...offerIn(row),
    id: row.id,
    daysOld: days,
    stale,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    changedSince: changedSince(row.published, entryOf(row.id, offerIn(row))),
    version: row.version,
  };
}

function touch(work: Work<Tables>, id: string, version: number, set: Record<string, unknown>) {
  return work.db
    .updateTable('resources')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('retiredAt', 'is', null)
    .returning('version')
    .executeTakeFirst();
}

const current = (work: Work<Tables>, id: string) =>
  work.db
    .selectFrom('resources')
    .select(['id', 'name', 'confirmedOn', 'publishedAt', 'retiredAt', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();

/** Publishing says that it is so today: old entries are shown as old. */
const publish: All['publish'] = async (work, { id, version }) => {
  const confirmedOn = dayOf(work.now);
  const entry = entryOf(id, { ...(await offerOf(work, id)), confirmedOn });
  const set = { confirmedOn, published: JSON.stringify(entry), publishedAt: work.now };
  const changed = await changedRow(await touch(work, id, version, set), () => current(work, id));
  const pairs = await openPairs(work);
  for (const pair of pairs) await post(work, pair.id, 'directory.entry', entry);
  return { ...changed, sentTo: pairs.length };
};

const unpublish: All['unpublish'] = async (work, { id, version, retire }) => {
  const set = { published: null, publishedAt: null, ...(retire ? { retiredAt: work.now } : {}) };
  const changed = await changedRow(await touch(work, id, version, set), () => current(work, id));
  const pairs = await openPairs(work);
  for (const pair of pairs) await post(work, pair.id, 'directory.removed', { resource: id });
  return { ...changed, sentTo: pairs.length };
};

/** Keeps numbers and sends them to every task force. */
const tellCapacity: All['tellCapacity'] = async (work, { capacity: told }) => {
  allowed(againstCapacity(told, work.now));
  const pairs = await openPairs(work);
  const id = randomUUID();
  await work.db
    .insertInto('capacities')
    .values({ id, ...columnsOfCapacity(told), sentTo: pairs.length })
    .execute();
  for (const pair of pairs) await post(work, pair.id, 'standby.capacity', capacityMessage(told));
  return { id, sentTo: pairs.length };
};
