import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { strandKinds, traffickingTypes } from '../vocabulary/cases.ts';
import { originRoutes } from '../vocabulary/origins.ts';
import {
  audiences,
  noActionReasons,
  referralRecipients,
  tipChannels,
  tipStates,
} from '../vocabulary/tips.ts';
import { longest, unmaskReasons } from './contract-lists.ts';
import {
  Contact,
  done,
  KeptContact,
  Pack,
  PortalWords,
  TipPage,
  TipRow,
  TipTold,
  version,
} from './contract-parts.ts';

/** A tip as somebody signed in, a program or an imported file gives it: the same rules for all three. */
export const ReceivedTip = TipTold.extend({
  channel: z.enum(tipChannels).exclude(['public_form']),
  originRoute: z.enum(originRoutes).exclude(['spin_off']),
  receivedAt: z.iso.datetime().optional().describe('When it was told; now when left out'),
  contact: Contact.nullable().default(null),
  externalId: z.string().trim().min(1).max(200).nullable().default(null),
});
export type ReceivedTip = z.infer<typeof ReceivedTip>;

const reason = z.string().trim().max(2000);
const decisionBase = { id: z.uuid(), version };

/** Decisions of triage. The reason is asked for where an earlier reader could not guess it. */
export const DecideInput = z.discriminatedUnion('decision', [
  z.object({
    ...decisionBase,
    decision: z.literal('open_case'),
    title: z.string().trim().min(1).max(200).describe('Working title; no victim names'),
    type: z.enum(traffickingTypes),
    strandKind: z.enum(strandKinds).default('target_person'),
    strandLabel: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('First strand: code name of a target, or an aspect'),
    reason: reason.default(''),
  }),
  z.object({
    ...decisionBase,
    decision: z.literal('attach'),
    caseIds: z.array(z.uuid()).min(1).max(20),
    reason: reason.default(''),
  }),
  z.object({
    ...decisionBase,
    decision: z.literal('refer_out'),
    recipient: z.enum(referralRecipients),
    recipientName: z.string().trim().max(200).describe('Which office or person'),
    how: reason.describe('How it was handed over'),
  }),
  z.object({
    ...decisionBase,
    decision: z.literal('ask_back'),
    question: z.string().trim().min(3).max(longest.message),
  }),
  z.object({
    ...decisionBase,
    decision: z.literal('no_action'),
    reasonCode: z.enum(noActionReasons),
    explanation: reason.default(''),
    duplicateOfId: z.uuid().nullable().default(null),
  }),
]);
export type DecideInput = z.infer<typeof DecideInput>;

/** The words of the queue's filters; every one is a closed list. */
export const TipFilter = z.object({
  lane: z.enum(['triage', 'waiting', 'decided', 'all']).default('triage'),
  states: z.array(z.enum(tipStates)).max(20).default([]),
  channels: z.array(z.enum(tipChannels)).max(20).default([]),
  audiences: z.array(z.enum(audiences)).max(20).default([]),
  assigned: z.enum(['anyone', 'me', 'nobody']).default('anyone'),
  danger: z.boolean().default(false).describe('Only with an open danger'),
  minors: z.boolean().default(false).describe('Only where minors were reported'),
});
export type TipFilter = z.infer<typeof TipFilter>;

export const tipsContract = {
  receive: procedure(
    { effect: 'write', permission: 'tips.receive' },
    'Take a tip: the officer’s form, and the way in for programs',
  )
    .input(
      ReceivedTip.meta({
        examples: [
          {
            channel: 'hotline',
            originRoute: 'hotline',
            receivedAt: '2026-03-14T21:05:00Z',
            what: 'The caller hears crying from the rooms above the laundry every night',
            place: 'Above the laundry, Harbor Street',
            danger: 'no',
            contact: {
              name: 'Neighbor on the second floor',
              way: '555-0142',
              when: 'After six in the evening',
            },
            externalId: 'HL-20417',
          },
        ],
      }),
    )
    .output(z.object({ id: z.uuid(), number: z.string(), dangerId: z.uuid().nullable() })),
  list: procedure({ effect: 'read', permission: 'tips.read' }, 'The queue: danger first, then what is due')
    .input(
      TipFilter.extend({
        sort: z.enum(['queue', 'newest']).default('queue'),
        limit: z.number().int().min(1).max(100).default(50),
        after: z.string().max(200).nullable().default(null).describe('`next` of the page before'),
      }),
    )
    .output(
      z.object({
        rows: z.array(TipRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
        next: z.string().nullable(),
      }),
    ),
  open: procedure({ effect: 'read', permission: 'tips.read' }, 'One tip with everything that belongs to it')
    .input(z.object({ id: z.uuid() }))
    .output(TipPage),
  officers: procedure(
    { effect: 'read', permission: 'danger.raise' },
    'People to whom a tip or a danger may be given',
  )
    .input(z.object({ duty: z.enum(['tips.triage', 'danger.answer']) }))
    .output(
      z.object({
        rows: z.array(z.object({ id: z.uuid(), displayName: z.string(), agencyName: z.string() })),
      }),
    ),
  take: procedure({ effect: 'write', permission: 'tips.triage' }, 'Take a tip, or give it to a colleague')
    .input(
      z.object({
        id: z.uuid(),
        version,
        accountId: z
          .uuid()
          .nullable()
          .optional()
          .describe('Colleague; empty puts it back; left out means oneself'),
      }),
    )
    .output(z.object({ version })),
  takeMany: procedure(
    { effect: 'write', permission: 'tips.triage' },
    'Take several tips, give them to people or put them back; each by itself, with what came of it',
  )
    .input(
      z.object({
        tips: z
          .array(
            z.object({
              id: z.uuid(),
              version,
              accountId: z
                .uuid()
                .nullable()
                .optional()
                .describe('Colleague; empty puts it back; left out means oneself'),
            }),
          )
          .min(1)
          .max(100),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            number: z.string().nullable(),
            outcome: z
              .enum(['given', 'in_danger', 'changed', 'not_open'])
              .describe('in_danger: is answered by itself; changed: somebody was there before'),
            before: z.uuid().nullable().describe('Who had it'),
            version: version.nullable(),
          }),
        ),
      }),
    ),
  decide: procedure({ effect: 'write', permission: 'tips.triage' }, 'Decide what becomes of a tip')
    .input(DecideInput)
    .output(
      z.object({
        version,
        decisionId: z.uuid(),
        caseId: z.uuid().nullable(),
        caseNumber: z.string().nullable(),
      }),
    ),
  reopen: procedure(
    { effect: 'write', permission: 'tips.triage' },
    'Take the standing decision back, with a reason',
  )
    .input(z.object({ id: z.uuid(), version, reason }))
    .output(z.object({ version })),
  recordAnswer: procedure(
    { effect: 'write', permission: 'tips.triage' },
    'Write down an answer that the reporter gave by another way',
  )
    .input(z.object({ id: z.uuid(), version, body: z.string().trim().min(1).max(longest.message) }))
    .output(z.object({ version })),
  unmask: procedure(
    { effect: 'write', permission: 'tips.unmask', stepUp: true, secret: true },
    'Open the contact of a reporter, against a reason that is audited',
  )
    .input(z.object({ id: z.uuid(), reason: z.enum(unmaskReasons) }))
    .output(z.object({ contact: KeptContact.nullable() })),
  packs: procedure({ effect: 'read', permission: 'tips.receive' }, 'The questions for one kind of observer')
    .input(z.object({ audience: z.enum(audiences) }))
    .output(Pack),
  hold: procedure(
    { effect: 'write', permission: 'tips.hold' },
    'Put a tip under legal hold, or lift the hold',
  )
    .input(z.object({ id: z.uuid(), version, hold: z.boolean() }))
    .output(z.object({ version })),
  portal: procedure(
    { effect: 'read', permission: 'settings.manage' },
    'What the public tip pages say of the installation',
  )
    .input(z.object({}))
    .output(PortalWords),
  setPortal: procedure(
    { effect: 'write', permission: 'settings.manage' },
    'Change what the public tip pages say',
  )
    .input(PortalWords)
    .output(done),
  purge: procedure(
    { effect: 'write', permission: 'tips.purge' },
    'Ask for the purge of an expired tip, or agree when somebody else asked',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version, purged: z.boolean() })),
};
export type TipsContract = typeof tipsContract;
