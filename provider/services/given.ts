import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { servicesContract } from './contract.ts';
import { dayOf } from './refusing.ts';
import { openWords, sealWords } from './sealed.ts';

type In<K extends keyof typeof servicesContract> = z.infer<
  NonNullable<(typeof servicesContract)[K]['~orpc']['inputSchema']>
>;
const PAGE = 50;
const CAP = 10_000;

/** Services given to a client: written down in a moment, corrected by a further line, taken back; never deleted. */
export function servicesHandlers(house: House): Handlers<Tables, typeof servicesContract> {
  return {
    list: (work, input) => listGiven(house, work, input),
    give: async (work, { clientId, words, givenBy, ...facts }) => {
      await clientRow(work, clientId);
      await check(work, clientId, facts);
      const id = randomUUID();
      const sealed = await sealWords(house, clientId, 'services_given', id, { words });
      await work.db
        .insertInto('servicesGiven')
        .values({ id, clientId, ...facts, givenBy: givenBy ?? work.account.id, sealed })
        .execute();
      return { id };
    },
    correct: async (work, { id: corrects, version, words, reason, ...facts }) => {
      const row = await givenRow(work, corrects);
      if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
      await check(work, row.clientId, facts);
      const id = randomUUID();
      const sealed = await sealWords(house, row.clientId, 'services_given', id, { words, reason });
      await work.db
        .insertInto('servicesGiven')
        .values({ id, clientId: row.clientId, corrects, ...facts, sealed })
        .execute();
      return { id };
    },
    withdraw: async (work, { id, version }) => {
      const row = await givenRow(work, id);
      if (row.withdrawnAt !== null) throw refused('id', 'withdrawn', 'This was taken back already.');
      return store(work, id, version, { withdrawnAt: work.now });
    },
  };
}

async function givenRow({ db }: Work<Tables>, id: string) {
  const row = await db
    .selectFrom('servicesGiven')
    .select(['clientId', 'withdrawnAt', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** The version that was seen is changed, and only while it was not taken back. */
async function store({ db }: Work<Tables>, id: string, version: number, set: object) {
  const touched = await db
    .updateTable('servicesGiven')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawnAt', 'is', null)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    db.selectFrom('servicesGiven').select('version').where('id', '=', id).executeTakeFirst(),
  );
}

type Facts = Pick<In<'correct'>, 'givenOn' | 'amount' | 'unit' | 'needId'>;

async function check(work: Work<Tables>, clientId: string, facts: Facts): Promise<void> {
  if (facts.givenOn > dayOf(work.now)) throw refused('givenOn', 'future', 'Choose today or an earlier day.');
  if ((facts.amount === null) !== (facts.unit === null))
    throw refused('amount', 'unit', 'Say how much and in which unit, or neither.');
  if (facts.needId === null) return;
  const need = await work.db
    .selectFrom('needs')
    .select('clientId')
    .where('id', '=', facts.needId)
    .executeTakeFirst();
  if (need?.clientId !== clientId) throw refused('needId', 'unknown', 'Choose a need of this client.');
}

/** What was given, newest first, and what it comes to by kind and unit; what was taken back or corrected is shown, not counted. */
export async function listGiven(
  house: Pick<House, 'clientKeys'>,
  work: Work<Tables>,
  { clientId, page }: In<'list'>,
  limit = PAGE,
) {
  await clientRow(work, clientId);
  const rows = await work.db
    .selectFrom('servicesGiven as s')
    .innerJoin('accounts as a', 'a.id', 's.givenBy')
    .select(['s.id', 's.kind', 's.givenOn', 's.amount', 's.unit', 's.needId', 's.givenBy'])
    .leftJoin('servicesGiven as n', 'n.corrects', 's.id')
    .select(['a.displayName as givenByName', 's.sealed', 's.withdrawnAt', 's.version'])
    .select(['s.corrects', 'n.id as correctedBy'])
    .where('s.clientId', '=', clientId)
    .where('s.kind', 'is not', null)
    .orderBy('s.givenOn', 'desc')
    .orderBy('s.recordedAt', 'desc')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  const sealed = rows.filter((row) => row.sealed !== null).map((row) => row.id);
  if (sealed.length > 0) work.noteReading('services_given', sealed, {}, { table: 'clients', id: clientId });
  const { rows: sums } = await sql<{ kind: string; unit: string | null; times: string; amount: string }>`
    select kind, unit, count(*) as times, coalesce(sum(amount), 0) as amount from provider.services_given s
    where client_id = ${clientId}::uuid and kind is not null and withdrawn_at is null
      and not exists (select from provider.services_given n where n.corrects = s.id)
    group by kind, unit order by 3 desc, 1, 2`.execute(work.db);
  return {
    rows: (await Promise.all(
      rows.map(async ({ sealed: bytes, withdrawnAt, ...row }) => ({
        ...row,
        withdrawn: withdrawnAt !== null,
        ...(await openWords(house, clientId, 'services_given', { id: row.id, sealed: bytes }, [
          'words',
          'reason',
        ])),
      })),
    )) as never,
    total: await countGiven(work, clientId),
    sums: sums.map((one) => ({ ...one, times: Number(one.times), amount: Number(one.amount) })) as never,
  };
}

async function countGiven({ db }: Work<Tables>, clientId: string) {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from provider.services_given
      where client_id = ${clientId}::uuid and kind is not null limit ${CAP + 1}) capped`.execute(db);
  const n = Number(rows[0]?.n ?? 0);
  return { count: Math.min(n, CAP), capped: n > CAP };
}
