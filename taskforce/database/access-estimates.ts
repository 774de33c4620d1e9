import type { Sample } from './access-samples.ts';
import { inCase, marked, type Line } from './access-lines.ts';

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
    'Ranges of time with the labels of the planned day they rest on; written by the jobs, never changed',
    marked,
  ),
  'taskforce.case_estimates': inCase(
    'nobody',
    'nobody',
    'Ranges of time with the labels of the planned day they rest on; written by the jobs, never changed',
    marked,
  ),
  'taskforce.phase_guesses': inCase(
    'writeCases',
    'nobody',
    'What is guessed when a strand enters a phase; frozen, and nobody is rated by it',
  ),
  'taskforce.timers': inCase(
    'writeCases and self',
    'nobody',
    'The own running timer: begun on a case one may write in, stopped in any case',
    { own: 'account_id', read: 'self', remove: 'self' },
  ),
  'taskforce.money_estimates': inCase(
    'nobody',
    'nobody',
    'Ranges of money with the labels of what they rest on; written by the jobs, never changed',
    { labels: true },
  ),
  'taskforce.estimate_scores': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'How ranges were kept, strand by strand; the jobs write them, and people read figures through a function',
  },
  'taskforce.range_alarms': {
    of: 'installation',
    read: 'readEstimates',
    insert: 'nobody',
    update: 'keepEstimates',
    why: 'Raised by the jobs, ended by a commander',
  },
  'taskforce.phase_priors': {
    of: 'installation',
    read: 'readEstimates',
    insert: 'keepEstimates',
    update: 'nobody',
    why: 'What a phase is taken to be like before own data; never changed, replaced by a later line',
  },
  'taskforce.backtests': {
    of: 'installation',
    read: 'readOffice',
    insert: 'nobody',
    update: 'nobody',
    why: 'Figures of the whole office; written by the jobs, never changed',
  },
};

/** Who may do what with budgets; after the sources of funds, which they refer to. */
export const budgetAccess: Record<string, Line> = {
  'taskforce.rates': {
    of: 'installation',
    read: 'readBudgets',
    insert: 'keepBudgets',
    update: 'keepBudgets',
    remove: 'keepBudgets',
    why: 'What an hour of a role costs; nobody has a rate of their own',
  },
  'taskforce.funding_years': {
    of: 'installation',
    read: 'readBudgets',
    insert: 'keepBudgets',
    update: 'keepBudgets',
    why: 'What a source gives for a year',
  },
  'taskforce.commitments': inCase('writeCases', 'writeCases', 'What is ordered for a case and not yet paid'),
};

/** Rows of the access test whose columns hold closed words and days in order. */
export const estimateSamples: Record<string, Sample> = {
  'taskforce.phase_guesses': ({ unique }) => ({
    phase: 'pre_operational',
    entered_on: `${2000 + (unique % 200)}-01-01`,
    p10: `${2000 + (unique % 200)}-02-01`,
    p50: `${2000 + (unique % 200)}-03-01`,
    p90: `${2000 + (unique % 200)}-04-01`,
    guessed_on: `${2000 + (unique % 200)}-01-02`,
  }),
  'taskforce.timers': ({ unique }) => ({
    account_id: `00000000-0000-4000-8200-${String(unique).padStart(12, '0')}`,
    work_role: 'detective',
  }),
  'taskforce.money_estimates': ({ parent, unique }) => ({
    run_id: parent('taskforce.estimate_runs'),
    fiscal_year: 2000 + (unique % 200),
    p10: null,
    p50: null,
    p80: null,
    p95: null,
  }),
  'taskforce.commitments': () => ({ kind: 'travel', state: 'open', settled_at: null, settled_by: null }),
  'taskforce.rates': ({ unique }) => ({ work_role: 'detective', from_on: `${2000 + (unique % 200)}-01-01` }),
  'taskforce.funding_years': ({ parent, unique }) => ({
    funding_source_id: parent('taskforce.funding_sources'),
    fiscal_year: 2000 + (unique % 200),
  }),
  'taskforce.estimate_runs': () => ({
    made_for: 'office',
    runs: 4000,
    inputs_hash: 'ab'.repeat(32),
    basis: '[]',
  }),
  'taskforce.strand_estimates': ({ parent, labelled, caseId }) => ({
    run_id: labelled ? caseId : parent('taskforce.estimate_runs'),
    phase: 'pre_operational',
    entered_on: '2026-01-01',
    as_of: '2026-02-01',
    at_entry: false,
    dots: `{${'1,'.repeat(19)}1}`,
    waits: null,
    uncorrected: null,
    p10: null,
    p50: null,
    p80: null,
    p95: null,
  }),
  'taskforce.estimate_scores': ({ parent }) => ({
    estimate_id: parent('taskforce.strand_estimates'),
    revision: 1,
    transition_id: null,
  }),
  'taskforce.range_alarms': ({ authorId }) => ({
    value: 21,
    resolved: 10,
    missed: 6,
    ended_at: '2026-02-01T00:00:00Z',
    ended_by: authorId,
    reason: 'Looked at the missed ones with the prosecutor',
  }),
  'taskforce.phase_priors': () => ({
    phase: 'operational',
    from_on: '2090-01-01',
    shipped: true,
    reason: 'The shipped one fits better, as the figures show',
  }),
  'taskforce.backtests': () => ({
    runs: 400,
    inputs_hash: 'ab'.repeat(32),
    figures: '{}',
    origins: 1,
    forecasts: 1,
  }),
  'taskforce.case_estimates': ({ parent, labelled, caseId }) => ({
    run_id: labelled ? caseId : parent('taskforce.estimate_runs'),
    phase: 'pre_operational',
    as_of: '2026-02-01',
    reached: 1,
    p10: null,
    p50: null,
    p80: null,
    p95: null,
  }),
};
