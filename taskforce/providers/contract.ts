import { z } from 'zod';
import { Capacity } from '../../bridge/capacity.ts';
import { HOURS, NEEDS, SERVED } from '../../bridge/messages.ts';
import { Offer } from '../../bridge/offers.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const version = z.number().int().positive();
const done = z.object({ done: z.literal(true) });
const moment = z.iso.datetime();
const text = (most: number) => z.string().trim().min(1).max(most).nullable();

/** How a provider is reached: an installation of its own over the bridge, a one-time link, or a call. */
export const channels = ['paired', 'guest_link', 'phone'] as const;

const facts = {
  name: z.string().trim().min(1).max(120),
  withoutBridge: z
    .enum(['phone', 'guest_link'])
    .describe('How it is reached when it has no installation of its own'),
  dutyContact: text(120).describe('Whom to ask for'),
  dutyPhone: z
    .string()
    .regex(/^[+0-9][0-9 ().x-]{2,39}$/)
    .nullable(),
  mail: z.email().max(200).nullable(),
  note: text(2000).describe('What colleagues should know; never where a shelter is'),
  trainedOn: z.iso.date().nullable().describe('When it was last trained or certified for trafficking'),
};

export const Resource = Offer.extend({
  id: z.uuid(),
  providerId: z.uuid(),
  /** From the provider itself over the bridge; only the provider changes it. */
  published: z.boolean(),
  daysOld: z.number().int(),
  stale: z.boolean().describe('Confirmed more than seven days ago'),
  removedAt: moment.nullable(),
  version,
});
export type Resource = z.infer<typeof Resource>;

export const CapacityNow = Capacity.extend({
  toldAt: moment,
  toldBy: z.string().nullable().describe('Null when the provider sent it itself'),
  expired: z.boolean(),
  forNotice: z.boolean().describe('Told in answer to a stand-by notice'),
});

export const Provider = z.object({
  id: z.uuid(),
  ...facts,
  channel: z.enum(channels),
  active: z.boolean(),
  version,
});
export type Provider = z.infer<typeof Provider>;

export const ProviderRow = Provider.extend({
  resources: z.array(Resource).describe('Those that fit what was asked for'),
  capacity: CapacityNow.nullable().describe('The newest numbers, expired or not'),
});
export type ProviderRow = z.infer<typeof ProviderRow>;

export const providersContract = {
  list: procedure(
    { effect: 'read', permission: 'providers.read' },
    'Directory of providers: by need, language, age, who is served and hours; what is old is marked, never hidden',
  )
    .input(
      z.object({
        find: z.string().trim().max(80).default('').describe('Part of a name'),
        needs: z.array(z.enum(NEEDS)).max(NEEDS.length).default([]).describe('All of these'),
        serves: z.array(z.enum(SERVED)).max(SERVED.length).default([]).describe('All of these'),
        language: z.string().max(20).default(''),
        age: z.number().int().min(0).max(120).nullable().default(null),
        hours: z.array(z.enum(HOURS)).max(3).default([]),
        channels: z.array(z.enum(channels)).max(3).default([]),
        freeBeds: z.boolean().default(false).describe('With numbers that still hold and a free bed'),
        inactive: z.boolean().default(false),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ProviderRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission: 'providers.read' },
    'One provider, all it offers and its last numbers',
  )
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        provider: Provider,
        resources: z.array(Resource),
        capacities: z.array(CapacityNow).describe('Newest first, at most ten'),
        may: z.object({ keep: z.boolean() }),
      }),
    ),
  add: procedure(
    { effect: 'write', permission: 'providers.keep' },
    'Write a provider down that has no installation of its own',
  )
    .input(z.object(facts))
    .output(z.object({ id: z.uuid() })),
  change: procedure({ effect: 'write', permission: 'providers.keep' }, 'Change what is known of a provider')
    .input(z.object({ id: z.uuid(), version, ...facts, active: z.boolean() }))
    .output(z.object({ version })),
  addResource: procedure(
    { effect: 'write', permission: 'providers.keep' },
    'Write a service down for a provider that does not publish itself',
  )
    .input(z.object({ providerId: z.uuid(), resource: Offer }))
    .output(z.object({ id: z.uuid() })),
  changeResource: procedure(
    { effect: 'write', permission: 'providers.keep' },
    'Change or confirm a service that is kept by hand',
  )
    .input(z.object({ id: z.uuid(), version, resource: Offer }))
    .output(z.object({ version })),
  removeResource: procedure(
    { effect: 'write', permission: 'providers.keep' },
    'Take a service that is kept by hand out of the directory',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(done),
  tellCapacity: procedure(
    { effect: 'write', permission: 'providers.keep' },
    'Write down the numbers a provider gave on the phone',
  )
    .input(z.object({ providerId: z.uuid(), capacity: Capacity }))
    .output(z.object({ id: z.uuid() })),
};
