/**
 * Who may do what, as a privacy officer would write it down, apart from policy.sql. The access test holds the
 * database to this table cell by cell, and docs/access.md is printed from it.
 */

import { budgetAccess, estimateAccess } from './access-estimates.ts';
import { whatIfAccess } from './access-what-ifs.ts';
import { calendarAccess, calendarHeldElsewhere } from './access-calendar.ts';
import { bridgeAccess } from './access-bridge.ts';
import { groundAccess } from './access-ground.ts';
import { victimRoom, victimWork } from './access-victims.ts';
import { nominationAccess, nominationsHeldElsewhere, reviewAccess } from './access-nominations.ts';
import { inCase, marked, ofDanger, ofImport, ofTip, type Line } from './access-lines.ts';
import { deconflictionAccess } from './access-deconfliction.ts';
import { operationAccess, operationsHeldElsewhere } from './access-operations.ts';
import { searchAccess } from './access-search.ts';
import { referralAccess } from './access-referrals.ts';

export type { Cell, Line } from './access-lines.ts';

/** Every table, with what each operation asks for. Nobody deletes: records end, they do not vanish. */
export const access: Record<string, Line> = {
  ...deconflictionAccess,
  ...groundAccess,
  ...bridgeAccess,
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
    'Hours; taken away and entered anew rather than changed. Those of a timesheet are one’s own to write',
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
  'taskforce.releases': inCase(
    'nobody',
    'nobody',
    'Members of the case; written by the bridge, put to a case through a function. Waiting ones are seen through a function',
    { read: 'readReleases' },
  ),
  'taskforce.release_texts': inCase(
    'nobody',
    'nobody',
    'Ciphertext of live releases; the key stays with the provider and is asked for at each reading',
    { read: 'readReleases' },
  ),
  ...victimRoom,
  ...victimWork,
  ...estimateAccess,
  ...whatIfAccess,
  ...operationAccess,
  ...calendarAccess,
  'taskforce.funding_sources': {
    of: 'installation',
    read: 'signed in',
    insert: 'supervise',
    update: 'supervise',
    why: 'Whose money; named by supervisors',
  },
  ...budgetAccess,
  'taskforce.saved_views': {
    of: 'account',
    read: 'self',
    insert: 'self',
    update: 'self',
    remove: 'self',
    why: 'Own views of lists; shared ones are read by colleagues',
  },
  ...searchAccess,
  'taskforce.imports': {
    of: 'account',
    own: 'made_by',
    read: 'runImports',
    insert: 'runImports',
    update: 'runImports and self',
    why: 'Those who import see what was imported',
  },
  'taskforce.import_mappings': {
    of: 'account',
    own: 'owner_id',
    read: 'runImports and self',
    insert: 'runImports',
    update: 'runImports and self',
    why: 'Own mappings; shared ones are read by those who import',
  },
  'taskforce.import_staged': ofImport('self', 'Contents ready to be written, only their maker'),
  'taskforce.import_lines': ofImport('self', 'Contents ready to be written, only their maker'),
  'taskforce.import_problems': ofImport('nobody', 'What is wrong with rows, only for the maker'),
  'taskforce.import_records': {
    of: 'installation',
    read: 'runImports',
    insert: 'nobody',
    update: 'nobody',
    why: 'What an import brought; written by functions of the running import',
  },
  ...referralAccess,
  // Specimens are made in this order: these hang on strands.
  ...calendarAccess,
  ...nominationAccess,
  ...reviewAccess,
  'taskforce.standby_notices': inCase(
    'sendStandby',
    'sendStandby',
    'What providers are told ahead of an operation; for readers of the case who plan, and of the strand',
    { read: 'readStandby' },
  ),
  'taskforce.standby_recipients': inCase(
    'sendStandby',
    'sendStandby',
    'Which provider was told, and what it answered',
    { read: 'readStandby' },
  ),
  'taskforce.providers': {
    of: 'installation',
    read: 'readProviders',
    insert: 'keepProviders',
    update: 'keepProviders',
    why: 'Organisations that serve survivors; whether one is paired is set by the bridge',
  },
  'taskforce.resources': {
    of: 'installation',
    read: 'readProviders',
    insert: 'keepProviders',
    update: 'keepProviders',
    why: 'What they offer; what came over the bridge only the provider changes',
  },
  'taskforce.capacities': {
    of: 'installation',
    read: 'readProviders',
    insert: 'keepProviders',
    update: 'nobody',
    why: 'Numbers, told anew rather than changed',
  },
  'taskforce.tips': {
    of: 'account',
    own: 'received_by',
    read: 'readTips',
    insert: 'receiveTips',
    update: 'triageTips',
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
  'taskforce.provider_figures': {
    of: 'installation',
    read: 'readFigures',
    insert: 'nobody',
    update: 'nobody',
    why: 'Totals that providers sent; nothing in them stands for a person',
  },
  'taskforce.provider_figure_rows': {
    of: 'installation',
    read: 'readFigures',
    insert: 'nobody',
    update: 'nobody',
    why: 'The figures; empty where the provider left one out',
  },
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
  resource_requests_change:
    'an update needs the row to be readable as well, which resource_requests_read decides for the same roles',
  brought_referrals_answer:
    'an update needs the row to be readable as well, which brought_referrals_read decides by the same right',
  audit_of_referrals: 'access.test.ts: history and access entries',
  history_of_referrals: 'access.test.ts: history and access entries',
  ...operationsHeldElsewhere,
  ...calendarHeldElsewhere,
  audit_of_victims: 'access.test.ts: history and access entries',
  history_of_victims: 'access.test.ts: history and access entries',
  ...nominationsHeldElsewhere,
  audit_of_standby: 'test/standby.test.ts: history and access entries',
  record_versions_standby: 'test/standby.test.ts: history and access entries',
  capacities_answers: 'test/standby.test.ts: an answer is read with its notice',
  audit_of_providers: 'access.test.ts: history and access entries',
  record_versions_providers: 'access.test.ts: history and access entries',
  audit_of_victim_work: 'taskforce/victims/fences.test.ts: audit and history of the work with victims',
  history_of_victim_work: 'taskforce/victims/fences.test.ts: audit and history of the work with victims',
  audit_of_command: 'access.test.ts: history and access entries',
  cases_imported: 'taskforce/imports/imports.test.ts: forged import claims',
  cases_import_change: 'taskforce/imports/imports.test.ts: forged import claims',
  strands_imported: 'taskforce/imports/imports.test.ts: forged import claims',
  strands_import_change: 'taskforce/imports/imports.test.ts: forged import claims',
  phase_transitions_imported: 'taskforce/imports/imports.test.ts: forged import claims',
  files_of_documents:
    'taskforce/exports/exports.test.ts, taskforce/cases/briefs.test.ts: what the program makes for somebody',
  tips_imported: 'taskforce/imports/tips.test.ts: forged import claims',
  dangers_imported: 'taskforce/imports/tips.test.ts: forged import claims',
  files_of_imports: 'taskforce/imports/imports.test.ts: uploads',
  record_versions_labels: 'taskforce/cases tests: what a label hides, its history does not tell',
};
