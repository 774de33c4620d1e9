import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';

/** What runs out, in the words of the page. */
export const dueKinds = [
  'danger',
  'hhs_notice',
  'child_abuse_report',
  'missing_from_care',
  'compelled',
  'tell_client',
  'intake_form',
  'release_ends',
  'review',
] as const;

export const homeContract = {
  clocks: procedure(
    { effect: 'read', permission: 'clients.read' },
    'What runs out for clients of the own organisation: reports, subpoenas, releases, reviews; the nearest first',
  )
    .input(
      z.object({ mine: z.boolean().default(false).describe('Only clients on whose team the reader is') }),
    )
    .output(
      z.object({
        rows: z
          .array(
            z.object({
              kind: z.enum(dueKinds),
              id: z.uuid().describe('Of the clock, report, request, release or plan'),
              client: z.object({ id: z.uuid(), alias: z.string(), number: z.string() }),
              dueAt: z.iso.datetime(),
            }),
          )
          .max(200),
        more: z.boolean(),
      }),
    ),
};
