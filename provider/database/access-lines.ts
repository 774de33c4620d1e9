import type { Right } from './access-rights.ts';

/**
 * A cell: nobody; every signed-in account; `colleagues`: everybody of the organisation; a right; `self`: only rows
 * of the own account; a right `and self`: the right, on own rows only; a right `or self`: where the right reaches, and
 * own rows wherever the role has the right at all.
 */
export type Cell =
  'nobody' | 'signed in' | 'colleagues' | 'self' | Right | `${Right} and self` | `${Right} or self`;

export type Line = {
  /** Rows belong to a client (organisation, team and closed circle decide), to an organisation, to an account, or to the whole wing. */
  of: 'client' | 'organisation' | 'account' | 'wing';
  read: Cell;
  insert: Cell;
  update: Cell;
  remove?: Cell;
  /** Column that names the account whose row it is. */
  own?: string;
  why: string;
};

/** A table whose rows belong to a client: its readers read them. */
export const ofClient = (insert: Cell, update: Cell, why: string, more: Partial<Line> = {}): Line => ({
  of: 'client',
  read: 'readClients',
  insert,
  update,
  why,
  ...more,
});

/** A table whose rows belong to an organisation: no other one reads them. */
export const ofOrganisation = (read: Cell, insert: Cell, update: Cell, why: string): Line => ({
  of: 'organisation',
  read,
  insert,
  update,
  why,
});

/** A table that only functions and the server's other logins reach. */
export const closed = (why: string): Line => ({
  of: 'wing',
  read: 'nobody',
  insert: 'nobody',
  update: 'nobody',
  why,
});
