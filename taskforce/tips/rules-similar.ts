import { sameAddress } from '../../analysis/text/addresses.ts';
import { nameForm, sameName } from '../../analysis/text/names.ts';
import { lastSeven, toE164 } from '../../analysis/text/phones.ts';
import { parsePlate, samePlate } from '../../analysis/text/plates.ts';
import type { SimilarityReason } from '../vocabulary/tips.ts';
import { similarityReasons } from '../vocabulary/tips.ts';

/** The traces a tip holds, as written by whoever took it. */
export type TipTraces = {
  readonly id: string;
  readonly phones: readonly string[];
  readonly plates: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  readonly place: { readonly latitude: number; readonly longitude: number } | null;
  readonly happenedAt: Date | null;
  /** What several reports of one reporter share: the first receipt's own mark, a training code, a partner's number. */
  readonly source: string | null;
};

/** One reason, with what both tips have in common, as the earlier one has it. */
export type Likeness = {
  readonly reason: SimilarityReason;
  readonly value: string | null;
  /** For `near_place_and_time`: rounded distance; null otherwise. */
  readonly near: { readonly meters: number; readonly days: number } | null;
};

export type SimilarTip = { readonly tipId: string; readonly reasons: readonly Likeness[] };

/** How near counts: one kilometre and two weeks unless the task force says otherwise. */
export type Nearness = { readonly meters: number; readonly days: number };
const defaultNearness: Nearness = { meters: 1000, days: 14 };

/**
 * Earlier tips that may be about the same matter, each with every reason; no score. Those with a stronger kind of
 * reason come first (a shared phone before a name that sounds alike), then those with more reasons.
 */
export function similarTips(
  tip: TipTraces,
  candidates: readonly TipTraces[],
  nearness: Nearness = defaultNearness,
): SimilarTip[] {
  return candidates
    .filter((other) => other.id !== tip.id)
    .map((other) => ({ tipId: other.id, reasons: likenesses(tip, other, nearness) }))
    .filter((found) => found.reasons.length > 0)
    .toSorted(
      (a, b) =>
        strength(a) - strength(b) || b.reasons.length - a.reasons.length || a.tipId.localeCompare(b.tipId),
    );
}

function strength(found: SimilarTip): number {
  return Math.min(...found.reasons.map((one) => similarityReasons.indexOf(one.reason)));
}

function likenesses(tip: TipTraces, other: TipTraces, nearness: Nearness): Likeness[] {
  return [
    ...phoneLikeness(tip, other),
    ...shared('same_plate', tip.plates, other.plates, samePlate, shownPlate),
    ...shared('same_address', tip.addresses, other.addresses, sameAddress),
    ...(tip.source !== null && tip.source === other.source ? [likeness('same_source', null)] : []),
    ...nameLikeness(tip, other),
    ...nearLikeness(tip, other, nearness),
  ];
}

function likeness(reason: SimilarityReason, value: string | null): Likeness {
  return { reason, value, near: null };
}

function shared(
  reason: SimilarityReason,
  ours: readonly string[],
  theirs: readonly string[],
  same: (a: string, b: string) => boolean,
  show: (value: string) => string = (value) => value.trim(),
): Likeness[] {
  const common = theirs.filter((their) => ours.some((our) => same(our, their))).map(show);
  return [...new Set(common)].map((value) => likeness(reason, value));
}

function shownPlate(text: string): string {
  const plate = parsePlate(text);
  return plate ? [plate.state, plate.plate].filter(Boolean).join(' ') : text.trim();
}

function phoneLikeness(tip: TipTraces, other: TipTraces): Likeness[] {
  const same = (a: string, b: string) => toE164(a) !== null && toE164(a) === toE164(b);
  const whole = shared(
    'same_phone',
    tip.phones,
    other.phones,
    same,
    (phone) => toE164(phone) ?? phone.trim(),
  );
  if (whole.length > 0) return whole;
  // Only when one of the two lacks its area code: two full numbers that differ are two numbers.
  const tail = (a: string, b: string) =>
    (toE164(a) === null || toE164(b) === null) && lastSeven(a) !== null && lastSeven(a) === lastSeven(b);
  return shared('same_last_seven_digits', tip.phones, other.phones, tail);
}

const reasonOfName = { same: 'same_name', nickname: 'name_by_nickname', sound: 'name_by_sound' } as const;

function nameLikeness(tip: TipTraces, other: TipTraces): Likeness[] {
  const found = other.names.flatMap((their) => {
    // A single word is too common to be a reason by sound; written the same it still is one.
    const alike = tip.names.flatMap((our) => {
      const how = sameName(our, their);
      const single = !nameForm(our).includes(' ');
      return how === null || (single && how !== 'same') ? [] : [reasonOfName[how]];
    });
    const best = similarityReasons.find((reason) => alike.some((one) => one === reason));
    return best ? [likeness(best, their.trim())] : [];
  });
  return [...new Map(found.map((one) => [`${one.reason} ${one.value}`, one])).values()];
}

function nearLikeness(tip: TipTraces, other: TipTraces, nearness: Nearness): Likeness[] {
  if (!tip.place || !other.place || !tip.happenedAt || !other.happenedAt) return [];
  const meters = distance(tip.place, other.place);
  const days = Math.abs(tip.happenedAt.getTime() - other.happenedAt.getTime()) / 86_400_000;
  if (meters > nearness.meters || days > nearness.days) return [];
  return [
    {
      reason: 'near_place_and_time',
      value: null,
      near: { meters: Math.round(meters / 50) * 50, days: Math.round(days) },
    },
  ];
}

/** Metres on the great circle (haversine; mean Earth radius 6,371,008.8 m, IUGG). */
function distance(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const lat = Math.sin(radians(b.latitude - a.latitude) / 2);
  const lon = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h = lat * lat + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * lon * lon;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
