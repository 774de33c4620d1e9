import type { JobKind } from '../../kit/jobs/worker.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { makeEstimates, type EstimatingHouse } from './estimating.ts';

export const ESTIMATES_JOB = 'estimates';

/** Computes all open strands anew for somebody who asked. What it learns from, only the jobs read; they are told how many. */
export function estimatesJob(house: EstimatingHouse): JobKind<Tables> {
  return {
    kind: ESTIMATES_JOB,
    run: async (job) => {
      const madeBy = await job.as('read', async (work) => {
        if (!work.can('estimates.run')) throw new Problem('not_permitted');
        return work.account.id;
      });
      const stop = new AbortController();
      // A long computation asks now and then whether its owner wants it to end.
      const asking = setInterval(() => {
        job.progress(0, null, 'computing').catch(() => stop.abort());
      }, 2000);
      try {
        await job.progress(0, null, 'computing');
        const made = await makeEstimates(house, 'office', madeBy, stop.signal);
        return { strands: made?.strands ?? 0, cases: made?.cases ?? 0 };
      } catch (error) {
        if (stop.signal.aborted) await job.progress(0, null, 'computing');
        throw error;
      } finally {
        clearInterval(asking);
      }
    },
  };
}
