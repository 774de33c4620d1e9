import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, daysBetween } from '../vocabulary/days.ts';
import {
  dutyKinds,
  noticeEvents,
  reliefStates,
  reliefTools,
  urgentEvents,
} from '../vocabulary/victim-work.ts';
import { dutiesOfMinor, dutyDue } from './rules-duties.ts';
import { namesAPlace } from './rules-interviews.ts';
import { noticeDue } from './rules-notices.ts';
import { addMonths, defaultProtocol, endOfDay } from './rules-protocol.ts';
import { nextSteps, stepsWithReason } from './rules-relief.ts';

const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'Pacific/Apia',
  'UTC',
  'Asia/Kathmandu',
];
const zone = fc.constantFrom(...zones);
const moment = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const hour = 3_600_000;

test('twenty-four hours are twenty-four hours, also over the night in which the clocks change', () => {
  for (const began of ['2026-03-07T12:00:00Z', '2026-10-31T20:00:00Z'])
    expect(
      dutyDue('hhs_notice', new Date(began), null, 'America/New_York').getTime() - Date.parse(began),
    ).toBe(24 * hour);
  fc.assert(
    fc.property(moment, zone, (began, where) => {
      for (const kind of ['hhs_notice', 'child_protection_report', 'charge_review'] as const)
        expect(dutyDue(kind, began, null, where).getTime() - began.getTime()).toBe(24 * hour);
    }),
  );
});

test('a clock in days ends with the last second of its day where the task force is, and a later start never ends earlier', () => {
  fc.assert(
    fc.property(moment, fc.nat(5_000_000), zone, (began, more, where) => {
      const later = new Date(began.getTime() + more * 1000);
      for (const kind of dutyKinds) {
        const due = dutyDue(kind, began, null, where);
        expect(due >= began, kind).toBe(true);
        expect(dutyDue(kind, later, null, where) >= due, kind).toBe(true);
      }
      const due = dutyDue('charge_follow_up', began, null, where);
      expect(daysBetween(dayOf(began, where), dayOf(due, where))).toBe(defaultProtocol.chargeFollowUpDays);
      expect(dayOf(new Date(due.getTime() + 1000), where) > dayOf(due, where)).toBe(true);
    }),
  );
});

test('the end of a day is its last second in every zone, also of the days of 23 and 25 hours', () => {
  expect(endOfDay('2026-03-08', 'America/New_York').toISOString()).toBe('2026-03-09T03:59:59.000Z');
  expect(endOfDay('2026-11-01', 'America/New_York').toISOString()).toBe('2026-11-02T04:59:59.000Z');
  fc.assert(
    fc.property(moment, zone, (at, where) => {
      const day = dayOf(at, where);
      const end = endOfDay(day, where);
      expect([dayOf(end, where), dayOf(new Date(end.getTime() + 1000), where) > day]).toEqual([day, true]);
    }),
  );
});

test('the clock of a state goes before the clock of the product', () => {
  const protocol = { ...defaultProtocol, states: { GA: { childReportHours: 48, safeHarbor: '' } } };
  const began = new Date('2026-05-01T10:00:00Z');
  const hours = (state: string | null) =>
    (dutyDue('child_protection_report', began, state, 'UTC', protocol).getTime() - began.getTime()) / hour;
  expect([hours('GA'), hours('FL'), hours(null)]).toEqual([48, 24, 24]);
});

test('only what the task force knows of a minor makes a duty', () => {
  expect(dutiesOfMinor({ minorNow: false, foreignNational: 'yes' })).toEqual([]);
  expect(dutiesOfMinor({ minorNow: true, foreignNational: 'unknown' })).toEqual(['child_protection_report']);
  expect(dutiesOfMinor({ minorNow: true, foreignNational: 'yes' })).toContain('hhs_notice');
});

test('months end on the last day of a shorter month, and more months never end earlier', () => {
  expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
  expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 60 }), (at, months) => {
      const day = dayOf(at);
      const end = addMonths(day, months);
      expect(end > day && addMonths(day, months + 1) > end).toBe(true);
      expect(Number(end.slice(8)) <= Number(day.slice(8))).toBe(true);
    }),
  );
});

test('a victim hears of release and escape within hours, and of the rest before it happens', () => {
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: -3_000_000, max: 10_000_000 }),
      zone,
      fc.constantFrom(...noticeEvents),
      (known, ahead, where, kind) => {
        const happens = new Date(known.getTime() + ahead * 1000);
        const due = noticeDue(kind, happens, known, where);
        expect(due >= known).toBe(true);
        if (urgentEvents.includes(kind)) expect(due.getTime() - known.getTime()).toBe(4 * hour);
        else if (happens > known) expect(due <= happens).toBe(true);
      },
    ),
  );
});

test('a denial, a decline, a withdrawal and a revocation end a request, and nothing leads on from them', () => {
  for (const tool of reliefTools)
    for (const state of reliefStates) {
      const next = nextSteps(tool, state);
      if (stepsWithReason.includes(state as never)) expect(next, `${tool} ${state}`).toEqual([]);
      expect(next.includes('signed') && tool === 'continued_presence').toBe(false);
      expect(next.includes('submitted') && tool !== 'continued_presence').toBe(false);
    }
});

/** Notes about a place that give one away, and notes that do not; the database is asked about the same. */
export const telling = [
  '1420 North Harbor Street',
  'at 12-14 N. Elm Ave, back door',
  'Calle Ocho 5',
  'P.O. Box 12',
  'the shelter on the hill',
  'un refugio para mujeres',
  'Safe house of the county',
  'ZIP 33602',
  '27.9506, -82.4572',
];
export const harmless = [
  'Door and window in view, three chairs',
  'Second floor, quiet, no badge or weapon visible',
  'Sala tranquila, con agua y fruta',
  'Two rooms, 15 minutes between breaks',
];
test('a note about a place is refused when it gives an address, coordinates or a shelter', () => {
  expect(telling.filter((note) => !namesAPlace(note))).toEqual([]);
  expect(harmless.filter(namesAPlace)).toEqual([]);
});
