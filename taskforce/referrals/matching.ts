import { sql } from 'kysely';
import type { ReferralState } from '../../bridge/referrals.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { referralRow } from './reading.ts';
import { byFit, judge, type Room, type Service, type Wanted } from './rules-matching.ts';

type Found = {
  id: string;
  name: string;
  channel: 'paired' | 'guest_link' | 'phone';
  dutyPhone: string | null;
  asked: ReferralState | null;
  services: Service[];
  room: Record<string, number | null> | null;
};

/** Providers in the order of how they fit, each with every reason in words. */
export async function matchProviders(work: Work<Tables>, id: string) {
  const wanted = (await referralRow(work, id)) as unknown as Wanted;
  const { rows } = await sql<Found>`
    select p.id, p.name, p.channel, p.duty_phone,
      (select o.state from referral_offers o where o.referral_id = ${id}::uuid and o.provider_id = p.id order by o.offered_at desc limit 1) as asked,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'services', s.services, 'serves', s.serves, 'ageFrom', s.age_from,
          'ageUntil', s.age_until, 'languages', s.languages, 'hours', s.hours, 'eligibility', s.eligibility,
          'withoutCooperation', s.without_cooperation, 'confirmedOn', s.confirmed_on) order by s.name)
        from resources s where s.provider_id = p.id and s.removed_at is null), '[]') as services,
      (select to_jsonb(k) - 'id' - 'provider_id' - 'languages' - 'valid_until' - 'told_at' - 'told_by' from capacities k
        where k.provider_id = p.id and k.valid_until > ${work.now} order by k.told_at desc limit 1) as room
    from providers p where p.active order by lower(p.name) limit 500`.execute(work.db);
  const day = await sql<{ today: string; hours: number }>`
    select taskforce.today()::text as today, taskforce.referral_hours() as hours`.execute(work.db);
  const { today, hours } = day.rows[0]!;
  const judged = rows
    .map(({ services, room, asked, ...provider }) => ({
      provider,
      asked,
      ...judge(wanted, { services, room: room && roomOf(room) }, today),
    }))
    .toSorted(byFit);
  return { rows: judged, hours };
}

/** The columns of taskforce.capacities, as the rule names them. */
function roomOf(row: Record<string, number | null>): Room {
  const beds = Object.entries(row)
    .filter(([name]) => name.startsWith('beds_'))
    .map(([name, free]) => [name.slice('beds_'.length), free] as const);
  return {
    beds: Object.fromEntries(beds),
    legalSlots: row['legal_slots'] ?? null,
    medicalSlots: row['medical_slots'] ?? null,
  };
}
