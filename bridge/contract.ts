import { z } from 'zod';
import { procedure } from '../kit/rpc/contract.ts';

const permission = 'bridge.manage';
const address = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .describe('https, or http on this machine; without user, query and fragment');
const done = z.object({ done: z.literal(true) });

export const BridgePair = z.object({
  id: z.uuid(),
  peerName: z.string(),
  peerAddress: z.string().nullable(),
  fingerprint: z.string(),
  state: z.enum(['unconfirmed', 'open', 'ended']),
  createdAt: z.iso.datetime(),
  confirmedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  heardAt: z.iso.datetime().nullable(),
  sent: z.number().describe('messages that the other side has applied'),
  received: z.number().describe('messages that this side has applied'),
  waiting: z.number().describe('messages on their way'),
  waitingSince: z.iso.datetime().nullable().describe('when the oldest of them was written'),
  notUnderstood: z.number().describe('of these, those that wait until the other side is upgraded'),
  notUnderstoodKinds: z.array(z.object({ kind: z.string(), count: z.number() })),
  passed: z
    .array(
      z.object({
        kind: z.string(),
        direction: z.enum(['sent', 'received']),
        count: z.number(),
        lastAt: z.iso.datetime(),
      }),
    )
    .describe('kinds and numbers of the last 30 days, never what was said'),
  refusals: z.array(z.object({ reason: z.string(), count: z.number(), lastAt: z.iso.datetime() })),
});

export const bridgeContract = {
  overview: procedure(
    { permission, effect: 'read' },
    'Our end of the bridge, whom it is paired with, what passed and what was refused in 30 days',
  )
    .input(z.object({}))
    .output(
      z.object({
        end: z.object({
          id: z.uuid(),
          name: z.string().describe('what the other side sees'),
          keyId: z.string(),
          address: z.string().nullable(),
        }),
        pairs: z.array(BridgePair),
        strangers: z.array(z.object({ reason: z.string(), count: z.number(), lastAt: z.iso.datetime() })),
      }),
    ),
  setAddress: procedure(
    { permission, effect: 'write', stepUp: true },
    'Say where the other side can reach this one; empty when it only calls by itself',
  )
    .input(z.object({ address: address.nullable() }))
    .output(done),
  makeCode: procedure(
    { permission, effect: 'write', stepUp: true, secret: true },
    'Make a code to be read to the other administrator over the phone; it is shown once and good for 15 minutes',
  )
    .input(z.object({}))
    .output(z.object({ code: z.string(), expiresAt: z.iso.datetime() })),
  pair: procedure(
    { permission, effect: 'write', stepUp: true },
    'Pair with the installation at an address by the code its administrator read out',
  )
    .input(z.object({ address, code: z.string().max(60) }))
    .output(z.object({ pairId: z.uuid() })),
  confirm: procedure(
    { permission, effect: 'write', stepUp: true },
    'Confirm a pair after comparing its number aloud; nothing is carried before',
  )
    .input(z.object({ pairId: z.uuid(), fingerprint: z.string().max(40) }))
    .output(done),
  end: procedure({ permission, effect: 'write', stepUp: true }, 'End a pair for good')
    .input(z.object({ pairId: z.uuid() }))
    .output(done),
  changeKey: procedure(
    { permission, effect: 'write', stepUp: true },
    'Replace the key this end signs with; the other sides are told under the old one',
  )
    .input(z.object({}))
    .output(z.object({ keyId: z.string() })),
};
