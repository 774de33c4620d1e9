import type { Generated } from 'kysely';

/** The columns of identity that the ground floor itself reads and writes; the wing's schema names them all. */
export type IdentityTables = {
  agencies: {
    id: Generated<string>;
    name: string;
    shortName: string;
    kind: string;
    endedAt: Date | null;
    version: Generated<number>;
  };
  accounts: {
    id: Generated<string>;
    agencyId: string;
    displayName: string;
    email: string;
    language: Generated<string>;
    status: Generated<'invited' | 'active' | 'suspended' | 'closed'>;
    lastSignedInAt: Date | null;
    version: Generated<number>;
  };
  accountRoles: {
    accountId: string;
    role: string;
    grantedBy: string | null;
    endedAt: Date | null;
    endedBy: string | null;
  };
  settings: { key: string; value: unknown; changedAt: Generated<Date>; changedBy: string | null };
  roles: { role: string; label: string; supervises: boolean };
  invitations: {
    accountId: string;
    codeHash: Buffer;
    madeBy: string | null;
    expiresAt: Date;
    withdrawnAt: Date | null;
    usedAt: Date | null;
  };
};
