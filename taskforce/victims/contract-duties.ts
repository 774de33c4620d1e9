import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { dutyKinds, dutyStates, dutySteps } from '../vocabulary/victim-work.ts';

export const stateCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('State, two letters');

export const Duty = z.object({
  id: z.uuid(),
  kind: z.enum(dutyKinds),
  case: z.object({ id: z.uuid(), number: z.string() }),
  victim: z.object({ id: z.uuid(), codeName: z.string() }),
  stateCode: stateCode.nullable(),
  safeHarbor: z
    .string()
    .nullable()
    .describe('What the law of the state says, as the task force wrote it down'),
  startedAt: parts.instant,
  dueAt: parts.instant,
  overdue: z.boolean(),
  steps: z.array(z.object({ step: z.enum(dutySteps), done: z.boolean() })),
  state: z.enum(dutyStates),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
  settledAt: parts.instant.nullable(),
  settledBy: parts.Person.nullable(),
  version: parts.version,
});
export type Duty = z.infer<typeof Duty>;

const hours = z.number().int().min(1).max(720);
const days = z.number().int().min(1).max(365);
const recording = z.enum(['any', 'none', 'audio', 'video']);

export const VictimProtocol = z.object({
  state: stateCode.nullable(),
  childReportHours: hours,
  states: z.record(stateCode, z.object({ childReportHours: hours, safeHarbor: parts.prose(2000) })),
  hhsHours: z.number().int().min(1).max(24).describe('22 USC 7105(b) sets 24; shorter only'),
  hhsPartBDays: days,
  reliefReminderHours: hours,
  presenceMonths: z.number().int().min(1).max(60),
  certificationMonths: z
    .number()
    .int()
    .min(1)
    .max(6)
    .describe('An I-918B is filed within six months; shorter only'),
  renewalDays: days,
  reliefDays: days,
  chargeHours: hours,
  chargeFollowUpDays: days,
  vacaturDays: days,
  noticeDays: days,
  urgentNoticeHours: hours,
  interviewsBeforeReason: z.number().int().min(1).max(10),
  recordingMinor: recording,
  recordingAdult: recording,
});

/** The protocol with the moment it was set, which a change names again. */
export const ProtocolToSet = VictimProtocol.extend({
  version: z.number().int().min(0).describe('When it was set, in milliseconds since 1970; 0: never'),
});
export type ProtocolToSet = z.infer<typeof ProtocolToSet>;

const at = { id: z.uuid(), version: parts.version };
const versioned = z.object({ version: parts.version });

export const dutiesContract = {
  list: procedure({ permission: 'victims.read', effect: 'read' }, 'What is owed to a victim, by its clock')
    .input(z.object({ victimId: z.uuid() }))
    .output(z.object({ rows: z.array(Duty), may: z.object({ settle: z.boolean() }) })),
  mine: procedure(
    { permission: 'victims.read', effect: 'read' },
    'What is owed in the cases I work on; a prosecutor sees charges of victims, nobody else does here',
  )
    .input(z.object({ limit: z.number().int().min(1).max(100).default(20) }))
    .output(z.object({ rows: z.array(Duty), overdue: z.number().int() })),
  tick: procedure({ permission: 'victims.write', effect: 'write' }, 'Tick the steps of a request to HHS')
    .input(z.object({ ...at, steps: z.array(z.enum(dutySteps)).max(dutySteps.length) }))
    .output(versioned),
  place: procedure(
    { permission: 'victims.write', effect: 'write' },
    'Set a clock back to when the facts were found, or name the state whose law sets it',
  )
    .input(z.object({ ...at, startedAt: parts.instant.optional(), stateCode: stateCode.optional() }))
    .output(z.object({ version: parts.version, dueAt: parts.instant })),
  settle: procedure(
    { permission: 'victims.write', effect: 'write' },
    'Settle a duty with its proof, or say why it is not owed',
  )
    .input(
      z.object({
        ...at,
        state: z.enum(['done', 'not_owed']),
        reference: parts.prose(200).default(''),
        reason: parts.reason,
      }),
    )
    .output(versioned),
  protocol: procedure(
    { permission: 'victims.read', effect: 'read' },
    'Clocks and defaults of the work with victims',
  )
    .input(z.object({}))
    .output(VictimProtocol),
  protocolToSet: procedure(
    { permission: 'settings.manage', effect: 'read' },
    'Clocks and defaults of the work with victims as they are set, to change them',
  )
    .input(z.object({}))
    .output(ProtocolToSet),
  setProtocol: procedure(
    { permission: 'settings.manage', effect: 'write', stepUp: true },
    'Change the clocks and defaults; what is owed already keeps its own',
  )
    .input(ProtocolToSet.partial())
    .output(parts.done),
};
