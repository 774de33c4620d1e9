import { verifyAuditJob } from '../kit/audit/verifying.ts';
import type { JobKind } from '../kit/jobs/worker.ts';
import type { Tables } from './database/schema.ts';
import type { House } from './house.ts';
import { exportedLists } from './export-lists.ts';
import { exportJob } from './exports/running.ts';
import { importJobs } from './imports/jobs.ts';

/** The kinds of long work that the task force's rooms bring. */
export function jobKinds(house: House): JobKind<Tables>[] {
  return [verifyAuditJob(house.keys, 'taskforce'), ...importJobs(house), exportJob(house, exportedLists)];
}
