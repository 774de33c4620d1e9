import { verifyAuditJob } from '../kit/audit/verifying.ts';
import type { JobKind } from '../kit/jobs/worker.ts';
import type { Tables } from './database/schema.ts';
import type { House } from './house.ts';

/** The kinds of long work that the provider's rooms bring. */
export function jobKinds(house: House): JobKind<Tables>[] {
  return [verifyAuditJob(house.keys, 'provider')];
}
