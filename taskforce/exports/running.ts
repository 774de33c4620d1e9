import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { fileProblem, recordFile } from '../../kit/files/keeping.ts';
import type { JobKind, JobRun } from '../../kit/jobs/worker.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { ExportOrder } from './contract.ts';
import { MOST_ROWS } from './rules-lists.ts';
import type { ExportList, ExportRow } from './rules-lists.ts';
import { aboutExport } from './sentences.ts';
import { csvOf, hashOf, inWorkbook, zipped } from './sheet.ts';
import type { Sheet } from './sheet.ts';

export const EXPORT_JOB = 'export';
/** Entries of the audit written in one transaction: its chain is walked entry by entry. */
const ENTRIES_AT_ONCE = 500;
const MOST_BYTES = 200_000_000;

/** @throws Problem not_permitted unless the account has every permission that the list asks for */
export function permitExport(work: Work<Tables>, { permissions }: ExportList): void {
  if (!permissions.every((one) => work.can(one))) throw new Problem('not_permitted');
}

type Gathered = { sheet: Sheet; labels: HandlingLabel[]; agency: string; account: Work<Tables>['account'] };

/**
 * Makes the file of an export as the person who asked for it, with what they may do and read while it runs. Who took
 * what out stands in the audit of each record before the file can be fetched.
 */
export function exportJob(house: House, lists: readonly ExportList[]): JobKind<Tables> {
  return {
    kind: EXPORT_JOB,
    run: async (job) => {
      const given = ExportOrder.safeParse(job.input);
      // What was selected is forgotten with the file; nothing can be made of it again.
      if (!given.success) throw new Problem('missing');
      const order = given.data;
      const list = lists.find((one) => one.list === order.list);
      if (!list) throw new Problem('internal');
      const { sheet, labels, agency, account } = await gather(job, list, order);
      const { rows } = sheet;
      const csv = await csvOf(sheet);
      const hash = hashOf(csv);
      const label = [...new Set([...list.label, ...labels])];
      const now = house.clock();
      const about = aboutExport({ account, now }, { order, label, rows: rows.length, hash, agency });
      const bytes = order.format === 'csv' ? zipped(sheet, csv, about) : await inWorkbook(sheet, about);
      const name = `${sheet.name}.${order.format === 'csv' ? 'zip' : 'xlsx'}`;
      const stored = await house.files.store
        .put(Readable.from([bytes]), { maxBytes: MOST_BYTES, declaredName: name })
        .catch((error: unknown) => {
          throw fileProblem(error);
        });
      const { list: what, format, purpose } = order;
      const detail = { list: what, format, purpose, rows: rows.length };
      await noteLeaving(job, list, rows, detail);
      await job.progress(rows.length, rows.length, 'keeping');
      const fileId = await job.as('write', async (work) => {
        work.note('export', 'jobs', [job.id], { ...detail, sha256: hash });
        return recordFile(work, house.files.store, stored, {
          name,
          scopeTable: 'exports',
          scopeId: job.id,
          handling: labels,
        });
      });
      return { fileId, name, rows: rows.length, hash };
    },
  };
}

/** All rows in one snapshot. @throws Problem refused when there are too many or none */
async function gather(job: JobRun<Tables>, list: ExportList, order: ExportOrder): Promise<Gathered> {
  return job.as('read', async (work) => {
    permitExport(work, list);
    const rows: ExportRow[] = [];
    const ids = 'ids' in order ? order.ids : null;
    for await (const page of list.pages(work, order.filter as never, ids)) {
      rows.push(...page);
      if (rows.length > MOST_ROWS)
        throw refused('filter', 'too_many_rows', `Narrow the filter to at most ${MOST_ROWS} rows.`);
      await job.progress(rows.length, null, 'reading');
    }
    if (rows.length === 0)
      throw refused('filter', 'no_rows', 'Nothing fits the filter. Widen it, then export again.');
    const { rows: found } = await sql<{ agency: string; day: string }>`
      select a.name as agency, taskforce.today()::text as day from agencies a where a.id = ${work.account.agencyId}::uuid`.execute(
      work.db,
    );
    const labels = new Set(rows.flatMap((row) => row.handling));
    return {
      sheet: { name: `${list.list}-${found[0]?.day ?? ''}`, columns: list.columns, rows },
      labels: handlingLabels.filter((label) => labels.has(label)),
      agency: found[0]?.agency ?? '',
      account: work.account,
    };
  });
}

/** An entry for each record whose readers may know that it left; rows without one are told of as a whole. */
async function noteLeaving(
  job: JobRun<Tables>,
  { table }: ExportList,
  rows: readonly ExportRow[],
  detail: object,
): Promise<void> {
  const scopes = new Map<string, { table: string; id: string; ids: string[] }>();
  for (const { id, scope } of rows) {
    if (id === null || scope === null) continue;
    const key = `${scope.table}:${scope.id}`;
    const one = scopes.get(key) ?? { ...scope, ids: [] };
    one.ids.push(id);
    scopes.set(key, one);
  }
  const entries = [...scopes.values()];
  for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE) {
    await job.progress(at, entries.length, 'noting');
    const some = entries.slice(at, at + ENTRIES_AT_ONCE);
    await job.as('write', async ({ db }) => {
      await sql`select kit.note('export', ${table}, array(select jsonb_array_elements_text(e -> 'ids')::uuid),
          ${JSON.stringify(detail)}::json, 'done', e ->> 'table', (e ->> 'id')::uuid)
        from jsonb_array_elements(${JSON.stringify(some)}::jsonb) e`.execute(db);
    });
  }
}
