import { z } from 'zod';
import { procedure } from '../rpc/contract.ts';
import { isMonday } from './rules.ts';

const word = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const limit = z.number().int().min(1).max(100).default(50);
const total = z.object({ count: z.number().int(), capped: z.boolean() });
const week = z.iso.date().refine(isMonday, { error: 'Name a week by its Monday.' });
const span = { from: z.iso.datetime().optional(), to: z.iso.datetime().optional() };

export const AuditEntry = z.object({
  id: z.number().int(),
  at: z.iso.datetime().describe('UTC, by the clock of the database'),
  account: z
    .object({ id: z.uuid(), displayName: z.string(), agency: z.string() })
    .nullable()
    .describe('Empty for the public and for the program itself'),
  action: z.string(),
  table: z.string(),
  ids: z.array(z.string()).describe('The first hundred records touched'),
  count: z.number().int().describe('How many records were touched'),
  outcome: z.enum(['done', 'refused', 'failed']),
  detail: z.record(z.string(), z.unknown()),
  scope: z.object({ table: z.string(), id: z.uuid() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const NotedSearch = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  account: z.object({ id: z.uuid(), displayName: z.string(), agency: z.string() }),
  purpose: z.string(),
  onBehalf: z.enum(['self', 'colleague', 'agency', 'outside']),
  onBehalfOf: z.string().nullable().describe('Name of the colleague or agency, code of the body outside'),
  places: z.array(z.string()),
  hits: z.number().int(),
});
export type NotedSearch = z.infer<typeof NotedSearch>;

export const Review = z.object({
  week: z.iso.date(),
  reviewedBy: z.string(),
  reviewedAt: z.iso.datetime(),
  entries: z.number().int(),
  note: z.string(),
});

/** What a verification found, as the result of its job: the verdict with its root in hex digits. */
export type VerifyResult =
  | { ok: true; size: number; root: string; headedTo: number; witnessedTo: number }
  | { ok: false; at: number; kind: string; sentence: string };

/** What the audit is filtered by. */
export const AuditFilter = z.object({
  accountId: z.uuid().optional(),
  action: word.optional(),
  table: word.optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
  ...span,
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** What the searches are filtered by. */
export const SearchFilter = z.object({
  accountId: z.uuid().optional(),
  purpose: word.optional(),
  ...span,
});
export type SearchFilter = z.infer<typeof SearchFilter>;

export const auditContract = {
  list: procedure({ effect: 'read', permission: 'audit.read' }, 'Entries of the audit, newest first')
    .input(
      AuditFilter.extend({
        before: z
          .number()
          .int()
          .optional()
          .describe('Only entries older than this one; `next` of the page before'),
        limit,
      }),
    )
    .output(z.object({ rows: z.array(AuditEntry), total, next: z.number().int().nullable() })),
  choices: procedure({ effect: 'read', permission: 'audit.read' }, 'What the audit can be filtered by')
    .input(z.object({}))
    .output(z.object({ actions: z.array(z.string()), tables: z.array(z.string()) })),
  record: procedure(
    { effect: 'read' },
    'Who did what with one record, for those who may read it, newest first',
  )
    .input(z.object({ table: word, id: z.uuid(), before: z.number().int().optional(), limit }))
    .output(z.object({ rows: z.array(AuditEntry), next: z.number().int().nullable() })),
  verify: procedure({ effect: 'write', permission: 'audit.read' }, 'Start a verification of the whole audit')
    .input(
      z.object({
        witnessedHeads: z
          .array(z.string().max(1_000))
          .max(50)
          .default([])
          .describe('Signed heads that witnesses kept'),
      }),
    )
    .output(z.object({ jobId: z.uuid() })),
  head: procedure(
    { effect: 'read', permission: 'audit.read' },
    'The newest signed head, to hand to witnesses',
  )
    .input(z.object({}))
    .output(
      z.object({
        entries: z.number().int(),
        signed: z.object({ size: z.number().int(), at: z.string(), line: z.string() }).nullable(),
      }),
    ),
  week: procedure({ effect: 'read', permission: 'audit.read' }, 'What a week of the audit holds, in numbers')
    .input(z.object({ week }))
    .output(
      z.object({
        entries: z.number().int(),
        refused: z.number().int(),
        accounts: z.number().int(),
        actions: z.array(
          z.object({ action: z.string(), count: z.number().int(), refused: z.number().int() }),
        ),
      }),
    ),
  reviews: procedure(
    { effect: 'read', permission: 'audit.read' },
    'Weekly reviews and the weeks that wait for one',
  )
    .input(z.object({}))
    .output(z.object({ rows: z.array(Review), open: z.array(z.iso.date()) })),
  signOff: procedure({ effect: 'write', permission: 'audit.review' }, 'Sign the review of a week off')
    .input(z.object({ week, note: z.string().trim().max(2000).default('') }))
    .output(Review),
  searches: procedure({ effect: 'read', permission: 'audit.read' }, 'Searches: who, for whom, why, where')
    .input(
      SearchFilter.extend({
        before: z.object({ at: z.iso.datetime(), id: z.uuid() }).optional(),
        limit,
      }),
    )
    .output(
      z.object({
        rows: z.array(NotedSearch),
        next: z.object({ at: z.iso.datetime(), id: z.uuid() }).nullable(),
      }),
    ),
  unmaskSearch: procedure(
    { effect: 'write', permission: 'audit.read', stepUp: true, secret: true },
    'What was typed in a search, against a reason that is audited',
  )
    .input(z.object({ id: z.uuid(), reason: word }))
    .output(z.object({ term: z.string() })),
};
