import { createHash } from 'node:crypto';
import { inCase, marked, type Line } from './access-lines.ts';
import type { Ground } from './access-world.ts';

/** The tables of the calendar. */
export const calendarAccess: Record<string, Line> = {
  'taskforce.case_dates': inCase(
    'writeCases',
    'writeCases',
    'Court dates and legal deadlines, read and written with their case',
    marked,
  ),
  'taskforce.case_date_plans': inCase('nobody', 'nobody', 'Former values of a date; written by a trigger'),
  'taskforce.vehicles': {
    of: 'installation',
    read: 'readVehicles',
    insert: 'keepVehicles',
    update: 'keepVehicles',
    why: 'Vehicles, rooms and equipment that operations share',
  },
  'taskforce.absences': {
    of: 'account',
    own: 'account_id',
    read: 'self',
    insert: 'self',
    update: 'self',
    why: 'Own days away; planners are told through a function, without the reason',
  },
  'taskforce.calendar_feeds': {
    of: 'account',
    own: 'account_id',
    read: 'self',
    insert: 'self',
    update: 'self',
    why: 'Own private feeds; the secret cannot be read back',
  },
};

/** Policies that no single statement of the matrix can tell from their absence, and the test that does. */
export const calendarHeldElsewhere: Record<string, string> = {
  audit_of_calendar: 'taskforce/calendar/calendar.test.ts: who reads the history of a vehicle',
  history_of_calendar: 'taskforce/calendar/calendar.test.ts: who reads the history of a vehicle',
};

/** Values for their specimens. */
export const calendarSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.case_dates': ({ authorId }) => ({ kind: 'trial', created_by: authorId }),
  'taskforce.case_date_plans': ({ parent }) => ({ date_id: parent('taskforce.case_dates'), place: 1 }),
  'taskforce.vehicles': ({ unique, agencyId, authorId }) => ({
    name: `Matrix van ${unique}`,
    kind: 'van',
    agency_id: agencyId,
    created_by: authorId,
  }),
  'taskforce.absences': () => ({ from_day: '2026-03-01', until_day: '2026-03-02' }),
  'taskforce.calendar_feeds': ({ unique }) => ({
    token_hash: createHash('sha256').update(`matrix ${unique}`).digest(),
    made_at: '2026-03-01T12:00:00Z',
    expires_at: '2026-09-01T12:00:00Z',
  }),
};
