import type { Line } from './access-lines.ts';
import type { Ground } from './access-world.ts';

const closed = (why: string): Line => ({
  of: 'installation',
  read: 'nobody',
  insert: 'nobody',
  update: 'nobody',
  why: `${why}; only functions answer, and tell contacts alone`,
});

/** The tables of deconfliction: in no grant at all. */
export const deconflictionAccess: Record<string, Line> = {
  'taskforce.deconfliction_entries': closed('What was entered, where, when and by whom'),
  'taskforce.deconfliction_spots': closed('Places and windows of the index'),
  'taskforce.deconfliction_keys': closed('Keyed tokens of identifiers'),
  'taskforce.deconfliction_conflicts': closed('Pairs that meet, and how it was settled'),
  'taskforce.deconfliction_checks': closed('Every check, also those that found nothing'),
  'taskforce.deconfliction_handoffs': closed('Submissions to the regional systems'),
};

const uuid = (head: string, unique: number) =>
  `00000000-0000-4000-${head}-${String(unique).padStart(12, '0')}`;

/** Values for their specimens. */
export const deconflictionSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.deconfliction_entries': ({ unique, authorId, agencyId }) => ({
    id: uuid('e100', unique),
    subject: 'target',
    identifier_type: 'phone',
    account_id: authorId,
    contact_id: authorId,
    agency_id: agencyId,
  }),
  'taskforce.deconfliction_spots': ({ parent }) => ({
    entry_id: parent('taskforce.deconfliction_entries'),
    lat: 1,
    lon: 1,
    during: '[2020-01-01,2020-01-02)',
    watch: '[2020-01-01,2020-01-02]',
    area: '(1,1),(0,0)',
    meters: 100,
    minutes: 10,
  }),
  'taskforce.deconfliction_keys': ({ parent, unique }) => ({
    entry_id: parent('taskforce.deconfliction_entries'),
    grade: 'exact',
    token: `\\x${unique.toString(16).padStart(64, '0')}`,
  }),
  'taskforce.deconfliction_conflicts': ({ parent, unique }) => ({
    kind: 'event',
    overlap: 'close',
    left_id: uuid('d900', unique),
    right_id: parent('taskforce.deconfliction_entries'),
  }),
  'taskforce.deconfliction_checks': ({ authorId, agencyId }) => ({
    account_id: authorId,
    agency_id: agencyId,
    kind: 'event',
    told: 'nothing',
  }),
  'taskforce.deconfliction_handoffs': ({ parent, unique, authorId }) => ({
    entry_id: parent('taskforce.deconfliction_entries'),
    revision: unique,
    system: 'RISSafe',
    state: 'submitted',
    made_by: authorId,
  }),
};
