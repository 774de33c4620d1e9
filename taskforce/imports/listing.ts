import { sql } from 'kysely';
import type { Kysely, SqlBool } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { Choices, ImportRow } from './contract.ts';
import type { z } from 'zod';

function rowsOf(db: Kysely<Tables>) {
  return db
    .selectFrom('imports as i')
    .leftJoin('files as f', 'f.id', 'i.fileId')
    .innerJoin('accounts as maker', 'maker.id', 'i.madeBy')
    .leftJoin('accounts as undoer', 'undoer.id', 'i.undoneBy')
    .select(['i.id', 'i.number', 'i.state', 'i.system', 'i.rowCount', 'i.counts', 'i.errors', 'i.warnings'])
    .select(['i.madeBy', 'i.madeAt', 'i.runAt', 'i.undoneBy', 'i.undoneAt', 'i.undoReason', 'i.choices'])
    .select(['i.previewJobId', 'i.runJobId', 'i.undoJobId', 'i.mapping', 'i.mappingHash'])
    .select((eb) => eb.fn.coalesce('f.name', 'i.fileName').as('fileName'))
    .select(['f.bytes as fileBytes', 'i.updateExisting', 'i.expiredAt'])
    .select(
      sql<number>`(select count(*) from import_staged s where s.import_id = i.id and s.target = 'tips'
        and s.doing = 'create' and s.fields ->> 'danger' = 'yes')`.as('dangers'),
    )
    .select(['maker.displayName as makerName', 'undoer.displayName as undoerName']);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>;

function shown(row: Row, { account }: Work<Tables>): ImportRow {
  const mine = row.madeBy === account.id;
  return {
    id: row.id,
    number: row.number,
    fileName: row.fileName,
    fileBytes: row.fileBytes,
    state: row.state as ImportRow['state'],
    system: row.system,
    mappingName: (row.mapping as { name?: string } | null)?.name ?? null,
    rowCount: row.rowCount,
    counts: row.counts as ImportRow['counts'],
    errors: row.errors,
    warnings: row.warnings,
    madeBy: { id: row.madeBy, name: row.makerName },
    madeAt: row.madeAt.toISOString(),
    runAt: row.runAt?.toISOString() ?? null,
    undoneBy: row.undoneBy === null ? null : { id: row.undoneBy, name: row.undoerName ?? '' },
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undoReason: row.undoReason,
    updateExisting: row.updateExisting,
    expiredAt: row.expiredAt?.toISOString() ?? null,
    dangers: row.dangers,
    mine,
    mayUndo: row.state === 'done' && (mine || account.supervises),
    previewJobId: row.previewJobId,
    runJobId: row.runJobId,
    undoJobId: row.undoJobId,
  };
}

/** Imports, newest first, by keyset. */
export async function listImports(
  work: Work<Tables>,
  { limit, after }: { limit: number; after: string | null },
) {
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const from = after !== null && /^[0-9TZ:.-]+$/u.test(at) && /^[0-9a-f-]{36}$/u.test(id);
  const rows = await rowsOf(work.db)
    .where(
      from
        ? sql<SqlBool>`(date_trunc('milliseconds', i.made_at), i.id) < (${at}::timestamptz, ${id}::uuid)`
        : sql<SqlBool>`true`,
    )
    .orderBy(sql`date_trunc('milliseconds', i.made_at)`, 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? `${last.madeAt.toISOString()} ${last.id}` : null;
  return { rows: page.map((row) => shown(row, work)), next };
}

/** One import. @throws Problem missing */
export async function readImport(work: Work<Tables>, { id }: { id: string }) {
  const row = await rowsOf(work.db).where('i.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return {
    ...shown(row, work),
    mapping: row.mapping as Record<string, unknown> | null,
    choices: row.choices as z.infer<typeof Choices>,
    mappingHash: row.mappingHash?.toString('hex') ?? null,
  };
}
