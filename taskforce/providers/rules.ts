import type { Capacity } from '../../bridge/capacity.ts';
import type { Offer } from '../../bridge/offers.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** Longest time numbers may hold, in days: room changes from night to night. */
export const LONGEST_CAPACITY_DAYS = 31;

/** A service as it may be kept, or what is against it. */
export function offerFrom(offer: Offer, today: string): Verdict<Offer> {
  const found: Refusal[] = [];
  if (offer.ageFrom > offer.ageUntil)
    found.push(refusal('ages', 'ageUntil', 'Let the oldest age be at least the youngest.'));
  if (offer.confirmedOn > today)
    found.push(refusal('future', 'confirmedOn', 'Choose today or an earlier day.'));
  return verdict(found, () => ({
    ...offer,
    services: [...new Set(offer.services)],
    serves: [...new Set(offer.serves)],
    languages: [...new Set(offer.languages)],
  }));
}

/** Numbers as they may be kept: for a time that is to come, and not for months. */
export function capacityFrom(told: Capacity, now: Date): Verdict<Capacity> {
  const until = new Date(told.validUntil);
  const found: Refusal[] = [];
  if (until <= now)
    found.push(refusal('past', 'validUntil', 'Choose a time to come until which the numbers hold.'));
  else if (until.getTime() - now.getTime() > LONGEST_CAPACITY_DAYS * 86_400_000)
    found.push(refusal('too_long', 'validUntil', 'Let the numbers hold for at most 31 days.'));
  return verdict(found, () => told);
}
