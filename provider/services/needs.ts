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
import type { NeedKind } from '../vocabulary/needs.ts';
import type { needsContract } from './contract.ts';
import { listAcross } from './across.ts';
import { dayOf, refuse } from './refusing.ts';
import { horizonOf, needRefusals, tidyNeed, type NeedFacts } from './rules.ts';
import { openWords, sealWords } from './sealed.ts';

type In<K extends keyof typeof needsContract> = z.infer<
  NonNullable<(typeof needsContract)[K]['~orpc']['inputSchema']>
>;
const WORDS = ['words', 'byOther'] as const;

/** Needs of a client: one by one, all in one go, and across clients. */
export function needsHandlers(house: House): Handlers<Tables, typeof needsContract> {
  return {
    list: (work, { clientId }) => listNeeds(house, work, clientId),
    assess,
    add: (work, input) => addNeed(house, work, input),
    change: (work, input) => changeNeed(house, work, input),
    across: listAcross,
  };
}

/** Needs of a client with their words opened, those that stand first. */
export async function listNeeds(house: Pick<House, 'clientKeys'>, work: Work<Tables>, clientId: string) {
  await clientRow(work, clientId);
  const rows = await work.db
    .selectFrom('needs as n')
    .selectAll('n')
    .select((eb) =>
      eb
        .selectFrom('servicesGiven as s')
        .whereRef('s.needId', '=', 'n.id')
        .where('s.withdrawnAt', 'is', null)
        .where((line) =>
          line.not(
            line.exists(
              line.selectFrom('servicesGiven as n').select('n.id').whereRef('n.corrects', '=', 's.id'),
            ),
          ),
        )
        .select(({ fn }) => fn.countAll<number>().as('many'))
        .as('services'),
    )
    .where('n.clientId', '=', clientId)
    .where('n.kind', 'is not', null)
    .orderBy(sql`n.settled_on is not null`)
    .orderBy('n.openedOn', 'desc')
    .orderBy('n.id')
    .execute();
  const sealed = rows.filter((row) => row.sealed !== null).map((row) => row.id);
  if (sealed.length > 0) work.noteReading('needs', sealed, {}, { table: 'clients', id: clientId });
  return {
    rows: (await Promise.all(
      rows.map(async ({ clientId: _client, recordedBy: _by, recordedAt: _at, sealed: _sealed, ...row }) => ({
        ...row,
        ...(await openWords(house, clientId, 'needs', { id: row.id, sealed: _sealed }, WORDS)),
        services: Number(row.services ?? 0),
      })),
    )) as never,
  };
}

/** Many needs in one go, as the conversation went: what stands is changed, what is new is added. */
async function assess(work: Work<Tables>, { clientId, on, rows }: In<'assess'>) {
  await clientRow(work, clientId);
  const today = dayOf(work.now);
  if (new Set(rows.map((row) => row.kind)).size < rows.length)
    throw refused('rows', 'twice', 'Each kind of need once.');
  const standing = new Map((await standingNeeds(work, clientId)).map((row) => [row.kind, row]));
  let [added, changed] = [0, 0];
  for (const [i, { kind, version, horizon: chosen, ...said }] of rows.entries()) {
    const before = standing.get(kind);
    if ((before?.version ?? null) !== version)
      throw new Problem('conflict', { data: { current: { kind, version: before?.version ?? null } } });
    const openedOn = before?.openedOn ?? on;
    const facts = { ...said, openedOn, settledOn: on >= openedOn ? on : null };
    refuse(needRefusals(facts, today), `rows.${i}.`);
    const set = { ...tidyNeed(facts, today), horizon: chosen ?? before?.horizon ?? horizonOf(kind) };
    if (before) {
      await work.db.updateTable('needs').set(set).where('id', '=', before.id).execute();
      changed += 1;
    } else {
      await work.db
        .insertInto('needs')
        .values({ id: randomUUID(), clientId, kind, ...set })
        .execute();
      added += 1;
    }
  }
  return { added, changed };
}

function standingNeeds({ db }: Work<Tables>, clientId: string) {
  return db
    .selectFrom('needs')
    .select(['id', 'kind', 'horizon', 'openedOn', 'version'])
    .where('clientId', '=', clientId)
    .where('status', 'in', ['open', 'under_way', 'unmet'])
    .forUpdate()
    .execute();
}

async function addNeed(house: House, work: Work<Tables>, input: In<'add'>) {
  const { clientId, kind, words, byOther, horizon, ...facts } = input;
  await clientRow(work, clientId);
  const today = dayOf(work.now);
  refuse(needRefusals(facts, today));
  const set = tidyNeed(facts, today);
  if (set.settledOn === null) await refuseSecond(work, clientId, kind);
  const id = randomUUID();
  const sealed = await sealWords(house, clientId, 'needs', id, { words, byOther });
  const row = { id, clientId, kind, horizon: horizon ?? horizonOf(kind), ...set, sealed };
  await work.db.insertInto('needs').values(row).execute();
  return { id };
}

async function changeNeed(house: House, work: Work<Tables>, input: In<'change'>) {
  const { id, version, words, byOther, horizon, ...facts } = input;
  const row = await work.db
    .selectFrom('needs')
    .select(['clientId', 'kind', 'settledOn'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  const today = dayOf(work.now);
  refuse(needRefusals(facts satisfies NeedFacts, today));
  const set = tidyNeed(facts, today);
  if (row.settledOn !== null && set.settledOn === null)
    await refuseSecond(work, row.clientId, row.kind as NeedKind);
  const sealed = await sealWords(house, row.clientId, 'needs', id, { words, byOther });
  const touched = await work.db
    .updateTable('needs')
    .set({ ...set, horizon, sealed })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db.selectFrom('needs').select(['version', 'status']).where('id', '=', id).executeTakeFirst(),
  );
}

/** One standing need of a kind: two would be counted twice. */
async function refuseSecond({ db }: Work<Tables>, clientId: string, kind: NeedKind): Promise<void> {
  const there = await db
    .selectFrom('needs')
    .select('id')
    .where('clientId', '=', clientId)
    .where('kind', '=', kind)
    .where('status', 'in', ['open', 'under_way', 'unmet'])
    .executeTakeFirst();
  if (there) throw refused('kind', 'stands', 'A need of this kind stands already; change that one.');
}
