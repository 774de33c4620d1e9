import type { OperationKind, OperationState } from '../vocabulary/operations.ts';
import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import {
  catalogue,
  type Condition,
  type Entry,
  type Foresight,
  type GateOfDanger,
} from './rules-gate-items.ts';

/**
 * What the database holds of a plan, as counts and closed words; `taskforce.gate_facts` gives the same. Nobody ticks
 * these by hand.
 */
export type GateFacts = {
  readonly kind: OperationKind;
  readonly victims: Foresight;
  readonly minors: Foresight;
  /** A language other than English is known to be needed. */
  readonly language: boolean;
  /** Both ends of the time are planned. */
  readonly timeSet: boolean;
  /** The planned time has gone by. */
  readonly timeOver: boolean;
  readonly scenes: number;
  readonly interviewPlaces: number;
  /** Commanders on scene whose contact is written down. */
  readonly commanders: number;
  readonly stages: number;
  /** Of them, those without a word on when to go or when to break off. */
  readonly stagesWithoutCriteria: number;
  readonly authorities: number;
  /** Of them, warrants, orders and consents; "none needed" is not one. */
  readonly strongAuthorities: number;
  /** Warrants and orders asked for and not issued. */
  readonly pendingAuthorities: number;
  /** Authorities that have run out now, or will have before the planned end. */
  readonly expiringAuthorities: number;
  readonly interpretersClear: number;
  /** Languages other than English that no interpreter with a clear conflict check speaks. */
  readonly languagesUncovered: number;
  readonly standbys: number;
  /** Of them, those that know what is asked of them and did not say that they cannot. */
  readonly standbysTold: number;
  readonly standbysStaged: number;
  readonly standbyReady: boolean;
  readonly checkCurrent: boolean;
  readonly openConflicts: number;
  /** A regional system answered for the present time and place, or that was waived with a reason. */
  readonly handedOff: boolean;
  readonly decoyDecided: boolean;
  readonly inspectorTrained: boolean;
  readonly notPretext: boolean;
  readonly workersProtected: boolean;
};

/** What people wrote down about one item. */
export type ItemRow = {
  readonly item: string;
  readonly state: 'open' | 'done' | 'waived';
  /** A waiver by a supervisor who had not planned when it was given. */
  readonly firm: boolean;
  /** Whoever settled it has planned the operation, then or since. */
  readonly byPlanner: boolean;
};

export type ItemState = 'open' | 'done' | 'waived' | 'not_applying';
/** Why an item does not apply: the first fact of the plan that rules it out. */
export type WhyNot = 'kind' | 'victims' | 'minors' | 'language';

export type Standing = {
  readonly item: string;
  readonly state: ItemState;
  readonly whyNot: WhyNot | null;
  readonly critical: boolean;
  readonly waivable: boolean;
  /** What the database holds; null where a person alone says so. */
  readonly record: boolean | null;
};

/** Why a condition does not hold; null when it does. */
export function against(condition: Condition, facts: GateFacts): WhyNot | null {
  if (condition.kinds !== undefined && !condition.kinds.includes(facts.kind)) return 'kind';
  if (condition.victims !== undefined && !condition.victims.includes(facts.victims)) return 'victims';
  if (condition.minors !== undefined && !condition.minors.includes(facts.minors)) return 'minors';
  if (condition.language === true && !facts.language) return 'language';
  return null;
}

export const meets = (condition: Condition | null, facts: GateFacts): boolean =>
  condition !== null && against(condition, facts) === null;

/** Checks of what the database holds, by item. */
export const recordChecks: Readonly<Record<string, (facts: GateFacts) => boolean>> = {
  place_and_time: (facts) => facts.timeSet && !facts.timeOver && facts.scenes > 0,
  who_does_what: (facts) => facts.commanders > 0,
  interview_place: (facts) => facts.interviewPlaces > 0,
  interpreter: (facts) => facts.languagesUncovered === 0 && (facts.interpretersClear > 0 || !facts.language),
  providers_told: (facts) => facts.standbysTold > 0,
  standby_capacity: (facts) => facts.standbyReady,
  scene_boundary: (facts) => facts.standbys > 0 && facts.standbysStaged > 0,
  legal_process: (facts) =>
    (['enforcement_action', 'takedown'].includes(facts.kind)
      ? facts.strongAuthorities > 0
      : facts.authorities > 0) &&
    facts.pendingAuthorities === 0 &&
    facts.expiringAuthorities === 0,
  abort_criteria: (facts) => facts.stages > 0 && facts.stagesWithoutCriteria === 0,
  regional_deconfliction: (facts) => facts.handedOff,
  deconfliction: (facts) => facts.checkCurrent && facts.openConflicts === 0,
  decoy_review: (facts) => facts.decoyDecided,
  inspector_training: (facts) => facts.inspectorTrained,
  not_a_pretext: (facts) => facts.notPretext,
  worker_protection: (facts) => facts.workersProtected,
};

/** Does the database hold what the item asks? @throws RangeError for an item that only a person settles */
export function recordHolds(item: string, facts: GateFacts): boolean {
  const check = recordChecks[item];
  if (check === undefined) throw new RangeError('no record settles this item');
  return check(facts);
}

/** Where one item stands. A waiver of a critical item counts only when it is firm and its giver has not planned since. */
export function standingOfItem(entry: Entry, facts: GateFacts, row: ItemRow | null): Standing {
  const critical = meets(entry.critical, facts);
  const waivable = !meets(entry.neverWaived, facts);
  const whyNot = against(entry.applies, facts);
  const record = entry.by === 'person' ? null : recordHolds(entry.item, facts);
  const about = { item: entry.item, whyNot, critical, waivable, record };
  if (whyNot !== null) return { ...about, critical: false, state: 'not_applying' };
  const said = entry.by === 'record' || row?.state === 'done';
  if (said && record !== false) return { ...about, state: 'done' };
  const waived = row?.state === 'waived' && waivable && (!critical || (row.firm && !row.byPlanner));
  return { ...about, state: waived ? 'waived' : 'open' };
}

/** The whole gate, in the order of the catalogue. */
export function gateOf(facts: GateFacts, rows: readonly ItemRow[]): Standing[] {
  return catalogue.map((entry) =>
    standingOfItem(entry, facts, rows.find(({ item }) => item === entry.item) ?? null),
  );
}

/** Items that hold up the start. */
export const holdingUp = (gate: readonly Standing[]): string[] =>
  gate.filter(({ critical, state }) => critical && state === 'open').map(({ item }) => item);

/** Who wants to settle an item. */
export type Settler = {
  readonly supervises: boolean;
  /** Has planned the operation, whenever. */
  readonly planner: boolean;
};

export type Settling =
  | { readonly to: 'done'; readonly evidence: string }
  | { readonly to: 'waived'; readonly reason: string }
  | { readonly to: 'open' };

/** Shortest evidence that can say anything. */
export const shortestEvidence = 3;

/**
 * May this person settle the item so? What the database computes is not ticked by hand; a critical item is waived only
 * by a supervisor who did not plan, with a reason; some never.
 */
export function settleItem(entry: Entry, facts: GateFacts, by: Settler, how: Settling): Verdict<Settling> {
  const refusals: Refusal[] = [];
  const standing = standingOfItem(entry, facts, null);
  if (how.to === 'done') {
    if (entry.by === 'record')
      refusals.push(
        refusal('item_computed', 'item', 'This follows from the plan itself. Complete it there.'),
      );
    if (!hasReason(how.evidence, shortestEvidence))
      refusals.push(refusal('evidence_needed', 'evidence', 'Say what shows that this is done.'));
  }
  if (how.to === 'waived') {
    if (!standing.waivable)
      refusals.push(
        refusal('never_waived', 'item', 'This is never waived. Settle it, or go through imminent danger.'),
      );
    if (!hasReason(how.reason))
      refusals.push(refusal('reason_needed', 'reason', 'Give the reason in at least 20 characters.'));
    if (standing.critical && (!by.supervises || by.planner))
      refusals.push(
        refusal('waiver_supervisor', 'item', 'Ask a supervisor who did not plan this operation to waive it.'),
      );
  }
  return verdict(refusals, () => how);
}

/** A gate is settled until the operation starts. */
export const beforeStart = (state: OperationState): boolean =>
  ['planning', 'requested', 'reviewed', 'approved', 'postponed'].includes(state);

/** Why an operation may not start: the item that is open, or what its approval lacks. */
export type Blocker = { readonly problem: string; readonly item: string | null };

/** The danger lane's word for what a blocker stands for. */
export function gateOfBlocker({ problem, item }: Blocker): GateOfDanger {
  if (problem !== 'item_open' || item === null) return 'approval';
  return catalogue.find((one) => one.item === item)?.gate ?? 'planning';
}
