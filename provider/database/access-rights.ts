/** Which role has which right, and how far it reaches; stated apart from policy.sql. */

export const roles = [
  'community_advocate',
  'advocate_supervisor',
  'intake_worker',
  'provider_records_officer',
  'provider_auditor',
  'provider_administrator',
] as const;
export type Role = (typeof roles)[number];

/** all: the whole wing; agency: every record of the own organisation; member: where on the client's team. */
export type Reach = 'all' | 'agency' | 'member';

type ReachByRole = Partial<Record<Role, Reach>>;

const withClients: ReachByRole = {
  community_advocate: 'agency',
  advocate_supervisor: 'agency',
  intake_worker: 'member',
};
/** Those who would take somebody in: what a stand-by notice says is for them. */
const onDuty: ReachByRole = {
  community_advocate: 'agency',
  advocate_supervisor: 'agency',
  intake_worker: 'agency',
};
const readers: ReachByRole = { ...withClients, provider_records_officer: 'agency' };
const answering: ReachByRole = {
  community_advocate: 'agency',
  advocate_supervisor: 'agency',
  intake_worker: 'agency',
};
const watchers: ReachByRole = { provider_auditor: 'agency', provider_records_officer: 'agency' };

/** Rights that several tables share, by role. */
export const rights = {
  readClients: readers,
  takeIn: { community_advocate: 'agency', advocate_supervisor: 'agency', intake_worker: 'agency' },
  writeClients: withClients,
  readDetails: readers,
  screen: withClients,
  manageTeam: { advocate_supervisor: 'agency', community_advocate: 'member', intake_worker: 'member' },
  destroy: { provider_records_officer: 'agency', advocate_supervisor: 'agency' },
  readServices: readers,
  writeServices: withClients,
  plans: withClients,
  readNotes: { community_advocate: 'member', advocate_supervisor: 'agency' },
  writeNotes: { community_advocate: 'agency', advocate_supervisor: 'agency' },
  annotate: readers,
  disclose: readers,
  writeCompelled: {
    provider_records_officer: 'agency',
    advocate_supervisor: 'agency',
    community_advocate: 'member',
  },
  writeReports: withClients,
  ruleReports: { provider_records_officer: 'agency', advocate_supervisor: 'agency' },
  composeFigures: { provider_records_officer: 'agency', advocate_supervisor: 'agency' },
  readDirectory: {
    community_advocate: 'agency',
    advocate_supervisor: 'agency',
    intake_worker: 'agency',
    provider_records_officer: 'agency',
  },
  keepDirectory: onDuty,
  readStandby: onDuty,
  answerStandby: onDuty,
  readReleases: readers,
  writeReleases: withClients,
  setReleaseRules: { advocate_supervisor: 'agency', provider_records_officer: 'agency' },
  readOffers: { ...answering, provider_records_officer: 'agency' },
  answerOffers: answering,
  readAudit: watchers,
  reviewAudit: watchers,
  manageAccounts: { provider_administrator: 'agency' },
  changeSettings: { provider_administrator: 'all' },
  manageBridge: { provider_administrator: 'agency' },
  seeBridge: {
    provider_administrator: 'agency',
    community_advocate: 'agency',
    advocate_supervisor: 'agency',
    intake_worker: 'agency',
    provider_records_officer: 'agency',
  },
} as const satisfies Record<string, ReachByRole>;
export type Right = keyof typeof rights;
