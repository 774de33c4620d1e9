import type { Day } from '../vocabulary/days.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';

/** Anything that may stand in a status brief: an activity, a transition, a decision asked for, a cost line. */
export type BriefItem = {
  readonly id: string;
  readonly caseId: string;
  readonly caseSealed: boolean;
  readonly labels: readonly HandlingLabel[];
  readonly happenedOn: Day;
  readonly recordedAt: Date;
};

/** For whom the brief is written. */
export type BriefReader = {
  readonly memberOf: ReadonlySet<string>;
  /** May read every case that is not sealed (chain of command). */
  readonly readsOpenCases: boolean;
  readonly clearances: readonly HandlingLabel[];
};

/**
 * May this item stand in a brief for this reader? Sealed cases only for their members; every label must allow it
 * and be among the reader's clearances. What may not stand is left out without a trace; `countsWhenLeftOut`
 * says of which items at least the number may be told.
 */
export function visibleTo(item: BriefItem, reader: BriefReader): boolean {
  const member = reader.memberOf.has(item.caseId);
  if (!member && (item.caseSealed || !reader.readsOpenCases)) return false;
  return item.labels.every((label) => {
    const rule = labelRules[label];
    return rule.mayStandInBrief && (!rule.needsClearance || reader.clearances.includes(label));
  });
}

/** Labels whose facts may stand in a brief for readers cleared so: what needs no clearance, and what they hold. */
export function labelsForReaders(clearances: readonly HandlingLabel[]): HandlingLabel[] {
  return handlingLabels.filter((label) => {
    const rule = labelRules[label];
    return rule.mayStandInBrief && (!rule.needsClearance || clearances.includes(label));
  });
}

/**
 * May an item that is left out be counted? Only when its labels do not make its very existence a secret: each may
 * stand in some brief, and none of it is sealed.
 */
export function countsWhenLeftOut(item: BriefItem): boolean {
  return item.labels.every((label) => label !== 'sealed' && labelRules[label].mayStandInBrief);
}

/** The time a brief covers: recorded after `since` (null: from the beginning) and up to `until`. */
export type BriefWindow = { readonly since: Date | null; readonly until: Date };

/** From the moment the last brief for this reader and case was frozen until now. */
export function briefWindow(lastBrief: { readonly frozenUntil: Date } | null, now: Date): BriefWindow {
  return { since: lastBrief?.frozenUntil ?? null, until: now };
}

export type BriefLine<Item extends BriefItem> = { readonly item: Item; readonly late: boolean };

/**
 * What is new since the last brief, oldest first. The window runs on the recorded time, so that a late entry is
 * never missed; it is marked late when it tells of a day before the window.
 */
export function newSince<Item extends BriefItem>(
  items: readonly Item[],
  reader: BriefReader,
  window: BriefWindow,
  zone = 'UTC',
): BriefLine<Item>[] {
  const since = window.since;
  const firstDay = since ? dayOf(since, zone) : null;
  return items
    .filter((item) => (since === null || item.recordedAt > since) && item.recordedAt <= window.until)
    .filter((item) => visibleTo(item, reader))
    .toSorted(
      (a, b) => a.happenedOn.localeCompare(b.happenedOn) || a.recordedAt.getTime() - b.recordedAt.getTime(),
    )
    .map((item) => ({ item, late: firstDay !== null && item.happenedOn < firstDay }));
}

/** The labels a brief has to carry on its face: those of everything in it. */
export function labelsOfBrief(items: readonly BriefItem[]): HandlingLabel[] {
  return handlingLabels.filter((label) =>
    items.some((item) => item.labels.includes(label) || (label === 'sealed' && item.caseSealed)),
  );
}
