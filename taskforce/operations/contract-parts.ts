import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import {
  Authority,
  BudgetLine,
  Inspection,
  Interpreter,
  Place,
  Post,
  Section,
  Stage,
  TechniqueUse,
} from './contract-plan.ts';
import { expiries } from './rules-plan.ts';

const version = z.number().int().positive();
const done = z.object({ done: z.literal(true) });

/** A part of the plan as it is saved: without an id it is added, with one the version seen is changed. */
const part = <Name extends string, Value extends z.ZodType>(name: Name, value: Value) =>
  z.object({
    part: z.literal(name),
    operationId: z.uuid(),
    id: z.uuid().nullable(),
    version: version.nullable().describe('Of the part that was seen; null for a new one'),
    value,
  });
export const SavedPart = z.discriminatedUnion('part', [
  part('place', Place),
  part('stage', Stage),
  part('post', Post),
  part('authority', Authority),
  part('section', Section),
  part('budget', BudgetLine),
  part('interpreter', Interpreter),
  part('technique', TechniqueUse),
  part('inspection', Inspection),
]);
export type SavedPart = z.infer<typeof SavedPart>;
export const partNames = [
  'place',
  'stage',
  'post',
  'authority',
  'section',
  'budget',
  'interpreter',
  'technique',
  'inspection',
] as const;
export type PartName = (typeof partNames)[number];

export const Expiring = z.object({
  id: z.uuid(),
  operation: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  what: z.enum(['authority', 'technique']),
  kind: z.string().describe('Kind of authority, or which technique'),
  expiresAt: z.iso.datetime(),
  alarm: z.enum(expiries),
  tooEarly: z.boolean().describe('It runs out before the operation is to be over'),
});
export type Expiring = z.infer<typeof Expiring>;

const plan = 'operations.plan';

/** Parts of a plan, and who plans. */
export const partsContract = {
  savePart: procedure({ effect: 'write', permission: plan }, 'Add a part to a plan, or change one')
    .input(SavedPart)
    .output(z.object({ id: z.uuid(), version })),
  removePart: procedure({ effect: 'write', permission: plan }, 'Take a part out of a plan')
    .input(z.object({ operationId: z.uuid(), part: z.enum(partNames), id: z.uuid() }))
    .output(done),
  addStrand: procedure({ effect: 'write', permission: plan }, 'Say that an operation is about a strand')
    .input(z.object({ operationId: z.uuid(), strandId: z.uuid() }))
    .output(z.object({ id: z.uuid() })),
  removeStrand: procedure({ effect: 'write', permission: plan }, 'Take a strand out of a plan')
    .input(z.object({ operationId: z.uuid(), id: z.uuid() }))
    .output(done),
  addDependency: procedure({ effect: 'write', permission: plan }, 'Let a stage wait for another')
    .input(z.object({ operationId: z.uuid(), stageId: z.uuid(), needsStageId: z.uuid() }))
    .output(z.object({ id: z.uuid() })),
  removeDependency: procedure({ effect: 'write', permission: plan }, 'Let a stage wait no more')
    .input(z.object({ operationId: z.uuid(), id: z.uuid() }))
    .output(done),
  addPlanner: procedure(
    { effect: 'write', permission: plan },
    'Ask a colleague to plan, or to read the plan; who plans never signs',
  )
    .input(z.object({ operationId: z.uuid(), accountId: z.uuid(), capacity: z.enum(['plan', 'read']) }))
    .output(z.object({ id: z.uuid() })),
  endPlanner: procedure({ effect: 'write', permission: plan }, 'End that a colleague plans or reads')
    .input(z.object({ operationId: z.uuid(), id: z.uuid(), version }))
    .output(done),
  expiring: procedure(
    { effect: 'read', permission: plan },
    'Authorities and techniques that run out soon, of operations one may plan',
  )
    .input(z.object({ days: z.number().int().min(1).max(90).default(7) }))
    .output(z.object({ rows: z.array(Expiring) })),
};
