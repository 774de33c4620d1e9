import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { decisionStates } from '../vocabulary/command.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { reasonText, version } from './contract-links.ts';

export const Decision = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseNumber: z.string(),
  strandId: z.uuid().nullable(),
  strandLabel: z.string().nullable(),
  question: z.string(),
  deciderId: z.uuid().nullable(),
  decider: z.string(),
  neededBy: z.iso.date().nullable(),
  /** Days past `neededBy` today; 0 when not overdue or settled. */
  overdueDays: z.number().int(),
  handling: z.array(z.enum(handlingLabels)),
  state: z.enum(decisionStates),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  decision: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  why: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  version,
});
export type Decision = z.infer<typeof Decision>;

export const decisionsContract = {
  list: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Decisions of a case: open ones first, then settled ones',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ decisions: z.array(Decision) })),
  waiting: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Open decisions in all cases one may read, the most pressing first',
  )
    .input(
      z.object({ mine: z.boolean().default(false), limit: z.number().int().min(1).max(100).default(50) }),
    )
    .output(
      z.object({
        decisions: z.array(Decision),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  ask: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Ask for a decision: the question, who decides, by when',
  )
    .input(
      z
        .object({
          caseId: z.uuid(),
          strandId: z.uuid().optional(),
          question: z.string().trim().min(5).max(500),
          deciderId: z.uuid().optional(),
          deciderName: z.string().trim().min(2).max(200).optional(),
          neededBy: z.iso.date().optional(),
          handling: z.array(z.enum(handlingLabels)).max(14).default([]),
        })
        .refine((input) => (input.deciderId === undefined) !== (input.deciderName === undefined), {
          path: ['deciderId'],
          message: 'Name who decides: a person with an account, or an office outside.',
        }),
    )
    .output(z.object({ id: z.uuid() })),
  postpone: procedure(
    { permission: 'cases.read', effect: 'write' },
    'Change the day by which a decision is needed',
  )
    .input(z.object({ id: z.uuid(), version, neededBy: z.iso.date().nullable() }))
    .output(z.object({ done: z.literal(true) })),
  decide: procedure(
    { permission: 'cases.read', effect: 'write' },
    'Write down what was decided, when and why; it stays as it is',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        decision: z.string().trim().min(2).max(2000),
        decidedOn: z.iso.date(),
        why: reasonText,
      }),
    )
    .output(z.object({ done: z.literal(true) })),
  withdraw: procedure({ permission: 'cases.write', effect: 'write' }, 'Take a question back, with the reason')
    .input(z.object({ id: z.uuid(), version, why: reasonText }))
    .output(z.object({ done: z.literal(true) })),
};
