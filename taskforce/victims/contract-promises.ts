import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { promiseActs, promiseKinds } from '../vocabulary/victim-work.ts';

/** What of the ledger: of one victim, or of all of a case. */
export const PromiseFilter = z.object({
  victimId: z.uuid().nullable().default(null),
  caseId: z.uuid().nullable().default(null),
});
export type PromiseFilter = z.infer<typeof PromiseFilter>;

export const PromiseEntry = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  victim: z.object({ id: z.uuid(), codeName: z.string() }),
  place: z.number().int(),
  act: z.enum(promiseActs),
  kind: z.enum(promiseKinds),
  what: z.string(),
  amountCents: z.number().int().nullable(),
  byName: z.string(),
  byAgency: z.string(),
  happenedOn: parts.day,
  corrects: z.number().int().nullable().describe('Place of the entry that this one sets right'),
  correctedBy: z.number().int().nullable().describe('Place of the entry that sets this one right'),
  reason: z.string().nullable(),
  handling: z.array(z.enum(handlingLabels)),
  recordedAt: parts.instant,
  recordedBy: parts.Person,
});
export type PromiseEntry = z.infer<typeof PromiseEntry>;

export const promisesContract = {
  list: procedure(
    { permission: 'promises.read', effect: 'read' },
    'What was asked for, offered, promised or given to a victim',
  )
    .input(z.object({ victimId: z.uuid() }))
    .output(z.object({ rows: z.array(PromiseEntry), may: z.object({ export: z.boolean() }) })),
  record: procedure(
    { permission: 'promises.record', effect: 'write' },
    'Add to the ledger; an entry that corrects an earlier one says why',
  )
    .input(
      z.object({
        victimId: z.uuid(),
        act: z.enum(promiseActs),
        kind: z.enum(promiseKinds),
        what: parts.line(2000).min(3),
        amountCents: z.number().int().min(1).max(100_000_000).nullable().default(null),
        byName: parts.line(120).min(2),
        byAgency: parts.line(120).min(2),
        happenedOn: parts.day,
        corrects: z.uuid().nullable().default(null),
        reason: parts.prose(2000).nullable().default(null),
      }),
    )
    .output(parts.made),
};
