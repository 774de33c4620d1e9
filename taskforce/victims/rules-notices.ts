import { addDays, addMinutes, dayOf } from '../vocabulary/days.ts';
import { urgentEvents, type NoticeEvent } from '../vocabulary/victim-work.ts';
import { defaultProtocol, endOfDay, type VictimProtocol } from './rules-protocol.ts';

/**
 * Until when a victim is told of an event that became known at a moment. Release and escape: within hours. Else some
 * days before the event; when that is past, by the end of the day, and before the event while it is still to come. The
 * same as taskforce.notice_due.
 */
export function noticeDue(
  kind: NoticeEvent,
  happensAt: Date,
  knownAt: Date,
  zone: string,
  protocol: VictimProtocol = defaultProtocol,
): Date {
  if (urgentEvents.includes(kind)) return addMinutes(knownAt, protocol.urgentNoticeHours * 60);
  const early = endOfDay(addDays(dayOf(happensAt, zone), -protocol.noticeDays), zone);
  const tonight = endOfDay(dayOf(knownAt, zone), zone);
  const wanted = Math.max(early.getTime(), tonight.getTime());
  const latest = happensAt > knownAt ? Math.min(wanted, happensAt.getTime()) : wanted;
  return new Date(Math.max(latest, knownAt.getTime()));
}
