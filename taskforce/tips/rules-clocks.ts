import type { Day } from '../vocabulary/days.ts';
import { addMinutes, addWorkingDays } from '../vocabulary/days.ts';
import type { TipClock } from '../vocabulary/tips.ts';
import type { Danger } from './rules-danger.ts';
import { afterActionDue, contactMetAt } from './rules-danger.ts';
import type { Tip } from './rules-tip.ts';

/** How long each clock runs; the task force's protocol may set others. */
export type ClockSettings = {
  /** Minutes until an officer answers for a danger. */
  readonly dangerOfficerMinutes: number;
  /** Minutes until somebody is reached or three tries are documented. */
  readonly dangerContactMinutes: number;
  readonly afterActionHours: number;
  readonly triageWorkingDays: number;
  readonly askBackDays: number;
  /** Tips and leads are kept a year unless policy says otherwise (reference 3.13). */
  readonly retentionDays: number;
  readonly zone: string;
  readonly holidays: readonly Day[];
};

export const defaultClocks: ClockSettings = {
  dangerOfficerMinutes: 15,
  dangerContactMinutes: 60,
  afterActionHours: 72,
  triageWorkingDays: 2,
  askBackDays: 14,
  retentionDays: 365,
  zone: 'UTC',
  holidays: [],
};

export type ClockState = 'running' | 'overdue' | 'met' | 'met_late';

export type RunningClock = {
  readonly clock: TipClock;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** When what it waits for was done; null: not yet. */
  readonly metAt: Date | null;
  readonly state: ClockState;
};

/** Every clock of a tip as it stands now, met ones included, the earliest deadline first. */
export function clocksOf(tip: Tip, now: Date, settings: ClockSettings = defaultClocks): RunningClock[] {
  const clocks = [
    ...(tip.danger ? dangerClocks(tip.danger, now, settings) : []),
    ...tipClocks(tip, now, settings),
  ];
  return clocks.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function dangerClocks(danger: Danger, now: Date, settings: ClockSettings): RunningClock[] {
  const from = danger.raisedAt;
  const clocks = [
    clock('danger_officer', from, addMinutes(from, settings.dangerOfficerMinutes), danger.acceptedAt, now),
    clock('danger_contact', from, addMinutes(from, settings.dangerContactMinutes), contactMetAt(danger), now),
  ];
  const due = afterActionDue(danger, settings.afterActionHours);
  if (danger.endedAt && due)
    clocks.push(clock('after_action', danger.endedAt, due, danger.afterActionAt, now));
  return clocks;
}

const day = 24 * 60;

function tipClocks(tip: Tip, now: Date, settings: ClockSettings): RunningClock[] {
  const started = tip.reopenedAt ?? tip.receivedAt;
  const triageDue =
    (tip.reopenedAt === null ? tip.triageDueAt : undefined) ??
    addWorkingDays(started, settings.triageWorkingDays, settings.zone, settings.holidays);
  const clocks = [clock('triage', started, triageDue, tip.decidedAt, now)];
  if (tip.askedBackAt) {
    const due = addMinutes(tip.askedBackAt, settings.askBackDays * day);
    clocks.push(clock('ask_back', tip.askedBackAt, due, tip.answeredAt, now));
  }
  const kept = tip.state === 'opened_case' || tip.state === 'attached' || tip.state === 'purged';
  if (!kept) {
    const ended = tip.state === 'expired' ? tip.expiredAt : null;
    clocks.push(clock('retention', tip.receivedAt, retentionEnd(tip, settings), ended, now));
  }
  return clocks;
}

/** When the tip's retention ends. What became part of a case is kept with the case instead. */
export function retentionEnd(tip: Pick<Tip, 'receivedAt'>, settings: ClockSettings = defaultClocks): Date {
  return addMinutes(tip.receivedAt, settings.retentionDays * day);
}

function clock(name: TipClock, startedAt: Date, dueAt: Date, metAt: Date | null, now: Date): RunningClock {
  const late = (metAt ?? now) > dueAt;
  const state = metAt ? (late ? 'met_late' : 'met') : late ? 'overdue' : 'running';
  return { clock: name, startedAt, dueAt, metAt, state };
}
