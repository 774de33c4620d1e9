import type { Phase, StrandCloseReason } from '../vocabulary/cases.ts';
import { phases } from '../vocabulary/cases.ts';
import type { DangerGate } from '../vocabulary/danger.ts';
import type { Day } from '../vocabulary/days.ts';
import { dayOf, daysBetween } from '../vocabulary/days.ts';
import type { Direction, ExitKind, TransitionEvent } from '../vocabulary/transitions.ts';

/** Where a strand stands: in one of the phases, or closed. */
export type Place = Phase | 'closed';

/**
 * One line of a strand's history, never changed once written. `from` null: the strand was not open before (opened
 * or reopened); `to` null: it was closed. A correction is a further line that names the line it `supersedes`; with
 * `retracts` it says that the superseded move never happened.
 */
export type HistoryEntry = {
  readonly id: string;
  readonly from: Phase | null;
  readonly to: Phase | null;
  readonly event: TransitionEvent | null;
  readonly closeReason: StrandCloseReason | null;
  /** The day it happened. */
  readonly effectiveOn: Day;
  /** The moment it was written down. */
  readonly recordedAt: Date;
  readonly authorId: string;
  readonly reason: string | null;
  readonly approverId: string | null;
  readonly supersedes: string | null;
  readonly retracts: boolean;
  /** Since when the facts were followed, where that is not the day of recording (imports); null: the recording. */
  readonly knownSince: Day | null;
  readonly bypassed: readonly DangerGate[];
};

/** A line that still holds, with the moment its fact was first written down (before any correction of it). */
export type LiveEntry = HistoryEntry & { readonly firstRecordedAt: Date };

/** One stay of a strand in a phase or in the closed state. `left` null: still there. Days: [entered, left). */
export type Stay = {
  readonly place: Place;
  readonly entered: Day;
  readonly left: Day | null;
  readonly exit: SpellExit | null;
  /** From this day on the stay was under observation (left truncation): entry, or the later day of recording. */
  readonly seenFrom: Day;
  /** By how many days the entry was written down late; 0: on the day. */
  readonly lateByDays: number;
  readonly entryId: string;
  readonly exitId: string | null;
};

export type SpellExit = {
  readonly kind: ExitKind;
  readonly event: TransitionEvent | null;
  readonly closeReason: StrandCloseReason | null;
};

/** A stay in one phase; what estimates and the phase picture are computed from. */
export type Spell = Omit<Stay, 'place'> & { readonly phase: Phase };

/** Which way a move goes; null when both phases are the same. */
export function directionOf(from: Phase, to: Phase): Direction | null {
  const steps = phases.indexOf(to) - phases.indexOf(from);
  if (steps === 0) return null;
  if (steps < 0) return 'backward';
  return steps === 1 ? 'forward' : 'skipping';
}

/**
 * The lines that hold, in the order of what they tell: corrections stand in the place of what they supersede and
 * retracted moves are gone. Throws on a correction of a line that is not there: that is a broken store, not a refusal.
 */
export function liveHistory(history: readonly HistoryEntry[]): LiveEntry[] {
  const live: LiveEntry[] = [];
  for (const entry of history) {
    if (entry.supersedes === null) {
      live.push({ ...entry, firstRecordedAt: entry.recordedAt });
      continue;
    }
    const at = live.findIndex((held) => held.id === entry.supersedes);
    const held = live[at];
    if (!held) throw new Error(`history entry ${entry.id} supersedes a line that does not hold`);
    if (entry.retracts) live.splice(at, 1);
    else live[at] = { ...entry, firstRecordedAt: held.firstRecordedAt };
  }
  return live;
}

/**
 * Every stay from the opening on, the closed ones included: together they cover the time since the opening without
 * gap or overlap. `zone` is the task force's time zone, in which recording times become days.
 */
export function stays(history: readonly HistoryEntry[], zone = 'UTC'): Stay[] {
  const live = liveHistory(history);
  return live.map((entry, index) => {
    const next = live[index + 1] ?? null;
    const recordedOn = dayOf(entry.firstRecordedAt, zone);
    const known = entry.knownSince ?? recordedOn;
    return {
      place: entry.to ?? 'closed',
      entered: entry.effectiveOn,
      left: next?.effectiveOn ?? null,
      exit: next && entry.to ? exitOf(entry.to, next) : null,
      seenFrom: known > entry.effectiveOn ? known : entry.effectiveOn,
      lateByDays: Math.max(0, daysBetween(entry.effectiveOn, recordedOn)),
      entryId: entry.id,
      exitId: next?.id ?? null,
    };
  });
}

function exitOf(phase: Phase, next: LiveEntry): SpellExit {
  return { kind: exitKind(phase, next.to), event: next.event, closeReason: next.closeReason };
}

function exitKind(from: Phase, to: Phase | null): ExitKind {
  if (to === null) return 'closed';
  const direction = directionOf(from, to);
  if (direction === 'backward') return 'went_back';
  return direction === 'skipping' ? 'skipped_ahead' : 'advanced';
}

/** The stays in phases alone, in order. */
export function spells(history: readonly HistoryEntry[], zone = 'UTC'): Spell[] {
  return stays(history, zone).flatMap(({ place, ...stay }) =>
    place === 'closed' ? [] : [{ phase: place, ...stay }],
  );
}

/** Where the strand stands now; null before it was opened. */
export function placeOf(history: readonly HistoryEntry[]): Place | null {
  return stays(history).at(-1)?.place ?? null;
}

/** Where the strand stood at the end of a day, as known today; null before it was opened. */
export function placeOn(history: readonly HistoryEntry[], day: Day): Place | null {
  return stays(history).findLast((stay) => stay.entered <= day)?.place ?? null;
}

/** How many strands stand where. The numbers add up to the number of strands given. */
export type PhasePicture = Readonly<Record<Place, number>>;

/** A case's (or the whole portfolio's) strands by phase: computed, never stored. */
export function phasePicture(places: readonly Place[]): PhasePicture {
  const count = (place: Place): number => places.filter((one) => one === place).length;
  return {
    pre_operational: count('pre_operational'),
    operational: count('operational'),
    post_operational: count('post_operational'),
    closed: count('closed'),
  };
}
