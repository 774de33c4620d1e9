import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { activityKinds, costKinds } from '../vocabulary/activities.ts';
import * as parts from './contract-parts.ts';

const strand = z.object({ id: z.uuid(), label: z.string() }).nullable();

const recorded = { recordedAt: parts.instant, recordedBy: z.string().nullable() };

export const Work = z.object({
  id: z.uuid(),
  who: z.string(),
  accountId: z.uuid().nullable(),
  day: parts.day,
  minutes: z.number().int(),
  reason: z.string().nullable(),
  ...recorded,
});
export type Work = z.infer<typeof Work>;
export const Cost = z.object({
  id: z.uuid(),
  kind: z.enum(costKinds),
  amountCents: z.number().int(),
  fundingSource: z.string().nullable(),
  fundingSourceId: z.uuid().nullable(),
  reason: z.string().nullable(),
  ...recorded,
});
export type Cost = z.infer<typeof Cost>;

export const Activity = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  strand,
  kind: z.enum(activityKinds),
  title: z.string(),
  description: z.string(),
  happenedOn: parts.day,
  happenedAt: parts.instant.nullable(),
  engagesTarget: z.boolean().nullable(),
  handling: z.array(z.string()),
  minutes: z.number().int(),
  cents: z.number().int(),
  work: z.array(Work),
  costs: z.array(Cost),
  createdAt: parts.instant,
  createdBy: parts.Person.nullable(),
  withdrawnAt: parts.instant.nullable().describe('When it was taken back as a mistake'),
  withdrawnBy: parts.Person.nullable(),
  withdrawReason: z.string().nullable(),
  version: parts.version,
});
export type Activity = z.infer<typeof Activity>;

/** A move of the phase that an activity suggests; nothing moves until a person accepts it. */
export const Offer = z.object({
  strandId: z.uuid(),
  strandLabel: z.string(),
  strandVersion: parts.version,
  activityId: z.uuid(),
  to: parts.Phase,
  event: parts.Event,
  effectiveOn: parts.day,
  needsSupervisor: z.boolean(),
  askFirst: z.boolean().describe('Nobody has said whether a target was engaged: ask that first'),
});
export type Offer = z.infer<typeof Offer>;

const NewWork = z.object({
  accountId: z.uuid().nullable().default(null),
  who: parts.line(120).nullable().default(null).describe('A person without an account'),
  day: parts.day.optional().describe('The day of the activity when absent'),
  minutes: z.number().int().positive().max(100_000),
  reason: parts.reason,
});
const NewCost = z.object({
  kind: z.enum(costKinds),
  amountCents: z.number().int().describe('In cents; negative for a refund, with a reason'),
  fundingSourceId: z.uuid().nullable().default(null),
  reason: parts.reason,
});
const activityFields = {
  strandId: z.uuid().nullable().default(null),
  kind: z.enum(activityKinds),
  title: parts.line(),
  description: parts.prose(20_000).default(''),
  happenedOn: parts.day,
  happenedAt: parts.instant.nullable().default(null),
  engagesTarget: z.boolean().nullable().default(null),
  handling: parts.Labels.default([]),
};

export const activitiesContract = {
  list: procedure({ permission: 'cases.read', effect: 'read' }, 'Activities of a case, latest first')
    .input(
      z.object({
        caseId: z.uuid(),
        strandId: z.uuid().nullable().default(null),
        kind: z.array(z.enum(activityKinds)).max(30).default([]),
        ...parts.page,
      }),
    )
    .output(z.object({ rows: z.array(Activity), total: parts.Total, next: parts.next })),
  read: procedure({ permission: 'cases.read', effect: 'read' }, 'One activity with its hours and costs')
    .input(parts.byId)
    .output(Activity),
  log: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Log an activity with its hours and costs; answers with the move of the phase it suggests',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        ...activityFields,
        work: z.array(NewWork).max(50).default([]),
        costs: z.array(NewCost).max(50).default([]),
      }),
    )
    .output(z.object({ id: z.uuid(), offer: Offer.nullable() })),
  change: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Change an activity; answers with the move of the phase it suggests now',
  )
    .input(z.object({ id: z.uuid(), version: parts.version, ...activityFields }))
    .output(z.object({ version: parts.version, offer: Offer.nullable() })),
  withdraw: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Take back an activity logged by mistake: the line stays with the reason, its hours and costs go',
  )
    .input(z.object({ id: z.uuid(), version: parts.version, reason: parts.line(2000) }))
    .output(parts.done),
  addWork: procedure({ permission: 'cases.write', effect: 'write' }, 'Add hours to an activity')
    .input(z.object({ activityId: z.uuid(), ...NewWork.shape }))
    .output(parts.done),
  correctWork: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Put other hours in the place of wrong ones; the history keeps both',
  )
    .input(z.object({ id: z.uuid(), ...NewWork.shape }))
    .output(parts.done),
  dropWork: procedure({ permission: 'cases.write', effect: 'write' }, 'Take hours away; the audit keeps them')
    .input(parts.byId)
    .output(parts.done),
  addCost: procedure({ permission: 'cases.write', effect: 'write' }, 'Add a cost to an activity')
    .input(z.object({ activityId: z.uuid(), ...NewCost.shape }))
    .output(parts.done),
  correctCost: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Put another cost in the place of a wrong one; the history keeps both',
  )
    .input(z.object({ id: z.uuid(), ...NewCost.shape }))
    .output(parts.done),
  dropCost: procedure({ permission: 'cases.write', effect: 'write' }, 'Take a cost away; the audit keeps it')
    .input(parts.byId)
    .output(parts.done),
  fundingSources: procedure({ effect: 'read' }, 'Whose money may be named')
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string() })) })),
};
