import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as lists from '../vocabulary/victims.ts';
import * as parts from './contract-parts.ts';

export const Contact = z.object({
  id: z.uuid(),
  kind: z.enum(lists.victimChannels),
  outcome: z.enum(lists.contactOutcomes),
  happenedAt: parts.instant,
  recordedBy: parts.Person,
  recordedAt: parts.instant,
});
export type Contact = z.infer<typeof Contact>;

const write = { permission: 'victims.write', effect: 'write' } as const;

/** Ways to reach a victim, and contacts. */
export const channelProcedures = {
  addChannel: procedure(write, 'Record a way to reach a victim and whether it is safe')
    .input(
      parts.ChannelUse.extend({
        id: z.uuid().describe('The victim'),
        kind: z.enum(lists.victimChannels),
        details: parts.ChannelDetails,
      }),
    )
    .output(parts.made),
  changeChannel: procedure(write, 'Change whether, when and how a way to a victim is safe')
    .input(
      parts.ChannelUse.extend({
        id: z.uuid().describe('The channel'),
        version: parts.version,
        reason: parts
          .text(2000)
          .nullable()
          .default(null)
          .describe('Asked for when an unsafe one becomes usable'),
        inUse: z.boolean().default(true),
      }),
    )
    .output(parts.changed),
  contacts: procedure({ permission: 'victims.read', effect: 'read' }, 'Contacts with a victim, newest first')
    .input(z.object({ id: z.uuid(), limit: z.number().int().min(1).max(100).default(50) }))
    .output(z.object({ rows: z.array(Contact) })),
  recordContact: procedure(
    write,
    'Record a contact with a victim or an attempt at it; never over an unsafe way',
  )
    .input(
      z.object({
        id: z.uuid(),
        channelId: z.uuid().nullable().default(null),
        kind: z.enum(lists.victimChannels),
        outcome: z.enum(lists.contactOutcomes),
        happenedAt: parts.instant,
      }),
    )
    .output(parts.made),
};
