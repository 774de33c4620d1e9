import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';

const minutes = (most: number) => z.number().int().min(1).max(most);

/** How long the clocks of tips and dangers run (`taskforce/tips/rules-clocks.ts`). */
export const TipClocks = z.object({
  dangerOfficerMinutes: minutes(240).describe('Minutes until an officer answers for a danger'),
  dangerContactMinutes: minutes(1440).describe(
    'Minutes until somebody is reached, or three tries are written down',
  ),
  afterActionHours: z.number().int().min(1).max(720).describe('Hours until the report after a danger is due'),
  triageWorkingDays: z.number().int().min(1).max(20).describe('Working days until a tip is decided'),
  askBackDays: z.number().int().min(1).max(180).describe('Days a question to a reporter waits'),
  retentionDays: z.number().int().min(30).max(3650).describe('Days a tip that feeds no case is kept'),
  holidays: z.array(z.iso.date()).max(200).describe('Days that are no working days besides the weekends'),
});
export type TipClocks = z.infer<typeof TipClocks>;

/** What the task force has agreed on: gates and deadlines. */
export const Protocol = z.object({
  requiredItems: z
    .array(z.enum(exitChecklistItems))
    .max(exitChecklistItems.length)
    .describe('Items a strand settles or waives before it leaves the pre-operational phase'),
  clocks: TipClocks,
  changedAt: z.iso
    .datetime()
    .nullable()
    .describe('When it was last changed; a change names the state it saw'),
});
export type Protocol = z.infer<typeof Protocol>;

export const SettingChange = z.object({
  id: z.uuid(),
  key: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
export type SettingChange = z.infer<typeof SettingChange>;

const permission = 'settings.manage';

export const administrationContract = {
  protocol: procedure({ effect: 'read', permission }, 'Required checklist items and deadlines of tips')
    .input(z.object({}))
    .output(Protocol),
  setProtocol: procedure(
    { effect: 'write', permission, stepUp: true },
    'Change the required checklist items and the deadlines of tips that come in from now on',
  )
    .input(Protocol)
    .output(z.object({ done: z.literal(true) })),
  settingChanges: procedure({ effect: 'read', permission }, 'Who set what, newest first')
    .input(z.object({ limit: z.number().int().min(1).max(100).default(50) }))
    .output(z.object({ rows: z.array(SettingChange) })),
};
