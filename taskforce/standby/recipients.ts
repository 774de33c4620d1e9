import { sql } from 'kysely';
import { capacityOfColumns, type Capacity } from '../../bridge/capacity.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Recipient } from './contract.ts';
import { standingOf } from './rules.ts';

type NoticeFacts = { id: string; edition: number; validUntil: Date; withdrawnAt: Date | null };

/** Recipients by notice, with delivery and the newest numbers each sent for it. */
export async function recipientsOf(
  work: Work<Tables>,
  of: readonly NoticeFacts[],
): Promise<Map<string, Recipient[]>> {
  const found = new Map<string, Recipient[]>();
  if (of.length === 0) return found;
  const ids = of.map(({ id }) => id);
  const { rows } = await sql<RecipientRow>`
    select r.*, p.name as provider, p.channel, p.duty_phone, a.display_name as teller, d.delivered_at
    from taskforce.standby_recipients r
    join taskforce.providers p on p.id = r.provider_id
    left join kit.accounts a on a.id = r.told_by
    left join (select d.* from unnest(${ids}::uuid[]) as wanted (id) cross join lateral taskforce.standby_deliveries(wanted.id) d) d
      on d.recipient_id = r.id
    where r.notice_id = any(${ids}::uuid[])
    order by lower(p.name), r.id`.execute(work.db);
  const answers = await answersOf(
    work,
    rows.map(({ id }) => id),
  );
  for (const row of rows) {
    const notice = of.find(({ id }) => id === row.noticeId)!;
    const one = recipientOf(row, answers.get(row.id) ?? null, notice, work.now);
    found.set(row.noticeId, [...(found.get(row.noticeId) ?? []), one]);
  }
  return found;
}

type Told = { told: Capacity; at: string };

/** The newest numbers of each recipient. */
async function answersOf(work: Work<Tables>, recipientIds: string[]): Promise<Map<string, Told>> {
  if (recipientIds.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('capacities')
    .selectAll()
    .distinctOn('recipientId')
    .where('recipientId', 'in', recipientIds)
    .orderBy('recipientId')
    .orderBy('toldAt', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [row.recipientId!, { told: capacityOfColumns(row), at: row.toldAt.toISOString() }]),
  );
}

type RecipientRow = {
  id: string;
  noticeId: string;
  providerId: string;
  provider: string;
  channel: string;
  dutyPhone: string | null;
  sentEdition: number;
  sentAt: Date | null;
  acknowledgedEdition: number | null;
  acknowledgedAt: Date | null;
  deliveredAt: Date | null;
  toldHow: string | null;
  toldWhom: string | null;
  toldAt: Date | null;
  teller: string | null;
  version: number;
};

function recipientOf(row: RecipientRow, capacity: Told | null, notice: NoticeFacts, now: Date): Recipient {
  return {
    id: row.id,
    providerId: row.providerId,
    provider: row.provider,
    channel: row.channel as Recipient['channel'],
    dutyPhone: row.dutyPhone,
    standing: standingOf({ ...row, answered: capacity !== null }, notice, now),
    sentAt: row.sentAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    earlier: row.acknowledgedEdition !== null && row.acknowledgedEdition < notice.edition,
    told:
      row.toldAt === null
        ? null
        : {
            how: row.toldHow as NonNullable<Recipient['told']>['how'],
            whom: row.toldWhom,
            at: row.toldAt.toISOString(),
            by: row.teller ?? '',
          },
    capacity: capacity?.told ?? null,
    capacityAt: capacity?.at ?? null,
    capacityExpired: capacity !== null && new Date(capacity.told.validUntil) <= now,
    version: row.version,
  };
}
