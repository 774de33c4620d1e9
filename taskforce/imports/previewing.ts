import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { contentHash } from '../../kit/documents/canonical.ts';
import { applyMapping } from '../../kit/imports/apply.ts';
import type { Batch, RunSummary } from '../../kit/imports/apply.ts';
import { readMapping } from '../../kit/imports/mapping.ts';
import type { Mapping } from '../../kit/imports/mapping.ts';
import type { RowProblem } from '../../kit/imports/problems.ts';
import { readTable } from '../../kit/imports/table.ts';
import type { Choices } from '../../kit/imports/table.ts';
import type { JobKind, JobRun } from '../../kit/jobs/worker.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { importStore, shapeOf, storedSource, tableProblems } from './files.ts';
import { plannedCounts, resolve, ruleFindings } from './resolving.ts';
import { Staging } from './staging.ts';
import { targetsOf } from './targets.ts';
import { clockSettings } from '../tips/opening.ts';
import { TipDesk } from './tips.ts';

/** An import with the hash of its file. @throws Problem missing */
export async function importOf(db: Kysely<Tables>, id: string) {
  const row = await db
    .selectFrom('imports as i')
    .leftJoin('files as f', 'f.id', 'i.fileId')
    .select(['i.id', 'i.number', 'i.state', 'i.choices', 'i.mapping', 'i.system', 'i.counts', 'i.version'])
    .select(['i.madeBy', 'f.sha256', 'f.name', 'f.bytes'])
    .where('i.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** Reads the whole file by its mapping and works out what it would do; writes nothing but the preview. */
export function previewKind(house: House): JobKind<Tables> {
  return {
    kind: 'import_preview',
    run: async (job) => job.as('write', (work) => preview(house, work, job)),
  };
}

async function preview(house: House, work: Work<Tables>, job: JobRun<Tables>): Promise<unknown> {
  const { db } = work;
  const id = String(job.input.import);
  const held = await importOf(db, id);
  if (held.sha256 === null || held.mapping === null) throw new Problem('missing');
  const mapping = readMapping(held.mapping);
  const staging = new Staging(db, id);
  await staging.clear();
  const source = storedSource(await importStore(house), held.sha256.toString('hex'));
  const shape = await shapeOf(source, held.choices as Choices);
  const run = applyMapping(mapping, targetsOf(mapping.system), shape.columns, readTable(source, shape));
  const desk = new TipDesk(house.keys, work.now, mapping, await clockSettings(db));
  const problems = await tableProblems(() => stage(run.batches, desk, staging, job));
  const summary = run.summary();
  await job.progress(summary.rows, summary.rows, 'comparing');
  await resolve(db, id, mapping.system);
  const findings = await ruleFindings(db, id, mapping.system);
  await staging.problems(findings);
  return keep(db, id, mapping, summary, [...problems, ...findings]);
}

async function stage(
  batches: AsyncIterable<Batch>,
  desk: TipDesk,
  staging: Staging,
  job: JobRun<Tables>,
): Promise<Pick<RowProblem, 'severity'>[]> {
  const severities: Pick<RowProblem, 'severity'>[] = [];
  for await (const batch of batches) {
    await staging.records(desk.take(batch.records, batch.problems));
    await staging.problems(batch.problems);
    for (const { severity } of batch.problems) severities.push({ severity });
    await job.progress(batch.rows, null, 'reading');
  }
  return severities;
}

async function keep(
  db: Kysely<Tables>,
  id: string,
  mapping: Mapping,
  summary: RunSummary,
  problems: Pick<RowProblem, 'severity'>[],
) {
  const errors = problems.filter((one) => one.severity === 'error').length;
  const counts = await plannedCounts(db, id);
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({
      state: 'previewed',
      rowCount: summary.rows,
      errors,
      warnings: problems.length - errors,
      counts: JSON.stringify(counts),
      system: mapping.system,
      mappingHash: Buffer.from(contentHash(mapping), 'hex'),
      previewedAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('missing');
  return { import: id, rows: summary.rows, errors, warnings: problems.length - errors, counts };
}
