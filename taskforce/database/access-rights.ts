/** Which role has which right, and how far it reaches; stated apart from policy.sql. */

export const roles = [
  'commander',
  'investigator',
  'analyst',
  'prosecutor',
  'labor_inspector',
  'victim_specialist',
  'outreach_coordinator',
  'records_officer',
  'auditor',
  'account_administrator',
] as const;
export type Role = (typeof roles)[number];

/** all: every record; agency: cases led by the own agency, and where a member; member: where a member; own: what one brought in. */
export type Reach = 'all' | 'agency' | 'member' | 'own';

type ReachByRole = Partial<Record<Role, Reach>>;

const everyoneWithCases: ReachByRole = {
  commander: 'all',
  analyst: 'all',
  prosecutor: 'all',
  records_officer: 'all',
  investigator: 'agency',
  labor_inspector: 'member',
  victim_specialist: 'member',
};

const withTips: ReachByRole = {
  commander: 'all',
  investigator: 'all',
  analyst: 'all',
  prosecutor: 'all',
  labor_inspector: 'all',
  victim_specialist: 'all',
  outreach_coordinator: 'all',
  records_officer: 'all',
};

/** Rights that several tables share, by role. */
export const rights = {
  readCases: everyoneWithCases,
  writeCases: {
    commander: 'all',
    investigator: 'agency',
    analyst: 'member',
    prosecutor: 'member',
    labor_inspector: 'member',
    victim_specialist: 'member',
  },
  openCases: { commander: 'all', analyst: 'all', investigator: 'agency' },
  manageMembers: { commander: 'all', investigator: 'agency' },
  recordPhases: { commander: 'all', investigator: 'agency', prosecutor: 'member' },
  readFigures: {
    commander: 'all',
    investigator: 'all',
    analyst: 'all',
    prosecutor: 'all',
    victim_specialist: 'all',
    outreach_coordinator: 'all',
    records_officer: 'all',
    auditor: 'all',
  },
  readAudit: { auditor: 'all', records_officer: 'all' },
  manageAccounts: { account_administrator: 'all' },
  changeSettings: { account_administrator: 'all' },
  manageBridge: { account_administrator: 'all' },
  seeBridge: {
    account_administrator: 'all',
    commander: 'all',
    investigator: 'all',
    prosecutor: 'all',
    labor_inspector: 'all',
    victim_specialist: 'all',
    outreach_coordinator: 'all',
  },
  reviewAudit: { auditor: 'all', records_officer: 'all' },
  receiveTips: withTips,
  readTips: {
    commander: 'all',
    investigator: 'all',
    analyst: 'all',
    prosecutor: 'all',
    records_officer: 'all',
    labor_inspector: 'own',
    victim_specialist: 'own',
    outreach_coordinator: 'own',
  },
  triageTips: { commander: 'all', investigator: 'all', analyst: 'all' },
  raiseDanger: withTips,
  answerDanger: { commander: 'all', investigator: 'all', analyst: 'all' },
  reviewDanger: { commander: 'all' },
  approvePhases: { commander: 'all' },
  makeBriefs: everyoneWithCases,
  readMeetings: withTips,
  holdMeetings: { commander: 'all', investigator: 'all', prosecutor: 'all' },
  readVictims: { commander: 'all', prosecutor: 'all', investigator: 'agency', victim_specialist: 'member' },
  writeVictims: {
    commander: 'all',
    investigator: 'agency',
    prosecutor: 'member',
    victim_specialist: 'member',
  },
  readStandby: { commander: 'all', prosecutor: 'all', investigator: 'agency', victim_specialist: 'member' },
  sendStandby: { commander: 'all', investigator: 'agency', victim_specialist: 'member' },
  receiveReferrals: { commander: 'all', investigator: 'all', victim_specialist: 'all' },
  writeProtocol: { commander: 'all', account_administrator: 'all' },
  readProviders: withTips,
  keepProviders: {
    commander: 'all',
    investigator: 'all',
    victim_specialist: 'all',
    outreach_coordinator: 'all',
  },
  readOperations: {
    commander: 'all',
    analyst: 'all',
    prosecutor: 'all',
    records_officer: 'all',
    investigator: 'agency',
    outreach_coordinator: 'agency',
    labor_inspector: 'member',
    victim_specialist: 'member',
  },
  planOperations: {
    commander: 'all',
    investigator: 'agency',
    outreach_coordinator: 'agency',
    prosecutor: 'member',
    analyst: 'member',
    labor_inspector: 'member',
    victim_specialist: 'member',
  },
  readVehicles: withTips,
  keepVehicles: { commander: 'all', investigator: 'all', outreach_coordinator: 'all' },
  runOperations: {
    commander: 'all',
    investigator: 'agency',
    outreach_coordinator: 'agency',
    prosecutor: 'member',
    labor_inspector: 'member',
    victim_specialist: 'member',
  },
  readPromises: { commander: 'all', prosecutor: 'all', victim_specialist: 'member' },
  // Labor inspectors besides, where the case is about labor: taskforce/releases/releases.test.ts.
  readReleases: {
    commander: 'member',
    investigator: 'member',
    prosecutor: 'member',
    victim_specialist: 'member',
  },
  readEstimates: everyoneWithCases,
  readBudgets: {
    commander: 'all',
    analyst: 'all',
    prosecutor: 'all',
    records_officer: 'all',
    investigator: 'all',
  },
  keepBudgets: { commander: 'all' },
  unmaskVictims: {
    commander: 'member',
    investigator: 'member',
    prosecutor: 'member',
    victim_specialist: 'member',
  },
  readNominations: {
    commander: 'all',
    investigator: 'all',
    analyst: 'all',
    prosecutor: 'all',
    records_officer: 'all',
    labor_inspector: 'own',
    victim_specialist: 'own',
    outreach_coordinator: 'own',
  },
  makeNominations: {
    commander: 'all',
    investigator: 'all',
    analyst: 'all',
    prosecutor: 'all',
    labor_inspector: 'all',
    victim_specialist: 'all',
    outreach_coordinator: 'all',
  },
  voteNominations: { commander: 'all', investigator: 'all', analyst: 'all', prosecutor: 'all' },
  decideNominations: { commander: 'all' },
  runImports: { commander: 'all', analyst: 'all' },
  supervise: { commander: 'all' },
  addAgencies: { account_administrator: 'all', commander: 'all', analyst: 'all' },
} as const satisfies Record<string, ReachByRole>;
export type Right = keyof typeof rights;

/** Which roles are cleared for a handling label. The test marks records with these. */
export const clearedFor: Record<string, readonly Role[]> = { grand_jury: ['prosecutor'] };
