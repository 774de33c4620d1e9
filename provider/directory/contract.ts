import { z } from 'zod';
import { Capacity } from '../../bridge/capacity.ts';
import { messages } from '../../bridge/messages.ts';
import { Offer } from '../../bridge/offers.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();

export const Resource = Offer.extend({
  id: z.uuid(),
  daysOld: z.number().int(),
  stale: z.boolean().describe('Confirmed more than seven days ago; task forces see it marked so'),
  publishedAt: moment.nullable(),
  changedSince: z.boolean().describe('What is shown to task forces is an earlier wording'),
  version,
});
export type Resource = z.infer<typeof Resource>;

export const ToldCapacity = Capacity.extend({
  toldAt: moment,
  toldBy: z.string(),
  sentTo: z.number().int(),
  expired: z.boolean(),
  forNotice: z.boolean(),
});
export type ToldCapacity = z.infer<typeof ToldCapacity>;

export const directoryContract = {
  overview: procedure(
    { effect: 'read', permission: 'directory.read' },
    'What the organisation offers, what of it task forces see, and its free places',
  )
    .input(z.object({}))
    .output(
      z.object({
        taskforces: z.array(z.string()).describe('Names of the task forces it is paired with'),
        resources: z.array(Resource),
        capacities: z.array(ToldCapacity).describe('Newest first, at most ten'),
        may: z.object({ keep: z.boolean() }),
      }),
    ),
  add: procedure(
    { effect: 'write', permission: 'directory.keep' },
    'Write a service down; nothing leaves yet',
  )
    .input(Offer)
    .output(z.object({ id: z.uuid() })),
  change: procedure(
    { effect: 'write', permission: 'directory.keep' },
    'Change a service; what task forces see stays until it is published again',
  )
    .input(Offer.extend({ id: z.uuid(), version }))
    .output(z.object({ version })),
  preview: procedure(
    { effect: 'read', permission: 'directory.keep' },
    'Exactly what would leave of a service, field by field',
  )
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ leaves: messages['directory.entry'].body })),
  publish: procedure(
    { effect: 'write', permission: 'directory.keep' },
    'Show a service to the task forces, as it stands and as confirmed today',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version, sentTo: z.number().int() })),
  unpublish: procedure(
    { effect: 'write', permission: 'directory.keep' },
    'Take a service back from the task forces; with `retire` it is offered no more',
  )
    .input(z.object({ id: z.uuid(), version, retire: z.boolean().default(false) }))
    .output(z.object({ version, sentTo: z.number().int() })),
  tellCapacity: procedure(
    { effect: 'write', permission: 'directory.keep' },
    'Say how much room there is: numbers only, until when they hold',
  )
    .input(z.object({ capacity: Capacity }))
    .output(z.object({ id: z.uuid(), sentTo: z.number().int() })),
};
