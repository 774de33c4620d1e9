import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { workRoles } from '../vocabulary/budgets.ts';
import { DAY_MINUTES } from './rules.ts';

const of = {
  caseId: z.uuid(),
  strandId: z.uuid().nullable().default(null).describe('Null: the whole case, or the strand of the activity'),
  workRole: z.enum(workRoles),
};

export const TimesheetRow = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  caseTitle: z.string(),
  strandId: z.uuid().nullable(),
  strand: z.string().nullable(),
  activityId: z.uuid().nullable(),
  activity: z.string().nullable().describe('Title of the activity whose hours these are'),
  workRole: z.enum(workRoles),
  minutes: z.array(z.int().min(0)).length(7).describe('Monday to Sunday'),
});
export type TimesheetRow = z.infer<typeof TimesheetRow>;

export const Timer = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseNumber: z.string().nullable().describe('Null: the case is not open to this person any more'),
  caseTitle: z.string().nullable(),
  strandId: z.uuid().nullable(),
  strand: z.string().nullable(),
  workRole: z.enum(workRoles),
  startedAt: parts.instant,
});
export type Timer = z.infer<typeof Timer>;

const write = { permission: 'cases.write', effect: 'write' } as const;

/** Hours: everybody reads and writes their own here. */
export const timesheetsContract = {
  week: procedure(
    { permission: 'cases.write', effect: 'read' },
    'The own hours of a week, row by row, with the rows of the week before and the own activities of the week',
  )
    .input(z.object({ day: parts.day.nullable().default(null).describe('Any day of the week; null: today') }))
    .output(
      z.object({
        monday: parts.day,
        today: parts.day,
        workRole: z.enum(workRoles).describe('Role the own hours count as when nothing else is said'),
        rows: z.array(TimesheetRow),
        before: z.array(TimesheetRow).describe('Rows of the week before that had hours'),
        timer: Timer.nullable(),
        lastDay: parts.day.nullable().describe('Latest day with own hours'),
      }),
    ),
  ofCase: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Hours of a case that no activity was written for, by strand and role: of roles, not of people',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({ strand: z.string().nullable(), workRole: z.enum(workRoles), minutes: z.int() }),
        ),
      }),
    ),
  strands: procedure(
    { permission: 'cases.write', effect: 'read' },
    'Open strands of a case, to write hours on',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ rows: z.array(z.object({ id: z.uuid(), label: z.string() })) })),
  set: procedure(
    write,
    'Set the own hours of a row on a day; the hours there before are named, so that none are lost',
  )
    .input(
      z.object({
        ...of,
        activityId: z.uuid().nullable().default(null),
        day: parts.day,
        minutes: z.int().min(0).max(DAY_MINUTES).describe('0 takes them away'),
        was: z.int().min(0).describe('Minutes that stood there when it was read'),
      }),
    )
    .output(z.object({ minutes: z.int() })),
  timer: procedure({ permission: 'cases.write', effect: 'read' }, 'The own running timer')
    .input(z.object({}))
    .output(z.object({ timer: Timer.nullable() })),
  startTimer: procedure(write, 'Start the own timer; one runs at a time')
    .input(z.object(of))
    .output(z.object({ id: z.uuid() })),
  stopTimer: procedure(
    write,
    'Stop the own timer and keep its hours; one that ran for more than ten hours asks how long the work took',
  )
    .input(z.object({ id: z.uuid(), minutes: z.int().min(1).max(DAY_MINUTES).nullable().default(null) }))
    .output(z.object({ days: z.array(z.object({ day: parts.day, minutes: z.int() })) })),
  dropTimer: procedure(write, 'Throw the own timer away without hours')
    .input(z.object({ id: z.uuid() }))
    .output(parts.done),
};
