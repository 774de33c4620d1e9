import { z } from 'zod';
import { measureNames } from '../../bridge/figures.ts';
import { messages } from '../../bridge/messages.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const id = z.uuid();
const day = z.iso.date();
const version = z.number().int().positive();
const moment = z.iso.datetime();
const permission = 'figures.compose';

export const reasons = ['small', 'cover', 'earlier', 'corrected', 'too_many'] as const;

export const FigureReport = z.object({
  id,
  from: day,
  until: day,
  limit: z.number().int(),
  measures: z.array(z.enum(measureNames)),
  state: z.enum(['draft', 'sent', 'withdrawn']),
  partner: z.object({ pairId: id, name: z.string() }).nullable(),
  countedAt: moment,
  madeBy: z.object({ id, displayName: z.string() }),
  agreedBy: z.string().nullable(),
  sentAt: moment.nullable(),
  amends: id.nullable(),
  amended: z.boolean().describe('A later report takes its place'),
  version,
});

export const figuresContract = {
  partners: procedure({ effect: 'read', permission }, 'Task forces that figures can be sent to')
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ pairId: id, name: z.string() })) })),
  list: procedure({ effect: 'read', permission }, 'Reports of totals: drafts, and what was sent')
    .input(z.object({ page: z.number().int().min(1).max(1000).default(1) }))
    .output(
      z.object({
        rows: z.array(FigureReport),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  count: procedure(
    { effect: 'write', permission },
    'Count measures over a period and decide what may leave. Nothing is sent',
  )
    .input(
      z.object({
        from: day,
        until: day,
        measures: z.array(z.enum(measureNames)).min(1).max(measureNames.length),
        limit: z.number().int().min(3).max(100).default(5).describe('What is below is left out'),
        pairId: id.nullable().default(null).describe('For which task force; null only to look'),
        amends: id.nullable().default(null),
      }),
    )
    .output(z.object({ id })),
  read: procedure(
    { effect: 'read', permission },
    'One report: what was counted, what of it leaves, and why the rest does not',
  )
    .input(z.object({ id }))
    .output(
      z.object({
        report: FigureReport,
        rows: z.array(
          z.object({
            measure: z.string(),
            group: z.string(),
            counted: z.number().int(),
            value: z.number().int().nullable(),
            why: z.enum(reasons).nullable(),
          }),
        ),
        leaves: messages['figures.sent'].body.describe('Exactly what leaves, and nothing else'),
      }),
    ),
  send: procedure(
    { effect: 'write', permission },
    'Send a report that another person counted, after looking at what leaves',
  )
    .input(z.object({ id, version }))
    .output(z.object({ done: z.literal(true) })),
  withdraw: procedure({ effect: 'write', permission }, 'Throw a draft away')
    .input(z.object({ id, version }))
    .output(z.object({ done: z.literal(true) })),
};
