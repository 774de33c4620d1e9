import type { IdentifierType } from './identifiers.ts';

/**
 * Values that belong to everybody and to nobody: a hit by them says nothing and frightens people. Service numbers, role
 * mailboxes, stand-ins for "unknown" and strings of one sign. What is common in an index shows only by counting there.
 */
export function isOverCommon(one: { type: IdentifierType; value: string; scope: string | null }): boolean {
  if (one.type !== 'person' && isOneSign(one.value)) return true;
  return common[one.type](one.value, one.scope ?? '');
}

/** 1111111, 0000000, xxxxx. */
const isOneSign = (value: string) => /^(.)\1*$/u.test(value.replace(/[^\p{L}\p{N}]/gu, ''));

/** Public lines: emergency services, hotlines (988, the trafficking and the domestic-violence hotline, missing children). */
const publicLines = new Set(['+18883737888', '+18007997233', '+18008435678', '+18006564673', '+18002738255']);
const roleMailboxes = new Set(
  (
    'info admin administrator contact support help helpdesk office sales service noreply no-reply donotreply mail ' +
    'postmaster webmaster hostmaster abuse root test hello team booking bookings reception frontdesk hr jobs careers'
  ).split(' '),
);
const standIns = new Set(
  'admin test tests user username unknown none noname na nil null anonymous anon me you private deleted facebook instagram'.split(
    ' ',
  ),
);
const noPlates = new Set(
  'TEMP TEMPTAG NONE NOPLATE NOTAG UNKNOWN UNK PAPER DEALER NA STOLEN TEST'.split(' '),
);
const noNames = new Set(
  [
    'doe john',
    'doe jane',
    'jane roe',
    'john roe',
    'fnu lnu',
    'unknown unknown',
    'no name',
    'first last',
    'test user',
  ].map((name) => name.split(' ').toSorted().join(' ')),
);

const common: Record<IdentifierType, (value: string, scope: string) => boolean> = {
  phone: (value) =>
    !value.startsWith('+') ||
    publicLines.has(value) ||
    /^\+1\d{3}(5551212|0{7})$/.test(value) ||
    isOneSign(value.slice(2)) ||
    isOneSign(value.slice(-7)),
  plate: (value) => noPlates.has(value),
  email: (value) => roleMailboxes.has(value.replace(/[+@].*$/, '')),
  handle: (value) => value.length < 3 || standIns.has(value),
  address: (value) => /^0+ /.test(value),
  bank_account: (value) => '01234567890123456789'.includes(value),
  crypto: (value) => /^0x0{36}/.test(value),
  person: (value, born) => noNames.has(value) || /^19(00|01)-01-01$/.test(born),
};
