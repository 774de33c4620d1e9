import type { Ground } from './access-world.ts';

/** Samples of the tables of the work with victims, for the specimens of the access test. */
export const victimWorkSamples: Record<string, (ground: Ground) => Record<string, unknown>> = {
  'taskforce.interview_plans': ({ parent, authorId }) => ({
    victim_id: parent('taskforce.victims'),
    note_taker_id: authorId,
    purpose: 'in_depth',
    safe: 'yes',
    stable: 'yes',
    wants_to: 'yes',
    interviewer_kind: 'investigator',
    place_kind: 'neutral_office',
    interpreter: 'not_needed',
    breaks_minutes: 30,
    recording: 'none',
    prior_seen: 0,
  }),
  'taskforce.promises': ({ parent, unique, labelled }) => ({
    victim_id: parent('taskforce.victims'),
    place: unique,
    act: 'offered',
    kind: 'housing',
    handling: labelled ? ['giglio', 'grand_jury'] : ['giglio'],
  }),
  'taskforce.victim_charges': ({ parent }) => ({ victim_id: parent('taskforce.victims') }),
  'taskforce.victim_duties': ({ parent, caseId, labelled }) => ({
    victim_id: parent('taskforce.victims'),
    subject_id: labelled ? caseId : null,
    kind: 'charge_review',
  }),
  'taskforce.relief_requests': ({ parent, labelled }) => ({
    victim_id: parent('taskforce.victims'),
    tool: 't_declaration',
    handling: labelled ? ['section_1367', 'grand_jury'] : ['section_1367'],
  }),
  'taskforce.relief_steps': ({ parent, unique, labelled }) => ({
    request_id: parent('taskforce.relief_requests'),
    victim_id: parent('taskforce.victims'),
    place: unique,
    step: 'reviewing',
    handling: labelled ? ['section_1367', 'grand_jury'] : ['section_1367'],
  }),
  'taskforce.rights_told': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    rights: ['notice'],
    language: 'en',
    way: 'in_person',
    understood: 'yes',
  }),
  'taskforce.notice_choices': ({ parent, unique }) => ({
    victim_id: parent('taskforce.victims'),
    place: unique,
    events: ['hearing'],
    choice: 'in',
  }),
  'taskforce.rights_events': () => ({ kind: 'hearing' }),
  'taskforce.rights_notices': ({ parent }) => ({
    victim_id: parent('taskforce.victims'),
    event_id: parent('taskforce.rights_events'),
  }),
  'taskforce.notice_tries': ({ parent }) => ({
    notice_id: parent('taskforce.rights_notices'),
    victim_id: parent('taskforce.victims'),
    channel_id: parent('taskforce.victim_channels'),
    outcome: 'no_answer',
  }),
};
