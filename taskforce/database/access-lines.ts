import type { Right } from './access-rights.ts';

/**
 * A cell: nobody; every signed-in account; a right; `self`: only rows of the own account; a right `or self`;
 * a right `and self`: the right, on own rows only.
 */
export type Cell = 'nobody' | 'signed in' | 'self' | Right | `${Right} or self` | `${Right} and self`;

export type Line = {
  /** Rows belong to a case: sealing, membership and the labels of the case decide first. */
  of: 'case' | 'account' | 'installation';
  read: Cell;
  insert: Cell;
  update: Cell;
  remove?: Cell;
  /** Rows carry handling labels of their own. */
  labels?: true;
  /** Column that names the account whose row it is. */
  own?: string;
  /** Table of the parent whose owner is the row's owner. */
  under?: string;
  why: string;
};

export const inCase = (insert: Cell, update: Cell, why: string, more: Partial<Line> = {}): Line => ({
  of: 'case',
  read: 'readCases',
  insert,
  update,
  why,
  ...more,
});
export const marked = { labels: true } as const;
/** A record that hangs on a victim of a case. */
export const ofVictim = (insert: Cell, update: Cell, why: string, more: Partial<Line> = {}): Line => ({
  ...inCase(insert, update, why, more),
  read: 'readVictims',
});
export const ofTip = (insert: Cell, update: Cell, why: string): Line => ({
  of: 'account',
  under: 'taskforce.tips',
  read: 'readTips',
  insert,
  update,
  why,
});
export const ofDanger = (insert: Cell, update: Cell, why: string): Line => ({
  of: 'account',
  under: 'taskforce.dangers',
  read: 'answerDanger or self',
  insert,
  update,
  why,
});
export const ofImport = (update: Cell, why: string): Line => ({
  of: 'account',
  under: 'taskforce.imports',
  read: 'self',
  insert: 'self',
  update,
  remove: 'self',
  why,
});
