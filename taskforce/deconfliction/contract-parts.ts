import { z } from 'zod';
import { certainties, identifierTypes } from '../../analysis/deconfliction/identifiers.ts';
import { overlaps } from '../../analysis/deconfliction/overlap.ts';
import { activities, answers } from './rules.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();

/** A conflict as one side is told of it: whom to call, the kind, how it lies in time, the type of identifier. */
export const Told = z.object({
  id: z.uuid(),
  entryId: z.uuid().describe('Own entry that it is about'),
  kind: z.enum(['event', 'target']),
  overlap: z.enum(overlaps).nullable(),
  identifierType: z.enum(identifierTypes).nullable(),
  certainty: z.enum(certainties).nullable().describe('exact, or why it is only possible'),
  throughCoordinator: z.boolean().describe('Then the contacts are empty: call the coordinator'),
  agency: z.string().nullable(),
  officer: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  myAnswer: z.enum(answers).nullable(),
  theirAnswer: z.enum(answers).nullable(),
  settledAnswer: z.enum(answers).nullable(),
  state: z.enum(['open', 'settled', 'over']),
  foundAt: moment,
});
export type Told = z.infer<typeof Told>;

export const Entry = z.object({
  id: z.uuid(),
  subject: z.enum(['operation', 'event', 'target', 'request']),
  operationId: z.uuid().nullable(),
  strandId: z.uuid().nullable(),
  nominationId: z.uuid().nullable(),
  activity: z.enum(activities).nullable(),
  from: moment.nullable(),
  until: moment.nullable(),
  place: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  identifierType: z.enum(identifierTypes).nullable(),
  throughCoordinator: z.boolean(),
  silent: z.enum(['no', 'asked', 'approved', 'declined']),
  contactId: z.uuid(),
  contactName: z.string(),
  contactPhone: z.string().nullable(),
  noTargetsReason: z.string().nullable(),
  answer: z.enum(['call_me', 'go_ahead']).nullable().describe('What the coordinator said to a question'),
  state: z.enum(['waiting', 'live', 'over']),
  revision: z.number().int().describe('Counts up when time, place or reach change'),
  checkedAt: moment.nullable(),
  expiresAt: moment.nullable(),
  createdAt: moment,
  version,
});
export type Entry = z.infer<typeof Entry>;

/** A target under a strand, as whoever reads the strand is shown it; what was typed is kept nowhere. */
export const StrandTarget = Entry.pick({
  id: true,
  throughCoordinator: true,
  silent: true,
  contactId: true,
  contactName: true,
  contactPhone: true,
  state: true,
  checkedAt: true,
  expiresAt: true,
  createdAt: true,
  version: true,
}).extend({
  identifierType: z.enum(identifierTypes),
  mine: z.boolean().describe('The reader stands for it: may name the contact and withdraw it'),
});
export type StrandTarget = z.infer<typeof StrandTarget>;

export const HandoffRow = z.object({
  id: z.uuid(),
  system: z.string(),
  state: z.enum(['submitted', 'answered', 'waived']),
  reference: z.string().nullable(),
  result: z.enum(['no_conflict', 'conflict']).nullable(),
  reason: z.string().nullable(),
  madeBy: z.string(),
  madeAt: moment,
  answeredAt: moment.nullable(),
  present: z.boolean().describe('It holds for the time and place as they are now'),
  version,
});
export type HandoffRow = z.infer<typeof HandoffRow>;

/** A conflict as the coordinator sees it: both contacts, no case, place or identifier. */
export const Coordinated = z.object({
  id: z.uuid(),
  kind: z.enum(['event', 'target']),
  overlap: z.enum(overlaps).nullable(),
  identifierType: z.enum(identifierTypes).nullable(),
  certainty: z.enum(certainties).nullable(),
  state: z.enum(['open', 'settled', 'over']),
  foundAt: moment,
  leftAgency: z.string(),
  leftOfficer: z.string(),
  leftPhone: z.string(),
  leftSilent: z.boolean(),
  leftThrough: z.boolean(),
  leftAnswer: z.enum(answers).nullable(),
  rightAgency: z.string(),
  rightOfficer: z.string(),
  rightPhone: z.string(),
  rightSilent: z.boolean(),
  rightThrough: z.boolean(),
  rightAnswer: z.enum(answers).nullable(),
  settledAnswer: z.enum(answers).nullable(),
});
export type Coordinated = z.infer<typeof Coordinated>;

/** What waits for the coordinator. */
export const Waiting = z.object({
  id: z.uuid(),
  subject: z.enum(['operation', 'event', 'target', 'request']),
  asks: z.enum(['silence', 'check']),
  agency: z.string(),
  officer: z.string(),
  phone: z.string(),
  identifierType: z.enum(identifierTypes).nullable(),
  activity: z.enum(activities).nullable(),
  reason: z.string().nullable(),
  hits: z.number().int(),
  hitAgency: z.string().nullable(),
  hitOfficer: z.string().nullable(),
  hitPhone: z.string().nullable(),
  createdAt: moment,
  version,
});
export type Waiting = z.infer<typeof Waiting>;

const buffer = z.object({
  meters: z.number().int().min(50).max(50_000),
  minutes: z.number().int().min(0).max(10_080),
});
export const Settings = z.object({
  buffers: z.record(z.enum(activities), buffer).describe('How far each kind of activity reaches'),
  systems: z
    .array(z.string().trim().min(1).max(60))
    .min(1)
    .max(10)
    .describe('Regional systems to hand off to'),
  leadHours: z.number().int().min(1).max(336).describe('How long before the beginning it is to be submitted'),
  checksPerDay: z.number().int().min(1).max(10_000).describe('Checks of one account in 24 hours'),
  commonAt: z
    .number()
    .int()
    .min(2)
    .max(1000)
    .describe('From how many people on a value is refused as too common'),
  targetDays: z.number().int().min(1).max(1826).describe('How long a target is kept; five years at most'),
  eventDays: z.number().int().min(0).max(365).describe('How long an event is kept after its end'),
  coordinator: z
    .string()
    .trim()
    .max(120)
    .describe('Name and number of the coordinator, as it is shown; may be empty'),
});
export type Settings = z.infer<typeof Settings>;
