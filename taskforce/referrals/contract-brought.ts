import { z } from 'zod';
import { BROUGHT_STATES, BROUGHT_URGENCIES, TURNED_DOWN } from '../../bridge/brought.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();
const states = BROUGHT_STATES.filter((state) => state !== 'draft');
const read = { permission: 'referrals.receive', effect: 'read' } as const;
const write = { permission: 'referrals.receive', effect: 'write' } as const;

/** A survivor who wants to report, as a provider said. Nothing of what they say is here: that is in the release. */
export const Brought = z.object({
  id: z.uuid(),
  broughtBy: z.string().describe('Name of the provider'),
  urgency: z.enum(BROUGHT_URGENCIES),
  state: z.enum(states),
  answerBy: moment,
  receivedAt: moment,
  movedAt: moment,
  movedBy: z.string().nullable(),
  rule: z.object({ id: z.uuid(), title: z.string(), edition: z.number().int() }).nullable(),
  outsideRule: z.string().nullable(),
  declineReason: z.enum(TURNED_DOWN).nullable(),
  release: z
    .object({ state: z.enum(['live', 'ended', 'expired']), caseId: z.uuid().nullable() })
    .nullable()
    .describe(
      'The release it is read by, as far as the reader may see it: it waits for a case, or lies in one',
    ),
  version,
  may: z.array(z.enum(['accepted', 'declined'])),
});
export type Brought = z.infer<typeof Brought>;

export const broughtContract = {
  list: procedure(read, 'Survivors who want to report: those that wait for an answer first')
    .input(z.object({ open: z.boolean().default(true).describe('Only what waits or was taken up') }))
    .output(z.object({ rows: z.array(Brought) })),
  accept: procedure(write, 'Take it up, by a rule of the protocol or with the reason why none applies')
    .input(
      z.object({
        id: z.uuid(),
        version,
        ruleId: z.uuid().nullable().default(null),
        outsideRule: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(z.object({ version })),
  decline: procedure(write, 'Say why it is not taken up; the provider is told this one word')
    .input(z.object({ id: z.uuid(), version, reason: z.enum(TURNED_DOWN) }))
    .output(z.object({ version })),
};
