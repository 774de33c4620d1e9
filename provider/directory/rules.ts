import type { Capacity } from '../../bridge/capacity.ts';
import type { MessageBody } from '../../bridge/messages.ts';
import type { Offer } from '../../bridge/offers.ts';
import type { FieldProblem } from '../../kit/problems.ts';

/** Longest time numbers may hold, in days: room changes from night to night. */
export const LONGEST_CAPACITY_DAYS = 31;

/** What is against a service as it was entered; empty when nothing is. */
export function againstOffer(offer: Offer, today: string): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (offer.ageFrom > offer.ageUntil)
    found.push({ path: 'ageUntil', problem: 'ages', remedy: 'Let the oldest age be at least the youngest.' });
  if (offer.confirmedOn > today)
    found.push({ path: 'confirmedOn', problem: 'future', remedy: 'Choose today or an earlier day.' });
  return found;
}

/** What is against numbers as they were entered. */
export function againstCapacity(told: Capacity, now: Date): FieldProblem[] {
  const until = new Date(told.validUntil);
  const path = 'capacity.validUntil';
  if (until <= now)
    return [{ path, problem: 'past', remedy: 'Choose a time to come until which the numbers hold.' }];
  if (until.getTime() - now.getTime() > LONGEST_CAPACITY_DAYS * 86_400_000)
    return [{ path, problem: 'too_long', remedy: 'Let the numbers hold for at most 31 days.' }];
  return [];
}

/** A service as it crosses: these fields and no other. */
export function entryOf(resource: string, offer: Offer): MessageBody<'directory.entry'> {
  return {
    resource,
    name: offer.name,
    services: offer.services,
    serves: offer.serves,
    ages: { from: offer.ageFrom, until: offer.ageUntil },
    languages: offer.languages,
    hours: offer.hours,
    ...(offer.eligibility === null ? {} : { eligibility: offer.eligibility }),
    withoutCooperation: offer.withoutCooperation,
    confirmedOn: offer.confirmedOn,
  };
}

/** Whether what task forces see is another wording than the present one; the day of confirming aside. */
export function changedSince(published: unknown, entry: MessageBody<'directory.entry'>): boolean {
  if (published === null) return false;
  return plain(published) !== plain(entry);
}

/** As a text in which the order of fields does not matter: a database gives them back in its own. */
function plain(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) => {
    if (key === 'confirmedOn') return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
