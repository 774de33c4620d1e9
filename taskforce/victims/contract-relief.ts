import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { reliefReasons, reliefStates, reliefTools } from '../vocabulary/victim-work.ts';

const steps = reliefStates.filter((state) => state !== 'asked') as [
  Exclude<(typeof reliefStates)[number], 'asked'>,
];

export const ReliefStep = z.object({
  step: z.enum(reliefStates),
  happenedOn: parts.day,
  validFrom: parts.day.nullable(),
  validUntil: parts.day.nullable(),
  signatory: z.string().nullable(),
  designatedOn: parts.day.nullable(),
  reference: z.string().nullable(),
  reasonCode: z.enum(reliefReasons).nullable(),
  reason: z.string().nullable(),
  recordedAt: parts.instant,
  recordedBy: parts.Person,
});

export const ReliefRequest = z.object({
  id: z.uuid(),
  victimId: z.uuid(),
  tool: z.enum(reliefTools),
  renews: z.uuid().nullable(),
  basis: z.string(),
  state: z.enum(reliefStates),
  askedOn: parts.day,
  validFrom: parts.day.nullable(),
  validUntil: parts.day.nullable(),
  renewalDueOn: parts.day.nullable().describe('When to renew or file; null: nothing to renew'),
  requestedBy: parts.Person,
  steps: z.array(ReliefStep),
  next: z.array(z.enum(steps)).describe('Steps the reader may take now'),
  mayRenew: z.boolean(),
  version: parts.version,
});
export type ReliefRequest = z.infer<typeof ReliefRequest>;

export const reliefContract = {
  list: procedure(
    { permission: 'victims.read', effect: 'read' },
    'Requests for immigration relief of a victim; restricted by 8 USC 1367',
  )
    .input(z.object({ victimId: z.uuid() }))
    .output(z.object({ rows: z.array(ReliefRequest), may: z.object({ ask: z.boolean() }) })),
  ask: procedure(
    { permission: 'relief.request', effect: 'write' },
    'Ask for continued presence, a declaration or a certification; somebody else decides',
  )
    .input(
      z.object({
        victimId: z.uuid(),
        tool: z.enum(reliefTools),
        basis: parts.line(4000).min(3).describe('The facts it rests on'),
        askedOn: parts.day,
        renews: z.uuid().nullable().default(null),
      }),
    )
    .output(parts.made),
  step: procedure(
    { permission: 'relief.request', effect: 'write' },
    'Take a request one step further; saying no or taking back needs a reason',
  )
    .input(
      z.object({
        requestId: z.uuid(),
        version: parts.version,
        step: z.enum(steps),
        happenedOn: parts.day,
        validFrom: parts.day.nullable().default(null),
        validUntil: parts.day.nullable().default(null),
        signatory: parts.line(120).min(2).nullable().default(null),
        designatedOn: parts.day.nullable().default(null),
        reference: parts.prose(120).nullable().default(null),
        reasonCode: z.enum(reliefReasons).nullable().default(null),
        reason: parts.reason,
      }),
    )
    .output(parts.done),
};
