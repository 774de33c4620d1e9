import { z } from 'zod';
import {
  BEDS,
  DECLINES,
  HEADCOUNTS,
  HOURS,
  NEEDS,
  SERVED,
  STANDBY_GENDERS,
  STANDBY_SAFETY,
  YES_NO,
} from './words.ts';

export * from './words.ts';
import { BROUGHT_URGENCIES, TURNED_DOWN } from './brought.ts';
import { PURPOSES } from './rules-releases.ts';

/**
 * Everything that may cross between the wings, and nothing else. A kind that is not here does not exist; a field that
 * is not here is refused. Words are closed lists or short texts that somebody wrote for the other side to read; ids
 * are random, made for the crossing, and stand for nothing outside it. No field may hold, or be derived from, what a
 * client told a provider (34 USC 12291(b)(2) counts encoded, encrypted and hashed data as disclosure), except the
 * sealed fields of a release, which open only while the release lives.
 */

const id = z.uuid();
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
const code = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);
const headcount = z.enum(HEADCOUNTS);
const short = z.string().trim().min(1).max(500);

const need = z.enum(NEEDS);

/** Counts up with every change of a notice, so that an acknowledgement says of which wording. */
const edition = z.number().int().min(1).max(999);

const standby = z.strictObject({
  notice: id,
  edition: edition.optional(),
  /** Never the operation, its target or its place: a county or a region at most. */
  area: z.string().trim().min(1).max(80),
  windowFrom: moment,
  windowUntil: moment,
  people: headcount,
  minors: headcount,
  languages: z.array(language).max(12),
  genders: z.array(z.enum(STANDBY_GENDERS)).max(4).optional(),
  needs: z.array(need).max(11),
  /** Left out by the coarse profile. */
  safety: z.array(z.enum(STANDBY_SAFETY)).max(6).optional(),
  contactName: z.string().trim().min(1).max(120),
  contactPhone: z.string().trim().min(3).max(40),
  validUntil: moment,
});

const capacity = z.strictObject({
  notice: id.optional(),
  beds: z.array(
    z.strictObject({
      who: z.enum(BEDS),
      free: z.number().int().min(0).max(500),
    }),
  ),
  legalSlots: z.number().int().min(0).max(500).optional(),
  medicalSlots: z.number().int().min(0).max(500).optional(),
  languages: z.array(language).max(40),
  validUntil: moment,
});

/** What law enforcement knows itself and the person agreed to pass on (R-069, appendix D of the field's practice). */
const offerToProvider = z.strictObject({
  referral: id,
  alias: z.string().trim().min(1).max(80),
  language: language.optional(),
  interpreter: z.boolean(),
  age: z.enum(['minor', 'adult', 'not_known']),
  needs: z.array(need).min(1).max(11),
  urgency: z.enum(['now', 'today', 'this_week', 'no_hurry']),
  safetyWarnings: short.optional(),
  contactHow: short.optional(),
  agreedOn: day,
  answerBy: moment,
});

const state = (...more: z.ZodRawShape[]) =>
  z.strictObject({ referral: id, at: moment, ...Object.assign({}, ...more) });

const releaseOpened = z.strictObject({
  release: id,
  referral: id.optional(),
  purpose: z.enum(PURPOSES),
  fields: z.array(code).min(1).max(40),
  language,
  from: moment,
  until: moment,
  /** AES-256-GCM with a key that stays with the provider and is asked for at each reading. */
  sealed: z.base64().max(48_000),
});

const figures = z.strictObject({
  report: id,
  /** Report that this one takes the place of: what was sent is never changed. */
  amends: id.optional(),
  from: day,
  until: day,
  /** Suppressed at the source: null is below the limit, or covers one that is. */
  rows: z
    .array(z.strictObject({ measure: code, group: code, value: z.number().int().min(0).nullable() }))
    .max(400),
  limit: z.number().int().min(3).max(100),
});

const resource = z.strictObject({
  resource: id,
  name: z.string().trim().min(1).max(120),
  services: z.array(need).max(11),
  serves: z.array(z.enum(SERVED)).max(5),
  ages: z.strictObject({ from: z.number().int().min(0).max(120), until: z.number().int().min(0).max(120) }),
  languages: z.array(language).max(40),
  hours: z.enum(HOURS),
  eligibility: short.optional(),
  /** Whether somebody is served who does not work with law enforcement. */
  withoutCooperation: z.enum(YES_NO).optional(),
  confirmedOn: day,
});

const TO = { provider: 'taskforce', taskforce: 'provider' } as const;
/** Which wing a message is sent to. */
export type Wing = keyof typeof TO;

const kind = <S extends z.ZodType>(to: Wing | 'both', version: number, body: S) => ({ to, version, body });

/** The closed table of kinds: to which wing, at which version, with which body. */
export const messages = {
  'standby.announced': kind('provider', 1, standby),
  'standby.changed': kind('provider', 1, standby),
  'standby.withdrawn': kind('provider', 1, z.strictObject({ notice: id, at: moment })),
  'standby.acknowledged': kind(
    'taskforce',
    1,
    z.strictObject({ notice: id, edition: edition.optional(), at: moment }),
  ),
  'standby.capacity': kind('taskforce', 1, capacity),
  'directory.entry': kind('taskforce', 1, resource),
  'directory.removed': kind('taskforce', 1, z.strictObject({ resource: id })),
  'referral.offered': kind('provider', 1, offerToProvider),
  'referral.withdrawn': kind('provider', 1, state()),
  'referral.accepted': kind('taskforce', 1, state()),
  'referral.declined': kind('taskforce', 1, state({ reason: z.enum(DECLINES) })),
  'referral.in_service': kind('taskforce', 1, state()),
  'referral.completed': kind('taskforce', 1, state()),
  'referral.reopened': kind('taskforce', 1, state()),
  'referral.expired': kind('taskforce', 1, state()),
  // The other way: a survivor wants to report. Which release is to be read, and how soon; nothing else.
  'referral.brought': kind(
    'taskforce',
    1,
    z.strictObject({ referral: id, release: id, urgency: z.enum(BROUGHT_URGENCIES), answerBy: moment }),
  ),
  'referral.brought_withdrawn': kind('taskforce', 1, state()),
  'referral.taken_up': kind('provider', 1, state()),
  'referral.turned_down': kind('provider', 1, state({ reason: z.enum(TURNED_DOWN) })),
  'release.opened': kind('taskforce', 1, releaseOpened),
  'release.ended': kind('taskforce', 1, z.strictObject({ release: id, at: moment })),
  'figures.sent': kind('taskforce', 1, figures),
  'key.changed': kind(
    'both',
    1,
    z.strictObject({ keyId: z.string().regex(/^[0-9a-f]{16}$/), publicKey: z.base64().max(200) }),
  ),
} as const;

export type MessageKind = keyof typeof messages;
export type MessageBody<K extends MessageKind> = z.infer<(typeof messages)[K]['body']>;
export type Message = { [K in MessageKind]: { kind: K; body: MessageBody<K> } }[MessageKind];

/** Largest envelope, in bytes of its canonical JSON. */
export const LARGEST = 65_536;

/** Whether a word names a kind of message. */
export const isKind = (word: string): word is MessageKind => Object.hasOwn(messages, word);

/** The kinds and versions that are meant for a wing: what is sent to it, and what concerns both. */
export function meantFor(wing: Wing): Record<string, number> {
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([, one]) => one.to === wing || one.to === 'both')
      .map(([name, one]) => [name, one.version]),
  );
}

/**
 * The kinds and versions a wing understands now: those meant for it for which it has a room that receives them, and
 * the change of a key, which the bridge itself receives. What it does not name waits at the other side.
 */
export function understoodBy(wing: Wing, received: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(meantFor(wing)).filter(([name]) => name === 'key.changed' || received.includes(name)),
  );
}

/** The wing at the other end of the bridge. */
export const otherWing = (wing: Wing): Wing => TO[wing];
