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
  agencyId: Generated<string>;
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

/** Notes of advocates, confidential between caseworker and client (California Evidence Code 1038 and its like) */
export interface AdvocateNotesTable {
  id: Generated<string>;
  clientId: string;
  kind: Generated<string>;
  happenedOn: string;
  sealed: Buffer | null;
  writtenBy: Generated<string>;
  writtenAt: Generated<Timestamp>;
  changedAt: Timestamp | null;
  version: Generated<number>;
}

/** Corrections and statements of a client about their record, kept beside what they speak of */
export interface AnnotationsTable {
  id: Generated<string>;
  clientId: string;
  subject: string;
  subjectId: string | null;
  kind: string;
  saidOn: string;
  state: Generated<string>;
  sealed: Buffer | null;
  answerSealed: Buffer | null;
  answeredBy: string | null;
  answeredAt: Timestamp | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Survivors who want to report to law enforcement, with the release under which it is read; states alone cross */
export interface BroughtReferralsTable {
  id: Generated<string>;
  clientId: string;
  releaseId: string;
  crossing: Generated<string>;
  state: Generated<string>;
  urgency: string;
  answerBy: Timestamp | null;
  declineReason: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  movedAt: Generated<Timestamp>;
  movedBy: string | null;
  version: Generated<number>;
}

/** Room an organisation said it has; numbers only, told anew rather than changed */
export interface CapacitiesTable {
  id: Generated<string>;
  organisationId: Generated<string>;
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
  sentTo: Generated<number>;
  toldBy: Generated<string>;
  toldAt: Generated<Timestamp>;
  noticeId: string | null;
}

/** Deadlines that the law or a funder sets for a client */
export interface ClientClocksTable {
  id: Generated<string>;
  clientId: string;
  kind: string;
  beganAt: Timestamp;
  dueAt: Timestamp;
  endedAt: Timestamp | null;
  endedBy: string | null;
  outcome: string | null;
  beganBy: Generated<string>;
  version: Generated<number>;
}

/** Sealed parts of a client's record: who they are, how they may be reached, where they stay */
export interface ClientDetailsTable {
  id: Generated<string>;
  clientId: string;
  section: string;
  sealed: Buffer | null;
  changedBy: Generated<string>;
  changedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Who works with a client; ended, never deleted */
export interface ClientTeamTable {
  id: Generated<string>;
  clientId: string;
  accountId: string;
  capacity: string;
  addedBy: Generated<string>;
  since: Generated<Timestamp>;
  endedAt: Timestamp | null;
  version: Generated<number>;
}

/** Clients of a provider, by alias; who they are lies sealed apart */
export interface ClientsTable {
  id: Generated<string>;
  organisationId: Generated<string>;
  number: string;
  alias: string;
  state: Generated<string>;
  closedCircle: Generated<boolean>;
  intakeOn: string;
  intakeKind: Generated<string>;
  cameBy: Generated<string>;
  language: Generated<string>;
  interpreter: Generated<string>;
  ageGroup: Generated<string>;
  closedOn: string | null;
  closeReason: string | null;
  legalHold: Generated<boolean>;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
  genderGroup: Generated<string>;
}

/** Register of subpoenas, orders and warrants that ask for something of a client */
export interface CompelledRequestsTable {
  id: Generated<string>;
  clientId: string;
  kind: string;
  receivedAt: Timestamp;
  receivedHow: string;
  dueAt: Timestamp | null;
  sealed: Buffer | null;
  fields: Generated<string[]>;
  outcome: string | null;
  outcomeAt: Timestamp | null;
  outcomeBy: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What was done about a request, in the order of its writing; written once */
export interface CompelledStepsTable {
  id: Generated<string>;
  requestId: string;
  clientId: string;
  kind: string;
  at: Timestamp;
  how: string | null;
  result: string | null;
  because: string | null;
  claimedBy: string | null;
  motion: string | null;
  sealed: Buffer | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
}

/** Destroying a client's key, and with it the record, here and in every backup; takes two people */
export interface DestructionsTable {
  id: Generated<string>;
  clientId: string;
  reason: string;
  askedBy: Generated<string>;
  askedAt: Generated<Timestamp>;
  agreedBy: string | null;
  agreedAt: Timestamp | null;
  withdrawnAt: Timestamp | null;
  doneAt: Timestamp | null;
  version: Generated<number>;
}

/** Who received what of a client, when and on which ground; written once, only "the client was told" is added later */
export interface DisclosuresTable {
  id: Generated<string>;
  clientId: string;
  kind: string;
  at: Generated<Timestamp>;
  recipientKind: string;
  recipient: Generated<string>;
  recipientSealed: Buffer | null;
  fields: Generated<string[]>;
  basis: string;
  source: string | null;
  toldClientAt: Timestamp | null;
  recordedBy: Generated<string | null>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Reports of totals: counted, looked at by a second person, sent, never changed afterwards */
export interface FigureReportsTable {
  id: Generated<string>;
  organisationId: Generated<string>;
  pairId: string | null;
  crossing: Generated<string>;
  fromOn: string;
  untilOn: string;
  smallLimit: number;
  measures: string[];
  amends: string | null;
  state: Generated<string>;
  countedAt: Generated<Timestamp>;
  madeBy: Generated<string>;
  agreedBy: string | null;
  sentAt: Timestamp | null;
  version: Generated<number>;
}

/** The figures of a report: what was counted, and what of it leaves */
export interface FigureRowsTable {
  id: Generated<string>;
  reportId: string;
  place: number;
  measure: string;
  groupCode: string;
  counted: number;
  value: number | null;
  why: string | null;
}

/** Steps towards a goal: what, who, by when */
export interface GoalStepsTable {
  id: Generated<string>;
  clientId: string;
  goalId: string;
  byWhom: Generated<string>;
  accountId: string | null;
  dueOn: string | null;
  state: Generated<string>;
  doneOn: string | null;
  sealed: Buffer | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Case plan: what the client wants to reach, in their own words */
export interface GoalsTable {
  id: Generated<string>;
  clientId: string;
  setOn: string;
  state: Generated<string>;
  endedOn: string | null;
  sealed: Buffer | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What a client needs; one standing need of a kind */
export interface NeedsTable {
  id: Generated<string>;
  clientId: string;
  kind: string | null;
  horizon: string;
  wanted: Generated<string>;
  status: Generated<string>;
  metBy: string | null;
  unmetReason: string | null;
  openedOn: string;
  settledOn: string | null;
  sealed: Buffer | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Which client an accepted offer became: the provider's own knowledge, read where the client is read, and never sent */
export interface OfferClientsTable {
  id: Generated<string>;
  offerId: string;
  clientId: string;
  linkedBy: Generated<string>;
  linkedAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  version: Generated<number>;
}

/** What is told with an offer beyond what a list shows; kept apart, without a history, and deleted when the offer ends without acceptance */
export interface OfferContentsTable {
  offerId: string;
  safetyWarnings: string | null;
  contactHow: string | null;
}

/** Each state an offer went through; written by the database, never changed */
export interface OfferMovesTable {
  id: Generated<string>;
  offerId: string;
  fromState: string | null;
  toState: string;
  reason: string | null;
  at: Generated<Timestamp>;
  movedBy: string | null;
}

/** Referrals that a task force offers: what law enforcement knows and the person agreed to. Nothing of them goes back but states */
export interface OffersTable {
  id: Generated<string>;
  organisationId: string;
  pairId: string;
  referral: string;
  state: Generated<string>;
  alias: string;
  language: string | null;
  interpreter: boolean;
  age: string;
  needs: string[];
  urgency: string;
  agreedOn: string;
  answerBy: Timestamp;
  receivedAt: Generated<Timestamp>;
  declineReason: string | null;
  movedAt: Generated<Timestamp>;
  movedBy: string | null;
  version: Generated<number>;
}

/** Reports that the law asks for or danger calls for, made by phone or on paper without a permission; apart from the record */
export interface ProtectiveReportsTable {
  id: Generated<string>;
  clientId: string;
  path: string;
  foundAt: Timestamp;
  dueAt: Timestamp | null;
  ruleId: string | null;
  recipient: string;
  fields: Generated<string[]>;
  madeAt: Timestamp | null;
  madeHow: string | null;
  notMade: string | null;
  told: Generated<string>;
  toldAt: Timestamp | null;
  sealed: Buffer | null;
  clockId: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Each state of a referral onward; written by the database, never changed */
export interface ReferralStepsTable {
  id: Generated<string>;
  referralId: string;
  clientId: string;
  fromState: string | null;
  toState: string;
  reason: string | null;
  at: Generated<Timestamp>;
  movedBy: string | null;
}

/** What the provider asks of another one for a client, by paper or telephone; its content stays here */
export interface ReferralsTable {
  id: Generated<string>;
  clientId: string;
  needs: string[];
  toKind: Generated<string>;
  state: Generated<string>;
  sealed: Buffer | null;
  passed: Generated<string[]>;
  passedHow: Generated<string>;
  answerBy: Timestamp | null;
  declineReason: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  movedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Each time a recipient asked to read: by which role, why, and what the answer was */
export interface ReleaseReadingsTable {
  id: Generated<string>;
  releaseId: string;
  clientId: string;
  at: Generated<Timestamp>;
  role: string;
  why: string;
  answer: string;
}

/** How long releases last in an organisation, and who may sign alone by the law of its state */
export interface ReleaseRulesTable {
  id: Generated<string>;
  organisationId: Generated<string>;
  defaultDays: number;
  maxDays: number;
  minorAlone: boolean;
  minorAloneFrom: number | null;
  wardAlone: boolean;
  authority: Generated<string>;
  changedBy: Generated<string>;
  changedAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Permissions of clients to share exact fields with one recipient, for a time, taken back at any moment; never a condition of service */
export interface ReleasesTable {
  id: Generated<string>;
  clientId: string;
  state: Generated<string>;
  recipientKind: string;
  pairId: string | null;
  recipientName: Generated<string>;
  purpose: string;
  fields: string[];
  textsSealed: Buffer | null;
  language: string;
  untilAt: Timestamp;
  longerReason: string | null;
  referral: string | null;
  explainedAt: Timestamp | null;
  explainedBy: string | null;
  cameBy: string | null;
  told: Generated<string[]>;
  alternative: string | null;
  signedAt: Timestamp | null;
  signedWith: string | null;
  capacity: string | null;
  signers: Generated<string[]>;
  aloneByLaw: Generated<boolean>;
  noAbuser: Generated<boolean>;
  signingSealed: Buffer | null;
  openedAt: Timestamp | null;
  openedBy: string | null;
  keySealed: Buffer | null;
  endedAt: Timestamp | null;
  endedBy: string | null;
  endedWhy: string | null;
  endedHow: string | null;
  keyGoneAt: Timestamp | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** What the law of each state asks of this provider, as its counsel wrote it; the program cites nothing of its own */
export interface ReportRulesTable {
  id: Generated<string>;
  organisationId: Generated<string>;
  path: string;
  region: string;
  words: string;
  hours: number | null;
  call: Generated<string>;
  confirmedOn: string | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  endedAt: Timestamp | null;
  version: Generated<number>;
}

/** Services an organisation offers, and what of them it shows to task forces */
export interface ResourcesTable {
  id: Generated<string>;
  organisationId: Generated<string>;
  name: string;
  services: Generated<string[]>;
  serves: Generated<string[]>;
  ageFrom: Generated<number>;
  ageUntil: Generated<number>;
  languages: Generated<string[]>;
  hours: Generated<string>;
  eligibility: string | null;
  withoutCooperation: Generated<string>;
  confirmedOn: Generated<string>;
  published: Json | null;
  publishedAt: Timestamp | null;
  retiredAt: Timestamp | null;
  createdBy: Generated<string>;
  createdAt: Generated<Timestamp>;
  version: Generated<number>;
}

/** Safety plan of a client: every change is a new edition, the last one counts */
export interface SafetyPlansTable {
  id: Generated<string>;
  clientId: string;
  edition: number;
  reviewedOn: string;
  nextReviewOn: string | null;
  sealed: Buffer | null;
  writtenBy: Generated<string>;
  writtenAt: Generated<Timestamp>;
}

/** Conversations along a list of questions; answers lead to offers, never to a verdict or a score */
export interface ScreeningsTable {
  id: Generated<string>;
  clientId: string;
  tool: string;
  toolVersion: number;
  heldOn: string;
  sealed: Buffer | null;
  askedBy: Generated<string>;
  askedAt: Generated<Timestamp>;
}

/** What was done for a client: taken back when it was a mistake, never deleted */
export interface ServicesGivenTable {
  id: Generated<string>;
  clientId: string;
  needId: string | null;
  kind: string | null;
  givenOn: string;
  amount: number | null;
  unit: string | null;
  givenBy: Generated<string>;
  sealed: Buffer | null;
  withdrawnAt: Timestamp | null;
  recordedBy: Generated<string>;
  recordedAt: Generated<Timestamp>;
  version: Generated<number>;
  corrects: string | null;
  knownAt: Generated<Timestamp>;
}

/** What stand-by notices say; shown until they expire, deleted soon after */
export interface StandbyContentsTable {
  noticeId: string;
  hiddenFrom: Timestamp;
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
}

/** Stand-by notices of task forces: that there was one, without what it said */
export interface StandbyNoticesTable {
  id: Generated<string>;
  organisationId: string;
  pairId: string;
  crossingId: string;
  fromName: string;
  edition: number;
  receivedAt: Generated<Timestamp>;
  changedAt: Generated<Timestamp>;
  validUntil: Timestamp;
  withdrawnAt: Timestamp | null;
  acknowledgedEdition: number | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Timestamp | null;
  clearedAt: Timestamp | null;
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
  advocateNotes: AdvocateNotesTable;
  annotations: AnnotationsTable;
  broughtReferrals: BroughtReferralsTable;
  capacities: CapacitiesTable;
  clientClocks: ClientClocksTable;
  clientDetails: ClientDetailsTable;
  clientTeam: ClientTeamTable;
  clients: ClientsTable;
  compelledRequests: CompelledRequestsTable;
  compelledSteps: CompelledStepsTable;
  destructions: DestructionsTable;
  disclosures: DisclosuresTable;
  figureReports: FigureReportsTable;
  figureRows: FigureRowsTable;
  goalSteps: GoalStepsTable;
  goals: GoalsTable;
  needs: NeedsTable;
  offerClients: OfferClientsTable;
  offerContents: OfferContentsTable;
  offerMoves: OfferMovesTable;
  offers: OffersTable;
  protectiveReports: ProtectiveReportsTable;
  referralSteps: ReferralStepsTable;
  referrals: ReferralsTable;
  releaseReadings: ReleaseReadingsTable;
  releaseRules: ReleaseRulesTable;
  releases: ReleasesTable;
  reportRules: ReportRulesTable;
  resources: ResourcesTable;
  safetyPlans: SafetyPlansTable;
  screenings: ScreeningsTable;
  servicesGiven: ServicesGivenTable;
  standbyContents: StandbyContentsTable;
  standbyNotices: StandbyNoticesTable;
}
