import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { capacityOfColumns, type CapacityColumns } from '../../bridge/capacity.ts';
import { freshness, type Offer } from '../../bridge/offers.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { todayOf } from '../today.ts';
import type { CapacityNow, Provider, providersContract, Resource } from './contract.ts';

type All = Handlers<Tables, typeof providersContract>;
type Input = Parameters<All['list']>[1];
type Capacities = z.infer<typeof CapacityNow>;
type Told = { providerId: string; recipientId: string | null; toldAt: Date; teller: string | null };

const PAGE = 50;
const CAP = 10_000;

const all = (parts: RawBuilder<unknown>[]) => (parts.length === 0 ? sql`true` : sql.join(parts, sql` and `));

/** What a service must be for it to fit. What a provider has not said of whom it serves excludes nobody. */
function fitting(input: Input): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [];
  if (input.needs.length > 0) parts.push(sql`r.services @> ${input.needs}::text[]`);
  if (input.serves.length > 0) parts.push(sql`(r.serves = '{}' or r.serves @> ${input.serves}::text[])`);
  if (input.language !== '') parts.push(sql`${input.language} = any(r.languages)`);
  if (input.age !== null) parts.push(sql`${input.age}::integer between r.age_from and r.age_until`);
  if (input.hours.length > 0) parts.push(sql`r.hours = any(${input.hours}::text[])`);
  return parts;
}

/** Which providers come into question. */
function conditions(input: Input, fits: RawBuilder<unknown>[], now: Date): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (!input.inactive) parts.push(sql`p.active`);
  if (input.find !== '') parts.push(sql`strpos(lower(p.name), lower(${input.find})) > 0`);
  if (input.channels.length > 0) parts.push(sql`p.channel = any(${input.channels}::text[])`);
  if (fits.length > 0)
    parts.push(
      sql`exists (select from taskforce.resources r where r.provider_id = p.id and r.removed_at is null and ${all(fits)})`,
    );
  if (input.freeBeds)
    parts.push(sql`exists (select from taskforce.capacities c where c.provider_id = p.id and c.valid_until > ${now}
      and c.told_at = (select max(n.told_at) from taskforce.capacities n where n.provider_id = p.id)
      and coalesce(c.beds_women, 0) + coalesce(c.beds_men, 0) + coalesce(c.beds_any_adult, 0) + coalesce(c.beds_minors, 0)
        + coalesce(c.beds_families, 0) + coalesce(c.beds_transgender_and_nonbinary, 0) > 0)`);
  return all(parts);
}

/** The directory: providers by name, each with the services that fit and its newest numbers. */
export const listProviders: All['list'] = async (work, input) => {
  const fits = fitting(input);
  const where = conditions(input, fits, work.now);
  const { rows } = await sql<{ id: string }>`
    select p.id from taskforce.providers p where ${where}
    order by lower(p.name), p.id limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(work.db);
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from taskforce.providers p where ${where} limit ${CAP + 1}) capped`.execute(
    work.db,
  );
  const n = Number(counted.rows[0]?.n ?? 0);
  const ids = rows.map(({ id }) => id);
  const [found, offers, numbers] = [
    await providersOf(work, ids),
    await resourcesOf(work, ids, fits),
    await capacitiesOf(work, ids, 1),
  ];
  // That somebody looked a name up is kept; what was typed is not.
  if (input.find !== '') work.note('search', 'providers', [], { hits: Math.min(n, CAP) });
  return {
    rows: ids.map((id) => ({
      ...found.get(id)!,
      resources: offers.filter((one) => one.providerId === id),
      capacity: numbers.get(id)?.[0] ?? null,
    })),
    total: { count: Math.min(n, CAP), capped: n > CAP },
  };
};

/** @throws Problem missing when there is no such provider */
export async function knownProvider(work: Work<Tables>, id: string): Promise<Provider> {
  const provider = (await providersOf(work, [id])).get(id);
  if (!provider) throw new Problem('missing');
  return provider;
}

/** One provider with all it offers and its last ten numbers. @throws Problem missing */
export async function readProvider(work: Work<Tables>, id: string) {
  return {
    provider: await knownProvider(work, id),
    resources: await resourcesOf(work, [id], []),
    capacities: (await capacitiesOf(work, [id], 10)).get(id) ?? [],
    may: { keep: work.can('providers.keep') },
  };
}

async function providersOf(work: Work<Tables>, ids: string[]): Promise<Map<string, Provider>> {
  if (ids.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('providers')
    .select(['id', 'name', 'withoutBridge', 'dutyContact', 'dutyPhone', 'mail', 'note', 'trainedOn'])
    .select(['channel', 'active', 'version'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        withoutBridge: row.withoutBridge as Provider['withoutBridge'],
        channel: row.channel as Provider['channel'],
      },
    ]),
  );
}

async function resourcesOf(
  work: Work<Tables>,
  ids: string[],
  fits: RawBuilder<unknown>[],
): Promise<Resource[]> {
  if (ids.length === 0) return [];
  const today = await todayOf(work);
  const { rows } = await sql<
    Offer & { id: string; providerId: string; bridgeRef: string | null; version: number }
  >`
    select r.id, r.provider_id, r.bridge_ref, r.name, r.services, r.serves, r.age_from, r.age_until, r.languages, r.hours,
      r.eligibility, r.without_cooperation, r.confirmed_on, r.version
    from taskforce.resources r
    where r.provider_id = any(${ids}::uuid[]) and r.removed_at is null and ${all(fits)}
    order by lower(r.name), r.id`.execute(work.db);
  return rows.map(({ bridgeRef, ...row }) => {
    const { days, stale } = freshness(row.confirmedOn, today);
    return { ...row, published: bridgeRef !== null, daysOld: days, stale, removedAt: null };
  });
}

/** The newest numbers of each provider; those told for a notice one may not read are not among them. */
async function capacitiesOf(
  work: Work<Tables>,
  ids: string[],
  most: number,
): Promise<Map<string, Capacities[]>> {
  const found = new Map<string, Capacities[]>();
  if (ids.length === 0) return found;
  const { rows } = await sql<CapacityColumns & Told>`
    select c.*, a.display_name as teller
    from unnest(${ids}::uuid[]) as wanted (id)
    cross join lateral (select * from taskforce.capacities c where c.provider_id = wanted.id order by c.told_at desc limit ${most}) c
    left join kit.accounts a on a.id = c.told_by
    order by c.told_at desc`.execute(work.db);
  for (const row of rows) {
    found.set(row.providerId, [
      ...(found.get(row.providerId) ?? []),
      {
        ...capacityOfColumns(row),
        toldAt: row.toldAt.toISOString(),
        toldBy: row.teller,
        expired: row.validUntil <= work.now,
        forNotice: row.recipientId !== null,
      },
    ]);
  }
  return found;
}
