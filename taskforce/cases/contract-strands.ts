import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';
import { dangerGates } from '../vocabulary/danger.ts';
import { NewStrand, StrandRow } from './contract-cases.ts';
import * as parts from './contract-parts.ts';

const Item = z.enum(exitChecklistItems);

export const HistoryLine = z.object({
  id: z.uuid(),
  place: z.number().int(),
  from: parts.Phase.nullable(),
  to: parts.Place,
  event: parts.Event.nullable(),
  closeReason: parts.CloseReason.nullable(),
  effectiveOn: parts.day,
  recordedAt: parts.instant,
  lateByDays: z.number().int(),
  recordedBy: parts.Person.nullable(),
  approvedBy: parts.Person.nullable(),
  reason: z.string().nullable(),
  supersedes: z.uuid().nullable(),
  supersededBy: z.uuid().nullable(),
  retracts: z.boolean(),
  bypassed: z.array(z.enum(dangerGates)),
  activityId: z.uuid().nullable(),
  provenance: z.enum(['entered', 'imported']),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const ChecklistRow = z.object({
  item: Item,
  required: z.boolean(),
  state: z.enum(['open', 'present', 'waived']),
  reason: z.string().nullable(),
  by: parts.Person.nullable(),
  at: parts.instant.nullable(),
  version: z.number().int().describe('0 while nobody has answered'),
});
export type ChecklistRow = z.infer<typeof ChecklistRow>;

/** What a supervisor may be asked to sign about a strand, and the lifting of a seal. */
export const Request = z.object({
  id: z.uuid(),
  kind: z.enum(['move', 'reopen', 'correct', 'retract', 'unseal']),
  case: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  strand: z.object({ id: z.uuid(), label: z.string(), place: parts.Place }).nullable(),
  to: parts.Place.nullable(),
  event: parts.Event.nullable(),
  effectiveOn: parts.day.nullable(),
  closeReason: parts.CloseReason.nullable(),
  supersedes: z.uuid().nullable(),
  reason: z.string(),
  orderReference: z.string().nullable(),
  state: z.enum(['waiting', 'approved', 'declined', 'withdrawn']),
  askedBy: parts.Person,
  askedAt: parts.instant,
  decidedBy: parts.Person.nullable(),
  decidedAt: parts.instant.nullable(),
  decisionNote: z.string().nullable(),
  mayDecide: z.boolean().describe('The reader is a supervisor other than the author'),
  mine: z.boolean(),
  version: parts.version,
});
export type Request = z.infer<typeof Request>;

const onStrand = { id: z.uuid(), version: parts.version };
const move = { to: parts.Phase, event: parts.Event, effectiveOn: parts.day, reason: parts.reason };
const correction = {
  entryId: z.uuid(),
  effectiveOn: parts.day,
  event: parts.Event.nullable().optional(),
  closeReason: parts.CloseReason.nullable().optional(),
  reason: parts.reason,
};
const recorded = z.object({
  entryId: z.uuid(),
  lateByDays: z.number().int(),
  leftOpen: z.array(Item).describe('Checklist items that were open when the strand left'),
  version: parts.version,
});

export const strandsContract = {
  add: procedure({ permission: 'cases.write', effect: 'write' }, 'Add a strand to a case')
    .input(z.object({ caseId: z.uuid(), strand: NewStrand }))
    .output(parts.made),
  change: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Change what a strand is called and is about',
  )
    .input(
      z.object({
        ...onStrand,
        label: parts.line(),
        kind: parts.Kind,
        type: parts.Type,
        mode: parts.Mode,
        description: parts.prose(8000),
        handling: parts.Labels,
      }),
    )
    .output(z.object({ version: parts.version })),
  read: procedure(
    { permission: 'cases.read', effect: 'read' },
    'A strand with its whole history, checklist and requests',
  )
    .input(parts.byId)
    .output(
      z.object({
        strand: StrandRow,
        caseId: z.uuid(),
        history: z.array(HistoryLine),
        checklist: z.array(ChecklistRow),
        requests: z.array(Request),
        danger: z.boolean(),
        today: parts.day,
      }),
    ),
  move: procedure(
    { permission: 'phases.record', effect: 'write' },
    'Record that a strand entered another phase',
  )
    .input(z.object({ ...onStrand, ...move, activityId: z.uuid().nullable().default(null) }))
    .output(recorded),
  close: procedure({ permission: 'phases.record', effect: 'write' }, 'Close a strand')
    .input(
      z.object({
        ...onStrand,
        closeReason: parts.CloseReason,
        effectiveOn: parts.day,
        reason: parts.reason,
      }),
    )
    .output(recorded),
  reopen: procedure({ permission: 'phases.record', effect: 'write' }, 'Open a closed strand again')
    .input(z.object({ ...onStrand, ...move }))
    .output(recorded),
  correct: procedure(
    { permission: 'phases.record', effect: 'write' },
    'Correct the day, event or close reason of an entry; the old entry stays',
  )
    .input(z.object({ ...onStrand, ...correction }))
    .output(recorded),
  answerItem: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Answer an item of the pre-operational checklist',
  )
    .input(
      z.object({
        id: z.uuid(),
        item: Item,
        state: z.enum(['open', 'present', 'waived']),
        reason: parts.reason,
        version: z.number().int().min(0).describe('0 when nobody has answered yet'),
      }),
    )
    .output(z.object({ version: z.number().int() })),
};

export const requestsContract = {
  ask: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Ask a supervisor to sign: a move against the order, a correction, a retraction, lifting a seal',
  )
    .input(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('move'),
          strandId: z.uuid(),
          ...move,
          activityId: z.uuid().nullable().default(null),
        }),
        z.object({ kind: z.literal('reopen'), strandId: z.uuid(), ...move }),
        z.object({ kind: z.literal('correct'), strandId: z.uuid(), ...correction }),
        z.object({ kind: z.literal('retract'), strandId: z.uuid(), entryId: z.uuid(), reason: parts.reason }),
        z.object({
          kind: z.literal('unseal'),
          caseId: z.uuid(),
          reason: parts.reason,
          orderReference: parts.prose(200).nullable().default(null),
        }),
      ]),
    )
    .output(parts.made),
  waiting: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Requests that wait for a signature, oldest first',
  )
    .input(
      z.object({
        mine: z.boolean().default(false).describe('Only those I asked for'),
        caseId: z.uuid().nullable().default(null),
      }),
    )
    .output(z.object({ rows: z.array(Request) })),
  decide: procedure(
    { permission: 'phases.approve', effect: 'write' },
    'Sign a request, which records it at once, or decline it',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        approve: z.boolean(),
        note: parts.prose(2000).nullable().default(null),
      }),
    )
    .output(parts.done),
  withdraw: procedure({ permission: 'cases.write', effect: 'write' }, 'Take a request of mine back')
    .input(z.object({ id: z.uuid(), version: parts.version }))
    .output(parts.done),
};
