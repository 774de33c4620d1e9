import { parseAddress } from '../text/addresses.ts';
import { fold } from '../text/fold.ts';
import { nameForm, nameKeys, nameParts } from '../text/names.ts';
import { toE164 } from '../text/phones.ts';
import { normalizePlate, plateKey } from '../text/plates.ts';
import { isOverCommon } from './over-common.ts';

/** What a target may be known by. */
export const identifierTypes = [
  'phone',
  'plate',
  'email',
  'handle',
  'address',
  'bank_account',
  'crypto',
  'person',
] as const;
export type IdentifierType = (typeof identifierTypes)[number];

/**
 * An identifier as it is typed. `scope` is what makes it unique: the state of a plate, the platform of a handle, the
 * ZIP code of an address, the routing number of a bank account, the birth date (YYYY-MM-DD) of a person.
 */
export type Typed = { readonly type: IdentifierType; readonly value: string; readonly scope: string | null };

/** Types that are nothing without their scope. */
export const scoped: ReadonlySet<IdentifierType> = new Set([
  'plate',
  'handle',
  'address',
  'bank_account',
  'person',
]);

/** How surely two identifiers are the same: exactly, or possibly for a reason that is told. */
export const certainties = ['exact', 'alike_signs', 'mail_alias', 'same_building', 'sounds_alike'] as const;
export type Certainty = (typeof certainties)[number];

/** One form under which an identifier is compared; two identifiers that share a form of one grade are alike in it. */
export type Form = { readonly grade: Certainty; readonly form: string };
export type Normalized = {
  readonly type: IdentifierType;
  readonly value: string;
  readonly scope: string | null;
  readonly forms: readonly Form[];
};
/** Why something is no identifier: it cannot be read, lacks its scope, or is everybody's. */
export type Unusable = 'unreadable' | 'scope_needed' | 'over_common';

/**
 * One identifier as it is compared. Normalizing what comes out gives the same again. The exact form comes first; the
 * others are only as wide as eyes and ears err, and a hit by them is "possible".
 */
export function normalize(typed: Typed): Normalized | Unusable {
  const value = typed.value.normalize('NFKC').trim();
  const scope = typed.scope?.normalize('NFKC').trim() || null;
  if (scoped.has(typed.type) && scope === null) return 'scope_needed';
  const read = readers[typed.type](value, scope ?? '');
  if (read === null) return 'unreadable';
  const found = { type: typed.type, value: read.value, scope: read.scope };
  if (isOverCommon(found)) return 'over_common';
  const exact: Form = { grade: 'exact', form: formOf(read.value, read.scope) };
  return { ...found, forms: [exact, ...read.wider] };
}

/**
 * How alike two identifiers are: exactly, possibly, or (null) not. The same whichever is asked first.
 */
export function likeness(a: Normalized, b: Normalized): Certainty | null {
  if (a.type !== b.type) return null;
  const theirs = new Set(b.forms.map(keyOf));
  const shared = a.forms.filter((form) => theirs.has(keyOf(form))).map(({ grade }) => grade);
  return certainties.find((grade) => shared.includes(grade)) ?? null;
}

const keyOf = ({ grade, form }: Form) => `${grade}\n${form}`;
const formOf = (value: string, scope: string | null) => (scope === null ? value : `${scope}\n${value}`);

type Read = { value: string; scope: string | null; wider: Form[] };
type Reader = (value: string, scope: string) => Read | null;

const readers: Record<IdentifierType, Reader> = {
  phone: (value) => {
    const number = toE164(value);
    return number === null ? shortNumber(value) : { value: number, scope: null, wider: [] };
  },
  plate: (value, state) => {
    const plate = normalizePlate(value);
    const scope = state.toUpperCase();
    if (!/^[A-Z]{2}$/.test(scope) || !/^[A-Z0-9]{2,10}$/.test(plate)) return null;
    const key = plateKey(`${scope}: ${plate}`);
    const wider: Form[] =
      key === null ? [] : [{ grade: 'alike_signs', form: formOf(alikeSigns(plate), scope) }];
    return { value: plate, scope, wider };
  },
  email: (value) => {
    const [, local, domain] =
      /^([^\s@<>()[\],;:"]{1,64})@([^\s@]+\.[^\s@.]{2,})$/u.exec(value.toLowerCase()) ?? [];
    if (local === undefined || domain === undefined) return null;
    return {
      value: `${local}@${domain}`,
      scope: null,
      wider: [{ grade: 'mail_alias', form: mailbox(local, domain) }],
    };
  },
  handle: (value, platform) => {
    const scope = fold(platform).replace(/[^\p{L}\p{N}]/gu, '');
    const handle = fold(value).replace(/^@+/, '').replace(/\s+/gu, '');
    if (scope === '' || handle === '') return null;
    const bare = handle.replace(/[._-]/g, '');
    const wider: Form[] = bare === '' ? [] : [{ grade: 'alike_signs', form: formOf(bare, scope) }];
    return { value: handle, scope, wider };
  },
  address: (value, zip) => {
    const scope = /^(\d{5})(-\d{4})?$/.exec(zip)?.[1];
    const parsed = parseAddress(value);
    // Without a house number it is a street, and everybody on it would be hit.
    if (scope === undefined || !parsed || !/^\d+[a-z]? /.test(parsed.street)) return null;
    const whole = parsed.unit === null ? parsed.street : `${parsed.street} unit ${parsed.unit}`;
    return { value: whole, scope, wider: [{ grade: 'same_building', form: formOf(parsed.street, scope) }] };
  },
  bank_account: (value, routing) => {
    const scope = routing.replace(/\D/g, '');
    const number = value.replace(/[\s-]/g, '');
    return /^\d{4,17}$/.test(number) && isRouting(scope) ? { value: number, scope, wider: [] } : null;
  },
  crypto: (value) => {
    const address = value.replace(/\s+/gu, '');
    // Base58 tells capitals apart; hexadecimal and bech32 do not.
    if (/^(0x[0-9a-f]{40}|(bc1|ltc1|tb1)[0-9a-z]{11,71})$/i.test(address))
      return { value: address.toLowerCase(), scope: null, wider: [] };
    return /^[1-9A-HJ-NP-Za-km-z]{26,95}$/.test(address) ? { value: address, scope: null, wider: [] } : null;
  },
  person: (value, born) => {
    const parts = nameParts(value);
    if (!/^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(born) || parts.length < 2) return null;
    const name = nameForm(value);
    if (name.split(' ').length < 2) return null;
    return { value: name, scope: born, wider: soundForms(name, born) };
  },
};

/** Numbers of services (911, 311, 988) and runs of noughts are read, so that they can be refused as everybody's. */
function shortNumber(value: string): Read | null {
  const digits = value.replace(/\D/g, '');
  return /^(\d{3,6}|\d{0,4}0{7})$/.test(digits) ? { value: digits, scope: null, wider: [] } : null;
}

const twins: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
};
/** The signs of a plate under which those meet that eyes confuse. */
const alikeSigns = (plate: string) => [...plate].map((sign) => twins[sign] ?? sign).join('');

/** The mailbox behind an address: without what follows a plus; Gmail passes over dots as well. */
function mailbox(local: string, domain: string): string {
  const plain = local.replace(/(?<=.)\+.*$/, '');
  return /^g(oogle)?mail\.com$/.test(domain)
    ? `${plain.replaceAll('.', '') || plain}@gmail.com`
    : `${plain}@${domain}`;
}

/** Routing numbers of the American Bankers Association: weights 3, 7, 1, sum divisible by ten. */
function isRouting(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return false;
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 10 === 0;
}

/** Most forms by sound a name may have: a name of many parts would otherwise meet half the index. */
const MOST_BY_SOUND = 40;

/** Two parts of the name by sound, with the birth date: one part alike is not enough. */
function soundForms(name: string, born: string): Form[] {
  const keys = name.split(' ').map((part) => nameKeys(part));
  const pairs = keys.flatMap((ours, at) =>
    keys
      .slice(at + 1)
      .flatMap((theirs) => ours.flatMap((a) => theirs.map((b) => [a, b].toSorted().join('+')))),
  );
  return [...new Set(pairs)]
    .toSorted()
    .slice(0, MOST_BY_SOUND)
    .map((pair) => ({ grade: 'sounds_alike', form: formOf(pair, born) }));
}
