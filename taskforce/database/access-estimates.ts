import type { Sample } from './access-samples.ts';
import { inCase, type Line } from './access-lines.ts';

/** Who may do what with estimates: everybody who reads a case reads its ranges, and nobody writes. */
export const estimateAccess: Record<string, Line> = {
  'taskforce.estimate_runs': {
    of: 'installation',
    read: 'readEstimates',
    insert: 'nobody',
    update: 'nobody',
    why: 'What ranges rest on; written by the jobs, never changed',
  },
  'taskforce.strand_estimates': inCase(
    'nobody',
    'nobody',
    'Ranges of time; written by the jobs, never changed',
  ),
  'taskforce.case_estimates': inCase(
    'nobody',
    'nobody',
    'Ranges of time; written by the jobs, never changed',
  ),
};

/** Rows of the access test whose columns hold closed words and days in order. */
export const estimateSamples: Record<string, Sample> = {
  'taskforce.estimate_runs': () => ({
    made_for: 'office',
    runs: 4000,
    inputs_hash: 'ab'.repeat(32),
    basis: '[]',
  }),
  'taskforce.strand_estimates': ({ parent }) => ({
    run_id: parent('taskforce.estimate_runs'),
    phase: 'pre_operational',
    entered_on: '2026-01-01',
    as_of: '2026-02-01',
    at_entry: false,
    dots: `{${'1,'.repeat(19)}1}`,
    p10: null,
    p50: null,
    p80: null,
    p95: null,
  }),
  'taskforce.case_estimates': ({ parent }) => ({
    run_id: parent('taskforce.estimate_runs'),
    phase: 'pre_operational',
    as_of: '2026-02-01',
    reached: 1,
    p10: null,
    p50: null,
    p80: null,
    p95: null,
  }),
};
