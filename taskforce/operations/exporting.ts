/** What of operations leaves as a list. */
import type { SheetValue } from '../../kit/documents/csv.ts';
import type { ExportList } from '../exports/rules-lists.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { OperationFilter } from './contract-plan.ts';
import { rowOf, type Found } from './plan-reading.ts';
import { filtered } from './plan.ts';

const PAGE = 500;

const columns = [
  'operation_number',
  'title',
  'kind',
  'type',
  'state',
  'risk',
  'case_number',
  'lead_agency',
  'planned_from',
  'planned_until',
  'started_at',
  'ended_at',
  'plan_revision',
  'signed_revision',
  'handling',
] as const;

/** Labels that an operation bears on paper: those of its case, and that it is sealed. */
function labelsOf(row: Found): HandlingLabel[] {
  const ofCase = (row.caseHandling ?? []) as HandlingLabel[];
  const sealed = row.sealed || row.caseSealed === true;
  return [...new Set([...ofCase, ...(sealed ? (['sealed'] as const) : [])])].toSorted();
}

function cellsOf(found: Found, handling: readonly string[]): SheetValue[] {
  const row = rowOf(found);
  return [
    row.number,
    row.title,
    row.kind,
    row.type,
    row.state,
    row.risk,
    row.caseNumber,
    row.leadAgency,
    row.plannedFrom,
    row.plannedUntil,
    row.startedAt,
    row.endedAt,
    found.planRevision,
    found.signedRevision,
    handling.join('; '),
  ];
}

/**
 * Operations in the codes of the closed lists. Places, roster, targets and what the plan says stay: who needs them opens
 * the plan, and the reading is written down. The list does not come back by import.
 */
export const operationExport: ExportList<OperationFilter> = {
  list: 'operations',
  permissions: ['operations.read', 'export.make'],
  table: 'operations',
  label: ['law_enforcement_sensitive'],
  columns: columns.map((name) => ({ name })),
  async *pages(work, filter, ids) {
    const wanted = filtered(work, filter);
    const query = ids === null ? wanted : wanted.where('o.id', 'in', [...ids]);
    for (let after: string | null = null; ;) {
      const page: Found[] = await query
        .$if(after !== null, (rest) => rest.where('o.number', '<', after!))
        .orderBy('o.number', 'desc')
        .limit(PAGE)
        .execute();
      const last = page.at(-1);
      if (!last) return;
      yield page.map((row) => {
        const handling = labelsOf(row);
        return {
          id: row.id,
          scope: { table: 'operations', id: row.id },
          handling,
          cells: cellsOf(row, handling),
        };
      });
      if (page.length < PAGE) return;
      after = last.number;
    }
  },
};
