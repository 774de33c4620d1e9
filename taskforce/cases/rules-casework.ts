import type { OriginMode, OriginRoute } from '../vocabulary/origins.ts';
import { modeOfRoute, originRoutes } from '../vocabulary/origins.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';

/** The number people say: year and running number, at least four digits (`2026-0042`). */
export function caseNumber(year: number, sequence: number): string {
  if (!Number.isInteger(year) || year < 1900 || year > 2199) throw new RangeError('year out of range');
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError('sequence starts at 1');
  return `${year}-${String(sequence).padStart(4, '0')}`;
}

/** The case number in what somebody typed (`2026 42`, `2026/0042`, `#2026-42`), in its proper form; else null. */
export function parseCaseNumber(text: string): string | null {
  const parts = /^#?\s*((?:19|20|21)\d\d)\s*[-/ .–—]\s*0*([1-9]\d{0,8})$/.exec(text.trim());
  return parts ? caseNumber(Number(parts[1]), Number(parts[2])) : null;
}

export type CaseOrigin = {
  readonly mode: OriginMode;
  readonly route: OriginRoute;
  /** Later tips or strands came in another mode; measures use each strand's own. */
  readonly mixed: boolean;
};

/**
 * How the case came about: a spin-off when it has a parent, else the route its opener chose, else that of its
 * earliest tip. Without any of these the route has to be given.
 */
export function originOfCase(source: {
  readonly parentCaseId?: string | null;
  readonly chosen?: OriginRoute | null;
  readonly tips: readonly { readonly route: OriginRoute; readonly receivedAt: Date }[];
}): Verdict<CaseOrigin> {
  const first = source.tips.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())[0];
  const route = source.parentCaseId ? 'spin_off' : (source.chosen ?? first?.route ?? null);
  const refusals: Refusal[] = [];
  if (route === null || !originRoutes.includes(route))
    refusals.push(refusal('route_needed', 'originRoute', 'Choose by what route this case came about.'));
  else if (route === 'spin_off' && !source.parentCaseId)
    refusals.push(refusal('parent_needed', 'parentCase', 'Start a spin-off from the case it grew out of.'));
  return verdict(refusals, () => {
    const settled = route ?? 'spin_off';
    const mode = modeOfRoute[settled];
    return { mode, route: settled, mixed: source.tips.some((tip) => modeOfRoute[tip.route] !== mode) };
  });
}

/** A person who asks to close, seal or unseal a case. */
export type CasePerson = { readonly id: string; readonly isSupervisor: boolean; readonly isLead: boolean };

/**
 * May the case be closed? By its lead or a supervisor; with open strands only by a supervisor with a reason; never
 * while somebody is in danger or an after-action report is owed.
 */
export function closeCase(
  standing: { readonly openStrands: number; readonly dangerOpen: boolean; readonly afterActionOwed: boolean },
  by: CasePerson,
  reason: string | null = null,
): Verdict<{ readonly reason: string | null }> {
  const refusals: Refusal[] = [];
  if (!by.isSupervisor && !by.isLead)
    refusals.push(refusal('not_yours_to_close', 'case', 'Ask the case lead or a supervisor to close it.'));
  if (standing.dangerOpen)
    refusals.push(
      refusal('danger_open', 'danger', 'Settle the danger first: say how it ended and who was reached.'),
    );
  if (standing.afterActionOwed)
    refusals.push(
      refusal(
        'after_action_owed',
        'afterAction',
        'The after-action review of a danger is owed: have a commander write it first, on the board of dangers.',
      ),
    );
  if (standing.openStrands > 0) {
    if (!by.isSupervisor)
      refusals.push(
        refusal('strands_open', 'strands', 'Close the strands first, or ask a supervisor to close the case.'),
      );
    if (!hasReason(reason))
      refusals.push(
        refusal('reason_needed', 'reason', 'Say in at least 20 characters why strands stay open.'),
      );
  }
  return verdict(refusals, () => ({ reason: reason?.trim() || null }));
}

export type SealBasis = 'court_order' | 'safety' | 'investigation_of_member';

/** May the case be sealed: a supervisor, a basis with its reference, and at least two people who keep access? */
export function sealCase(
  request: {
    readonly basis: SealBasis;
    readonly orderReference: string | null;
    readonly reason: string | null;
    readonly readerIds: readonly string[];
  },
  by: CasePerson,
): Verdict<{ readonly readerIds: readonly string[] }> {
  const readers = [...new Set(request.readerIds)];
  const refusals: Refusal[] = [];
  if (!by.isSupervisor)
    refusals.push(refusal('supervisor_needed', 'case', 'Ask a supervisor to seal the case.'));
  if (request.basis === 'court_order' && !hasReason(request.orderReference, 3))
    refusals.push(refusal('order_needed', 'orderReference', 'Give the reference of the court order.'));
  if (request.basis !== 'court_order' && !hasReason(request.reason))
    refusals.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters why the case is sealed.'),
    );
  if (readers.length < 2)
    refusals.push(
      refusal('readers_needed', 'readers', 'Name at least two people who keep access, or nobody could act.'),
    );
  return verdict(refusals, () => ({ readerIds: readers }));
}

/** May the seal be lifted: two people, and for a court's seal the order that lifts it? */
export function unsealCase(
  request: {
    readonly basis: SealBasis;
    readonly orderReference: string | null;
    readonly reason: string | null;
  },
  by: CasePerson,
  approver: { readonly id: string; readonly isSupervisor: boolean } | null,
): Verdict<{ readonly approverId: string }> {
  const refusals: Refusal[] = [];
  if (!approver?.isSupervisor || approver.id === by.id)
    refusals.push(
      refusal('second_person_needed', 'approver', 'A supervisor other than the person asking must approve.'),
    );
  if (request.basis === 'court_order' && !hasReason(request.orderReference, 3))
    refusals.push(
      refusal('order_needed', 'orderReference', 'Give the reference of the order that lifts the seal.'),
    );
  if (!hasReason(request.reason))
    refusals.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters why the seal is lifted.'),
    );
  return verdict(refusals, () => ({ approverId: approver?.id ?? '' }));
}
