import { z } from 'zod';
import { DECLINES, NEEDS } from '../../bridge/messages.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { offerStates } from '../vocabulary/referrals.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });

export const OfferState = z.enum(offerStates);
const Reason = z.enum(DECLINES).nullable();

export const OfferRow = z.object({
  id: z.uuid(),
  from: z.string().describe('Name of the task force that asks'),
  alias: z.string(),
  state: OfferState,
  needs: z.array(z.enum(NEEDS)),
  urgency: z.enum(['now', 'today', 'this_week', 'no_hurry']),
  age: z.enum(['minor', 'adult', 'not_known']),
  language: z.string().nullable(),
  interpreter: z.boolean(),
  receivedAt: moment,
  answerBy: moment,
  movedAt: moment,
  version,
});
export type OfferRow = z.infer<typeof OfferRow>;

export const Offer = OfferRow.extend({
  agreedOn: z.iso.date().describe('Day on which the person agreed to be referred, as the task force says'),
  safetyWarnings: z.string().nullable(),
  contactHow: z.string().nullable(),
  declineReason: Reason,
  moves: z.array(z.object({ to: OfferState, at: moment, by: z.string().nullable(), reason: Reason })),
  client: z
    .object({ link: z.uuid(), version, id: z.uuid(), number: z.string(), alias: z.string() })
    .nullable()
    .describe(
      'Which client it became; never told to the task force, and empty for who may not see the client',
    ),
  may: z.object({ move: z.array(OfferState), link: z.boolean() }),
});
export type Offer = z.infer<typeof Offer>;

export const offersContract = {
  list: procedure(
    { effect: 'read', permission: 'referrals.read' },
    'What task forces offer to the own organisation, the most urgent first',
  )
    .input(
      z.object({
        states: z.array(OfferState).max(8).default([]),
        urgencies: z.array(OfferRow.shape.urgency).max(4).default([]),
        needs: z.array(z.enum(NEEDS)).max(11).default([]),
        sort: z.enum(['answer_by', 'received', 'moved']).default('answer_by'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(OfferRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure({ effect: 'read', permission: 'referrals.read' }, 'One offer, with what was told with it')
    .input(id)
    .output(Offer),
  move: procedure(
    { effect: 'write', permission: 'referrals.answer' },
    'Accept, decline, begin, complete or reopen; the task force is told the state and nothing else',
  )
    .input(z.object({ id: z.uuid(), version, to: OfferState, reason: Reason.default(null) }))
    .output(z.object({ version })),
  link: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Say which client an accepted offer became; it stays in this wing',
  )
    .input(z.object({ id: z.uuid(), clientId: z.uuid() }))
    .output(id),
  unlink: procedure({ effect: 'write', permission: 'clients.write' }, 'Take a wrong link back')
    .input(z.object({ link: z.uuid(), version }))
    .output(z.object({ done: z.literal(true) })),
  ofClient: procedure({ effect: 'read', permission: 'clients.read' }, 'Offers that became this client')
    .input(z.object({ clientId: z.uuid() }))
    .output(z.object({ rows: z.array(OfferRow) })),
};
