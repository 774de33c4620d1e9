import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { Asked, referralsContract } from './contract.ts';
import { makeLink } from './guest.ts';
import { listReferrals, referralBoard } from './listing.ts';
import { matchProviders } from './matching.ts';
import { offer, record, withdraw, withdrawMany } from './offering.ts';
import { readReferral, referralRow } from './reading.ts';

type All = Handlers<Tables, typeof referralsContract>;
type In<K extends keyof typeof referralsContract> = z.infer<
  NonNullable<(typeof referralsContract)[K]['~orpc']['inputSchema']>
>;

/** The referral desk: what is asked for whom, of which provider, and where it stands. */
export function referralsHandlers(house: House): All {
  return {
    list: listReferrals,
    board: referralBoard,
    read: (work, { id }) => readReferral(work, id),
    draft,
    change,
    match: (work, { id }) => matchProviders(work, id),
    offer,
    link: (work, { offerId }) => makeLink(house, work, offerId),
    record,
    withdraw,
    withdrawMany,
  };
}

async function draft(work: Work<Tables>, { caseId, ...asked }: In<'draft'>) {
  const { db, now } = work;
  const open = await db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!open) throw new Problem('missing');
  const id = randomUUID();
  const { rows } = await sql<{ number: string }>`
    select taskforce.next_referral_number(${now.getUTCFullYear()}) as number`.execute(db);
  const number = rows[0]!.number;
  await db
    .insertInto('referrals')
    .values({ id, number, caseId, ...asked })
    .execute();
  return { id, number };
}

async function change(work: Work<Tables>, { id, version, ...asked }: In<'change'>) {
  const touched = await work.db
    .updateTable('referrals')
    .set(asked satisfies Asked)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const row = await referralRow(work, id);
    return row.version === version ? undefined : row;
  });
}
