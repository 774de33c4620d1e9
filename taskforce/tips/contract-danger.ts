import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import {
  dangerContactKinds,
  dangerContactOutcomes,
  dangerEndings,
  dangerGates,
} from '../vocabulary/danger.ts';
import { done, PersonRef, version } from './contract-parts.ts';

const text = (max: number) => z.string().trim().max(max).default('');
const Id = z.object({ id: z.uuid() });

/** One danger on the board. */
export const DangerRow = z.object({
  id: z.uuid(),
  standing: z.enum(['nobody_accountable', 'accepted', 'ended']),
  what: z.string().describe('What was said when it was raised; empty where the tip says it'),
  place: z.string(),
  tip: z
    .object({
      id: z.uuid(),
      number: z.string(),
      what: z.string().describe('The first 300 characters'),
      place: z.string(),
      receivedAt: z.iso.datetime(),
    })
    .nullable(),
  case: z.object({ id: z.uuid(), number: z.string(), title: z.string() }).nullable(),
  operation: z.object({ id: z.uuid(), number: z.string(), title: z.string() }).nullable(),
  raisedBy: PersonRef.nullable().describe('Empty: a reporter did, on the public form'),
  imported: z.boolean().describe('An imported file told of it; it was raised when the file was written'),
  stale: z.boolean().describe('An imported file told of it more than 72 hours after it was reported'),
  raisedAt: z.iso.datetime(),
  officerDueAt: z.iso.datetime(),
  contactDueAt: z.iso.datetime(),
  contactMetAt: z.iso.datetime().nullable(),
  accountable: PersonRef.nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  ending: z.enum(dangerEndings).nullable(),
  endedSummary: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
  review: z
    .object({
      dueAt: z.iso.datetime(),
      findings: z.string().nullable(),
      doneAt: z.iso.datetime().nullable(),
      doneBy: PersonRef.nullable(),
      version,
    })
    .nullable(),
  contacts: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(dangerContactKinds),
      whom: z.string(),
      outcome: z.enum(dangerContactOutcomes),
      note: z.string(),
      told: z.string().describe('What was passed on to them'),
      triedAt: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      recordedBy: PersonRef,
    }),
  ),
  bypasses: z.array(
    z.object({
      id: z.uuid(),
      gate: z.enum(dangerGates),
      reason: z.string(),
      recordedAt: z.iso.datetime(),
      recordedBy: PersonRef,
    }),
  ),
  version,
});
export type DangerRow = z.infer<typeof DangerRow>;

export const dangerContract = {
  raise: procedure(
    { effect: 'write', permission: 'danger.raise' },
    'Somebody is in danger now: from any screen, with nothing but a sentence',
  )
    .input(
      z.object({
        what: text(2000),
        place: text(500),
        tipId: z.uuid().nullable().default(null),
        caseId: z.uuid().nullable().default(null),
        operationId: z
          .uuid()
          .nullable()
          .default(null)
          .describe('With it the case of the operation is named too, where one reads it'),
      }),
    )
    .output(Id),
  board: procedure(
    { effect: 'read', permission: 'danger.raise' },
    'Open dangers, those without an officer first; then reviews owed',
  )
    .input(z.object({ show: z.enum(['open', 'reviews', 'ended']).default('open') }))
    .output(z.object({ rows: z.array(DangerRow) })),
  ofOperation: procedure(
    { effect: 'read', permission: 'danger.raise' },
    'Dangers of an operation that are open or owe a review, the newest first',
  )
    .input(z.object({ operationId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            standing: DangerRow.shape.standing,
            raisedAt: z.iso.datetime(),
            reviewDueAt: z.iso.datetime().nullable(),
          }),
        ),
      }),
    ),
  open: procedure({ effect: 'read', permission: 'danger.raise' }, 'One danger with everything that was tried')
    .input(Id)
    .output(DangerRow),
  accept: procedure({ effect: 'write', permission: 'danger.answer' }, 'Answer for a danger, or take it over')
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version })),
  handOver: procedure({ effect: 'write', permission: 'danger.answer' }, 'Make a colleague accountable')
    .input(z.object({ id: z.uuid(), version, accountId: z.uuid() }))
    .output(z.object({ version })),
  contact: procedure({ effect: 'write', permission: 'danger.answer' }, 'Write down whom one tried to reach')
    .input(
      z.object({
        id: z.uuid(),
        kind: z.enum(dangerContactKinds),
        whom: text(200),
        outcome: z.enum(dangerContactOutcomes),
        note: text(500),
        told: text(500).describe('What was passed on: kept as the record of dissemination'),
        at: z.iso.datetime().optional().describe('Now when left out'),
      }),
    )
    .output(done),
  bypass: procedure(
    { effect: 'write', permission: 'danger.answer' },
    'Write down a gate that the danger passed, and why',
  )
    .input(z.object({ id: z.uuid(), gate: z.enum(dangerGates), reason: z.string().trim().max(1000) }))
    .output(done),
  end: procedure(
    { effect: 'write', permission: 'danger.answer' },
    'Say how it ended; a review is owed from then on',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        ending: z.enum(dangerEndings),
        summary: z.string().trim().max(2000),
      }),
    )
    .output(z.object({ version, reviewDueAt: z.iso.datetime() })),
  review: procedure({ effect: 'write', permission: 'danger.review' }, 'Do the after-action review')
    .input(z.object({ id: z.uuid(), version, findings: z.string().trim().min(20).max(4000) }))
    .output(done),
};
