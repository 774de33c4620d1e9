import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { timeOfDay } from './contract-dates.ts';
import { entryKinds, LONGEST_READ_DAYS, whose } from './rules-entries.ts';

export const Entry = z.object({
  key: z.string().describe('kind:id, alone in an answer'),
  kind: z.enum(entryKinds),
  subkind: z
    .string()
    .nullable()
    .describe('Closed word of its own list: kind of date, of operation, of duty …'),
  id: z.uuid(),
  title: z.string(),
  day: parts.day,
  untilDay: parts.day,
  fromTime: timeOfDay.nullable().describe('Null: the whole day'),
  untilTime: timeOfDay.nullable(),
  place: z.string(),
  state: z.enum(['planned', 'done', 'cancelled']),
  overdue: z.boolean(),
  mine: z.boolean(),
  ownAgency: z.boolean(),
  case: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  operation: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  clashes: z.array(z.string()).describe('People and vehicles of it that are wanted elsewhere at that time'),
});
export type Entry = z.infer<typeof Entry>;
export type Listed = Omit<Entry, 'clashes'>;

export const Feed = z.object({
  id: z.uuid(),
  name: z.string(),
  madeAt: parts.instant,
  expiresAt: parts.instant,
  readAt: parts.instant.nullable(),
  revokedAt: parts.instant.nullable(),
  live: z.boolean(),
});
export type Feed = z.infer<typeof Feed>;

export const Settings = z.object({
  feeds: z.boolean().describe('Whether private feeds answer at all'),
  numbers: z.boolean().describe('Whether a feed names case and operation by number'),
  feedDays: z.number().int().min(7).max(366).describe('Days a new feed lives'),
});
export type Settings = z.infer<typeof Settings>;

const feedName = parts.prose(60).default('').describe('Such as the device; the feed itself never tells it');
const window = z.object({ from: parts.day, until: parts.day });

/** The calendar: what is planned and due, as far as the reader may see it. */
export const calendarContract = {
  read: procedure(
    { effect: 'read' },
    'What is planned and due between two days, as far as the reader may see it',
  )
    .input(
      window.extend({
        kinds: z.array(z.enum(entryKinds)).max(entryKinds.length).default([]).describe('None: all'),
        whose: z.enum(whose).default('all'),
      }),
    )
    .output(
      z.object({
        rows: z.array(Entry),
        capped: z
          .boolean()
          .describe(`More than the answer holds; days between: at most ${LONGEST_READ_DAYS}`),
        zone: z.string(),
        today: parts.day,
      }),
    ),
  absences: procedure({ effect: 'read' }, 'The own days away')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(
          z.object({ id: z.uuid(), fromDay: parts.day, untilDay: parts.day, version: parts.version }),
        ),
      }),
    ),
  addAbsence: procedure({ effect: 'write' }, 'Say that one is away; no reason is asked')
    .input(z.object({ fromDay: parts.day, untilDay: parts.day }))
    .output(parts.made),
  endAbsence: procedure({ effect: 'write' }, 'Take an absence back')
    .input(z.object({ id: z.uuid(), version: parts.version }))
    .output(parts.done),
  feeds: procedure({ effect: 'read' }, 'The own private feeds')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(Feed),
        allowed: z.boolean(),
        numbers: z.boolean(),
        feedDays: z.number().int(),
      }),
    ),
  makeFeed: procedure(
    { effect: 'write', stepUp: true, secret: true },
    'Make a private feed; its address is shown this once',
  )
    .input(z.object({ name: feedName }))
    .output(
      z.object({
        id: z.uuid(),
        url: z.string().describe('Path of the address, below that of the server; holds the secret'),
        expiresAt: parts.instant,
      }),
    ),
  nameFeed: procedure({ effect: 'write' }, 'Name a private feed, such as the device it is on')
    .input(parts.byId.extend({ name: feedName }))
    .output(parts.done),
  revokeFeed: procedure(
    { effect: 'write' },
    'Take a private feed back; its address answers nothing from now on',
  )
    .input(parts.byId)
    .output(parts.done),
  settings: procedure({ effect: 'read', permission: 'settings.manage' }, 'Settings of the calendar')
    .input(z.object({}))
    .output(Settings.extend({ changedAt: parts.instant.nullable() })),
  setSettings: procedure(
    { effect: 'write', permission: 'settings.manage', stepUp: true },
    'Set whether feeds answer, what they name and how long they live',
  )
    .input(Settings.extend({ changedAt: parts.instant.nullable() }))
    .output(parts.done),
};
