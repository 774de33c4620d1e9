// Generated from the migrated database by ./concert generate. Do not edit.
import type { ColumnType, Generated } from 'kysely';

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
}

/** Cases: bundles of strands under one number */
export interface CasesTable {
  id: Generated<string>;
  number: string;
  title: string;
  type: string;
  originRoute: string;
  originMode: string;
  parentCaseId: string | null;
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
}

/** Entries and exits of phases, each tied to an event; never overwritten */
export interface PhaseTransitionsTable {
  id: Generated<string>;
  strandId: string;
  caseId: string;
  place: number;
  fromPhase: string | null;
  toPhase: string;
  event: string;
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

export interface Tables {
  accountRoles: AccountRolesTable;
  accountSecrets: AccountSecretsTable;
  accounts: AccountsTable;
  agencies: AgenciesTable;
  auditChain: AuditChainTable;
  auditChainEnd: AuditChainEndTable;
  auditEntries: AuditEntriesTable;
  auditTreeHeads: AuditTreeHeadsTable;
  fileCustody: FileCustodyTable;
  files: FilesTable;
  invitations: InvitationsTable;
  jobs: JobsTable;
  notices: NoticesTable;
  receipts: ReceiptsTable;
  recordVersions: RecordVersionsTable;
  roleClearances: RoleClearancesTable;
  rolePermissions: RolePermissionsTable;
  roles: RolesTable;
  sessions: SessionsTable;
  settings: SettingsTable;
  signInAttempts: SignInAttemptsTable;
  caseMembers: CaseMembersTable;
  cases: CasesTable;
  phaseTransitions: PhaseTransitionsTable;
  strands: StrandsTable;
}
