import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clientRow } from '../clients/opening.ts';
import { openFor, sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { plansContract, SafetyPlan } from './contract-plans.ts';
import { dayOf, refuse } from './refusing.ts';
import { reviewRefusals } from './rules.ts';

type All = Handlers<Tables, typeof plansContract>;
type In = z.infer<NonNullable<(typeof plansContract.saveSafety)['~orpc']['inputSchema']>>;
const at = (row: string) => ({ table: 'safety_plans', column: 'sealed', row });

/** The safety plan: sealed, and every change an edition of its own. */
export function safetyHandlers(house: House): Pick<All, 'safety' | 'safetyEdition' | 'saveSafety'> {
  return {
    safety: (work, { clientId }) => readSafety(house, work, clientId),
    safetyEdition: async (work, { id }) => {
      const row = await editions(work)
        .select(['p.clientId', 'p.sealed'])
        .where('p.id', '=', id)
        .executeTakeFirst();
      const plan = row && ((await openFor(house, row.clientId, at(id), row.sealed)) as SafetyPlan | null);
      if (!row || !plan) throw new Problem('missing');
      work.noteReading('safety_plans', [id], {}, { table: 'clients', id: row.clientId });
      const { clientId: _client, sealed: _sealed, ...edition } = row;
      return { plan, edition: { ...edition, writtenAt: edition.writtenAt.toISOString() } };
    },
    saveSafety: (work, input) => saveSafety(house, work, input),
  };
}

const editions = ({ db }: Work<Tables>) =>
  db
    .selectFrom('safetyPlans as p')
    .innerJoin('accounts as a', 'a.id', 'p.writtenBy')
    .select(['p.id', 'p.edition', 'p.reviewedOn', 'p.nextReviewOn', 'a.displayName as writtenBy'])
    .select('p.writtenAt');

/** The plan that counts, opened, and the list of its editions. */
export async function readSafety(house: Pick<House, 'clientKeys'>, work: Work<Tables>, clientId: string) {
  await clientRow(work, clientId);
  const rows = await editions(work)
    .select('p.sealed')
    .where('p.clientId', '=', clientId)
    .where('p.sealed', 'is not', null)
    .orderBy('p.edition', 'desc')
    .execute();
  const last = rows[0];
  const plan =
    last === undefined
      ? null
      : ((await openFor(house, clientId, at(last.id), last.sealed)) as SafetyPlan | null);
  if (last) work.noteReading('safety_plans', [last.id], {}, { table: 'clients', id: clientId });
  return {
    plan,
    editions: rows.map(({ sealed: _sealed, ...row }) => ({
      ...row,
      writtenAt: row.writtenAt.toISOString(),
    })),
  };
}

async function saveSafety(house: House, work: Work<Tables>, input: In) {
  const { clientId, after, reviewedOn, nextReviewOn, plan } = input;
  await clientRow(work, clientId);
  refuse(reviewRefusals(reviewedOn, nextReviewOn, dayOf(work.now)));
  const last = await work.db
    .selectFrom('safetyPlans')
    .select('edition')
    .where('clientId', '=', clientId)
    .orderBy('edition', 'desc')
    .executeTakeFirst();
  if ((last?.edition ?? 0) !== after)
    // The other edition is read through `safety`, where opening it is written down.
    throw new Problem('conflict', { data: { current: { edition: last?.edition ?? 0 } } });
  const id = randomUUID();
  const sealed = await sealFor(house, clientId, at(id), plan);
  await work.db
    .insertInto('safetyPlans')
    .values({ id, clientId, edition: after + 1, reviewedOn, nextReviewOn, sealed })
    .execute();
  return { id, edition: after + 1 };
}
