import type { MessageBody } from '../../bridge/messages.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import { roundDown, roundUp } from './rules-blocks.ts';

/** How much a notice tells. The coarse one is the default; the fuller one only where the protocol allows it. */
export const profiles = ['coarse', 'fuller'] as const;
export type Profile = (typeof profiles)[number];

/** What the task force set: areas to choose from, and how coarse its profiles are, in hours of a block. */
export type StandbySettings = {
  areas: string[];
  coarseHours: number;
  fuller: boolean;
  fullerHours: number;
};
export const defaultSettings: StandbySettings = { areas: [], coarseHours: 6, fuller: false, fullerHours: 1 };

/** A notice as it is composed. */
export type Draft = {
  profile: Profile;
  area: string;
  windowFrom: Date;
  windowUntil: Date;
  people: MessageBody<'standby.announced'>['people'];
  minors: MessageBody<'standby.announced'>['minors'];
  genders: NonNullable<MessageBody<'standby.announced'>['genders']>;
  languages: string[];
  needs: MessageBody<'standby.announced'>['needs'];
  safety: NonNullable<MessageBody<'standby.announced'>['safety']>;
  contactName: string;
  contactPhone: string;
  validUntil: Date;
};

const HOUR = 3_600_000;
/** Longest window and longest time after it, in days: a notice is for days, not for weeks. */
export const LONGEST_WINDOW_DAYS = 14;
export const LONGEST_AFTER_DAYS = 7;

/** Hours of a block of the window in a profile. */
export const blockHours = (settings: StandbySettings, profile: Profile): number =>
  profile === 'coarse' ? settings.coarseHours : settings.fullerHours;

/**
 * The notice as it may leave, or every reason against it: an area of the list and nothing else, a window of
 * whole blocks, ranges, closed words. Nobody can write a name of a target or a place: no field takes it.
 * @param zone IANA time zone of the task force, in which the blocks lie
 */
export function noticeFrom(draft: Draft, settings: StandbySettings, zone: string, now: Date): Verdict<Draft> {
  const hours = blockHours(settings, draft.profile);
  const rounded: Draft = {
    ...draft,
    windowFrom: roundDown(draft.windowFrom, hours, zone),
    windowUntil: roundUp(draft.windowUntil, hours, zone),
    validUntil: roundUp(draft.validUntil, hours, zone),
    genders: [...new Set(draft.genders)],
    languages: [...new Set(draft.languages)],
    needs: [...new Set(draft.needs)],
    safety: [...new Set(draft.safety)],
  };
  return verdict([...againstProfile(rounded, settings), ...againstTimes(draft, rounded, now)], () => rounded);
}

function againstProfile(draft: Draft, settings: StandbySettings): Refusal[] {
  const found: Refusal[] = [];
  if (!settings.areas.includes(draft.area))
    found.push(refusal('standby_area', 'area', 'Choose an area of the list; an administrator keeps it.'));
  if (draft.profile === 'fuller' && !settings.fuller)
    found.push(
      refusal('standby_profile', 'profile', 'Choose the coarse profile; the protocol allows no other.'),
    );
  if (draft.profile === 'coarse' && draft.safety.length > 0)
    found.push(
      refusal('standby_profile', 'safety', 'Leave the safety notes out, or choose the fuller profile.'),
    );
  if (draft.people === 'none')
    found.push(
      refusal('standby_people', 'people', 'Say how many people may need help, or that it is not known.'),
    );
  return found;
}

function againstTimes(draft: Draft, rounded: Draft, now: Date): Refusal[] {
  const found: Refusal[] = [];
  const { windowFrom, windowUntil, validUntil } = rounded;
  if (draft.windowUntil <= draft.windowFrom)
    found.push(refusal('standby_window', 'windowUntil', 'Let the window end after it begins.'));
  else if (windowUntil.getTime() - windowFrom.getTime() > LONGEST_WINDOW_DAYS * 24 * HOUR)
    found.push(refusal('standby_window', 'windowUntil', 'Choose a window of at most 14 days.'));
  if (windowUntil <= now)
    found.push(refusal('standby_window', 'windowUntil', 'Choose a window that is not over yet.'));
  if (validUntil < windowUntil)
    found.push(refusal('standby_valid', 'validUntil', 'Let the notice hold until the window is over.'));
  else if (validUntil.getTime() - windowUntil.getTime() > LONGEST_AFTER_DAYS * 24 * HOUR)
    found.push(refusal('standby_valid', 'validUntil', 'Let the notice end at most 7 days after the window.'));
  return found;
}

/**
 * What crosses: these fields and no other. The case, the strand, who made it and the provider's place in our own list
 * are not parameters of this function, so they cannot be in it.
 * @param crossing random id under which this one provider knows the notice
 */
export function bodyOf(notice: Draft, edition: number, crossing: string): MessageBody<'standby.announced'> {
  return {
    notice: crossing,
    edition,
    area: notice.area,
    windowFrom: notice.windowFrom.toISOString(),
    windowUntil: notice.windowUntil.toISOString(),
    people: notice.people,
    minors: notice.minors,
    genders: notice.genders,
    languages: notice.languages,
    needs: notice.needs,
    ...(notice.profile === 'coarse' ? {} : { safety: notice.safety }),
    contactName: notice.contactName,
    contactPhone: notice.contactPhone,
    validUntil: notice.validUntil.toISOString(),
  };
}

/** How far a notice came with one provider. */
export const standings = [
  'to_tell',
  'sent',
  'delivered',
  'acknowledged',
  'answered',
  'withdrawn',
  'expired',
] as const;
export type Standing = (typeof standings)[number];

export type RecipientFacts = {
  sentEdition: number;
  deliveredAt: Date | null;
  acknowledgedEdition: number | null;
  /** Whether it sent numbers for this notice. */
  answered: boolean;
};
type NoticeFacts = { edition: number; validUntil: Date; withdrawnAt: Date | null };

/**
 * Where a provider stands with a notice. An acknowledgement of an earlier wording is none of this one: then the
 * provider stands where the change stands.
 */
export function standingOf(one: RecipientFacts, notice: NoticeFacts, now: Date): Standing {
  if (notice.withdrawnAt !== null) return 'withdrawn';
  if (notice.validUntil <= now) return 'expired';
  if (one.sentEdition < notice.edition) return 'to_tell';
  const known = (one.acknowledgedEdition ?? 0) >= notice.edition;
  if (known && one.answered) return 'answered';
  if (known) return 'acknowledged';
  return one.deliveredAt === null ? 'sent' : 'delivered';
}
