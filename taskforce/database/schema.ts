// Generated from the migrated database by ./concert generate. Do not edit.
import type { ColumnType } from 'kysely';

/** Filled in by the database when left out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;
type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** Objects are written as JSON text and read as values. */
type Json = ColumnType<unknown, string, string>;

/** Roles of an account, dated; ended, never deleted */
export interface AccountRolesTable {
  id: Generated<string>;
  accountId: string;
  role: string;
  grantedBy: string | null;
  grantedAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  endedBy: string | null;
}

/** Sign-in secrets; only the sign-in role reads them */
export interface AccountSecretsTable {
  accountId: string;
  passwordHash: string | null;
  passwordSetAt: Timestamp | null;
  totpSealed: Buffer | null;
  totpConfirmedAt: Timestamp | null;
  totpLastStep: Generated<number>;
  recoveryHashes: Generated<string[]>;
  noticeAcceptedAt: Timestamp | null;
}

/** People who work here; one account a person */
export interface AccountsTable {
  id: Generated<string>;
  agencyId: string;
  displayName: string;
  email: string;
  language: Generated<string>;
  status: Generated<string>;
  createdAt: Generated<Timestamp>;
  lastSignedInAt: Timestamp | null;
  version: Generated<number>;
}

/** Member organisations of this installation */
export interface AgenciesTable {
  id: Generated<string>;
  name: string;
  shortName: string;
  kind: string;
  externalId: string | null;
  endedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Hash chain over the entries in the order of their commits */
export interface AuditChainTable {
  seq: number;
  entryId: number;
  prev: Buffer;
  hash: Buffer;
}

/** Last link of the chain; its row lock puts commits in order */
export interface AuditChainEndTable {
  one: Generated<boolean>;
  seq: number;
  hash: Buffer;
}

/** Who did what to which record, when; inserted only */
export interface AuditEntriesTable {
  id: Generated<number>;
  at: Generated<Timestamp>;
  accountId: string | null;
  sessionId: string | null;
  action: string;
  subjectTable: Generated<string>;
  subjectIds: Generated<string[]>;
  outcome: Generated<string>;
  detail: Generated<Json>;
  scopeTable: string | null;
  scopeId: string | null;
}

/** Weekly review of the audit, signed off once a week; inserted only */
export interface AuditReviewsTable {
  id: Generated<string>;
  week: string;
  reviewedBy: Generated<string>;
  reviewedAt: Generated<Timestamp>;
  entries: Generated<number>;
  note: Generated<string>;
}

/** RFC 6962 tree heads over the chain hashes, signed with Ed25519 */
export interface AuditTreeHeadsTable {
  size: number;
  root: Buffer;
  frontier: Buffer[];
  signedAt: Timestamp;
  keyId: string;
  signature: Buffer;
}

/** Chain of custody of a file; inserted only */
export interface FileCustodyTable {
  id: Generated<string>;
  fileId: string;
  at: Generated<Timestamp>;
  accountId: Generated<string | null>;
  event: string;
  detail: Generated<Json>;
}

/** Tickets for one download each, good for sixty seconds */
export interface FileTicketsTable {
  hash: Buffer;
  fileId: string;
  accountId: Generated<string>;
  expiresAt: Generated<Timestamp>;
  usedAt: Timestamp | null;
}

/** Files people brought; the content lies in the file store under its SHA-256 */
export interface FilesTable {
  id: Generated<string>;
  sha256: Buffer;
  bytes: number;
  kind: string;
  name: string;
  scopeTable: string;
  scopeId: string | null;
  handling: Generated<string[]>;
  uploadedBy: Generated<string | null>;
  uploadedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Invitations to join; the code is shown once and stored as a hash */
export interface InvitationsTable {
  id: Generated<string>;
  accountId: string;
  codeHash: Buffer;
  madeBy: string | null;
  madeAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  usedAt: Timestamp | null;
  withdrawnAt: Timestamp | null;
}

/** Long work with progress, cancel, retry and a result to come back to */
export interface JobsTable {
  id: Generated<string>;
  accountId: Generated<string>;
  kind: string;
  state: Generated<string>;
  done: Generated<number>;
  total: number | null;
  step: string | null;
  input: Generated<Json>;
  result: Json | null;
  problem: string | null;
  attempts: Generated<number>;
  cancelAskedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  startedAt: Timestamp | null;
  finishedAt: Timestamp | null;
  workerId: string | null;
  heartbeatAt: Timestamp | null;
}

/** The live session whose secret this transaction shows, or nothing; granted to nobody, asked by functions */
export interface LiveSessionTable {
  id: string | null;
  accountId: string | null;
  agencyId: string | null;
}

/** What somebody should know; a kind and a record, never personal data */
export interface NoticesTable {
  id: Generated<string>;
  accountId: string;
  kind: string;
  subjectTable: string | null;
  subjectId: string | null;
  urgent: Generated<boolean>;
  createdAt: Generated<Timestamp>;
  readAt: Timestamp | null;
  mailedAt: Timestamp | null;
  count: number | null;
}

/** Answers already given, so that a write sent twice is done once */
export interface ReceiptsTable {
  accountId: Generated<string>;
  key: string;
  procedure: string;
  inputHash: Buffer;
  output: Json | null;
  at: Generated<Timestamp>;
}

/** What a record said before each change */
export interface RecordVersionsTable {
  id: Generated<number>;
  subjectTable: string;
  subjectId: string;
  at: Generated<Timestamp>;
  accountId: string | null;
  changed: string[];
  before: Json;
  scopeTable: string | null;
  scopeId: string | null;
}

/** Which handling labels a role is cleared for; filled by policy.sql */
export interface RoleClearancesTable {
  role: string;
  label: string;
}

/** The role matrix as data; filled by policy.sql on every migrate */
export interface RolePermissionsTable {
  role: string;
  permission: string;
  reach: string;
}

/** Roles of this installation; filled by policy.sql on every migrate */
export interface RolesTable {
  role: string;
  label: string;
  supervises: Generated<boolean>;
}

/** Searches people made; inserted only */
export interface SearchesTable {
  id: string;
  at: Generated<Timestamp>;
  accountId: Generated<string>;
  purpose: string;
  onBehalf: string;
  onBehalfAccountId: string | null;
  onBehalfAgencyId: string | null;
  onBehalfBody: string | null;
  places: string[];
  hits: number;
  termSealed: Buffer;
}

/** Open doors: browser sessions, API tokens and running jobs */
export interface SessionsTable {
  id: Generated<string>;
  accountId: string;
  kind: string;
  secretHash: Buffer;
  label: string | null;
  createdAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  lastSeenAt: Generated<Timestamp>;
  idleSeconds: number | null;
  lockedAt: Timestamp | null;
  steppedUpAt: Timestamp | null;
  endedAt: Timestamp | null;
}

/** Every change of a setting, with the value before and after */
export interface SettingChangesTable {
  id: Generated<string>;
  key: string;
  before: Json | null;
  after: Json | null;
  changedAt: Timestamp;
  changedBy: string | null;
}

/** Settings of the installation */
export interface SettingsTable {
  key: string;
  value: Json;
  changedAt: Generated<Timestamp>;
  changedBy: string | null;
}

/** Attempts to sign in, for the lock after five failures in fifteen minutes */
export interface SignInAttemptsTable {
  id: Generated<number>;
  emailKey: Buffer;
  accountId: string | null;
  at: Generated<Timestamp>;
  ok: boolean;
}

/** Pairing codes that one administrator reads to the other over the phone */
export interface CodesTable {
  id: Generated<string>;
  endId: string;
  codeHash: string;
  sealedCode: Buffer;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  tries: Generated<number>;
  usedAt: Timestamp | null;
}

/** Our own ends of the bridge: one for a task force, one for each provider organisation */
export interface EndsTable {
  id: Generated<string>;
  wing: string;
  ownerId: string | null;
  address: string | null;
  createdAt: Generated<Timestamp>;
}

/** Calls and questions of the last two days, so that none is played back */
export interface NoncesTable {
  pairId: string;
  nonce: string;
  at: Generated<Timestamp>;
}

/** Messages on their way; a row goes when the other side has acknowledged it */
export interface OutboxTable {
  id: Generated<string>;
  pairId: string;
  place: Generated<number>;
  kind: string;
  kindVersion: number;
  body: Json;
  queuedAt: Generated<Timestamp>;
  seq: number | null;
  envelope: Json | null;
}

/** Signing keys of our ends; the secret halves are files in the key folder */
export interface OwnKeysTable {
  keyId: string;
  endId: string;
  publicKey: string;
  madeAt: Generated<Timestamp>;
  retiredAt: Timestamp | null;
}

/** Whom our ends are paired with */
export interface PairsTable {
  id: Generated<string>;
  endId: string;
  peer: string;
  peerName: string;
  peerAddress: string | null;
  fingerprint: string;
  state: Generated<string>;
  ownKeyId: string;
  createdAt: Generated<Timestamp>;
  confirmedBy: string | null;
  confirmedAt: Timestamp | null;
  endedBy: string | null;
  endedAt: Timestamp | null;
}

/** Which messages went over the bridge: number, kind and hash, never what they said */
export interface PassedTable {
  pairId: string;
  direction: string;
  seq: number;
  id: string;
  kind: string;
  hash: string;
  at: Generated<Timestamp>;
}

/** Keys of the other side */
export interface PeerKeysTable {
  pairId: string;
  keyId: string;
  publicKey: string;
  addedAt: Generated<Timestamp>;
  retiredAt: Timestamp | null;
}

/** How far each direction of a pair came */
export interface ProgressTable {
  pairId: string;
  understood: Generated<Json>;
  sentThrough: Generated<number>;
  acknowledgedThrough: Generated<number>;
  receivedThrough: Generated<number>;
  heardAt: Timestamp | null;
}

/** What was not let in, counted by day and reason */
export interface RefusalsTable {
  pairId: string | null;
  reason: string;
  day: Generated<string>;
  count: Generated<number>;
  lastAt: Generated<Timestamp>;
}

/** Days on which a person cannot be planned for; no reason is asked */
export interface AbsencesTable {
  id: Generated<string>;
  accountId: Generated<string>;
  fromDay: string;
  untilDay: string;
  endedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What was done on a case */
export interface ActivitiesTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  title: string;
  description: Generated<string>;
  happenedOn: string;
  happenedAt: Timestamp | null;
  engagesTarget: boolean | null;
  handling: Generated<string[]>;
  externalId: string | null;
  importId: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  version: Generated<number>;
  withdrawnAt: Timestamp | null;
  withdrawnBy: string | null;
  withdrawReason: string | null;
}

/** What supervisors are asked to sign: moves against the order of the phases, corrections, lifting a seal */
export interface ApprovalRequestsTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  toPhase: string | null;
  event: string | null;
  effectiveOn: string | null;
  closeReason: string | null;
  supersedes: string | null;
  activityId: string | null;
  reason: string;
  orderReference: string | null;
  state: Generated<string>;
  askedBy: Generated<string>;
  askedAt: Generated<Timestamp>;
  decidedBy: string | null;
  decidedAt: Timestamp | null;
  decisionNote: string | null;
  version: Generated<number>;
}

/** Which thresholds of an authority were told of, so that each is told once; another end of it is told of anew */
export interface AuthorityAlarmsTable {
  authorityId: string;
  threshold: string;
  expiresAt: Timestamp;
  toldAt: Generated<Timestamp>;
}

/** Forecasts made after the fact: on the first of each month, from what was recorded by then, scored to the day they were computed */
export interface BacktestsTable {
  id: Generated<string>;
  madeAt: Generated<Timestamp>;
  madeBy: string | null;
  asOf: string;
  engine: string;
  seed: number;
  runs: number;
  inputsHash: string;
  origins: number;
  forecasts: number;
  figures: Json;
}

/** Status briefs of a case or of a portfolio; written once, never changed */
export interface BriefsTable {
  id: Generated<string>;
  kind: string;
  caseId: string | null;
  briefVersion: number;
  clearedFor: string[];
  handling: Generated<string[]>;
  coversSince: Timestamp | null;
  coversUntil: Timestamp;
  periodFrom: string;
  periodTo: string;
  itemIds: Generated<string[]>;
  previousId: string | null;
  content: Json;
  contentHash: string;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
}

/** Survivors who want to report, as their providers said: states and the release to read, nothing about anybody */
export interface BroughtReferralsTable {
  id: Generated<string>;
  pairId: string;
  referral: string;
  release: string;
  broughtBy: string;
  urgency: string;
  answerBy: Timestamp;
  state: Generated<string>;
  ruleId: string | null;
  outsideRule: string | null;
  declineReason: string | null;
  receivedAt: Generated<Timestamp>;
  movedAt: Generated<Timestamp>;
  movedBy: string | null;
  version: Generated<number>;
}

/** Private calendar feeds: an address with a secret that only its owner was shown, once */
export interface CalendarFeedsTable {
  id: Generated<string>;
  accountId: Generated<string>;
  tokenHash: Buffer;
  madeAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  revokedAt: Timestamp | null;
  readAt: Timestamp | null;
  name: Generated<string>;
}

/** Room that providers said they have; numbers only. The newest that is still valid counts */
export interface CapacitiesTable {
  id: Generated<string>;
  providerId: string;
  bedsWomen: number | null;
  bedsMen: number | null;
  bedsAnyAdult: number | null;
  bedsMinors: number | null;
  bedsFamilies: number | null;
  bedsTransgenderAndNonbinary: number | null;
  legalSlots: number | null;
  medicalSlots: number | null;
  languages: Generated<string[]>;
  validUntil: Timestamp;
  toldAt: Generated<Timestamp>;
  toldBy: Generated<string | null>;
  recipientId: string | null;
}

/** Facts a spin-off took along, word for word as they stood in the parent case; never changed */
export interface CarriedFactsTable {
  id: Generated<string>;
  caseId: string;
  place: number;
  kind: string;
  title: string;
  body: Generated<string>;
  happenedOn: string | null;
  handling: Generated<string[]>;
  strandId: string | null;
  carriedBy: Generated<string | null>;
  carriedAt: Generated<Timestamp>;
}

/** Where a carried fact came from; shown only to readers of both cases, never changed */
export interface CarriedSourcesTable {
  id: Generated<string>;
  factId: string;
  caseId: string;
  fromCaseId: string;
  sourceKind: string;
  sourceId: string;
  sourceVersion: number;
  authority: Generated<Json>;
}

/** Every value a date ever had, and what became of it; written by the database alone */
export interface CaseDatePlansTable {
  id: Generated<string>;
  dateId: string;
  caseId: string;
  place: number;
  plannedFor: string;
  fromTime: string | null;
  untilTime: string | null;
  setAt: Generated<Timestamp>;
  setBy: string | null;
  reason: string | null;
  note: Generated<string>;
  outcome: string | null;
  happenedOn: string | null;
  settledAt: Timestamp | null;
}

/** Court dates and legal deadlines of a case or a strand, as they are planned now */
export interface CaseDatesTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  plannedFor: string;
  fromTime: string | null;
  untilTime: string | null;
  courtroom: Generated<string>;
  forWhom: Generated<string>;
  attendees: Generated<string[]>;
  others: Generated<string[]>;
  state: Generated<string>;
  happenedOn: string | null;
  changeCode: string | null;
  changeNote: Generated<string>;
  handling: Generated<string[]>;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string>;
  version: Generated<number>;
}

/** When the last strand of a case may leave a phase: a range, frozen */
export interface CaseEstimatesTable {
  id: Generated<string>;
  runId: string;
  caseId: string;
  phase: string;
  asOf: string;
  reached: string;
  p10: string | null;
  p50: string | null;
  p80: string | null;
  p95: string | null;
  madeAt: Generated<Timestamp>;
  handling: Generated<string[]>;
  fan: Json | null;
}

/** That two cases belong together, and why; shown only to readers of both; ended, never deleted */
export interface CaseLinksTable {
  id: Generated<string>;
  fromCaseId: string;
  toCaseId: string;
  kind: string;
  reason: string;
  provenance: Generated<string>;
  madeBy: Generated<string | null>;
  madeAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  endedBy: string | null;
  endReason: string | null;
  version: Generated<number>;
}

/** Who works on a case; ended, never deleted */
export interface CaseMembersTable {
  id: Generated<string>;
  caseId: string;
  accountId: string;
  capacity: string;
  reason: string | null;
  addedBy: Generated<string | null>;
  addedAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  endedBy: string | null;
  version: Generated<number>;
  endReason: string | null;
}

/** Cases that the live session may read: the policies of the cases in one condition */
export interface CaseScopeTable {
  id: string | null;
}

/** Cases: bundles of strands under one number */
export interface CasesTable {
  id: Generated<string>;
  number: string;
  title: string;
  type: string;
  originRoute: string;
  originMode: string;
  leadAgencyId: string;
  sealed: Generated<boolean>;
  sealReason: string | null;
  handling: Generated<string[]>;
  summary: Generated<string>;
  openedOn: string;
  closedOn: string | null;
  closeReason: string | null;
  lastActivityAt: Generated<Timestamp>;
  externalId: string | null;
  importId: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  version: Generated<number>;
  closeNote: string | null;
  sealBasis: string | null;
  sealOrder: string | null;
}

/** Money that is ordered or promised for a case and not yet paid */
export interface CommitmentsTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  amountCents: number;
  fundingSourceId: string | null;
  dueOn: string;
  note: string | null;
  state: Generated<string>;
  settledAt: Timestamp | null;
  settledBy: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Money spent on an activity; inserted and taken away, never changed */
export interface CostLinesTable {
  id: Generated<string>;
  activityId: string;
  caseId: string;
  kind: string;
  amountCents: number;
  fundingSourceId: string | null;
  reason: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
}

/** Gates that a danger passed unopened, and why; inserted only. The audit is never among them */
export interface DangerBypassesTable {
  id: Generated<string>;
  dangerId: string;
  gate: string;
  reason: string;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** Whom one tried to reach about a danger; inserted only */
export interface DangerContactsTable {
  id: Generated<string>;
  dangerId: string;
  kind: string;
  whom: Generated<string>;
  outcome: string;
  note: Generated<string>;
  triedAt: Timestamp;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
  told: Generated<string>;
}

/** The after-action review that every ended danger owes */
export interface DangerReviewsTable {
  id: Generated<string>;
  dangerId: string;
  dueAt: Timestamp;
  findings: string | null;
  doneAt: Timestamp | null;
  doneBy: string | null;
  version: Generated<number>;
}

/** Somebody may be in danger now: on a tip, on a case, or on neither */
export interface DangersTable {
  id: Generated<string>;
  tipId: string | null;
  caseId: string | null;
  what: Generated<string>;
  place: Generated<string>;
  raisedBy: string | null;
  raisedAt: Generated<Timestamp>;
  officerDueAt: Timestamp;
  contactDueAt: Timestamp;
  accountableId: string | null;
  acceptedAt: Timestamp | null;
  ending: string | null;
  endedSummary: string | null;
  endedAt: Timestamp | null;
  endedBy: string | null;
  reviewDueAt: Timestamp | null;
  version: Generated<number>;
  importId: string | null;
  operationId: string | null;
}

/** Questions somebody has to decide in a case; settled once, never changed after */
export interface DecisionsNeededTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  question: string;
  deciderId: string | null;
  deciderName: string | null;
  neededBy: string | null;
  handling: Generated<string[]>;
  askedBy: Generated<string>;
  askedAt: Generated<Timestamp>;
  state: Generated<string>;
  decision: string | null;
  decidedOn: string | null;
  why: string | null;
  settledBy: string | null;
  settledAt: Timestamp | null;
  version: Generated<number>;
}

/** Every check, also those that found nothing: who asked, when, for which type, what they were told */
export interface DeconflictionChecksTable {
  id: Generated<string>;
  accountId: string;
  agencyId: string;
  checkedAt: Generated<Timestamp>;
  kind: string;
  identifierType: string | null;
  told: string;
}

/** Pairs of entries that meet, and how that was settled */
export interface DeconflictionConflictsTable {
  id: Generated<string>;
  kind: string;
  leftId: string;
  rightId: string;
  overlap: string | null;
  certainty: string | null;
  state: Generated<string>;
  leftAnswer: string | null;
  leftBy: string | null;
  leftAt: Timestamp | null;
  rightAnswer: string | null;
  rightBy: string | null;
  rightAt: Timestamp | null;
  settledAnswer: string | null;
  settledBy: string | null;
  settledReason: string | null;
  foundAt: Generated<Timestamp>;
  closedAt: Timestamp | null;
  version: Generated<number>;
}

/** What was entered for deconfliction: operations, events of their own, targets, and questions of those who only may ask */
export interface DeconflictionEntriesTable {
  id: Generated<string>;
  subject: string;
  operationId: string | null;
  strandId: string | null;
  caseId: string | null;
  channelId: string | null;
  accountId: string;
  agencyId: string;
  contactId: string;
  contactPhone: string | null;
  activity: string | null;
  fromAt: Timestamp | null;
  untilAt: Timestamp | null;
  place: string | null;
  lat: number | null;
  lon: number | null;
  identifierType: string | null;
  throughCoordinator: Generated<boolean>;
  oneWay: Generated<boolean>;
  silent: Generated<string>;
  silentReason: string | null;
  silentBy: string | null;
  silentAt: Timestamp | null;
  noTargetsReason: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Timestamp | null;
  state: Generated<string>;
  revision: Generated<number>;
  checkedAt: Timestamp | null;
  expiresAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
  nominationId: string | null;
}

/** Submissions to the regional systems: when, under which reference, with which result; or waived, and why */
export interface DeconflictionHandoffsTable {
  id: Generated<string>;
  entryId: string;
  revision: number;
  system: string;
  state: string;
  reference: string | null;
  result: string | null;
  reason: string | null;
  madeBy: string;
  madeAt: Generated<Timestamp>;
  answeredBy: string | null;
  answeredAt: Timestamp | null;
  version: Generated<number>;
}

/** Keyed tokens of identifiers (HMAC-SHA-256 under a key of the key folder); they never leave */
export interface DeconflictionKeysTable {
  id: Generated<string>;
  entryId: string;
  grade: string;
  token: Buffer;
}

/** Places and windows of live entries; written by functions alone */
export interface DeconflictionSpotsTable {
  id: Generated<string>;
  entryId: string;
  lat: number;
  lon: number;
  during: string;
  meters: number;
  minutes: number;
  watch: string;
  area: string;
}

/** What was weighed before a decoy operation, and who agreed to it */
export interface DecoyReviewsTable {
  id: Generated<string>;
  operationId: string;
  purpose: string;
  outcome: string;
  alternatives: string;
  publication: string;
  safety: string;
  state: Generated<string>;
  decidedBy: string | null;
  decidedAt: Timestamp | null;
  reason: string | null;
  writtenBy: Generated<string>;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Computations of estimates: on what, with which program and numbers; the same numbers give the same estimates */
export interface EstimateRunsTable {
  id: Generated<string>;
  madeFor: string;
  asOf: string;
  madeAt: Generated<Timestamp>;
  madeBy: string | null;
  engine: string;
  seed: number;
  runs: number;
  inputsHash: string;
  basis: Json;
  flows: Json | null;
  slip: Json | null;
  fans: Json | null;
}

/** How well a range told what happened; written once by the jobs. A corrected history gives a new line, the old one stays */
export interface EstimateScoresTable {
  id: Generated<string>;
  estimateId: string;
  revision: number;
  transitionId: string | null;
  leftOn: string | null;
  days: number | null;
  twcrps: string | null;
  pinball50: string | null;
  pinball80: string | null;
  pinball95: string | null;
  brier30: string | null;
  brier90: string | null;
  brier180: string | null;
  brier365: string | null;
  logScore: string | null;
  pit: string | null;
  uncorrectedPit: string | null;
  kept50: boolean | null;
  kept80: boolean | null;
  kept95: boolean | null;
  scoredAt: Generated<Timestamp>;
}

/** Whose money pays for the work */
export interface FundingSourcesTable {
  id: Generated<string>;
  name: string;
  endedOn: string | null;
  version: Generated<number>;
}

/** What a source gives for a fiscal year */
export interface FundingYearsTable {
  id: Generated<string>;
  fundingSourceId: string;
  fiscalYear: number;
  amountCents: number;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Lines of strand histories that a previewed import will write, in their places; emptied when it has run */
export interface ImportLinesTable {
  importId: string;
  id: string;
  batch: number;
  fileRow: number;
  key: string | null;
  strandId: string;
  caseId: string | null;
  place: number;
  fromPhase: string | null;
  toPhase: string;
  event: string | null;
  closeReason: string | null;
  effectiveOn: string;
  knownSince: string | null;
  reason: string | null;
  supersedes: string | null;
}

/** Saved mappings: how the columns of a file become records; each saving is an edition of its own */
export interface ImportMappingsTable {
  id: Generated<string>;
  name: string;
  edition: number;
  system: string;
  document: Json;
  documentHash: Buffer;
  shared: Generated<boolean>;
  ownerId: Generated<string>;
  savedAt: Generated<Timestamp>;
  retiredAt: Timestamp | null;
  version: Generated<number>;
}

/** What is wrong with rows of a file; never the value itself */
export interface ImportProblemsTable {
  importId: string;
  n: number;
  fileRow: number | null;
  columnName: string | null;
  target: string | null;
  field: string | null;
  severity: string;
  code: string;
  remedy: string;
}

/** What each import created or changed: identity for the next run of the file, and what an undo takes back */
export interface ImportRecordsTable {
  importId: string;
  target: string;
  key: string;
  system: string;
  recordId: string;
  fingerprint: Buffer;
  action: string;
  before: Json | null;
  recordVersion: Generated<number>;
  held: Generated<boolean>;
}

/** Records of a previewed import, ready to be written; emptied when it has run */
export interface ImportStagedTable {
  importId: string;
  target: string;
  key: string;
  batch: number;
  fileRow: number;
  fields: Json;
  fingerprint: Buffer;
  doing: Generated<string>;
  recordId: Generated<string>;
  number: string | null;
  sealed: Buffer | null;
  seenVersion: number | null;
  changes: Json | null;
}

/** Imports: one file, one mapping, and what came of it */
export interface ImportsTable {
  id: Generated<string>;
  number: string;
  fileId: string | null;
  choices: Generated<Json>;
  shape: Json | null;
  mapping: Json | null;
  mappingHash: Buffer | null;
  system: string | null;
  state: Generated<string>;
  rowCount: Generated<number>;
  counts: Generated<Json>;
  errors: Generated<number>;
  warnings: Generated<number>;
  previewJobId: string | null;
  runJobId: string | null;
  undoJobId: string | null;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  previewedAt: Timestamp | null;
  runAt: Timestamp | null;
  undoneBy: string | null;
  undoneAt: Timestamp | null;
  undoReason: string | null;
  version: Generated<number>;
  updateExisting: Generated<boolean>;
  fileHash: Buffer | null;
  fileName: string | null;
  expiredAt: Timestamp | null;
}

/** Plans of interviews with a victim, and what became of them */
export interface InterviewPlansTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  purpose: string;
  plannedFor: Timestamp;
  safe: string;
  stable: string;
  wantsTo: string;
  askedOn: string | null;
  earlyReason: string | null;
  interviewerKind: string;
  interviewerName: string;
  noteTakerId: string;
  placeKind: string;
  placeNote: Generated<string>;
  placeReason: string | null;
  settingReason: string | null;
  people: Generated<Json>;
  interpreter: string;
  interpreterLanguage: string | null;
  interpreterVettedOn: string | null;
  interpreterCheckedOn: string | null;
  interpreterConnection: Generated<string>;
  breaksMinutes: number;
  foodAndDrink: boolean;
  recording: string;
  recordingReason: string | null;
  priorSeen: number;
  priorElsewhere: Generated<number>;
  againReason: string | null;
  state: Generated<string>;
  heldOn: string | null;
  toldFreeToLeave: boolean | null;
  postponeReason: string | null;
  reportReference: string | null;
  stateAt: Timestamp | null;
  stateBy: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string>;
  version: Generated<number>;
}

/** Cases on an agenda; shown to readers of the meeting and of the case */
export interface MeetingItemsTable {
  id: Generated<string>;
  meetingId: string;
  caseId: string;
  place: number;
  points: Generated<Json>;
  added: string;
  addReason: string | null;
  removedAt: Timestamp | null;
  removedBy: string | null;
  removeReason: string | null;
  version: Generated<number>;
}

/** What came of an item; written once, a correction is a further line */
export interface MeetingMinutesTable {
  id: Generated<string>;
  itemId: string;
  meetingId: string;
  caseId: string;
  outcome: string;
  handling: Generated<string[]>;
  taskIds: Generated<string[]>;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
}

/** Meetings on cases; who may read one follows from its audience */
export interface MeetingsTable {
  id: Generated<string>;
  heldOn: string;
  title: string;
  audience: string;
  chairId: Generated<string>;
  preparedAt: Generated<Timestamp>;
  changesSince: string | null;
  idleDays: Generated<number>;
  called: Generated<number>;
  state: Generated<string>;
  closedAt: Timestamp | null;
  version: Generated<number>;
}

/** What cases and the office spent, committed and may still cost, by fiscal year; frozen with their run */
export interface MoneyEstimatesTable {
  id: Generated<string>;
  runId: string;
  caseId: string | null;
  fiscalYear: number | null;
  spentCents: number;
  committedCents: number;
  p10: number | null;
  p50: number | null;
  p80: number | null;
  p95: number | null;
  hours: Json | null;
  handling: Generated<string[]>;
  madeAt: Generated<Timestamp>;
  sources: Generated<Json>;
  fan: Json | null;
}

/** Cases of which the live session is a member, to look up one by one */
export interface MyMembershipsTable {
  caseId: string | null;
}

/** Whether others work on the same target: asked where, when, by whom, and what came back */
export interface NominationChecksTable {
  id: Generated<string>;
  nominationId: string;
  result: string;
  checkedOn: string;
  system: string;
  reference: string | null;
  note: Generated<string>;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  madeBy: Generated<string>;
  targets: number | null;
}

/** Decisions on nominations; never changed, a further round decides anew */
export interface NominationDecisionsTable {
  id: Generated<string>;
  nominationId: string;
  round: Generated<number>;
  decision: string;
  rationale: string;
  returnsOn: string | null;
  votes: Generated<Json>;
  decidedBy: Generated<string>;
  decidedAt: Generated<Timestamp>;
}

/** Certificates: what was destroyed when the clock of a nomination had run out, without a word of it */
export interface NominationPurgesTable {
  id: Generated<string>;
  nominationId: string;
  number: string;
  was: string;
  knownSince: string;
  retainUntil: string;
  votes: number;
  checks: number;
  decisions: number;
  versions: number;
  sha256: string;
  purgedAt: Generated<Timestamp>;
}

/** What a member of the committee thinks of a nomination; may be changed until the decision */
export interface NominationVotesTable {
  id: Generated<string>;
  nominationId: string;
  round: Generated<number>;
  accountId: Generated<string>;
  vote: string;
  rationale: string;
  castAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Targets that somebody proposed to work on, and what came of it */
export interface NominationsTable {
  id: Generated<string>;
  number: string;
  title: string;
  kind: string;
  type: string;
  source: string;
  tipId: string | null;
  caseId: string | null;
  strandId: string | null;
  known: string;
  harm: string;
  harmWhy: string;
  vulnerability: string;
  vulnerabilityWhy: string;
  solvability: string;
  solvabilityWhy: string;
  resources: string;
  resourcesWhy: string;
  state: Generated<string>;
  round: Generated<number>;
  decidedAt: Timestamp | null;
  returnsOn: string | null;
  knownSince: Generated<string>;
  retainUntil: Generated<string>;
  legalHold: Generated<boolean>;
  openedCaseId: string | null;
  openedStrandId: string | null;
  openedAt: Timestamp | null;
  purgedAt: Timestamp | null;
  agencyId: Generated<string>;
  nominatedBy: Generated<string>;
  nominatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Notes on a case; only the author changes a note, and its history stays */
export interface NotesTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  body: string;
  happenedOn: Generated<string>;
  handling: Generated<string[]>;
  withdrawnAt: Timestamp | null;
  withdrawReason: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  version: Generated<number>;
}

/** Of what a victim wants to be told; the latest word on an event holds. Nobody asked: they are told */
export interface NoticeChoicesTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  place: number;
  events: string[];
  choice: string;
  saidOn: string;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** Tries to tell a victim, through a channel they called safe; never changed */
export interface NoticeTriesTable {
  id: Generated<string>;
  noticeId: string;
  victimId: string;
  caseId: string;
  channelId: string;
  triedAt: Timestamp;
  outcome: string;
  proof: string | null;
  reference: string | null;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** Ids of the activities that the live session may read */
export interface OpenActivitiesTable {
  id: string | null;
  caseId: string | null;
}

/** Ids of the cases that the live session may read */
export interface OpenCasesTable {
  id: string | null;
}

/** Ids of the nominations that the live session may read */
export interface OpenNominationsTable {
  id: string | null;
}

/** Ids of the operations whose plan the live session may read */
export interface OpenOperationsTable {
  id: string | null;
}

/** Ids of the referrals that the live session may read */
export interface OpenReferralsTable {
  id: string | null;
  caseId: string | null;
}

/** Ids of the releases that the live session may read */
export interface OpenReleasesTable {
  id: string | null;
  caseId: string | null;
}

/** Ids of the strands that the live session may read */
export interface OpenStrandsTable {
  id: string | null;
  caseId: string | null;
}

/** Ids of the victims that the live session may read */
export interface OpenVictimsTable {
  id: string | null;
  caseId: string | null;
}

/** Under which authority an operation acts, and until when */
export interface OperationAuthoritiesTable {
  id: Generated<string>;
  operationId: string;
  kind: string;
  reference: string | null;
  covers: string;
  issuedAt: Timestamp | null;
  expiresAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What an operation is foreseen to cost */
export interface OperationBudgetLinesTable {
  id: Generated<string>;
  operationId: string;
  kind: string;
  what: string | null;
  amountCents: number;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Which case came out of which operation; shown only to readers of both, never changed */
export interface OperationCasesTable {
  id: Generated<string>;
  operationId: string;
  caseId: string;
  reason: string;
  madeBy: Generated<string | null>;
  madeAt: Generated<Timestamp>;
}

/** Log of an operation, as it was written on the live board; only ever added to. People met are counted, never named */
export interface OperationEntriesTable {
  id: string;
  operationId: string;
  sequence: number;
  kind: string;
  at: Timestamp;
  deviceAt: Timestamp;
  recordedAt: Timestamp;
  late: Generated<boolean>;
  postId: string | null;
  stageId: string | null;
  corrects: string | null;
  providerId: string | null;
  referralId: string | null;
  dangerId: string | null;
  women: Generated<number>;
  men: Generated<number>;
  adultsNotSaid: Generated<number>;
  girls: Generated<number>;
  boys: Generated<number>;
  minorsNotSaid: Generated<number>;
  amount: number | null;
  placeKind: string | null;
  note: Generated<string>;
  createdBy: Generated<string>;
}

/** What a labor inspection together with inspectors needs */
export interface OperationInspectionsTable {
  id: Generated<string>;
  operationId: string;
  trainedOn: string | null;
  notPretext: Generated<boolean>;
  acknowledgedBy: string | null;
  acknowledgedAt: Timestamp | null;
  criminalFirstToldOn: string | null;
  interviewPlace: string | null;
  retaliationPlan: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Interpreters of an operation, and whether they are free of connections to those concerned */
export interface OperationInterpretersTable {
  id: Generated<string>;
  operationId: string;
  language: string;
  personName: string;
  mode: string;
  contact: string | null;
  conflict: Generated<string>;
  checkedBy: string | null;
  checkedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What people wrote down about an item of the readiness gate; an item without a line is open */
export interface OperationItemsTable {
  id: Generated<string>;
  operationId: string;
  item: string;
  ownerId: string | null;
  evidence: Generated<string>;
  state: Generated<string>;
  reason: string | null;
  firm: Generated<boolean>;
  settledBy: string | null;
  settledAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What is to be remembered from an operation, and reminders that plans of a kind are to carry */
export interface OperationLessonsTable {
  id: Generated<string>;
  operationId: string;
  lesson: string;
  forKind: string;
  reminder: string | null;
  standing: Generated<string>;
  decidedBy: string | null;
  decidedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Every change of state of an operation; written by the database alone */
export interface OperationMovesTable {
  id: Generated<string>;
  operationId: string;
  fromState: string;
  toState: string;
  reason: string | null;
  dangerId: string | null;
  revision: number;
  movedBy: string | null;
  movedAt: Generated<Timestamp>;
}

/** Places of an operation; where victims are met afterwards is away from the scene */
export interface OperationPlacesTable {
  id: Generated<string>;
  operationId: string;
  kind: string;
  label: string;
  address: string | null;
  lat: number | null;
  lon: number | null;
  zip: string | null;
  note: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Who plans an operation or reads its plan; ended, never deleted */
export interface OperationPlannersTable {
  id: Generated<string>;
  operationId: string;
  accountId: string;
  capacity: string;
  endedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Roster of an operation: a post and who holds it; each person is shown the own post alone */
export interface OperationPostsTable {
  id: Generated<string>;
  operationId: string;
  stageId: string | null;
  accountId: string | null;
  personName: string | null;
  agencyId: string | null;
  providerId: string | null;
  role: string;
  placeKind: string;
  duties: Generated<string>;
  contact: string | null;
  radio: string | null;
  backupPostId: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** After-action reviews: what an operation yielded and cost, and what it was for the victims */
export interface OperationReviewsTable {
  id: Generated<string>;
  operationId: string;
  dueAt: Timestamp;
  peopleMet: number | null;
  victimsIdentified: number | null;
  victimsAccepting: number | null;
  arrests: number | null;
  evidenceItems: number | null;
  leads: number | null;
  minutes: number | null;
  costCents: number | null;
  leadLeastMinutes: number | null;
  leadMostMinutes: number | null;
  providersTold: number | null;
  workedForVictims: Generated<string>;
  didNotWork: Generated<string>;
  state: Generated<string>;
  signedBy: string | null;
  signedAt: Timestamp | null;
  writtenBy: string | null;
  version: Generated<number>;
}

/** How the live session stands to the operations that its case and the labels of it leave open */
export interface OperationScopeTable {
  id: string | null;
  state: string | null;
  endedAt: Timestamp | null;
  leadAgencyId: string | null;
  sealed: boolean | null;
  plans: boolean | null;
  belongs: boolean | null;
}

/** Written parts of a plan: one of a kind */
export interface OperationSectionsTable {
  id: Generated<string>;
  operationId: string;
  kind: string;
  text: Generated<string>;
  choice: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Signatures under plans and returns of plans, each with the plan as it was read; inserted only */
export interface OperationSignaturesTable {
  id: Generated<string>;
  operationId: string;
  round: Generated<number>;
  revision: number;
  decision: string;
  risk: Generated<string>;
  capacities: Generated<string[]>;
  note: string | null;
  picture: Generated<Json>;
  accountId: Generated<string>;
  signedAt: Generated<Timestamp>;
}

/** Which stage waits for which */
export interface OperationStageDependenciesTable {
  id: Generated<string>;
  operationId: string;
  stageId: string;
  needsStageId: string;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
}

/** Stages of an operation, with what must hold to go on and what breaks it off */
export interface OperationStagesTable {
  id: Generated<string>;
  operationId: string;
  place: number;
  name: string;
  what: Generated<string>;
  plannedFrom: Timestamp | null;
  plannedUntil: Timestamp | null;
  goCriteria: Generated<string>;
  abortCriteria: Generated<string>;
  state: Generated<string>;
  beganAt: Timestamp | null;
  finishedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Providers that stand by for an operation: away from the scene, ready right after */
export interface OperationStandbysTable {
  id: Generated<string>;
  operationId: string;
  providerId: string;
  contact: string;
  phone: string | null;
  stagingPlaceId: string | null;
  earliestAt: Timestamp | null;
  noticeId: string | null;
  toldHow: string | null;
  toldWhom: string | null;
  toldAt: Timestamp | null;
  toldBy: string | null;
  answer: string | null;
  answerNote: string | null;
  askedAgainAt: Timestamp | null;
  endedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Strands of a case that an operation is about */
export interface OperationStrandsTable {
  id: Generated<string>;
  operationId: string;
  strandId: string;
  caseId: string;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
}

/** Covert techniques: which, under what authority, from when to when; how it is done is not written down */
export interface OperationTechniquesTable {
  id: Generated<string>;
  operationId: string;
  technique: string;
  authorityId: string | null;
  noAuthorityReason: string | null;
  startsAt: Timestamp | null;
  endsAt: Timestamp | null;
  expiresAt: Timestamp | null;
  informantReference: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Vehicles, rooms and equipment that an operation uses, for its whole window */
export interface OperationVehiclesTable {
  id: Generated<string>;
  operationId: string;
  vehicleId: string;
  note: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Operations: what is planned, in which state, and which revision of the plan was signed */
export interface OperationsTable {
  id: Generated<string>;
  number: string;
  title: string;
  kind: string;
  type: string;
  caseId: string | null;
  leadAgencyId: string;
  sealed: Generated<boolean>;
  objective: Generated<string>;
  state: Generated<string>;
  risk: Generated<string>;
  plannedFrom: Timestamp | null;
  plannedUntil: Timestamp | null;
  victimsForeseen: Generated<string>;
  minorsPossible: Generated<string>;
  languages: Generated<string[]>;
  victimClasses: Generated<string[]>;
  planRevision: Generated<number>;
  signedRevision: number | null;
  startedAt: Timestamp | null;
  endedAt: Timestamp | null;
  dangerId: string | null;
  postponedReason: string | null;
  abortedReason: string | null;
  copiedFrom: string | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
  requestedBy: string | null;
  requestedAt: Timestamp | null;
  requestRound: Generated<number>;
}

/** What those who work a case guess when a strand enters a phase: when it will leave it. Frozen; scored beside the model, all guesses together */
export interface PhaseGuessesTable {
  id: Generated<string>;
  caseId: string;
  strandId: string;
  phase: string;
  enteredOn: string;
  p10: string;
  p50: string;
  p90: string;
  guessedOn: Generated<string>;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
}

/** What a phase is taken to be like before own data, where the site replaced what was shipped; the latest from-day that has come holds */
export interface PhasePriorsTable {
  id: Generated<string>;
  phase: string;
  fromOn: string;
  shipped: Generated<boolean>;
  medianDays: string | null;
  spread: string | null;
  speedWorth: string | null;
  tie: string | null;
  exitsEarly: Json | null;
  exitsLate: Json | null;
  exitsWorth: string | null;
  basis: string | null;
  reason: string;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
}

/** Spells: one stay of one strand in one phase */
export interface PhaseSpellsTable {
  caseId: string | null;
  strandId: string | null;
  place: number | null;
  phase: string | null;
  enteredOn: string | null;
  leftOn: string | null;
  exitKind: string | null;
  exitEvent: string | null;
  closeReason: string | null;
  seenFrom: string | null;
  lateByDays: number | null;
  entryId: string | null;
  exitId: string | null;
}

/** Entries and exits of phases, each tied to an event; never overwritten */
export interface PhaseTransitionsTable {
  id: Generated<string>;
  strandId: string;
  caseId: string;
  place: number;
  fromPhase: string | null;
  toPhase: string;
  event: string | null;
  effectiveOn: string;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string | null>;
  reason: string | null;
  approvedBy: string | null;
  activityId: string | null;
  bypassed: Json | null;
  provenance: Generated<string>;
  supersededBy: string | null;
  importId: string | null;
  seq: Generated<number>;
  closeReason: string | null;
  supersedes: string | null;
  retracts: Generated<boolean>;
  knownSince: string | null;
  firstRecordedAt: Generated<Timestamp>;
  requestId: string | null;
}

/** Ledger of what was asked for, offered, promised or given to a victim; never changed, corrected by further entries */
export interface PromisesTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  place: number;
  act: string;
  kind: string;
  what: string;
  amountCents: number | null;
  byName: string;
  byAgency: string;
  happenedOn: string;
  corrects: string | null;
  reason: string | null;
  handling: Generated<string[]>;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** The figures of a report; empty where the provider left one out */
export interface ProviderFigureRowsTable {
  id: Generated<string>;
  figuresId: string;
  place: number;
  measure: string;
  groupCode: string;
  value: number | null;
}

/** Reports of totals that providers sent; never changed here, only amended by a later one */
export interface ProviderFiguresTable {
  id: Generated<string>;
  pairId: string;
  providerName: string;
  report: string;
  amends: string | null;
  fromOn: string;
  untilOn: string;
  smallLimit: number;
  receivedAt: Generated<Timestamp>;
}

/** Victim service providers as the task force knows them */
export interface ProvidersTable {
  id: Generated<string>;
  name: string;
  pairId: string | null;
  paired: Generated<boolean>;
  withoutBridge: Generated<string>;
  channel: Generated<string | null>;
  dutyContact: string | null;
  dutyPhone: string | null;
  mail: string | null;
  note: string | null;
  trainedOn: string | null;
  active: Generated<boolean>;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Alarms that 8-in-10 promises fail too often; while one stands all ranges are made wider. A commander ends it */
export interface RangeAlarmsTable {
  id: Generated<string>;
  raisedAt: Generated<Timestamp>;
  value: string;
  resolved: number;
  missed: number;
  endedAt: Timestamp | null;
  endedBy: string | null;
  reason: string | null;
}

/** What an hour of a role costs from a day on, until a later line of the same role and agency */
export interface RatesTable {
  id: Generated<string>;
  workRole: string;
  agencyId: string | null;
  fromOn: string;
  centsPerHour: number;
  note: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  fundingSourceId: string | null;
}

/** One-time links for providers without an installation; neither the code nor the device can be read back */
export interface ReferralLinksTable {
  id: Generated<string>;
  offerId: string;
  caseId: string;
  codeHash: Buffer;
  deviceHash: Buffer | null;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  openedAt: Timestamp | null;
  endedAt: Timestamp | null;
  version: Generated<number>;
}

/** Each state a referral went through, and words of providers that came too late to count; written by the database, never changed */
export interface ReferralMovesTable {
  id: Generated<string>;
  referralId: string;
  caseId: string;
  offerId: string | null;
  fromState: string | null;
  toState: string;
  counted: Generated<boolean>;
  reason: string | null;
  toldAt: Timestamp | null;
  at: Generated<Timestamp>;
  movedBy: string | null;
}

/** Providers that were asked, one at a time, and what they answered; states only, never content */
export interface ReferralOffersTable {
  id: Generated<string>;
  referralId: string;
  caseId: string;
  providerId: string;
  way: string;
  pairId: string | null;
  state: Generated<string>;
  declineReason: string | null;
  answerBy: Timestamp;
  offeredBy: Generated<string>;
  offeredAt: Generated<Timestamp>;
  toldAt: Timestamp | null;
  movedAt: Generated<Timestamp>;
  movedBy: string | null;
  version: Generated<number>;
}

/** What the operational protocol says of referrals, both ways: who is called, when and how. A change is a new edition */
export interface ReferralRulesTable {
  id: Generated<string>;
  rule: Generated<string>;
  edition: Generated<number>;
  direction: string;
  title: string;
  types: Generated<string[]>;
  ages: Generated<string[]>;
  foreignNational: Generated<string>;
  counties: Generated<string[]>;
  who: string;
  atWhatMoment: string;
  how: Generated<string>;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  retiredAt: Timestamp | null;
  retiredBy: string | null;
}

/** What is asked of providers for a person: only what law enforcement knows and the person agreed to */
export interface ReferralsTable {
  id: Generated<string>;
  number: string;
  caseId: string;
  victimId: string | null;
  state: Generated<string>;
  alias: string;
  language: string | null;
  interpreter: Generated<boolean>;
  age: Generated<string>;
  serves: string | null;
  needs: string[];
  urgency: Generated<string>;
  safetyWarnings: string | null;
  contactHow: string | null;
  agreedOn: string | null;
  ruleId: string | null;
  outsideRule: string | null;
  currentOffer: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  movedAt: Generated<Timestamp>;
  version: Generated<number>;
  operationId: string | null;
}

/** Ciphertext of live releases; without history, taken away when the release ends */
export interface ReleaseTextsTable {
  releaseId: string;
  sealed: Buffer;
}

/** What survivors let a provider share with this task force: facts about the release, never what it says */
export interface ReleasesTable {
  id: Generated<string>;
  pairId: string;
  release: string;
  releasedBy: string;
  referral: string | null;
  purpose: string;
  fields: string[];
  language: string;
  fromAt: Timestamp;
  untilAt: Timestamp;
  state: Generated<string>;
  receivedAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  caseId: string | null;
  victimId: string | null;
  linkedBy: string | null;
  linkedAt: Timestamp | null;
  version: Generated<number>;
}

/** Requests for continued presence and for declarations or certifications; restricted by 8 USC 1367, existence included */
export interface ReliefRequestsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  tool: string;
  renews: string | null;
  basis: string;
  state: Generated<string>;
  askedOn: string;
  validFrom: string | null;
  validUntil: string | null;
  requestedBy: Generated<string>;
  handling: Generated<string[]>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Steps of a request, each recorded once */
export interface ReliefStepsTable {
  id: Generated<string>;
  requestId: string;
  victimId: string;
  caseId: string;
  place: number;
  step: string;
  happenedOn: string;
  validFrom: string | null;
  validUntil: string | null;
  signatory: string | null;
  designatedOn: string | null;
  reference: string | null;
  reasonCode: string | null;
  reason: string | null;
  handling: Generated<string[]>;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** Requests for people or money, generated from a what-if or an estimate; the figures are frozen, the text is edited around them */
export interface ResourceRequestsTable {
  id: Generated<string>;
  title: string;
  whatIfId: string | null;
  runId: string | null;
  figures: Json;
  figuresHash: string;
  what: Generated<string>;
  why: Generated<string>;
  state: Generated<string>;
  reason: string | null;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  writtenBy: Generated<string>;
  submittedAt: Timestamp | null;
  reviewedBy: string | null;
  reviewedAt: Timestamp | null;
  decidedBy: string | null;
  decidedAt: Timestamp | null;
  version: Generated<number>;
}

/** What providers offer: from their own directory over the bridge, or kept by hand */
export interface ResourcesTable {
  id: Generated<string>;
  providerId: string;
  bridgeRef: string | null;
  name: string;
  services: Generated<string[]>;
  serves: Generated<string[]>;
  ageFrom: Generated<number>;
  ageUntil: Generated<number>;
  languages: Generated<string[]>;
  hours: Generated<string>;
  eligibility: string | null;
  withoutCooperation: Generated<string>;
  confirmedOn: string;
  removedAt: Timestamp | null;
  createdBy: Generated<string | null>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What happens in court or custody and is told to the victims of the case */
export interface RightsEventsTable {
  id: Generated<string>;
  caseId: string;
  kind: string;
  concerning: string;
  happensAt: Timestamp;
  court: Generated<string>;
  takenBackAt: Timestamp | null;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
  version: Generated<number>;
}

/** Notice of an event that one victim is owed */
export interface RightsNoticesTable {
  id: Generated<string>;
  eventId: string;
  victimId: string;
  caseId: string;
  startedAt: Timestamp;
  dueAt: Timestamp;
  state: Generated<string>;
  reason: string | null;
  settledAt: Timestamp | null;
  settledBy: string | null;
  version: Generated<number>;
}

/** Which rights a victim was told of, when and in which language; never changed */
export interface RightsToldTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  rights: string[];
  language: string;
  way: string;
  understood: string;
  toldOn: string;
  recordedAt: Generated<Timestamp>;
  recordedBy: Generated<string>;
}

/** Filters and order of a list, kept under a name */
export interface SavedViewsTable {
  id: Generated<string>;
  accountId: Generated<string>;
  list: string;
  name: string;
  query: Json;
  shared: Generated<boolean>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What search knows of every record; written by triggers, read by the functions of search alone */
export interface SearchDocumentsTable {
  kind: string;
  subjectId: string;
  caseId: string | null;
  strandId: string | null;
  tipId: string | null;
  handling: Generated<string[]>;
  dated: string;
  words: string;
  longText: string | null;
  agencyId: string | null;
  sealed: Generated<boolean>;
  labels: Generated<string[]>;
  operationId: string | null;
}

/** By which rules the documents of search were made */
export interface SearchStateTable {
  single: Generated<boolean>;
  madeBy: string;
}

/** Every word without digits that stands in some record, for names by sound and spelling */
export interface SearchWordsTable {
  word: string;
  sounds: string[] | null;
}

/** Which case was born from which; shown only to readers of both, never changed */
export interface SpinOffsTable {
  id: Generated<string>;
  childCaseId: string;
  parentCaseId: string;
  reason: string;
  madeBy: Generated<string | null>;
  madeAt: Generated<Timestamp>;
}

/** Notices to providers to stand by; neither place nor target, and nothing of the case but its own link here */
export interface StandbyNoticesTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  profile: Generated<string>;
  edition: Generated<number>;
  area: string;
  windowFrom: Timestamp;
  windowUntil: Timestamp;
  people: string;
  minors: string;
  genders: Generated<string[]>;
  languages: Generated<string[]>;
  needs: Generated<string[]>;
  safety: Generated<string[]>;
  contactName: string;
  contactPhone: string;
  validUntil: Timestamp;
  withdrawnAt: Timestamp | null;
  withdrawnBy: string | null;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
  changedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Which provider was told of a notice, how far that came, and what it answered */
export interface StandbyRecipientsTable {
  id: Generated<string>;
  noticeId: string;
  caseId: string;
  providerId: string;
  crossingId: Generated<string>;
  pairId: string | null;
  messageId: string | null;
  sentEdition: Generated<number>;
  sentAt: Timestamp | null;
  acknowledgedEdition: number | null;
  acknowledgedAt: Timestamp | null;
  toldHow: string | null;
  toldWhom: string | null;
  toldAt: Timestamp | null;
  toldBy: string | null;
  addedBy: Generated<string>;
  addedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What is settled before a strand leaves the pre-operational phase */
export interface StrandChecklistTable {
  id: Generated<string>;
  strandId: string;
  caseId: string;
  item: string;
  state: string;
  reason: string | null;
  answeredBy: Generated<string | null>;
  answeredAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** When a strand may leave the phase it is in: a range, frozen */
export interface StrandEstimatesTable {
  id: Generated<string>;
  runId: string;
  caseId: string;
  strandId: string;
  phase: string;
  enteredOn: string;
  asOf: string;
  atEntry: boolean;
  p10: string | null;
  p50: string | null;
  p80: string | null;
  p95: string | null;
  dots: (number | null)[];
  madeAt: Generated<Timestamp>;
  plannedKind: string | null;
  plannedFor: string | null;
  handling: Generated<string[]>;
  waits: (number | null)[] | null;
  uncorrected: (number | null)[] | null;
  paceShare: string | null;
}

/** A target or an aspect of a case; it alone has a phase */
export interface StrandsTable {
  id: Generated<string>;
  caseId: string;
  label: string;
  kind: string;
  type: string;
  mode: string;
  phase: Generated<string>;
  phaseSince: string;
  openedOn: string;
  closedOn: string | null;
  closeReason: string | null;
  description: Generated<string>;
  handling: Generated<string[]>;
  externalId: string | null;
  importId: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  version: Generated<number>;
}

/** What is to be done on a case, by whom and until when */
export interface TasksTable {
  id: Generated<string>;
  caseId: string;
  strandId: string | null;
  kind: string;
  title: string;
  description: Generated<string>;
  dueOn: string | null;
  assigneeId: string | null;
  state: Generated<string>;
  outcome: string | null;
  settledAt: Timestamp | null;
  settledBy: string | null;
  handling: Generated<string[]>;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  version: Generated<number>;
}

/** Everything that happened in a case, for the function of the timeline alone; granted to nobody */
export interface TimelineLinesTable {
  kind: string | null;
  caseId: string | null;
  strandId: string | null;
  labelledStrand: string | null;
  handling: string[] | null;
  happenedOn: string | null;
  recordedAt: Timestamp | null;
  id: string | null;
}

/** Timers that run now, one a person; stopping one turns it into hours */
export interface TimersTable {
  id: Generated<string>;
  accountId: Generated<string>;
  caseId: string;
  strandId: string | null;
  workRole: string;
  startedAt: Generated<Timestamp>;
}

/** Answers to the questions of an indicator pack; never summed up into a score */
export interface TipAnswersTable {
  id: Generated<string>;
  tipId: string;
  pack: string;
  packVersion: string;
  question: string;
  answer: string;
}

/** Which tips feed which cases */
export interface TipCasesTable {
  id: Generated<string>;
  tipId: string;
  caseId: string;
  decisionId: string;
  linkedBy: Generated<string>;
  linkedAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  version: Generated<number>;
}

/** What triage decided; inserted only, taking a decision back is an entry of its own */
export interface TipDecisionsTable {
  id: Generated<string>;
  tipId: string;
  place: number;
  decision: string;
  fromState: string;
  toState: string;
  reasonCode: string | null;
  recipient: string | null;
  recipientName: Generated<string>;
  duplicateOf: string | null;
  reason: Generated<string>;
  undoes: string | null;
  decidedBy: Generated<string>;
  decidedAt: Generated<Timestamp>;
}

/** Questions asked back and the answers of the reporter */
export interface TipMessagesTable {
  id: Generated<string>;
  tipId: string;
  place: Generated<number>;
  direction: string;
  body: string;
  authorId: Generated<string | null>;
  sentAt: Generated<Timestamp>;
  readAt: Timestamp | null;
  version: Generated<number>;
}

/** Receipt codes of public tips; only functions read them */
export interface TipReceiptsTable {
  tipId: string;
  lookup: Buffer;
  codeHash: string;
}

/** Who told us, apart from the tip: opened only by taskforce.unmask_reporter */
export interface TipReportersTable {
  id: Generated<string>;
  tipId: string;
  contactSealed: Buffer | null;
  hasContact: Generated<boolean | null>;
  mayContact: Generated<boolean>;
  erasedAt: Timestamp | null;
}

/** Tips: what somebody told the task force; the text is never changed after it was received */
export interface TipsTable {
  id: Generated<string>;
  number: string;
  channel: string;
  originRoute: string;
  originMode: string;
  audience: Generated<string>;
  agencyId: string | null;
  receivedBy: string | null;
  receivedAt: Timestamp;
  recordedAt: Generated<Timestamp>;
  language: Generated<string>;
  what: string;
  place: Generated<string>;
  happened: Generated<string>;
  ongoing: Generated<string>;
  danger: Generated<string>;
  personsRange: Generated<string>;
  minors: Generated<string>;
  languagesHeard: Generated<string>;
  vehicle: Generated<string>;
  phones: Generated<string>;
  onlineLinks: Generated<string>;
  transportMode: string | null;
  departure: Generated<string>;
  destination: Generated<string>;
  howKnown: Generated<string>;
  trainingCode: Generated<string>;
  matchKeys: Generated<string[]>;
  state: Generated<string>;
  inDanger: Generated<boolean>;
  triageDueAt: Timestamp;
  decidedAt: Timestamp | null;
  askedBackAt: Timestamp | null;
  answeredAt: Timestamp | null;
  reopenedAt: Timestamp | null;
  retainUntil: string;
  legalHold: Generated<boolean>;
  expiredAt: Timestamp | null;
  purgeAskedBy: string | null;
  purgedAt: Timestamp | null;
  assignedTo: string | null;
  externalId: string | null;
  importId: string | null;
  version: Generated<number>;
}

/** Vehicles, rooms and equipment that operations share; never a plate, and nothing that tells a covert car */
export interface VehiclesTable {
  id: Generated<string>;
  name: string;
  kind: string;
  agencyId: string;
  seats: number | null;
  note: Generated<string>;
  endedOn: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string>;
  version: Generated<number>;
}

/** Ids of the cases whose victims the live session may read */
export interface VictimCasesTable {
  id: string | null;
}

/** Ways to reach a victim, as they told law enforcement; an unsafe one is kept so that nobody uses it */
export interface VictimChannelsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  kind: string;
  safety: string;
  leaveMessage: Generated<boolean>;
  codeWord: Generated<boolean>;
  days: Generated<string[]>;
  fromTime: string | null;
  untilTime: string | null;
  detailsSealed: Buffer;
  saidOn: string;
  reason: string | null;
  endedAt: Timestamp | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Charges against a victim, so that somebody looks at dismissal, diversion or vacatur */
export interface VictimChargesTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  charge: string;
  court: string;
  chargedOn: string;
  nextHearingOn: string | null;
  state: Generated<string>;
  stateOn: string | null;
  stateReason: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string>;
  version: Generated<number>;
}

/** Contacts with a victim and attempts at it; never changed. What was said belongs in the record of an interview */
export interface VictimContactsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  channelId: string | null;
  kind: string;
  outcome: string;
  happenedAt: Timestamp;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
}

/** Decisions on where the assessment of a victim stands; never changed, a further one follows */
export interface VictimDecisionsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  place: Generated<number>;
  fromStatus: Generated<string>;
  toStatus: string;
  decidedOn: string;
  basis: string[];
  confirmedBy: string | null;
  reason: string | null;
  rescreenOn: string | null;
  note: Generated<string>;
  decidedBy: Generated<string>;
  decidedAs: Generated<string>;
  recordedAt: Generated<Timestamp>;
}

/** What is owed to a victim until a certain moment */
export interface VictimDutiesTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  kind: string;
  subjectId: string | null;
  addressed: Generated<string>;
  stateCode: string | null;
  startedAt: Timestamp;
  dueAt: Timestamp;
  checklist: Generated<string[]>;
  state: Generated<string>;
  reference: string | null;
  reason: string | null;
  settledAt: Timestamp | null;
  settledBy: string | null;
  handling: Generated<string[]>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Who a victim is, apart and sealed; opened only by taskforce.unmask_victim */
export interface VictimIdentitiesTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  handling: Generated<string[]>;
  identitySealed: Buffer;
  sealedBy: Generated<string>;
  sealedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Conversations along a pack of questions; answers and routes, never a score or a verdict */
export interface VictimScreeningsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  pack: string;
  packVersion: number;
  language: string;
  interpreterPresent: boolean;
  setting: string;
  agreed: boolean;
  askedOn: string;
  answers: Json;
  askedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
}

/** What a victim is in a strand and for how long: a role in a context, never what the person is */
export interface VictimStrandsTable {
  id: Generated<string>;
  victimId: string;
  caseId: string;
  strandId: string;
  role: string;
  fromOn: string;
  untilOn: string | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Who opened the identity or the contact of a victim, why, and until when; written by functions alone */
export interface VictimUnmaskingsTable {
  id: Generated<string>;
  victimId: string;
  part: string;
  reason: string;
  accountId: string;
  sessionId: string;
  openedAt: Generated<Timestamp>;
  endsAt: Timestamp;
  closedAt: Timestamp | null;
}

/** Victims as law enforcement knows them, by code name; who they are lies apart and sealed */
export interface VictimsTable {
  id: Generated<string>;
  caseId: string;
  codeName: string;
  type: Generated<string>;
  ageGroup: Generated<string>;
  ageAtFacts: Generated<string>;
  yearsAtFacts: number | null;
  foreignNational: Generated<string>;
  languages: Generated<string[]>;
  interpreter: Generated<string>;
  status: Generated<string>;
  statusSince: string | null;
  rescreenOn: string | null;
  lastContactAt: Timestamp | null;
  handling: Generated<string[]>;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string>;
  version: Generated<number>;
  minorNow: Generated<boolean | null>;
  minorAtFacts: Generated<boolean | null>;
}

/** Code name and status of the victims in the cases that the live session may read */
export interface VictimsNamedTable {
  id: string | null;
  caseId: string | null;
  codeName: string | null;
  status: string | null;
  statusSince: string | null;
}

/** The answer of a what-if: differences, frozen with what they were computed from */
export interface WhatIfAnswersTable {
  id: Generated<string>;
  whatIfId: string;
  asOf: string;
  computedAt: Generated<Timestamp>;
  engine: string;
  seed: number;
  runs: number;
  inputsHash: string;
  recordsHash: string;
  answer: Json;
}

/** What-ifs as they were asked: which hands, from when, and everything they assume */
export interface WhatIfsTable {
  id: Generated<string>;
  name: string;
  question: Json;
  madeBy: Generated<string>;
  madeAt: Generated<Timestamp>;
}

/** Hours worked, on an activity or straight on a case or strand; inserted and taken away, never changed */
export interface WorkEntriesTable {
  id: Generated<string>;
  activityId: string | null;
  caseId: string;
  accountId: string | null;
  who: string | null;
  day: string;
  minutes: number;
  reason: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: Generated<string | null>;
  workRole: string | null;
  strandId: string | null;
}

/** How many people of a role there are from a day on, until a later line, as the commander keeps it; a role, never a person */
export interface WorkSupplyTable {
  id: Generated<string>;
  workRole: string;
  people: string;
  hoursPerWeek: string;
  fromOn: string;
  changedBy: Generated<string>;
  changedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Tables {
  accountRoles: AccountRolesTable;
  accountSecrets: AccountSecretsTable;
  accounts: AccountsTable;
  agencies: AgenciesTable;
  auditChain: AuditChainTable;
  auditChainEnd: AuditChainEndTable;
  auditEntries: AuditEntriesTable;
  auditReviews: AuditReviewsTable;
  auditTreeHeads: AuditTreeHeadsTable;
  fileCustody: FileCustodyTable;
  fileTickets: FileTicketsTable;
  files: FilesTable;
  invitations: InvitationsTable;
  jobs: JobsTable;
  liveSession: LiveSessionTable;
  notices: NoticesTable;
  receipts: ReceiptsTable;
  recordVersions: RecordVersionsTable;
  roleClearances: RoleClearancesTable;
  rolePermissions: RolePermissionsTable;
  roles: RolesTable;
  searches: SearchesTable;
  sessions: SessionsTable;
  settingChanges: SettingChangesTable;
  settings: SettingsTable;
  signInAttempts: SignInAttemptsTable;
  codes: CodesTable;
  ends: EndsTable;
  nonces: NoncesTable;
  outbox: OutboxTable;
  ownKeys: OwnKeysTable;
  pairs: PairsTable;
  passed: PassedTable;
  peerKeys: PeerKeysTable;
  progress: ProgressTable;
  refusals: RefusalsTable;
  absences: AbsencesTable;
  activities: ActivitiesTable;
  approvalRequests: ApprovalRequestsTable;
  authorityAlarms: AuthorityAlarmsTable;
  backtests: BacktestsTable;
  briefs: BriefsTable;
  broughtReferrals: BroughtReferralsTable;
  calendarFeeds: CalendarFeedsTable;
  capacities: CapacitiesTable;
  carriedFacts: CarriedFactsTable;
  carriedSources: CarriedSourcesTable;
  caseDatePlans: CaseDatePlansTable;
  caseDates: CaseDatesTable;
  caseEstimates: CaseEstimatesTable;
  caseLinks: CaseLinksTable;
  caseMembers: CaseMembersTable;
  caseScope: CaseScopeTable;
  cases: CasesTable;
  commitments: CommitmentsTable;
  costLines: CostLinesTable;
  dangerBypasses: DangerBypassesTable;
  dangerContacts: DangerContactsTable;
  dangerReviews: DangerReviewsTable;
  dangers: DangersTable;
  decisionsNeeded: DecisionsNeededTable;
  deconflictionChecks: DeconflictionChecksTable;
  deconflictionConflicts: DeconflictionConflictsTable;
  deconflictionEntries: DeconflictionEntriesTable;
  deconflictionHandoffs: DeconflictionHandoffsTable;
  deconflictionKeys: DeconflictionKeysTable;
  deconflictionSpots: DeconflictionSpotsTable;
  decoyReviews: DecoyReviewsTable;
  estimateRuns: EstimateRunsTable;
  estimateScores: EstimateScoresTable;
  fundingSources: FundingSourcesTable;
  fundingYears: FundingYearsTable;
  importLines: ImportLinesTable;
  importMappings: ImportMappingsTable;
  importProblems: ImportProblemsTable;
  importRecords: ImportRecordsTable;
  importStaged: ImportStagedTable;
  imports: ImportsTable;
  interviewPlans: InterviewPlansTable;
  meetingItems: MeetingItemsTable;
  meetingMinutes: MeetingMinutesTable;
  meetings: MeetingsTable;
  moneyEstimates: MoneyEstimatesTable;
  myMemberships: MyMembershipsTable;
  nominationChecks: NominationChecksTable;
  nominationDecisions: NominationDecisionsTable;
  nominationPurges: NominationPurgesTable;
  nominationVotes: NominationVotesTable;
  nominations: NominationsTable;
  notes: NotesTable;
  noticeChoices: NoticeChoicesTable;
  noticeTries: NoticeTriesTable;
  openActivities: OpenActivitiesTable;
  openCases: OpenCasesTable;
  openNominations: OpenNominationsTable;
  openOperations: OpenOperationsTable;
  openReferrals: OpenReferralsTable;
  openReleases: OpenReleasesTable;
  openStrands: OpenStrandsTable;
  openVictims: OpenVictimsTable;
  operationAuthorities: OperationAuthoritiesTable;
  operationBudgetLines: OperationBudgetLinesTable;
  operationCases: OperationCasesTable;
  operationEntries: OperationEntriesTable;
  operationInspections: OperationInspectionsTable;
  operationInterpreters: OperationInterpretersTable;
  operationItems: OperationItemsTable;
  operationLessons: OperationLessonsTable;
  operationMoves: OperationMovesTable;
  operationPlaces: OperationPlacesTable;
  operationPlanners: OperationPlannersTable;
  operationPosts: OperationPostsTable;
  operationReviews: OperationReviewsTable;
  operationScope: OperationScopeTable;
  operationSections: OperationSectionsTable;
  operationSignatures: OperationSignaturesTable;
  operationStageDependencies: OperationStageDependenciesTable;
  operationStages: OperationStagesTable;
  operationStandbys: OperationStandbysTable;
  operationStrands: OperationStrandsTable;
  operationTechniques: OperationTechniquesTable;
  operationVehicles: OperationVehiclesTable;
  operations: OperationsTable;
  phaseGuesses: PhaseGuessesTable;
  phasePriors: PhasePriorsTable;
  phaseSpells: PhaseSpellsTable;
  phaseTransitions: PhaseTransitionsTable;
  promises: PromisesTable;
  providerFigureRows: ProviderFigureRowsTable;
  providerFigures: ProviderFiguresTable;
  providers: ProvidersTable;
  rangeAlarms: RangeAlarmsTable;
  rates: RatesTable;
  referralLinks: ReferralLinksTable;
  referralMoves: ReferralMovesTable;
  referralOffers: ReferralOffersTable;
  referralRules: ReferralRulesTable;
  referrals: ReferralsTable;
  releaseTexts: ReleaseTextsTable;
  releases: ReleasesTable;
  reliefRequests: ReliefRequestsTable;
  reliefSteps: ReliefStepsTable;
  resourceRequests: ResourceRequestsTable;
  resources: ResourcesTable;
  rightsEvents: RightsEventsTable;
  rightsNotices: RightsNoticesTable;
  rightsTold: RightsToldTable;
  savedViews: SavedViewsTable;
  searchDocuments: SearchDocumentsTable;
  searchState: SearchStateTable;
  searchWords: SearchWordsTable;
  spinOffs: SpinOffsTable;
  standbyNotices: StandbyNoticesTable;
  standbyRecipients: StandbyRecipientsTable;
  strandChecklist: StrandChecklistTable;
  strandEstimates: StrandEstimatesTable;
  strands: StrandsTable;
  tasks: TasksTable;
  timelineLines: TimelineLinesTable;
  timers: TimersTable;
  tipAnswers: TipAnswersTable;
  tipCases: TipCasesTable;
  tipDecisions: TipDecisionsTable;
  tipMessages: TipMessagesTable;
  tipReceipts: TipReceiptsTable;
  tipReporters: TipReportersTable;
  tips: TipsTable;
  vehicles: VehiclesTable;
  victimCases: VictimCasesTable;
  victimChannels: VictimChannelsTable;
  victimCharges: VictimChargesTable;
  victimContacts: VictimContactsTable;
  victimDecisions: VictimDecisionsTable;
  victimDuties: VictimDutiesTable;
  victimIdentities: VictimIdentitiesTable;
  victimScreenings: VictimScreeningsTable;
  victimStrands: VictimStrandsTable;
  victimUnmaskings: VictimUnmaskingsTable;
  victims: VictimsTable;
  victimsNamed: VictimsNamedTable;
  whatIfAnswers: WhatIfAnswersTable;
  whatIfs: WhatIfsTable;
  workEntries: WorkEntriesTable;
  workSupply: WorkSupplyTable;
}
