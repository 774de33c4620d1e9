import { z } from 'zod';
import { BROUGHT_STATES, BROUGHT_URGENCIES, TURNED_DOWN } from '../../bridge/brought.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();
const State = z.enum(BROUGHT_STATES);
const write = { effect: 'write', permission: 'releases.write' } as const;
const step = z.object({ id: z.uuid(), version });

/** A survivor who wants to report, by the release that the task force is to read. */
export const Brought = z.object({
  id: z.uuid(),
  state: State,
  urgency: z.enum(BROUGHT_URGENCIES),
  answerBy: moment.nullable(),
  declineReason: z.enum(TURNED_DOWN).nullable(),
  createdBy: z.string(),
  createdAt: moment,
  movedAt: moment,
  version,
  may: z.array(State).describe('States it may go to now'),
});
export type Brought = z.infer<typeof Brought>;

/** Referrals to law enforcement. They belong to a release, and nothing else asks for either. */
export const bringingContract = {
  brought: procedure(
    { effect: 'read', permission: 'releases.read' },
    'Whether the task force was told that the survivor wants to report, and what it answered',
  )
    .input(z.object({ releaseId: z.uuid() }))
    .output(z.object({ rows: z.array(Brought), mayBring: z.boolean() })),
  bring: procedure(write, 'Draft a referral to law enforcement by a release to a task force')
    .input(z.object({ releaseId: z.uuid(), urgency: z.enum(BROUGHT_URGENCIES).default('this_week') }))
    .output(z.object({ id: z.uuid() })),
  changeBrought: procedure(write, 'Change how soon the survivor wants to be heard, in a draft')
    .input(step.extend({ urgency: z.enum(BROUGHT_URGENCIES) }))
    .output(z.object({ version })),
  offerBrought: procedure(write, 'Tell the task force that the survivor wants to report; the release is live')
    .input(step.extend({ answerHours: z.number().int().min(1).max(720).default(48) }))
    .output(z.object({ version })),
  withdrawBrought: procedure(write, 'Take it back at the word of the survivor; it wins over an answer')
    .input(step)
    .output(z.object({ version })),
};
