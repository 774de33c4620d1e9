import { z } from 'zod';
import { Handed } from '../../kit/files/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { agendaReasons, strandKinds, traffickingTypes } from '../vocabulary/cases.ts';
import { meetingAudiences, meetingStates } from '../vocabulary/command.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { version } from './contract-links.ts';
import { Picture, Total } from './contract-parts.ts';

const shortReason = z.string().trim().min(5).max(500);
const done = z.object({ done: z.literal(true) });

export const Meeting = z.object({
  id: z.uuid(),
  heldOn: z.iso.date(),
  title: z.string(),
  audience: z.enum(meetingAudiences),
  chairId: z.uuid(),
  chair: z.string(),
  state: z.enum(meetingStates),
  preparedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  changesSince: z.iso.date().nullable(),
  idleDays: z.number().int(),
  version,
});
export type Meeting = z.infer<typeof Meeting>;

const Task = z.object({
  id: z.uuid(),
  title: z.string(),
  assignee: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  state: z.string(),
});

/** A case on the agenda as the case log shows it: number, agency, lead, type and stage, no narrative. */
export const MeetingItem = z.object({
  id: z.uuid(),
  place: z.number().int(),
  caseId: z.uuid(),
  number: z.string(),
  type: z.enum(traffickingTypes),
  agency: z.string(),
  lead: z.string().nullable(),
  picture: Picture,
  points: z.array(
    z.object({
      reason: z.enum(agendaReasons),
      count: z.number().int(),
      strands: z.array(z.object({ id: z.uuid(), label: z.string(), kind: z.enum(strandKinds) })),
    }),
  ),
  added: z.enum(['by_rule', 'by_hand']),
  addReason: z.string().nullable(),
  removedAt: z.iso.datetime().nullable(),
  removeReason: z.string().nullable(),
  minutes: z.array(
    z.object({
      id: z.uuid(),
      outcome: z.string(),
      handling: z.array(z.enum(handlingLabels)),
      recordedBy: z.string(),
      recordedAt: z.iso.datetime(),
      tasks: z.array(Task),
    }),
  ),
  version,
});
export type MeetingItem = z.infer<typeof MeetingItem>;

export const meetingsContract = {
  list: procedure(
    { permission: 'meetings.read', effect: 'read' },
    'Meetings one belongs to, the newest first',
  )
    .input(z.object({ limit: z.number().int().min(1).max(100).default(30) }))
    .output(z.object({ rows: z.array(Meeting), total: Total })),
  get: procedure(
    { permission: 'meetings.read', effect: 'read' },
    'A meeting with its agenda: of the cases on it, those one may read',
  )
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        meeting: Meeting,
        items: z.array(MeetingItem),
        /** Cases the rules called up when it was prepared; known to the chair alone. */
        called: z.number().int().nullable(),
        /** No labor strand was opened in the last twelve months, though strands were. */
        laborPrompt: z.boolean(),
      }),
    ),
  document: procedure(
    { permission: 'meetings.read', effect: 'write', secret: true },
    'The agenda with its minutes as PDF to download: the cases one may read',
  )
    .input(z.object({ id: z.uuid() }))
    .output(Handed),
  prepare: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Prepare a meeting: the agenda is made of the cases one may read, with why each is on it',
  )
    .input(
      z.object({
        heldOn: z.iso.date(),
        title: z.string().trim().min(1).max(200),
        audience: z.enum(meetingAudiences),
        idleDays: z.number().int().min(1).max(365).default(30),
      }),
    )
    .output(z.object({ id: z.uuid(), listed: z.number().int(), called: z.number().int() })),
  addCase: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Put a case on the agenda by hand, with the reason',
  )
    .input(z.object({ meetingId: z.uuid(), number: z.string().trim().min(6).max(20), reason: shortReason }))
    .output(z.object({ id: z.uuid() })),
  addCases: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Put several cases on the agenda by hand, with one reason; each is added or told of',
  )
    .input(z.object({ meetingId: z.uuid(), caseIds: z.array(z.uuid()).min(1).max(100), reason: shortReason }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            caseId: z.uuid(),
            number: z.string().nullable(),
            outcome: z.enum(['added', 'already', 'not_open']),
            itemId: z.uuid().nullable(),
            version: version.nullable(),
          }),
        ),
      }),
    ),
  removeItems: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Take several cases off the agenda, with one reason: all of them or none',
  )
    .input(
      z.object({
        items: z
          .array(z.object({ itemId: z.uuid(), version }))
          .min(1)
          .max(100),
        reason: shortReason,
      }),
    )
    .output(done),
  removeItem: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Take a case off the agenda, with the reason',
  )
    .input(z.object({ itemId: z.uuid(), version, reason: shortReason }))
    .output(done),
  record: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Take the minutes of an item: what came of it, and tasks made; written once',
  )
    .input(
      z.object({
        itemId: z.uuid(),
        outcome: z.string().trim().min(2).max(4000),
        handling: z.array(z.enum(handlingLabels)).max(14).default([]),
        tasks: z
          .array(
            z.object({
              title: z.string().trim().min(1).max(200),
              assigneeId: z.uuid().nullable().default(null),
              dueOn: z.iso.date().nullable().default(null),
            }),
          )
          .max(20)
          .default([]),
      }),
    )
    .output(z.object({ id: z.uuid(), taskIds: z.array(z.uuid()) })),
  close: procedure(
    { permission: 'meetings.hold', effect: 'write' },
    'Close the minutes: held, or cancelled; nothing is written after',
  )
    .input(z.object({ id: z.uuid(), version, state: z.enum(['held', 'cancelled']) }))
    .output(done),
};
