import { z } from 'zod';
import { Capacity } from '../../bridge/capacity.ts';
import { HEADCOUNTS, NEEDS, STANDBY_GENDERS, STANDBY_SAFETY } from '../../bridge/messages.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();

/** Where the organisation stands with a notice. */
export const states = ['new', 'changed', 'acknowledged', 'withdrawn', 'expired'] as const;

/** What a notice says, as long as it holds. */
export const Content = z.object({
  area: z.string(),
  windowFrom: moment,
  windowUntil: moment,
  people: z.enum(HEADCOUNTS),
  minors: z.enum(HEADCOUNTS),
  genders: z.array(z.enum(STANDBY_GENDERS)),
  languages: z.array(z.string()),
  needs: z.array(z.enum(NEEDS)),
  safety: z.array(z.enum(STANDBY_SAFETY)),
  contactName: z.string(),
  contactPhone: z.string(),
});
export type Content = z.infer<typeof Content>;

export const Notice = z.object({
  id: z.uuid(),
  from: z.string().describe('Name of the task force'),
  state: z.enum(states),
  receivedAt: moment,
  changedAt: moment,
  validUntil: moment,
  withdrawnAt: moment.nullable(),
  acknowledgedAt: moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  content: Content.nullable().describe('Null when it expired, was withdrawn, or is deleted'),
  answer: Capacity.extend({ toldAt: moment, toldBy: z.string() }).nullable(),
  edition: z.number().int(),
  version,
});
export type Notice = z.infer<typeof Notice>;

export const standbyContract = {
  list: procedure(
    { effect: 'read', permission: 'standby.read' },
    'Stand-by notices to the own organisation: those that hold first, the newest first',
  )
    .input(
      z.object({
        ended: z.boolean().default(false).describe('Also those that expired or were withdrawn'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(Notice),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
        may: z.object({ answer: z.boolean() }),
      }),
    ),
  read: procedure({ effect: 'read', permission: 'standby.read' }, 'One notice')
    .input(z.object({ id: z.uuid() }))
    .output(Notice.extend({ may: z.object({ answer: z.boolean() }) })),
  acknowledge: procedure(
    { effect: 'write', permission: 'standby.answer' },
    'Say that somebody here has taken the notice in',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version })),
  answer: procedure(
    { effect: 'write', permission: 'standby.answer' },
    'Answer a notice with numbers; acknowledges it as well',
  )
    .input(z.object({ id: z.uuid(), version, capacity: Capacity }))
    .output(z.object({ version })),
  settings: procedure(
    { effect: 'read', permission: 'settings.manage' },
    'How long what a notice said is kept, hidden, after it ended',
  )
    .input(z.object({}))
    .output(z.object({ keptHours: z.number().int() })),
  setSettings: procedure(
    { effect: 'write', permission: 'settings.manage' },
    'Set how many hours what a notice said is kept after it ended',
  )
    .input(z.object({ keptHours: z.number().int().min(0).max(168) }))
    .output(z.object({ done: z.literal(true) })),
};
