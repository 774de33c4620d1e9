import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { capacities, riskReasons, risks } from './rules-approval.ts';
import { operationStates } from '../vocabulary/operations.ts';

const version = z.number().int().positive();
const revision = z.number().int().positive();
const moment = z.iso.datetime();
const done = z.object({ done: z.literal(true) });
const Person = z.object({ id: z.uuid(), displayName: z.string() });
const capacity = z.enum(capacities);
const at = { operationId: z.uuid(), version };
const moved = z.object({ version, state: z.enum(operationStates) });

export const SignatureRow = z.object({
  id: z.uuid(),
  by: Person,
  decision: z.enum(['signed', 'returned']),
  capacities: z.array(capacity),
  risk: z.enum(risks),
  revision,
  note: z.string().nullable(),
  at: moment,
  counts: z.boolean().describe('Under the plan as it stands, for the present request'),
});
export type SignatureRow = z.infer<typeof SignatureRow>;

export const DifferenceRow = z.object({
  part: z.string(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});

export const Approval = z.object({
  operationId: z.uuid(),
  number: z.string(),
  version,
  state: z.enum(operationStates),
  revision,
  signedRevision: revision.nullable(),
  risk: z.enum(risks),
  computedRisk: z.enum(risks).describe('What the facts of the plan make it; never lowered by hand'),
  riskReasons: z.array(z.enum(riskReasons)),
  needed: z.array(capacity).describe('One person signs for each'),
  wanted: z.array(capacity).describe('Of them, those still wanted'),
  requestedBy: Person.nullable(),
  requestedAt: moment.nullable(),
  signatures: z.array(SignatureRow),
  comparedWith: z
    .object({ revision, at: moment, by: z.string() })
    .nullable()
    .describe('The signature whose plan the differences are against'),
  differences: z.array(DifferenceRow),
  names: z.record(z.string(), z.string()).describe('Names behind the ids in the differences'),
  moves: z.array(
    z.object({
      id: z.uuid(),
      from: z.enum(operationStates),
      to: z.enum(operationStates),
      reason: z.string().nullable(),
      danger: z.boolean(),
      by: z.string().nullable(),
      at: moment,
    }),
  ),
  dangerId: z.uuid().nullable(),
  blockers: z.array(z.object({ problem: z.string(), item: z.string().nullable() })),
  may: z.object({
    plan: z.boolean(),
    run: z.boolean(),
    approve: z.boolean(),
    takeBack: z.boolean(),
    whyNotSign: z.string().nullable().describe('The first reason against a signature of this person'),
  }),
});
export type Approval = z.infer<typeof Approval>;

const slots = z.array(capacity).min(1).max(4);
export const ApprovalSettings = z.object({ low: slots, medium: slots, high: slots });

/** Signatures under a plan. */
export const approvalContract = {
  approval: procedure(
    { effect: 'read', permission: 'operations.read' },
    'Who signs a plan at its risk, who signed, and what changed since',
  )
    .input(z.object({ operationId: z.uuid() }))
    .output(Approval),
  askApproval: procedure(
    { effect: 'write', permission: 'operations.plan' },
    'Ask for signatures; the plan is frozen',
  )
    .input(z.object(at))
    .output(moved),
  takeBack: procedure(
    { effect: 'write', permission: 'operations.plan' },
    'Take back the request that one made, to change the plan',
  )
    .input(z.object(at))
    .output(moved),
  sign: procedure(
    { effect: 'write', permission: 'operations.approve' },
    'Sign the plan at the revision that was read',
  )
    .input(z.object({ operationId: z.uuid(), revision, note: z.string().trim().max(2000).default('') }))
    .output(moved),
  returnPlan: procedure({ effect: 'write', permission: 'operations.approve' }, 'Return a plan, with a reason')
    .input(z.object({ operationId: z.uuid(), revision, note: z.string().trim().max(2000) }))
    .output(moved),
  approvalSettings: procedure(
    { effect: 'read', permission: 'settings.manage' },
    'Who signs at each risk, to change it',
  )
    .input(z.object({}))
    .output(ApprovalSettings.extend({ changedAt: moment.nullable() })),
  setApprovalSettings: procedure(
    { effect: 'write', permission: 'settings.manage', stepUp: true },
    'Set who signs at each risk; signatures given before count only if they still suffice',
  )
    .input(ApprovalSettings.extend({ changedAt: moment.nullable() }))
    .output(done),
};

const reason = z.string().trim().max(2000);

/** Changes of state. */
export const operationStatesContract = {
  start: procedure(
    { effect: 'write', permission: 'operations.run' },
    'Start an operation; refused while anything holds it up',
  )
    .input(z.object(at))
    .output(moved),
  startThroughDanger: procedure(
    { effect: 'write', permission: 'operations.run' },
    'Somebody is in danger now: raise it, write down what is passed over, and start, in one press',
  )
    .input(
      z.object({
        ...at,
        what: z.string().trim().min(3).max(2000).describe('What is happening'),
        reason: z.string().trim().min(10).max(1000).describe('Why this cannot wait'),
      }),
    )
    .output(moved.extend({ dangerId: z.uuid() })),
  end: procedure({ effect: 'write', permission: 'operations.run' }, 'The operation is over')
    .input(z.object(at))
    .output(moved),
  close: procedure({ effect: 'write', permission: 'operations.read' }, 'Close it, after its review')
    .input(z.object(at))
    .output(moved),
  postpone: procedure(
    { effect: 'write', permission: 'operations.read' },
    'Postpone it; what was signed counts no longer, and providers are asked again',
  )
    .input(z.object({ ...at, reason }))
    .output(moved),
  planAgain: procedure({ effect: 'write', permission: 'operations.plan' }, 'Plan a postponed operation anew')
    .input(z.object(at))
    .output(moved),
  abort: procedure({ effect: 'write', permission: 'operations.read' }, 'Break it off, with the reason')
    .input(z.object({ ...at, reason }))
    .output(moved),
};
