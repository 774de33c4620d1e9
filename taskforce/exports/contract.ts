import { z } from 'zod';
import { AuditFilter, SearchFilter } from '../../kit/audit/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { CaseFilter } from '../cases/contract-cases.ts';
import { TaskFilter } from '../cases/contract-tasks.ts';
import { OperationFilter } from '../operations/contract-plan.ts';
import { PromiseFilter } from '../victims/contract-promises.ts';
import { ReferralFilter } from '../referrals/contract.ts';
import { TipFilter } from '../tips/contract.ts';
import { exportPurposes } from '../vocabulary/exports.ts';

export const exportLists = [
  'cases',
  'tips',
  'tasks',
  'promises',
  'referrals',
  'operations',
  'audit',
  'searches',
  'accounts',
  'agencies',
] as const;
export type ExportListName = (typeof exportLists)[number];

/** csv: a ZIP with the table and a text that says what it is; xlsx: a workbook whose second sheet says it. */
export const exportFormats = ['csv', 'xlsx'] as const;

const how = {
  format: z.enum(exportFormats),
  purpose: z.enum(exportPurposes).describe('Why the list leaves; kept in the audit'),
};
const marked = z
  .array(z.uuid())
  .min(1)
  .max(1000)
  .nullable()
  .default(null)
  .describe('Only these rows, as far as they fit the filter; null: all that fit it');

/** What is to leave: a list by its filter, or the marked rows of it. */
export const ExportOrder = z.discriminatedUnion('list', [
  z.object({ list: z.literal('cases'), filter: CaseFilter, ids: marked, ...how }),
  z.object({ list: z.literal('tips'), filter: TipFilter, ids: marked, ...how }),
  z.object({ list: z.literal('tasks'), filter: TaskFilter, ids: marked, ...how }),
  z.object({ list: z.literal('promises'), filter: PromiseFilter, ids: marked, ...how }),
  z.object({ list: z.literal('referrals'), filter: ReferralFilter, ids: marked, ...how }),
  z.object({ list: z.literal('operations'), filter: OperationFilter, ids: marked, ...how }),
  z.object({ list: z.literal('audit'), filter: AuditFilter, ...how }),
  z.object({ list: z.literal('searches'), filter: SearchFilter, ...how }),
  z.object({ list: z.literal('accounts'), filter: z.object({}), ids: marked, ...how }),
  z.object({ list: z.literal('agencies'), filter: z.object({}), ...how }),
]);
export type ExportOrder = z.infer<typeof ExportOrder>;

export const ExportRecord = z.object({
  id: z.uuid().describe('Of the job: jobs.read tells how far it is'),
  list: z.enum(exportLists),
  format: z.enum(exportFormats),
  purpose: z.enum(exportPurposes),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  madeAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  rows: z.number().int().nullable(),
  hash: z.string().nullable().describe('SHA-256 of the list as CSV'),
  fileId: z.uuid().nullable().describe('Fetch it with files.ticket'),
  until: z.iso.datetime().nullable().describe('When the file is deleted, and what was selected with it'),
  expired: z.boolean().describe('The file is deleted; the audit still says what left'),
  name: z.string().nullable(),
});
export type ExportRecord = z.infer<typeof ExportRecord>;

export const exportsContract = {
  ask: procedure(
    { effect: 'write', stepUp: true },
    'Export a list as a table: a job whose result is a file; each list asks for permissions of its own',
  )
    .input(ExportOrder)
    .output(z.object({ jobId: z.uuid() })),
  list: procedure({ effect: 'read' }, 'Exports I asked for, newest first')
    .input(z.object({ limit: z.number().int().min(1).max(100).default(50) }))
    .output(z.object({ rows: z.array(ExportRecord) })),
};
