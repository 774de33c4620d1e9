/** What of cases and tasks leaves as a list. */
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { SheetValue } from '../../kit/documents/csv.ts';
import { columnNames } from '../../kit/imports/target.ts';
import type { Tables } from '../database/schema.ts';
import type { ExportList, ExportRow } from '../exports/rules-lists.ts';
import { casesTarget } from '../imports/targets.ts';
import type { CaseFilter, CaseRow } from './contract-cases.ts';
import type { TaskFilter } from './contract-tasks.ts';
import { caseIdPages, caseRows } from './listing.ts';
import { taskPages } from './tasks.ts';

/** Beside the columns that come back by import: what a list of cases is looked at for. */
const beside = [
  'closed_on',
  'lead_person',
  'pre_operational',
  'operational',
  'post_operational',
  'closed_strands',
  'overdue_tasks',
  'last_activity_on',
  'handling',
];

/**
 * Cases as the import takes them. A case that a file brought keeps the key of that file; any other is known by its
 * number, so that the list finds the same cases again.
 */
export const caseExport: ExportList<CaseFilter> = {
  list: 'cases',
  permissions: ['cases.read', 'export.make'],
  table: 'cases',
  label: ['law_enforcement_sensitive'],
  columns: [...columnNames(casesTarget), ...beside].map((name) => ({ name })),
  async *pages(work, filter, ids) {
    for await (const page of caseIdPages(work, filter, ids)) yield await exportRows(work, page);
  },
};

async function exportRows(work: Work<Tables>, ids: string[]): Promise<ExportRow[]> {
  const rows = await caseRows(work, ids);
  const { rows: kept } = await sql<{ id: string; key: string }>`
    select id, coalesce(external_id, number) as key from cases where id = any(${ids}::uuid[])`.execute(
    work.db,
  );
  const keys = new Map(kept.map((one) => [one.id, one.key]));
  return rows.map((row) => ({
    id: row.id,
    scope: { table: 'cases', id: row.id },
    handling: row.handling,
    cells: caseCells(row, keys.get(row.id) ?? row.number),
  }));
}

function caseCells(row: CaseRow, key: string): SheetValue[] {
  const fields: Record<string, SheetValue> = {
    external_id: key,
    case_number: row.number,
    title: row.title,
    type: row.type,
    route: row.originRoute,
    lead_agency: row.leadAgency.name,
    opened_on: row.openedOn,
    closed_on: row.closedOn,
    lead_person: row.lead?.name ?? null,
    pre_operational: row.picture.pre_operational,
    operational: row.picture.operational,
    post_operational: row.picture.post_operational,
    closed_strands: row.picture.closed,
    overdue_tasks: row.overdueTasks,
    last_activity_on: row.lastActivityAt.slice(0, 10),
    handling: row.handling.join('; '),
  };
  return caseExport.columns.map(({ name }) => fields[name] ?? null);
}

const taskColumns = [
  'case_number',
  'case_title',
  'strand',
  'kind',
  'title',
  'description',
  'due_on',
  'assignee',
  'state',
  'outcome',
  'settled_on',
  'created_on',
  'handling',
];

/** Tasks, of one case or of all that are open to the reader. */
export const taskExport: ExportList<TaskFilter> = {
  list: 'tasks',
  permissions: ['cases.read', 'export.make'],
  table: 'tasks',
  label: ['law_enforcement_sensitive'],
  columns: taskColumns.map((name) => ({ name })),
  async *pages(work, filter, ids) {
    for await (const page of taskPages(work, filter, ids))
      yield page.map((row) => ({
        id: row.id,
        scope: { table: 'cases', id: row.case.id },
        handling: row.handling,
        cells: [
          row.case.number,
          row.case.title,
          row.strand?.label ?? null,
          row.kind,
          row.title,
          row.description,
          row.dueOn,
          row.assignee?.name ?? null,
          row.state,
          row.outcome,
          row.settledAt?.slice(0, 10) ?? null,
          row.createdAt.slice(0, 10),
          row.handling.join('; '),
        ],
      }));
  },
};
