import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { strandKinds, traffickingTypes } from '../vocabulary/cases.ts';

export const BornCase = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  type: z.enum(traffickingTypes),
  openedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
export type BornCase = z.infer<typeof BornCase>;

/** Cases that came out of an operation. */
export const bornContract = {
  cases: procedure(
    { effect: 'read', permission: 'operations.read' },
    'Cases that came out of an operation, as far as one may read them',
  )
    .input(z.object({ operationId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(BornCase),
        mayOpen: z.boolean(),
        parentCaseId: z
          .uuid()
          .nullable()
          .describe('Case of the operation: then the new one is spun off from it'),
      }),
    ),
  openCase: procedure(
    { effect: 'write', permission: 'cases.open' },
    'Open a case of what an operation without a case found; with one, spin it off from that case',
  )
    .input(
      z.object({
        operationId: z.uuid(),
        title: parts.line(200),
        type: z.enum(traffickingTypes),
        reason: parts.prose(2000),
        strands: z
          .array(z.object({ label: parts.line(200), kind: z.enum(strandKinds) }))
          .min(1)
          .max(20),
      }),
    )
    .output(z.object({ caseId: z.uuid(), number: z.string() })),
};
