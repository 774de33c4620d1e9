import { z } from 'zod';
import { Handed } from '../../kit/files/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import type { BriefContent, PortfolioContent } from './brief-content.ts';
import { Picture, Total } from './contract-parts.ts';

export type { BriefContent, PortfolioContent } from './brief-content.ts';

const Label = z.enum(handlingLabels);
const text = (max: number) => z.string().trim().min(1).max(max);

/** Who the brief is for, and the time it covers: since the last brief for the same readers, unless a day is named. */
const readers = {
  clearedFor: z.array(Label).max(handlingLabels.length).default([]),
  periodFrom: z.iso.date().nullable().default(null),
};
const order = {
  ...readers,
  risks: z
    .array(z.object({ text: text(300) }))
    .max(12)
    .default([]),
  requests: z
    .array(
      z.object({
        text: text(300),
        cents: z.number().int().min(0).max(100_000_000_000).nullable().default(null),
      }),
    )
    .max(12)
    .default([]),
};
const selection = {
  agencyId: z.uuid().nullable().default(null),
  type: z.enum(traffickingTypes).nullable().default(null),
};

/** The frozen content itself; its shape is that of brief-content.ts. */
const Content = z.custom<BriefContent | PortfolioContent>(
  (value) => typeof value === 'object' && value !== null,
);

export const BriefRow = z.object({
  id: z.uuid(),
  kind: z.enum(['case', 'portfolio']),
  caseId: z.uuid().nullable(),
  version: z.number().int(),
  clearedFor: z.array(Label),
  handling: z.array(Label),
  periodFrom: z.iso.date(),
  periodTo: z.iso.date(),
  hash: z.string(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
});
export type BriefRow = z.infer<typeof BriefRow>;

const Draft = z.object({
  content: Content,
  handling: z.array(Label),
  /** Labels the maker may choose readers for. */
  labels: z.array(Label),
});
const Made = z.object({ id: z.uuid(), version: z.number().int(), hash: z.string() });

const PortfolioRow = z.object({
  caseId: z.uuid(),
  number: z.string(),
  title: z.string(),
  type: z.enum(traffickingTypes),
  agency: z.string(),
  sealed: z.boolean(),
  danger: z.boolean(),
  picture: Picture,
  phaseChanges: z.number().int(),
  newStrands: z.number().int(),
  closings: z.number().int(),
  activities: z.number().int(),
  decisionsNeeded: z.number().int(),
  overdue: z.number().int(),
  hoursPeriod: z.number(),
  hoursTotal: z.number(),
  centsPeriod: z.number().int(),
  centsTotal: z.number().int(),
});
export type PortfolioRow = z.infer<typeof PortfolioRow>;

const Figures = PortfolioRow.pick({
  picture: true,
  phaseChanges: true,
  newStrands: true,
  closings: true,
  activities: true,
  decisionsNeeded: true,
  overdue: true,
  hoursPeriod: true,
  hoursTotal: true,
  centsPeriod: true,
  centsTotal: true,
}).extend({ cases: z.number().int() });
export type PortfolioFigures = z.infer<typeof Figures>;

export const briefsContract = {
  list: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Briefs of a case, or portfolio briefs, the newest first',
  )
    .input(
      z.object({
        caseId: z.uuid().nullable().default(null),
        limit: z.number().int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ rows: z.array(BriefRow), total: Total })),
  preview: procedure(
    { permission: 'briefs.make', effect: 'read' },
    'What a brief of a case would say to these readers',
  )
    .input(z.object({ caseId: z.uuid(), ...order }))
    .output(Draft),
  make: procedure(
    { permission: 'briefs.make', effect: 'write' },
    'Make a brief of a case: frozen, hashed, with the next version',
  )
    .input(z.object({ caseId: z.uuid(), ...order }))
    .output(Made),
  previewPortfolio: procedure(
    { permission: 'briefs.make', effect: 'read' },
    'What a brief of the portfolio would say to these readers',
  )
    .input(z.object({ ...selection, ...readers }))
    .output(Draft),
  makePortfolio: procedure(
    { permission: 'briefs.make', effect: 'write' },
    'Make a brief of the portfolio: the open cases one may read, sealed ones left out',
  )
    .input(z.object({ ...selection, ...readers }))
    .output(Made),
  get: procedure(
    { permission: 'cases.read', effect: 'read' },
    'A brief as it was frozen, and whether its content still has its hash',
  )
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ brief: BriefRow, content: Content, intact: z.boolean() })),
  verify: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Check a brief on paper: find it by the hash printed on it, and compute the hash anew',
  )
    .input(
      z.object({
        hash: z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[0-9a-f]{64}$/),
      }),
    )
    .output(z.object({ found: BriefRow.nullable(), intact: z.boolean(), computed: z.string().nullable() })),
  document: procedure(
    { permission: 'cases.read', effect: 'write', secret: true },
    'A brief as a document to download: PDF, Word, or its content as JSON',
  )
    .input(z.object({ id: z.uuid(), format: z.enum(['pdf', 'docx', 'json']) }))
    .output(Handed),
};

export const portfolioContract = {
  view: procedure(
    { permission: 'cases.read', effect: 'read' },
    'The phase picture across all cases one may read: changes, decisions, hours and cost; totals of all, rows of those that want attention first',
  )
    .input(
      z.object({
        ...selection,
        since: z.iso
          .date()
          .nullable()
          .default(null)
          .describe('First day of the period; 30 days ago when absent'),
        limit: z.number().int().min(1).max(100).default(25),
      }),
    )
    .output(
      z.object({
        since: z.iso.date(),
        totals: Figures,
        byType: z.array(
          z.object({ type: z.enum(traffickingTypes), cases: z.number().int(), picture: Picture }),
        ),
        rows: z.array(PortfolioRow),
      }),
    ),
};
