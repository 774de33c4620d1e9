/**
 * Who may do what, as a privacy officer would write it down, apart from policy.sql. The access test holds the
 * database to this table cell by cell, and docs/access.md is printed from it.
 */

import { groundAccess } from './access-ground.ts';
import { inCase, marked, ofDanger, ofTip, type Line } from './access-lines.ts';

export type { Cell, Line } from './access-lines.ts';

/** Every table, with what each operation asks for. Nobody deletes: records end, they do not vanish. */
export const access: Record<string, Line> = {
  ...groundAccess,
  'taskforce.cases': {
    of: 'case',
    read: 'readCases',
    insert: 'openCases',
    update: 'writeCases',
    labels: true,
    why: 'Sealed cases open to their members only',
  },
  'taskforce.case_members': inCase('manageMembers', 'manageMembers', 'Readers of a case see who works on it'),
  'taskforce.strands': inCase(
    'writeCases',
    'writeCases',
    'Phase and closing are set by recorded transitions only',
    marked,
  ),
  'taskforce.approval_requests': inCase(
    'recordPhases',
    'approvePhases',
    'Asked by who records, signed by a supervisor in their own session',
  ),
  'taskforce.activities': inCase('writeCases', 'writeCases', 'What was done on a case', marked),
  'taskforce.work_entries': inCase(
    'writeCases',
    'nobody',
    'Hours; taken away and entered anew rather than changed',
    { remove: 'writeCases' },
  ),
  'taskforce.cost_lines': inCase(
    'writeCases',
    'nobody',
    'Costs; taken away and entered anew rather than changed',
    { remove: 'writeCases' },
  ),
  'taskforce.tasks': inCase('writeCases', 'writeCases', 'An assignee may settle the own task', marked),
  'taskforce.notes': inCase('writeCases', 'writeCases and self', 'A note is changed by its author only', {
    labels: true,
    own: 'created_by',
  }),
  'taskforce.decisions_needed': inCase(
    'writeCases',
    'writeCases',
    'Settled by the case or by the person asked',
    marked,
  ),
  'taskforce.briefs': inCase(
    'makeBriefs',
    'nobody',
    'Frozen; read by readers of the case who are cleared for it',
    marked,
  ),
  'taskforce.meetings': {
    of: 'account',
    own: 'chair_id',
    read: 'readMeetings',
    insert: 'holdMeetings',
    update: 'readMeetings and self',
    why: 'The chair writes',
  },
  'taskforce.meeting_items': inCase(
    'nobody',
    'nobody',
    'Read where the case is read; written by the chair of the meeting',
  ),
  'taskforce.meeting_minutes': inCase(
    'nobody',
    'nobody',
    'Read where the item is read; written by the chair',
    marked,
  ),
  'taskforce.funding_sources': {
    of: 'installation',
    read: 'signed in',
    insert: 'supervise',
    update: 'supervise',
    why: 'Whose money; named by supervisors',
  },
  'taskforce.saved_views': {
    of: 'account',
    read: 'self',
    insert: 'self',
    update: 'self',
    remove: 'self',
    why: 'Own views of lists; shared ones are read by colleagues',
  },
  'taskforce.search_documents': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: "Reached through functions that apply the reader's scope and return ids",
  },
  'taskforce.search_words': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'Reached through functions',
  },
  'taskforce.search_state': {
    of: 'installation',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'Reached through functions',
  },
  'taskforce.tips': {
    of: 'account',
    own: 'received_by',
    read: 'readTips',
    insert: 'receiveTips',
    update: 'changeTips',
    why: 'Outreach, inspectors and victim specialists see what they brought in',
  },
  'taskforce.tip_reporters': ofTip(
    'readTips and self',
    'nobody',
    'Contact sealed; unmasking asks for both factors and a reason',
  ),
  'taskforce.tip_receipts': {
    of: 'account',
    under: 'taskforce.tips',
    read: 'nobody',
    insert: 'nobody',
    update: 'nobody',
    why: 'Reached through a function with the receipt code',
  },
  'taskforce.tip_answers': ofTip('readTips and self', 'nobody', 'Answers to indicator questions'),
  'taskforce.tip_decisions': ofTip('triageTips', 'nobody', 'Never overwritten; undone by a further line'),
  'taskforce.tip_messages': ofTip('triageTips', 'triageTips', 'Questions to the reporter and answers'),
  'taskforce.tip_cases': inCase('triageTips', 'triageTips', 'Readers of a case see which tips it rests on'),
  'taskforce.dangers': {
    of: 'account',
    own: 'raised_by',
    read: 'answerDanger or self',
    insert: 'raiseDanger',
    update: 'answerDanger',
    why: 'Everybody raises; officers answer',
  },
  'taskforce.danger_contacts': ofDanger('answerDanger', 'nobody', 'Contacts tried'),
  'taskforce.danger_bypasses': ofDanger('answerDanger', 'nobody', 'Gates passed over, and why'),
  'taskforce.danger_reviews': ofDanger('nobody', 'reviewDanger', 'Review owed after a danger'),
  'taskforce.case_links': inCase('writeCases', 'writeCases', 'Shown only to readers of both cases'),
  'taskforce.spin_offs': inCase(
    'nobody',
    'nobody',
    'Shown only to readers of both cases; written when the case is born',
  ),
  'taskforce.carried_facts': inCase(
    'nobody',
    'nobody',
    'Written when the case is born, never changed',
    marked,
  ),
  'taskforce.carried_sources': inCase('nobody', 'nobody', 'Shown only to readers of both cases'),
  'taskforce.strand_checklist': inCase('writeCases', 'writeCases', 'Pre-operational exit checklist'),
  'taskforce.phase_transitions': inCase(
    'recordPhases',
    'nobody',
    'Never overwritten; a correction supersedes',
  ),
};

/** Policies that no single statement of the matrix can tell from their absence, and the test that does. */
export const heldElsewhere: Record<string, string> = {
  spin_offs_add: 'taskforce/cases/spin-offs.test.ts: written in the moment the new case is born',
  carried_facts_add: 'taskforce/cases/spin-offs.test.ts: written in the moment the new case is born',
  carried_sources_add: 'taskforce/cases/spin-offs.test.ts: written in the moment the new case is born',
  meeting_items_add: 'taskforce/cases/meetings.test.ts: the chair writes',
  meeting_items_remove: 'taskforce/cases/meetings.test.ts: the chair writes',
  meeting_minutes_take: 'taskforce/cases/meetings.test.ts: the chair writes',
  notices_read: 'an update needs the row to be readable as well, which notices_own decides',
  file_tickets_made: 'no column that tells of a ticket may be read; kit/files tests use them up',
  saved_views_read: 'access.test.ts: a shared view',
  audit_entries_tips: 'access.test.ts: history and access entries',
  record_versions_tips: 'access.test.ts: history and access entries',
  audit_of_command: 'access.test.ts: history and access entries',
  record_versions_labels: 'taskforce/cases tests: what a label hides, its history does not tell',
};
