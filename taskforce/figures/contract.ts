import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';

const id = z.uuid();
const day = z.iso.date();
const moment = z.iso.datetime();
const permission = 'figures.read';

export const ProviderFigures = z.object({
  id,
  provider: z.object({ pairId: id, name: z.string() }),
  from: day,
  until: day,
  limit: z.number().int().describe('Figures below it were left out by the provider'),
  receivedAt: moment,
  amends: z.boolean(),
  amendedBy: id.nullable().describe('The report that takes its place'),
});

export const figuresContract = {
  list: procedure({ effect: 'read', permission }, 'Reports of totals that providers sent')
    .input(
      z.object({
        pairId: id.optional().describe('Of one provider'),
        standing: z.boolean().default(false).describe('Without those that were amended'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ProviderFigures),
        providers: z.array(z.object({ pairId: id, name: z.string() })),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission },
    'One report as it came; null where the provider left it out',
  )
    .input(z.object({ id }))
    .output(
      z.object({
        report: ProviderFigures,
        rows: z.array(
          z.object({ measure: z.string(), group: z.string(), value: z.number().int().nullable() }),
        ),
      }),
    ),
  table: procedure({ effect: 'read', permission }, 'One report as a CSV table; the export is written down')
    .input(z.object({ id }))
    .output(z.object({ name: z.string(), csv: z.string() })),
};
