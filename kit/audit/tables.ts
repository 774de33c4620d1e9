import type { Generated } from 'kysely';

/** The columns of the audit that its own procedures read and write; the wing's schema names them all. */
export type AuditTables = {
  auditEntries: {
    id: number;
    at: Date;
    accountId: string | null;
    action: string;
    subjectTable: string;
    subjectIds: string[];
    outcome: string;
    detail: unknown;
    scopeTable: string | null;
    scopeId: string | null;
  };
  auditChainEnd: { seq: number };
  auditReviews: {
    id: Generated<string>;
    week: string;
    reviewedBy: Generated<string>;
    reviewedAt: Generated<Date>;
    entries: Generated<number>;
    note: string;
  };
  searches: {
    id: string;
    at: Date;
    accountId: string;
    purpose: string;
    onBehalf: string;
    onBehalfAccountId: string | null;
    onBehalfAgencyId: string | null;
    onBehalfBody: string | null;
    places: string[];
    hits: number;
  };
  accounts: { id: string; displayName: string; agencyId: string };
  agencies: { id: string; shortName: string };
};
