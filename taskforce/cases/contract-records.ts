import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { noteKinds } from '../vocabulary/activities.ts';
import * as parts from './contract-parts.ts';
import { timelineKinds } from './contract-timeline.ts';

const strand = z.object({ id: z.uuid(), label: z.string() }).nullable();

export const Note = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  strand,
  kind: z.enum(noteKinds),
  body: z.string(),
  happenedOn: parts.day,
  handling: z.array(z.string()),
  withdrawnAt: parts.instant.nullable(),
  withdrawReason: z.string().nullable(),
  createdAt: parts.instant,
  createdBy: parts.Person.nullable(),
  mine: z.boolean(),
  version: parts.version,
});
export type Note = z.infer<typeof Note>;

const noteFields = {
  strandId: z.uuid().nullable().default(null),
  kind: z.enum(noteKinds).default('general'),
  body: z.string().trim().min(1).max(40_000),
  happenedOn: parts.day.optional(),
  handling: parts.Labels.default([]).describe('An attorney note is always work product'),
};

export const notesContract = {
  list: procedure({ permission: 'cases.read', effect: 'read' }, 'Notes of a case, latest first')
    .input(
      z.object({
        caseId: z.uuid(),
        kind: z.array(z.enum(noteKinds)).max(20).default([]),
        ...parts.page,
      }),
    )
    .output(z.object({ rows: z.array(Note), next: parts.next })),
  read: procedure({ permission: 'cases.read', effect: 'read' }, 'One note').input(parts.byId).output(Note),
  write: procedure({ permission: 'cases.write', effect: 'write' }, 'Write a note on a case')
    .input(z.object({ caseId: z.uuid(), ...noteFields }))
    .output(parts.made),
  change: procedure({ permission: 'cases.write', effect: 'write' }, 'Change a note of one’s own')
    .input(z.object({ id: z.uuid(), version: parts.version, ...noteFields }))
    .output(z.object({ version: parts.version })),
  withdraw: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Take a note of one’s own back; its text stays for the record',
  )
    .input(z.object({ id: z.uuid(), version: parts.version, reason: parts.line(2000) }))
    .output(parts.done),
};

export const TimelineRow = z.object({
  id: z.string().describe('Kind and id of the record'),
  kind: z.enum(timelineKinds),
  recordId: z.uuid(),
  happenedOn: parts.day,
  recordedAt: parts.instant,
  lateByDays: z.number().int(),
  strand,
  by: parts.Person.nullable(),
  title: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineRow = z.infer<typeof TimelineRow>;

export const timelineContract = {
  read: procedure(
    { permission: 'cases.read', effect: 'read' },
    'One feed of what happened on a case, by the day it happened or the moment it was recorded',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        by: z.enum(['happened', 'recorded']).default('happened'),
        kinds: z.array(z.enum(timelineKinds)).max(20).default([]),
        strandId: z.uuid().nullable().default(null),
        ...parts.page,
      }),
    )
    .output(z.object({ rows: z.array(TimelineRow), next: parts.next })),
};

export const SavedView = z.object({
  id: z.uuid(),
  name: z.string(),
  query: z.record(z.string(), z.unknown()),
  shared: z.boolean(),
  mine: z.boolean(),
});

const listName = z.string().regex(/^[a-z_]{1,40}$/);
export const viewsContract = {
  list: procedure({ effect: 'read' }, 'Saved views of a list: mine and shared ones')
    .input(z.object({ list: listName }))
    .output(z.object({ rows: z.array(SavedView) })),
  save: procedure({ effect: 'write' }, 'Keep filters and order of a list under a name')
    .input(
      z.object({
        list: listName,
        name: parts.line(80),
        query: z.record(
          z.string().max(60),
          z.union([z.string().max(400), z.number(), z.boolean(), z.null()]),
        ),
        shared: z.boolean().default(false),
      }),
    )
    .output(parts.made),
  drop: procedure({ effect: 'write' }, 'Take away a saved view of mine').input(parts.byId).output(parts.done),
};
