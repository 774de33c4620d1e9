import { sql } from 'kysely';
import type { ReferralState } from '../../bridge/referrals.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { Offer } from './contract.ts';
import { rowColumns, rowSource, shownRow } from './listing.ts';
import { byHand, mayOf } from './rules.ts';
import { shownRule } from './protocol.ts';

/** A referral as the reader may see it. @throws Problem missing */
export async function referralRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('referrals').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row as typeof row & { state: ReferralState };
}

/** One referral with its offers and all its states. The reading is written down. */
export async function readReferral(work: Work<Tables>, id: string) {
  const row = await referralRow(work, id);
  const { rows } = await sql<Parameters<typeof shownRow>[0]>`
    select ${rowColumns} from ${rowSource} where r.id = ${id}::uuid`.execute(work.db);
  const victim = row.victimId
    ? await work.db
        .selectFrom('victims')
        .select(['id', 'codeName'])
        .where('id', '=', row.victimId)
        .executeTakeFirst()
    : undefined;
  const rule = row.ruleId
    ? await work.db
        .selectFrom('referralRules as r')
        .innerJoin('accounts as a', 'a.id', 'r.madeBy')
        .selectAll('r')
        .select('a.displayName as by')
        .where('r.id', '=', row.ruleId)
        .executeTakeFirst()
    : undefined;
  work.noteReading('referrals', [id], {}, { table: 'referrals', id });
  const write = await mayWrite(work, row.caseId);
  const may = mayOf(row.state);
  return {
    ...shownRow(rows[0]!),
    victimId: row.victimId,
    language: row.language,
    interpreter: row.interpreter,
    age: row.age,
    serves: row.serves,
    safetyWarnings: row.safetyWarnings,
    contactHow: row.contactHow,
    agreedOn: row.agreedOn,
    ruleId: row.ruleId,
    outsideRule: row.outsideRule,
    victim: victim ?? null,
    rule: rule ? shownRule(rule) : null,
    offers: await offersOf(work, id, write),
    moves: await movesOf(work, id),
    may: write ? may : { change: false, offer: false, withdraw: false },
  } as never;
}

async function mayWrite({ db }: Work<Tables>, caseId: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select taskforce.may('referrals.write', ${caseId}::uuid) as may`.execute(db);
  return rows[0]?.may ?? false;
}

/** Whether the pair over which an offer `o` went is open still. */
export const pairIsOpen = sql<boolean>`exists (select from bridge.pairs b where b.id = o.pair_id and b.state = 'open')`;

async function offersOf({ db }: Work<Tables>, referralId: string, write: boolean): Promise<Offer[]> {
  const rows = await db
    .selectFrom('referralOffers as o')
    .innerJoin('providers as p', 'p.id', 'o.providerId')
    .innerJoin('accounts as a', 'a.id', 'o.offeredBy')
    .leftJoin('referralLinks as l', (join) =>
      join.onRef('l.offerId', '=', 'o.id').on('l.endedAt', 'is', null),
    )
    .select([
      'o.id',
      'p.id as providerId',
      'p.name',
      'p.dutyPhone',
      'o.way',
      'o.state',
      'o.declineReason',
      'o.answerBy',
      'a.displayName as offeredBy',
      'o.offeredAt',
      'o.movedAt',
      'o.version',
      'l.openedAt',
      'l.expiresAt',
      pairIsOpen.as('bridged'),
    ])
    .where('o.referralId', '=', referralId)
    .orderBy('o.offeredAt', 'desc')
    .execute();
  return rows.map(({ providerId, name, dutyPhone, openedAt, expiresAt, bridged, ...row }) => ({
    ...row,
    provider: { id: providerId, name, dutyPhone },
    answerBy: row.answerBy.toISOString(),
    offeredAt: row.offeredAt.toISOString(),
    movedAt: row.movedAt.toISOString(),
    link: expiresAt && { openedAt: openedAt?.toISOString() ?? null, expiresAt: expiresAt.toISOString() },
    may: write ? byHand(row.state as ReferralState, { way: row.way as 'phone', bridged }) : [],
  })) as Offer[];
}

async function movesOf({ db }: Work<Tables>, referralId: string) {
  const rows = await db
    .selectFrom('referralMoves as m')
    .leftJoin('referralOffers as o', 'o.id', 'm.offerId')
    .leftJoin('providers as p', 'p.id', 'o.providerId')
    .leftJoin('accounts as a', 'a.id', 'm.movedBy')
    .select([
      'm.toState as to',
      'p.name as provider',
      'm.at',
      'm.toldAt',
      'a.displayName as by',
      'm.reason',
      'm.counted',
    ])
    .where('m.referralId', '=', referralId)
    .orderBy('m.at')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), toldAt: row.toldAt?.toISOString() ?? null }));
}
