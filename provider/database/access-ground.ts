import { closed, ofClient, type Line } from './access-lines.ts';

const setByPolicy = (why: string): Line => ({
  of: 'wing',
  read: 'signed in',
  insert: 'nobody',
  update: 'nobody',
  why,
});
const ownRows = (insert: 'self' | 'nobody', update: 'self' | 'nobody', why: string): Line => ({
  of: 'account',
  read: 'self',
  insert,
  update,
  why,
});
const proof = (why: string): Line => ({
  of: 'wing',
  read: 'readAudit',
  insert: 'nobody',
  update: 'nobody',
  why,
});

/** The tables of the ground floor, as this wing opens them. */
export const groundAccess: Record<string, Line> = {
  'kit.agencies': {
    of: 'organisation',
    read: 'colleagues',
    insert: 'nobody',
    update: 'nobody',
    why: 'Provider organisations; each knows itself only. A new one is opened through a function',
  },
  'kit.accounts': {
    of: 'organisation',
    read: 'colleagues',
    insert: 'manageAccounts',
    update: 'manageAccounts',
    why: 'Colleagues of the own organisation; its administrator manages them',
  },
  'kit.account_roles': {
    of: 'organisation',
    read: 'colleagues',
    insert: 'manageAccounts',
    update: 'manageAccounts',
    why: 'Roles are no secret among colleagues; nobody grants their own',
  },
  'kit.roles': setByPolicy('Set by policy.sql'),
  'kit.role_permissions': setByPolicy('Set by policy.sql'),
  'kit.role_clearances': setByPolicy('Set by policy.sql; this wing has no handling labels'),
  'kit.invitations': {
    of: 'organisation',
    read: 'manageAccounts',
    insert: 'manageAccounts',
    update: 'manageAccounts',
    why: 'The code is stored as a hash that this role cannot read',
  },
  'kit.account_secrets': closed('Sign-in role only'),
  'kit.sessions': closed('Sign-in role only'),
  'kit.sign_in_attempts': closed('Sign-in role only'),
  'kit.settings': {
    of: 'wing',
    read: 'signed in',
    insert: 'changeSettings',
    update: 'changeSettings',
    why: 'Name of the installation and notice before sign-in',
  },
  'kit.audit_entries': {
    of: 'organisation',
    own: 'account_id',
    read: 'readAudit',
    insert: 'nobody',
    update: 'nobody',
    why: 'Who did what in the own organisation, by ids; readers of a client see who opened the record',
  },
  'kit.audit_chain': proof('Hashes only, for verification'),
  'kit.audit_chain_end': proof('Hashes only, for verification'),
  'kit.audit_tree_heads': proof('Hashes only, for verification'),
  'kit.record_versions': ofClient(
    'nobody',
    'nobody',
    'History of a record, for its readers; written by triggers',
  ),
  'kit.files': ofClient(
    'nobody',
    'nobody',
    'No file of a client is taken yet: contents would outlive the key',
    {
      read: 'readDetails',
    },
  ),
  'kit.file_custody': ofClient('readDetails', 'nobody', 'Who reads a file leaves a line', {
    read: 'readDetails',
  }),
  'kit.file_tickets': ofClient(
    'readDetails',
    'nobody',
    'Made for a file one may read, used once; the hash is never read back',
    { read: 'nobody' },
  ),
  'kit.jobs': ownRows('self', 'self', 'Own long work'),
  'kit.receipts': ownRows('self', 'nobody', 'Own answers'),
  'kit.notices': ownRows('nobody', 'self', 'Own notices'),
  'kit.audit_reviews': {
    of: 'organisation',
    own: 'reviewed_by',
    read: 'readAudit',
    insert: 'reviewAudit',
    update: 'nobody',
    why: 'Weekly review of the own organisation, signed by the reviewer',
  },
  'kit.searches': {
    of: 'organisation',
    own: 'account_id',
    read: 'readAudit',
    insert: 'signed in',
    update: 'nobody',
    why: 'Searches of the own organisation are reviewed, not re-read by those who made them',
  },
};
