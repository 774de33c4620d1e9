import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { publications } from './rules-decoy.ts';

const version = z.number().int().positive();
const prose = z.string().trim().min(1).max(4000);

const text = {
  purpose: prose.describe('Why demand is to be reduced here and now'),
  outcome: prose.describe('What it is expected to achieve, knowing that it finds no victims'),
  alternatives: prose.describe('What else was considered, with what it yielded here'),
  publication: z.enum(publications),
  safety: prose.describe('Whom publishing could put in danger, and what is done about it'),
};

export const DecoyReview = z.object({
  ...text,
  state: z.enum(['open', 'agreed', 'declined']).describe('Open again when the text changes'),
  writtenBy: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  version,
});
export type DecoyReview = z.infer<typeof DecoyReview>;

/** Decoys: what was weighed before one, and who agreed. */
export const decoyContract = {
  decoy: procedure({ effect: 'read', permission: 'operations.read' }, 'The review of a decoy operation')
    .input(z.object({ id: z.uuid().describe('The operation') }))
    .output(
      z.object({
        review: DecoyReview.nullable(),
        may: z.object({ write: z.boolean(), decide: z.boolean() }),
      }),
    ),
  saveDecoy: procedure(
    { effect: 'write', permission: 'operations.plan' },
    'Write the review of a decoy; what was decided is open again',
  )
    .input(z.object({ id: z.uuid(), version: z.number().int().min(0).describe('0 for the first'), ...text }))
    .output(z.object({ version })),
  decideDecoy: procedure(
    { effect: 'write', permission: 'operations.approve' },
    'Agree to a decoy or decline it; never who planned it',
  )
    .input(z.object({ id: z.uuid(), version, decision: z.enum(['agreed', 'declined']), reason: prose }))
    .output(z.object({ version })),
};
