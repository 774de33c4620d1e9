import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from './contract-parts.ts';

export const NewStrand = z.object({
  label: parts.line(),
  kind: parts.Kind,
  type: parts.Type.optional(),
  mode: parts.Mode.optional(),
  phase: parts.Phase.default('pre_operational').describe('A target already arrested begins post-operational'),
  openedOn: parts.day.optional(),
  knownSince: parts.day.nullable().default(null),
  description: parts.prose(8000).default(''),
  handling: parts.Labels.default([]),
});

/** The words of the case list's filters; every one is a closed list or an id. */
export const CaseFilter = z.object({
  status: z.enum(['open', 'closed', 'all']).default('open'),
  mine: z.boolean().default(false).describe('Only cases of which one is a member'),
  type: z.array(parts.Type).max(4).default([]),
  originMode: z.array(parts.OriginMode).max(3).default([]),
  originRoute: z.array(parts.Route).max(30).default([]),
  phase: z.array(parts.Phase).max(3).default([]).describe('Has an open strand in one of these phases'),
  leadAgencyId: z.array(z.uuid()).max(50).default([]),
  sealed: z.boolean().nullable().default(null),
  quietDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .default(null)
    .describe('Nothing recorded for so long'),
  unassigned: z.boolean().default(false).describe('Nobody leads it'),
  overdue: z.boolean().default(false).describe('Has a task past its deadline'),
  openedFrom: parts.day.nullable().default(null),
  openedTo: parts.day.nullable().default(null),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

export const CaseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  type: parts.Type,
  originMode: parts.OriginMode,
  originRoute: parts.Route,
  leadAgency: parts.Agency,
  lead: parts.Person.nullable(),
  sealed: z.boolean(),
  handling: z.array(z.string()),
  openedOn: parts.day,
  closedOn: parts.day.nullable(),
  lastActivityAt: parts.instant,
  picture: parts.Picture,
  overdueTasks: z.number().int(),
  danger: z.boolean(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** A case as a form names it. */
export const CaseChoice = CaseRow.pick({ id: true, number: true, title: true, type: true, closedOn: true });
export type CaseChoice = z.infer<typeof CaseChoice>;

export const Member = z.object({
  id: z.uuid(),
  account: parts.Person,
  agency: parts.Agency,
  capacity: parts.Capacity,
  reason: z.string().nullable(),
  addedAt: parts.instant,
  addedBy: parts.Person.nullable(),
  endedAt: parts.instant.nullable(),
  version: parts.version,
});

export const StrandRow = z.object({
  id: z.uuid(),
  label: z.string(),
  kind: parts.Kind,
  type: parts.Type,
  mode: parts.Mode,
  place: parts.Place,
  phase: parts.Phase.describe('The phase it is in, or was in when it was closed'),
  phaseSince: parts.day,
  openedOn: parts.day,
  closedOn: parts.day.nullable(),
  closeReason: parts.CloseReason.nullable(),
  description: z.string(),
  handling: z.array(z.string()),
  version: parts.version,
  spells: z.array(
    z.object({
      phase: parts.Phase,
      entered: parts.day,
      left: parts.day.nullable(),
      seenFrom: parts.day,
      lateByDays: z.number().int(),
    }),
  ),
  openItems: z.number().int().describe('Required checklist items still open; 0 once operational'),
});
export type StrandRow = z.infer<typeof StrandRow>;

export const CasePage = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  type: parts.Type,
  originMode: parts.OriginMode,
  originRoute: parts.Route,
  parent: z
    .object({ id: z.uuid(), number: z.string() })
    .nullable()
    .describe('Null also when it is not open to the reader'),
  leadAgency: parts.Agency,
  sealed: z.boolean(),
  sealReason: z.string().nullable(),
  handling: z.array(z.string()),
  summary: z.string(),
  openedOn: parts.day,
  closedOn: parts.day.nullable(),
  closeReason: parts.CloseReason.nullable(),
  lastActivityAt: parts.instant,
  createdAt: parts.instant,
  createdBy: parts.Person.nullable(),
  version: parts.version,
  picture: parts.Picture,
  strands: z.array(StrandRow),
  members: z.array(Member),
  counts: z.object({
    activities: z.number().int(),
    openTasks: z.number().int(),
    overdueTasks: z.number().int(),
    notes: z.number().int(),
    files: z.number().int(),
    requests: z.number().int().describe('Requests waiting for a supervisor'),
  }),
  effort: z.object({ minutes: z.number().int(), cents: z.number().int() }),
  nextDeadline: parts.day.nullable(),
  danger: z.boolean(),
  reviewsOwed: z
    .array(z.object({ dangerId: z.uuid(), dueAt: parts.instant, overdue: z.boolean() }))
    .describe('After-action reviews of dangers on the case; it cannot be closed before they are written'),
  today: parts.day,
  may: z
    .object({
      write: z.boolean(),
      members: z.boolean(),
      seal: z.boolean(),
      record: z.boolean(),
      approve: z.boolean(),
      brief: z.boolean(),
    })
    .describe('What the reader may do with this case'),
});
export type CasePage = z.infer<typeof CasePage>;

/** One change of one record: who, when, and what the changed fields said before. */
export const ChangeRow = z.object({
  id: z.number().int(),
  at: parts.instant,
  by: parts.Person.nullable(),
  table: z.string(),
  subjectId: z.uuid(),
  changed: z.array(z.string()),
  before: z.record(z.string(), z.unknown()),
});

export const caseProcedures = {
  open: procedure({ permission: 'cases.open', effect: 'write' }, 'Open a case with its first strands')
    .input(
      z.object({
        title: parts.line().describe('Working title; no victim names'),
        type: parts.Type,
        originRoute: parts.Route,
        leadAgencyId: z.uuid().optional(),
        summary: parts.prose(8000).default(''),
        handling: parts.Labels.default([]),
        openedOn: parts.day.optional(),
        strands: z.array(NewStrand).min(1).max(50),
        members: z
          .array(
            z.object({ accountId: z.uuid(), capacity: parts.Capacity, reason: parts.line(500).optional() }),
          )
          .max(50)
          .default([]),
      }),
    )
    .output(z.object({ id: z.uuid(), number: z.string(), strandIds: z.array(z.uuid()) })),
  list: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Cases the reader may see, filtered and sorted',
  )
    .input(
      CaseFilter.extend({
        sort: z.enum(['opened', 'activity']).default('opened'),
        ...parts.page,
      }),
    )
    .output(z.object({ rows: z.array(CaseRow), total: parts.Total, next: parts.next })),
  choose: procedure(
    { permission: 'cases.read', effect: 'read' },
    'A few cases by number or title, to choose one of them in a form; shows no more than the list does',
  )
    .input(
      z.object({
        term: z.string().trim().max(200).default('').describe('Every word stands in the number or the title'),
        open: z.boolean().default(false).describe('Only those that are not closed'),
        id: z.uuid().nullable().default(null).describe('The one chosen already'),
      }),
    )
    .output(
      z.object({
        rows: z.array(CaseChoice).describe('At most 20, the latest opened first'),
        more: z.boolean(),
        chosen: CaseChoice.nullable(),
      }),
    ),
  read: procedure(
    { permission: 'cases.read', effect: 'read' },
    'A case: header, strands by phase, members, counts',
  )
    .input(z.object({ id: z.uuid() }).or(z.object({ number: z.string().max(20) })))
    .output(CasePage),
  change: procedure({ permission: 'cases.write', effect: 'write' }, 'Change the header of a case')
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        title: parts.line(),
        type: parts.Type,
        leadAgencyId: z.uuid(),
        summary: parts.prose(8000),
        handling: parts.Labels,
      }),
    )
    .output(z.object({ version: parts.version })),
  close: procedure({ permission: 'cases.write', effect: 'write' }, 'Close a case')
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        closedOn: parts.day,
        closeReason: parts.CloseReason,
        reason: parts.reason,
      }),
    )
    .output(parts.done),
  reopen: procedure({ permission: 'cases.write', effect: 'write' }, 'Open a closed case again')
    .input(z.object({ id: z.uuid(), version: parts.version, reason: parts.prose(2000) }))
    .output(parts.done),
  seal: procedure(
    { permission: 'cases.seal', effect: 'write', stepUp: true },
    'Seal a case: from now on only the named readers see it',
  )
    .input(
      z.object({
        id: z.uuid(),
        basis: z.enum(['court_order', 'safety', 'investigation_of_member']),
        orderReference: parts.prose(200).nullable().default(null),
        reason: parts.prose(2000),
        readerIds: z.array(z.uuid()).max(50),
      }),
    )
    .output(parts.done),
  members: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Everybody who is or was a member of a case',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ rows: z.array(Member) })),
  addMember: procedure({ permission: 'cases.members', effect: 'write' }, 'Let somebody into a case')
    .input(
      z.object({
        caseId: z.uuid(),
        accountId: z.uuid(),
        capacity: parts.Capacity,
        reason: parts.line(500).describe('Why they need to know'),
      }),
    )
    .output(parts.done),
  endMember: procedure({ permission: 'cases.members', effect: 'write' }, 'End a membership')
    .input(z.object({ id: z.uuid(), version: parts.version, reason: parts.line(500) }))
    .output(parts.done),
  changes: procedure(
    { permission: 'cases.read', effect: 'read' },
    'What was changed on a case and its records, newest first',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        subjectId: z
          .uuid()
          .nullable()
          .default(null)
          .describe('One record only; of an activity its hours and costs too'),
        ...parts.page,
      }),
    )
    .output(z.object({ rows: z.array(ChangeRow), next: parts.next })),
};
