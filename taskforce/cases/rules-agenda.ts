import type { AgendaReason, TraffickingType } from '../vocabulary/cases.ts';
import { agendaReasons } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { addDays, daysBetween } from '../vocabulary/days.ts';
import type { Place } from './rules-spells.ts';

/** What the agenda has to know of an open case. Days are the task force's own. */
export type AgendaCase = {
  readonly caseId: string;
  readonly openedOn: Day;
  readonly dangerOpen: boolean;
  readonly decisionsNeeded: number;
  readonly overdueTasks: number;
  readonly lastActivityOn: Day | null;
  readonly strands: readonly {
    readonly strandId: string;
    readonly place: Place;
    /** When the last change of phase was written down: late entries must not slip past a meeting. */
    readonly changeRecordedOn: Day;
    readonly openChecklistItems: number;
  }[];
};

export type AgendaSettings = {
  readonly today: Day;
  readonly lastMeetingOn: Day | null;
  /** Days without activity after which a case is called up; 30 unless the protocol says otherwise. */
  readonly idleDays?: number;
};

/** One reason, with the strands it concerns and the count that belongs in its sentence. */
export type AgendaPoint = {
  readonly reason: AgendaReason;
  readonly strandIds: readonly string[];
  readonly count: number;
};

export type AgendaItem = { readonly caseId: string; readonly points: readonly AgendaPoint[] };

/**
 * Which cases stand on the agenda of the case meeting, and why. Most pressing reason first (the order of the
 * vocabulary: danger, decisions, phase changes, …); among equals more reasons first, then the older case.
 */
export function agenda(cases: readonly AgendaCase[], settings: AgendaSettings): AgendaItem[] {
  const listed = cases.flatMap((one) => {
    const points = pointsOf(one, settings);
    return points.length === 0 ? [] : [{ one, points }];
  });
  listed.sort(
    (a, b) =>
      rank(a.points) - rank(b.points) ||
      b.points.length - a.points.length ||
      a.one.openedOn.localeCompare(b.one.openedOn) ||
      a.one.caseId.localeCompare(b.one.caseId),
  );
  return listed.map(({ one, points }) => ({ caseId: one.caseId, points }));
}

function rank(points: readonly AgendaPoint[]): number {
  return Math.min(...points.map((point) => agendaReasons.indexOf(point.reason)));
}

function pointsOf(one: AgendaCase, settings: AgendaSettings): AgendaPoint[] {
  const changed = one.strands.filter((strand) => isNew(strand.changeRecordedOn, settings.lastMeetingOn));
  const unready = one.strands.filter(
    (strand) => strand.place === 'operational' && strand.openChecklistItems > 0,
  );
  const open = one.strands.filter((strand) => strand.place !== 'closed');
  const idle = daysBetween(one.lastActivityOn ?? one.openedOn, settings.today);
  const points: AgendaPoint[] = [
    point('danger', one.dangerOpen ? 1 : 0),
    point('decision_needed', one.decisionsNeeded),
    point('phase_changed', changed.length, changed),
    point('overdue_tasks', one.overdueTasks),
    point('no_activity', idle >= (settings.idleDays ?? 30) ? idle : 0),
    point('checklist_open', unready.length, unready),
    point('no_open_strand', open.length === 0 ? 1 : 0),
  ];
  return points.filter((item) => item.count > 0);
}

function point(reason: AgendaReason, count: number, strands: AgendaCase['strands'] = []): AgendaPoint {
  return { reason, count, strandIds: strands.map((strand) => strand.strandId) };
}

/** Written down on or after the day of the last meeting: a change later on that day was not yet discussed. */
function isNew(recordedOn: Day, lastMeetingOn: Day | null): boolean {
  return lastMeetingOn === null || recordedOn >= lastMeetingOn;
}

/** Why the task force should look at its labor side; empty when there is nothing to say. */
export type LaborPrompt = 'no_labor_strand_in_12_months' | 'no_labor_assessment_in_12_months';

/**
 * The standing prompt about labor trafficking: no strand of type labor or both opened in the last twelve months
 * (though strands were opened), or no labor threat assessment in that time.
 */
export function laborPrompts(
  strands: readonly { readonly type: TraffickingType; readonly openedOn: Day }[],
  lastLaborAssessmentOn: Day | null,
  today: Day,
): LaborPrompt[] {
  const since = addDays(today, -365);
  const recent = strands.filter((strand) => strand.openedOn >= since);
  const prompts: LaborPrompt[] = [];
  if (recent.length > 0 && !recent.some((strand) => strand.type === 'labor' || strand.type === 'both'))
    prompts.push('no_labor_strand_in_12_months');
  if (lastLaborAssessmentOn === null || lastLaborAssessmentOn < since)
    prompts.push('no_labor_assessment_in_12_months');
  return prompts;
}
