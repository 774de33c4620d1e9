import { z } from 'zod';
import { DECLINES, NEEDS } from '../../bridge/messages.ts';
import { REFERRAL_STATES } from '../../bridge/referrals.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { askedPlaces, passedFacts, passedWays } from '../vocabulary/referrals.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();
const State = z.enum(REFERRAL_STATES);
const text = (most: number) => z.string().trim().max(most);

/** What is sealed of a referral onward: it tells of a client and stays in this wing. */
export const OnwardContent = z.object({
  recipient: text(200).min(1).describe('Whom we ask'),
  reach: text(200).default('').describe('How they are reached'),
  note: text(4000).default(''),
});
export type OnwardContent = z.infer<typeof OnwardContent>;

const facts = {
  toKind: z.enum(askedPlaces).default('other_provider'),
  needs: z.array(z.enum(NEEDS)).min(1).max(11),
  passed: z.array(z.enum(passedFacts)).max(10).default([]).describe('Kinds of facts that are passed with it'),
  passedHow: z.enum(passedWays).default('client_goes_alone'),
  answerBy: moment.nullable().default(null),
  content: OnwardContent,
};

export const Onward = z.object({
  id: z.uuid(),
  state: State,
  toKind: z.enum(askedPlaces),
  needs: z.array(z.enum(NEEDS)),
  passed: z.array(z.enum(passedFacts)),
  passedHow: z.enum(passedWays),
  answerBy: moment.nullable(),
  declineReason: z.enum(DECLINES).nullable(),
  content: OnwardContent.nullable(),
  createdBy: z.string(),
  createdAt: moment,
  movedAt: moment,
  version,
  may: z.array(State).describe('States it may go to now'),
  moves: z.array(
    z.object({ to: State, at: moment, by: z.string().nullable(), reason: z.enum(DECLINES).nullable() }),
  ),
});
export type Onward = z.infer<typeof Onward>;

export const onwardContract = {
  list: procedure(
    { effect: 'read', permission: 'clients.details' },
    'What was asked of others for a client; each reading is written down',
  )
    .input(z.object({ clientId: z.uuid() }))
    .output(z.object({ rows: z.array(Onward), mayWrite: z.boolean() })),
  draft: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Write a referral onward; no release is needed for it',
  )
    .input(z.object({ clientId: z.uuid(), ...facts }))
    .output(z.object({ id: z.uuid() })),
  change: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Change a draft, or the note of one that went',
  )
    .input(z.object({ id: z.uuid(), version, ...facts }))
    .output(z.object({ version })),
  move: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Write down that it was offered, and what the other place answered; what is passed goes into the log of disclosures',
  )
    .input(z.object({ id: z.uuid(), version, to: State, reason: z.enum(DECLINES).nullable().default(null) }))
    .output(z.object({ version })),
};
