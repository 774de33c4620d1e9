import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import {
  claimants,
  compelledKinds,
  compelledOutcomes,
  compelledSteps,
  motions,
  noNoticeReasons,
  noticeResults,
  noticeWays,
  receivedWays,
  recordParts,
} from '../vocabulary/compelled.ts';
import { recipientKinds } from '../vocabulary/disclosures.ts';

const id = z.uuid();
const version = z.number().int().positive();
const moment = z.iso.datetime();
const line = (max = 200) => z.string().trim().max(max).default('');
const words = z.string().trim().max(4000).default('');
const parts = z.array(z.enum(recordParts)).max(20);

/** What a paper says; sealed under the client's own key. */
export const Paper = z.object({
  asker: line().describe('Who asks: the court, the office, the attorney'),
  contact: line(400).describe('How they are reached'),
  reference: line().describe('Case or docket number on the paper'),
  asksFor: words.describe('What they ask for, in their words'),
  note: words,
});

export const CompelledRow = z.object({
  id,
  client: z.object({ id, alias: z.string(), number: z.string() }),
  kind: z.enum(compelledKinds),
  receivedAt: moment,
  dueAt: moment.nullable(),
  outcome: z.enum(compelledOutcomes).nullable(),
  missing: z.array(z.string()).describe('What is still to be done before anything could be handed over'),
});

const facts = {
  kind: z.enum(compelledKinds),
  receivedAt: moment,
  receivedHow: z.enum(receivedWays),
  dueAt: moment.nullable().default(null),
};

export const Step = z.object({
  id,
  kind: z.enum(compelledSteps),
  at: moment,
  how: z.enum(noticeWays).nullable(),
  result: z.enum(noticeResults).nullable(),
  because: z.enum(noNoticeReasons).nullable(),
  claimedBy: z.enum(claimants).nullable(),
  motion: z.enum(motions).nullable(),
  who: z.string(),
  words: z.string(),
  recordedBy: z.string(),
  recordedAt: moment,
});

const said = {
  at: moment,
  who: line().describe('With whom it was spoken'),
  words,
};

/** One step; which more it needs depends on its kind. */
export const StepToWrite = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counsel_asked'), ...said }),
  z.object({ kind: z.literal('counsel_advised'), ...said }),
  z.object({
    kind: z.literal('notice_attempted'),
    how: z.enum(noticeWays),
    result: z.enum(noticeResults),
    ...said,
  }),
  z.object({ kind: z.literal('notice_impossible'), because: z.enum(noNoticeReasons), ...said }),
  z.object({ kind: z.literal('safety_plan_looked_at'), ...said }),
  z.object({ kind: z.literal('privilege_claimed'), claimedBy: z.enum(claimants), ...said }),
  z.object({ kind: z.literal('motion_filed'), motion: z.enum(motions), ...said }),
  z.object({ kind: z.literal('note'), ...said }),
]);
export type StepToWrite = z.infer<typeof StepToWrite>;

export const compelledContract = {
  list: procedure(
    { effect: 'read', permission: 'clients.read' },
    'Subpoenas, orders and warrants about clients of the own organisation; without the sealed words',
  )
    .input(
      z.object({
        open: z.boolean().default(false).describe('Only those that have not ended'),
        clientId: id.optional(),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(CompelledRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission: 'clients.read' },
    'One request with its steps, opened; the opening is written down',
  )
    .input(z.object({ id }))
    .output(
      z.object({
        ...CompelledRow.shape,
        receivedHow: z.enum(receivedWays),
        paper: Paper,
        fields: parts,
        steps: z.array(Step),
        mayWrite: z.boolean(),
        version,
      }),
    ),
  enter: procedure(
    { effect: 'write', permission: 'compelled.write' },
    'Enter a subpoena, order or warrant; one entry for each client it names',
  )
    .input(z.object({ clientId: id, ...facts, paper: Paper }))
    .output(z.object({ id })),
  change: procedure(
    { effect: 'write', permission: 'compelled.write' },
    'Change the due date or what the paper says',
  )
    .input(z.object({ id, version, dueAt: moment.nullable(), paper: Paper }))
    .output(z.object({ version })),
  step: procedure(
    { effect: 'write', permission: 'compelled.write' },
    'Write down one step: counsel, a notice to the client, privilege, a motion',
  )
    .input(z.object({ id, step: StepToWrite }))
    .output(z.object({ id })),
  nameFields: procedure(
    { effect: 'write', permission: 'compelled.write' },
    'Name the least that would answer the request',
  )
    .input(z.object({ id, version, fields: parts }))
    .output(z.object({ version })),
  settle: procedure(
    { effect: 'write', permission: 'compelled.write' },
    'Say how it ended. Handing over is refused until counsel was asked, the client was told or it was reasoned why not, and the least was named',
  )
    .input(
      z.object({
        id,
        version,
        outcome: z.enum(compelledOutcomes),
        at: moment,
        words,
        recipientKind: z.enum(recipientKinds).optional().describe('Of what was handed over'),
        recipient: line(),
      }),
    )
    .output(z.object({ version })),
};
