import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { post } from '../../bridge/posting.ts';
import type { MessageBody } from '../../bridge/messages.ts';
import type { ReferralState } from '../../bridge/referrals.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { referralsContract } from './contract.ts';
import { pairIsOpen, referralRow } from './reading.ts';
import { byHand, mayOf, notNow, whyNotOffer } from './rules.ts';

type In<K extends keyof typeof referralsContract> = z.infer<
  NonNullable<(typeof referralsContract)[K]['~orpc']['inputSchema']>
>;
type Row = Awaited<ReturnType<typeof referralRow>>;

/** The referral as it was on the screen, held until the end of the work. @throws Problem missing, conflict */
async function seen(work: Work<Tables>, id: string, version: number): Promise<Row> {
  await sql`select 1 from referrals where id = ${id}::uuid for update`.execute(work.db);
  const row = await referralRow(work, id);
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, state: row.state } } });
  return row;
}

/** What crosses of a referral: what law enforcement knows and the person agreed to, and nothing of the case. */
const crossing = (offerId: string, row: Row, answerBy: Date): MessageBody<'referral.offered'> => ({
  referral: offerId,
  alias: row.alias,
  ...(row.language === null ? {} : { language: row.language }),
  interpreter: row.interpreter,
  age: row.age as 'adult',
  needs: row.needs as MessageBody<'referral.offered'>['needs'],
  urgency: row.urgency as 'today',
  ...(row.safetyWarnings === null ? {} : { safetyWarnings: row.safetyWarnings }),
  ...(row.contactHow === null ? {} : { contactHow: row.contactHow }),
  agreedOn: row.agreedOn!,
  answerBy: answerBy.toISOString(),
});

/** Offers a referral to one provider. An earlier offer that expired is taken back first, so that it cannot answer any more. */
export async function offer(work: Work<Tables>, { id, version, providerId, way, answerHours }: In<'offer'>) {
  const row = await seen(work, id, version);
  const fields = whyNotOffer(row);
  if (fields.length > 0) throw new Problem('refused', { fields });
  const provider = await work.db
    .selectFrom('providers')
    .selectAll()
    .where('id', '=', providerId)
    .executeTakeFirst();
  if (!provider) throw new Problem('missing');
  if (row.state === 'expired' && row.currentOffer) await takeBack(work, row.currentOffer);
  const offerId = randomUUID();
  const answerBy = new Date(work.now.getTime() + (await hoursFor(work, answerHours)) * 3_600_000);
  const pairId = way === 'bridge' ? provider.pairId : null;
  await work.db
    .insertInto('referralOffers')
    .values({ id: offerId, referralId: id, caseId: row.caseId, providerId, way, pairId, answerBy })
    .execute();
  if (pairId !== null) await post(work, pairId, 'referral.offered', crossing(offerId, row, answerBy));
  return { offerId };
}

async function hoursFor({ db }: Work<Tables>, wanted: number | null): Promise<number> {
  if (wanted !== null) return wanted;
  const { rows } = await sql<{ hours: number }>`select taskforce.referral_hours() as hours`.execute(db);
  return rows[0]?.hours ?? 48;
}

/** Ends an offer from our side and tells the provider's installation. */
async function takeBack(work: Work<Tables>, offerId: string): Promise<void> {
  const row = await work.db
    .updateTable('referralOffers')
    .set({ state: 'withdrawn' })
    .where('id', '=', offerId)
    .returning(['pairId', 'providerId'])
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  if (row.pairId === null) return;
  // A pair that ended carries nothing any more; the offer ended with it.
  const { rows } = await sql<{ open: boolean }>`
    select true as open from bridge.pairs where id = ${row.pairId}::uuid and state = 'open'`.execute(work.db);
  if (rows.length > 0)
    await post(work, row.pairId, 'referral.withdrawn', { referral: offerId, at: work.now.toISOString() });
}

/**
 * Takes a referral back. It wins over whatever the provider says at the same moment: both sides end at withdrawn,
 * because the person's word counts more than an acceptance that was on its way.
 */
export async function withdraw(work: Work<Tables>, { id, version }: In<'withdraw'>) {
  const row = await seen(work, id, version);
  if (!mayOf(row.state).withdraw) throw new Problem('refused', { fields: [notNow] });
  if (row.currentOffer && ['offered', 'accepted', 'expired'].includes(row.state))
    await takeBack(work, row.currentOffer);
  if (['draft', 'declined', 'expired'].includes(row.state)) {
    const { numUpdatedRows } = await work.db
      .updateTable('referrals')
      .set({ state: 'withdrawn' })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Problem('missing');
  }
  return { done: true } as const;
}

/**
 * Takes several referrals back. Each is taken back or left as it is, and the answer says which and why: one that
 * somebody changed meanwhile is looked at again, one in service ends with the provider.
 */
export async function withdrawMany(work: Work<Tables>, { referrals, number }: In<'withdrawMany'>) {
  const wanted = new Map(referrals.map((one) => [one.id, one.version]));
  if (wanted.size !== number)
    throw refused(
      'number',
      'not_the_number',
      'Mark the referrals anew: another number is meant than is named.',
    );
  // Held in one order, so that two people who take back the same ones wait for each other and do not block.
  const { rows: held } = await sql<{ id: string; version: number; state: ReferralState }>`
    select id, version, state from referrals where id = any(${[...wanted.keys()]}::uuid[]) order by id for update`.execute(
    work.db,
  );
  const rows: { id: string; outcome: 'withdrawn' | 'changed' | 'not_now' | 'not_open' }[] = [];
  for (const [id, version] of wanted) {
    const now = held.find((one) => one.id === id);
    const outcome = outcomeOf(now, version);
    if (outcome === 'withdrawn') await withdraw(work, { id, version });
    rows.push({ id, outcome });
  }
  return { rows };
}

function outcomeOf(now: { version: number; state: ReferralState } | undefined, seenAt: number) {
  if (!now) return 'not_open';
  if (now.version !== seenAt) return 'changed';
  return mayOf(now.state).withdraw ? 'withdrawn' : 'not_now';
}

/** Writes down what a provider said that has no installation, or with which the bridge ended. */
export async function record(work: Work<Tables>, { offerId, version, to, reason }: In<'record'>) {
  const { db } = work;
  const row = await db
    .selectFrom('referralOffers as o')
    .selectAll('o')
    .select(pairIsOpen.as('bridged'))
    .where('o.id', '=', offerId)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, state: row.state } } });
  if (!byHand(row.state as ReferralState, { way: row.way as 'phone', bridged: row.bridged }).includes(to))
    throw new Problem('refused', { fields: [notNow] });
  if (to === 'declined' && reason === null)
    throw new Problem('refused', {
      fields: [{ path: 'reason', problem: 'missing', remedy: 'Choose why it was declined.' }],
    });
  const touched = await db
    .updateTable('referralOffers')
    .set({ state: to, ...(to === 'declined' ? { declineReason: reason } : {}) })
    .where('id', '=', offerId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!touched) throw new Problem('missing');
  return touched;
}
