import type { JobKind } from '../../kit/jobs/worker.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { previewKind } from './previewing.ts';
import { runKind } from './running.ts';
import { undoKind } from './undoing.ts';

/** Long work of the import room. */
export function importJobs(house: House): JobKind<Tables>[] {
  return [previewKind(house), runKind, undoKind];
}
