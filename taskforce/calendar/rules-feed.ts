import { createHmac } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { addDays } from '../vocabulary/days.ts';
import type { EntryKind } from './rules-entries.ts';

/**
 * What a feed may say of an entry: nothing but its kind and its time. No title, place, name or address; the number
 * only where the installation lets it. A calendar lies with a company outside the task force.
 */
export type FeedEntry = {
  kind: EntryKind;
  id: string;
  day: string;
  untilDay: string;
  /** UTC; null: the whole day. */
  startsAt: Date | null;
  endsAt: Date | null;
  cancelled: boolean;
  /** How often its time was changed. */
  sequence: number;
  number: string | null;
};

export const feedWords = {
  en: {
    operation: 'Operation window',
    court_date: 'Court date',
    deadline: 'Deadline',
    task: 'Task due',
    meeting: 'Meeting',
    decision: 'Decision due',
    interview: 'Appointment',
    victim_duty: 'Deadline',
    authority: 'Deadline',
    review: 'Review due',
    absence: 'Away',
    name: 'Work',
  },
  es: {
    operation: 'Ventana de operación',
    court_date: 'Cita judicial',
    deadline: 'Plazo',
    task: 'Tarea por hacer',
    meeting: 'Reunión',
    decision: 'Decisión pendiente',
    interview: 'Cita',
    victim_duty: 'Plazo',
    authority: 'Plazo',
    review: 'Revisión pendiente',
    absence: 'Ausencia',
    name: 'Trabajo',
  },
} as const satisfies Record<string, Record<EntryKind | 'name', string>>;

export type FeedOptions = {
  /** The secret of the feed: names of events are derived from it, so that two feeds share none. */
  secret: string;
  numbers: boolean;
  language: string;
  now: Date;
};

/**
 * The feed as RFC 5545 text: lines folded at 75 octets, CRLF, times in UTC, whole days as dates with the day after as
 * their end. The UID of an event is a keyed hash: the same in each reading of one feed, and tied to nothing outside.
 */
export function feedText(entries: readonly FeedEntry[], options: FeedOptions): string {
  const words = options.language === 'es' ? feedWords.es : feedWords.en;
  const calendar = ical({
    prodId: { company: 'Concert', product: 'Calendar', language: 'EN' },
    name: words.name,
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const entry of entries) {
    const number = options.numbers && entry.number !== null ? ` ${entry.number}` : '';
    const whole = entry.startsAt === null;
    calendar.createEvent({
      id: uidOf(options.secret, entry),
      stamp: options.now,
      sequence: entry.sequence,
      allDay: whole,
      start: entry.startsAt ?? midnight(entry.day),
      end: whole ? midnight(addDays(entry.untilDay, 1)) : entry.endsAt,
      summary: `${words[entry.kind]}${number}`,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency:
        entry.kind === 'operation' || entry.kind === 'court_date'
          ? ICalEventTransparency.OPAQUE
          : ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

function uidOf(secret: string, { kind, id }: FeedEntry): string {
  return createHmac('sha256', secret).update(`uid ${kind} ${id}`).digest('hex').slice(0, 40);
}
