import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { changeCodes, dateKinds, dateOutcomes, dateStates } from './rules-dates.ts';

export const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
  .describe('HH:MM in the time zone of the task force');

const planned = {
  plannedFor: parts.day,
  fromTime: timeOfDay.nullable().default(null),
  untilTime: timeOfDay.nullable().default(null),
};
const about = {
  strandId: z.uuid().nullable().default(null),
  courtroom: parts.prose(120).default(''),
  forWhom: parts.prose(200).default('').describe('As the file names them; never a victim'),
  attendeeIds: z.array(z.uuid()).max(30).default([]).describe('Colleagues who must be there'),
  others: z
    .array(parts.line(120))
    .max(30)
    .default([])
    .describe('People of the lead agency without an account'),
  handling: parts.Labels.default([]),
};
const why = {
  changeCode: z.enum(changeCodes),
  changeNote: parts.prose(500).default(''),
};

export const PlannedValue = z.object({
  place: z.number().int(),
  plannedFor: parts.day,
  fromTime: timeOfDay.nullable(),
  untilTime: timeOfDay.nullable(),
  setAt: parts.instant,
  setBy: parts.Person.nullable(),
  reason: z.enum(changeCodes).nullable(),
  note: z.string(),
  outcome: z.enum(dateOutcomes).nullable(),
  happenedOn: parts.day.nullable(),
});

export const CaseDate = z.object({
  id: z.uuid(),
  case: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  strand: z.object({ id: z.uuid(), label: z.string() }).nullable(),
  kind: z.enum(dateKinds),
  plannedFor: parts.day,
  fromTime: timeOfDay.nullable(),
  untilTime: timeOfDay.nullable(),
  courtroom: z.string(),
  forWhom: z.string(),
  attendees: z.array(parts.Person),
  others: z.array(z.string()),
  state: z.enum(dateStates),
  happenedOn: parts.day.nullable(),
  handling: z.array(z.string()),
  values: z.array(PlannedValue).describe('Every value it had, first to last'),
  slipDays: z
    .number()
    .int()
    .nullable()
    .describe('From the first value that was meant to the last, or to its day'),
  mayWrite: z.boolean(),
  version: parts.version,
});
export type CaseDate = z.infer<typeof CaseDate>;

/** Court dates and legal deadlines of cases. */
export const courtDatesContract = {
  list: procedure({ permission: 'cases.read', effect: 'read' }, 'Court dates and deadlines of a case')
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ rows: z.array(CaseDate), mayAdd: z.boolean() })),
  read: procedure({ permission: 'cases.read', effect: 'read' }, 'One court date or deadline')
    .input(parts.byId)
    .output(CaseDate),
  add: procedure({ permission: 'cases.write', effect: 'write' }, 'Add a court date or deadline to a case')
    .input(z.object({ caseId: z.uuid(), kind: z.enum(dateKinds), ...planned, ...about }))
    .output(parts.made),
  change: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Change where, for whom and who attends; the planned time stays',
  )
    .input(z.object({ id: z.uuid(), version: parts.version, ...about }))
    .output(z.object({ version: parts.version })),
  move: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Move a date, with the reason; the value before is kept',
  )
    .input(z.object({ id: z.uuid(), version: parts.version, ...planned, ...why }))
    .output(z.object({ version: parts.version })),
  settle: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Say that a date took place; after sentencing, the date for restitution can be added with it',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        happenedOn: parts.day,
        addRestitution: z.boolean().default(false),
      }),
    )
    .output(z.object({ version: parts.version, restitutionId: z.uuid().nullable() })),
  cancel: procedure({ permission: 'cases.write', effect: 'write' }, 'Say that a date fell away, and why')
    .input(z.object({ id: z.uuid(), version: parts.version, ...why }))
    .output(z.object({ version: parts.version })),
  reopen: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Open a settled or cancelled date again, because it was recorded wrongly',
  )
    .input(z.object({ id: z.uuid(), version: parts.version }))
    .output(z.object({ version: parts.version })),
};
