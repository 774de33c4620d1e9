import type { Generated } from 'kysely';

/** The columns of files that the ground floor itself reads and writes; the wing's schema names them all. */
export type FilesTables = {
  files: {
    id: Generated<string>;
    sha256: Buffer;
    bytes: number;
    kind: string;
    name: string;
    scopeTable: string;
    scopeId: string | null;
    handling: Generated<string[]>;
    uploadedBy: Generated<string | null>;
    uploadedAt: Generated<Date>;
    version: Generated<number>;
  };
  fileCustody: {
    id: Generated<string>;
    fileId: string;
    at: Generated<Date>;
    accountId: Generated<string | null>;
    event: string;
    detail: Generated<unknown>;
  };
  fileTickets: { hash: Buffer; fileId: string; expiresAt: Generated<Date> };
  accounts: { id: string; displayName: string };
};
