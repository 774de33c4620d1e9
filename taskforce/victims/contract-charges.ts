import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { chargeStates } from '../vocabulary/victim-work.ts';

const fields = {
  charge: parts.line(300).min(3),
  court: parts.line(200).min(2),
  nextHearingOn: parts.day.nullable().default(null),
};

export const Charge = z.object({
  id: z.uuid(),
  victimId: z.uuid(),
  ...fields,
  chargedOn: parts.day,
  state: z.enum(chargeStates),
  stateOn: parts.day.nullable(),
  stateReason: z.string().nullable(),
  createdAt: parts.instant,
  createdBy: parts.Person,
  version: parts.version,
});
export type Charge = z.infer<typeof Charge>;

const permission = 'charges.record';
const at = { id: z.uuid(), version: parts.version };
const versioned = z.object({ version: parts.version });

export const chargesContract = {
  list: procedure({ permission: 'victims.read', effect: 'read' }, 'Charges against a victim')
    .input(z.object({ victimId: z.uuid() }))
    .output(z.object({ rows: z.array(Charge), may: z.object({ record: z.boolean() }) })),
  record: procedure(
    { permission, effect: 'write' },
    'Record that a victim was arrested or charged; the prosecutor is asked to look at it',
  )
    .input(z.object({ victimId: z.uuid(), chargedOn: parts.day, ...fields }))
    .output(parts.made),
  change: procedure({ permission, effect: 'write' }, 'Correct a charge or its next day in court')
    .input(z.object({ ...at, ...fields }))
    .output(versioned),
  end: procedure(
    { permission, effect: 'write' },
    'Record how a charge went on: dismissed, diverted, convicted, vacated',
  )
    .input(
      z.object({
        ...at,
        state: z.enum(['dismissed', 'diverted', 'convicted', 'vacated']),
        stateOn: parts.day,
        stateReason: parts.prose(2000).nullable().default(null),
      }),
    )
    .output(versioned),
};
