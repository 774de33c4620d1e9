import type { Line } from './access-lines.ts';
import type { Sample } from './access-samples.ts';

/** Who may do what with what-ifs: they are of the whole office. */
export const whatIfAccess: Record<string, Line> = {
  'taskforce.work_supply': {
    of: 'installation',
    read: 'readOffice',
    insert: 'keepBudgets',
    update: 'keepBudgets',
    why: 'How many people of a role there are; a role, never a person',
  },
  'taskforce.what_ifs': {
    of: 'account',
    own: 'made_by',
    read: 'readOffice',
    insert: 'askWhatIfs and self',
    update: 'nobody',
    why: 'What was asked about the whole office; never changed',
  },
  'taskforce.what_if_answers': {
    of: 'installation',
    read: 'readOffice',
    insert: 'nobody',
    update: 'nobody',
    why: 'Differences for the whole office; written by the jobs, never changed',
  },
  'taskforce.resource_requests': {
    of: 'account',
    own: 'made_by',
    read: 'readOffice',
    insert: 'writeResources and self',
    update: 'reviewResources',
    why: 'Requests for people or money; whose turn it is and four eyes are held by a trigger',
  },
};

/** Rows of the access test whose columns hold closed words and days in order. */
export const whatIfSamples: Record<string, Sample> = {
  'taskforce.work_supply': ({ unique }) => ({
    work_role: 'detective',
    from_on: `${2000 + (unique % 200)}-01-01`,
    people: 3,
    hours_per_week: 40,
  }),
  'taskforce.what_ifs': ({ authorId }) => ({ question: '{}', made_by: authorId }),
  'taskforce.what_if_answers': ({ parent }) => ({
    what_if_id: parent('taskforce.what_ifs'),
    runs: 1000,
    inputs_hash: 'ab'.repeat(32),
    records_hash: 'ab'.repeat(32),
    answer: '{}',
  }),
  'taskforce.resource_requests': ({ parent, authorId }) => ({
    what_if_id: parent('taskforce.what_ifs'),
    run_id: undefined,
    figures: '{}',
    figures_hash: 'ab'.repeat(32),
    state: 'draft',
    made_by: authorId,
  }),
};
