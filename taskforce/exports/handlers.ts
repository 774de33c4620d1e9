import { startJob } from '../../kit/jobs/handlers.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { ExportRecord, exportsContract } from './contract.ts';
import { keptUntil } from './rules-lists.ts';
import type { ExportList } from './rules-lists.ts';
import { EXPORT_JOB, permitExport } from './running.ts';

type Result = Partial<Pick<ExportRecord, 'rows' | 'hash' | 'fileId' | 'name'>> | null;
type Kept = Pick<ExportRecord, 'list' | 'format' | 'purpose'> & { expired?: boolean };

/** Handlers of exports: long work with a file as its result. */
export function exportsHandlers(lists: readonly ExportList[]): Handlers<Tables, typeof exportsContract> {
  return {
    ask: async (work, order) => {
      const list = lists.find((one) => one.list === order.list);
      if (!list) throw new Problem('missing');
      permitExport(work, list);
      return { jobId: await startJob(work, EXPORT_JOB, order) };
    },
    list: async ({ db, account }, { limit }) => {
      const rows = await db
        .selectFrom('jobs')
        .select(['id', 'state', 'input', 'result', 'createdAt', 'finishedAt'])
        .where('accountId', '=', account.id)
        .where('kind', '=', EXPORT_JOB)
        .orderBy('createdAt', 'desc')
        .limit(limit)
        .execute();
      return {
        rows: rows.map(({ input, result, ...row }) => {
          const { list, format, purpose, expired = false } = input as Kept;
          const made = row.state === 'done' ? (result as Result) : null;
          return {
            id: row.id,
            list,
            format,
            purpose,
            state: row.state as ExportRecord['state'],
            madeAt: row.createdAt.toISOString(),
            finishedAt: row.finishedAt?.toISOString() ?? null,
            rows: made?.rows ?? null,
            hash: made?.hash ?? null,
            fileId: made?.fileId ?? null,
            until: row.finishedAt === null ? null : keptUntil(row.finishedAt).toISOString(),
            expired,
            name: made?.name ?? null,
          };
        }),
      };
    },
  };
}
