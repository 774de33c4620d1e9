/**
 * Who may do what in the provider's wing, as a privacy officer would write it down, apart from policy.sql. The access
 * test holds the database to this table cell by cell, and docs/provider-access.md is printed from it.
 */

import { bridgeAccess } from './access-bridge.ts';
import { groundAccess } from './access-ground.ts';
import { ofClient, ofOrganisation, type Line } from './access-lines.ts';

export type { Cell, Line } from './access-lines.ts';

/** Every table, with what each operation asks for. Nobody deletes: records end, they do not vanish. */
export const access: Record<string, Line> = {
  ...groundAccess,
  ...bridgeAccess,
  'provider.clients': ofClient(
    'takeIn',
    'writeClients',
    'By alias; a client of the closed circle opens to the team only',
  ),
  'provider.client_team': ofClient('manageTeam', 'manageTeam', 'Who works with the client'),
  'provider.client_details': ofClient(
    'writeClients',
    'writeClients',
    'Sealed under the key of the client; each opening is written down',
    { read: 'readDetails' },
  ),
  'provider.client_clocks': ofClient('writeClients', 'writeClients', 'Deadlines'),
  'provider.screenings': ofClient('screen', 'nobody', 'Answers sealed under the key of the client', {
    read: 'screen',
  }),
  'provider.destructions': ofClient(
    'destroy',
    'destroy',
    'Asked for by one person, agreed to by another; done by the server',
  ),
  'provider.needs': ofClient(
    'writeServices',
    'writeServices',
    'Closed words and dates; what was typed is sealed',
    { read: 'readServices' },
  ),
  'provider.services_given': ofClient(
    'writeServices',
    'writeServices',
    'Closed words and dates; what was typed is sealed',
    { read: 'readServices' },
  ),
  'provider.safety_plans': ofClient('plans', 'nobody', 'Sealed; every change is a new edition', {
    read: 'plans',
  }),
  'provider.goals': ofClient('plans', 'plans', "Sealed; the client's own words", { read: 'plans' }),
  'provider.goal_steps': ofClient('plans', 'plans', 'Sealed', { read: 'plans' }),
  'provider.advocate_notes': ofClient(
    'writeNotes',
    'writeNotes and self',
    'Sealed; the author, advocates on the team, the supervisor; nobody for the sake of an office',
    { read: 'readNotes or self', own: 'written_by' },
  ),
  'provider.annotations': ofClient('annotate', 'annotate', 'Sealed; what the client says about their record'),
  'provider.disclosures': ofClient(
    'disclose',
    'disclose',
    'Who received what; only when the client was told is added later',
  ),
  'provider.compelled_requests': ofClient(
    'writeCompelled',
    'writeCompelled',
    'Subpoenas, orders and warrants; who asks is sealed',
  ),
  'provider.compelled_steps': ofClient('writeCompelled', 'nobody', 'What was done about them, in order'),
  'provider.protective_reports': ofClient(
    'writeReports',
    'writeReports',
    'Reports that the law asks for or danger calls for; no permission of the client gates them',
  ),
  'provider.report_rules': {
    of: 'organisation',
    read: 'colleagues',
    insert: 'ruleReports',
    update: 'ruleReports',
    why: 'What each state asks for, as the provider’s counsel wrote it',
  },
  'provider.figure_reports': {
    of: 'organisation',
    read: 'composeFigures',
    insert: 'composeFigures',
    update: 'composeFigures',
    why: 'Totals that may leave; counted by one person, sent by another',
  },
  'provider.figure_rows': {
    of: 'organisation',
    read: 'composeFigures',
    insert: 'composeFigures',
    update: 'nobody',
    why: 'The figures, written in the moment of counting',
  },
  'provider.resources': ofOrganisation(
    'readDirectory',
    'keepDirectory',
    'keepDirectory',
    'Services the organisation offers; what is published leaves',
  ),
  'provider.capacities': ofOrganisation(
    'readDirectory',
    'keepDirectory',
    'nobody',
    'Numbers of free places, told anew rather than changed',
  ),
  'provider.standby_notices': ofOrganisation(
    'readStandby',
    'nobody',
    'answerStandby',
    'That a task force asked to stand by, and who acknowledged it; written by the bridge',
  ),
  'provider.standby_contents': ofOrganisation(
    'readStandby',
    'nobody',
    'nobody',
    'What a notice says; hidden when it expires, deleted soon after',
  ),
  'provider.release_rules': {
    of: 'organisation',
    own: 'changed_by',
    read: 'readReleases',
    insert: 'setReleaseRules',
    update: 'setReleaseRules',
    why: 'How long releases last here, and who may sign alone by the law of the state',
  },
  'provider.releases': ofClient(
    'writeReleases',
    'writeReleases',
    'Texts, signatures and keys are sealed; ended through functions, which ask for no version',
    { read: 'readReleases' },
  ),
  'provider.brought_referrals': ofClient(
    'writeReleases',
    'writeReleases',
    'Who wants to report to law enforcement, by which release; states alone cross',
    { read: 'readReleases' },
  ),
  'provider.release_readings': ofClient(
    'nobody',
    'nobody',
    'Who asked to read what was released; written by the bridge alone',
    { read: 'readReleases' },
  ),
  'provider.offers': ofOrganisation(
    'readOffers',
    'nobody',
    'answerOffers',
    'What task forces offer; comes over the bridge, only the state is changed here',
  ),
  'provider.offer_contents': ofOrganisation(
    'readOffers',
    'nobody',
    'nobody',
    'What is told with an offer; read with it',
  ),
  'provider.offer_moves': ofOrganisation(
    'readOffers',
    'nobody',
    'nobody',
    'Each state of an offer; written by triggers',
  ),
  'provider.offer_clients': ofClient(
    'writeClients',
    'writeClients',
    'Which client an offer became; read where the client is read, and sent nowhere',
  ),
  'provider.referrals': ofClient(
    'writeClients',
    'writeClients',
    'What is asked of others for a client; the content is sealed under the key of the client',
  ),
  'provider.referral_steps': ofClient('nobody', 'nobody', 'Each state of it; written by triggers'),
};

/** Policies that no single statement of the matrix can tell from their absence, and the test that does. */
export const heldElsewhere: Record<string, string> = {
  notices_read: 'an update needs the row to be readable as well, which notices_own decides',
  file_tickets_made: 'no column that tells of a ticket may be read',
  goals_change:
    'an update needs the row to be readable as well, and whoever reads plans may write them: plans.test.ts',
  goal_steps_change: 'as goals_change',
  annotations_answer:
    'an update needs the row to be readable as well, and whoever reads a client may answer for the organisation',
  disclosures_tell:
    'an update needs the row to be readable as well, and whoever reads a client may write to the log',
  figure_reports_settle:
    'an update needs the row to be readable as well, and whoever reads a report of figures may settle it',
  standby_notices_answer: 'an update needs the row to be readable as well, and those who read answer',
  files_labels: 'this wing has no handling labels: files.test.ts',
};
