import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';

/** A fact of the parent case that somebody wants to take along. */
export type ChosenFact = {
  readonly kind: string;
  readonly id: string;
  /** The version that was read when it was chosen: the copy is of this one. */
  readonly version: number;
  readonly caseId: string;
  readonly labels: readonly HandlingLabel[];
};

export type SpinOffRequest = {
  readonly parent: { readonly id: string; readonly sealed: boolean };
  readonly facts: readonly ChosenFact[];
  readonly reason: string | null;
  /** Will the new case be sealed from its first moment? */
  readonly sealChild: boolean;
  /** Per label, the order, control official or prosecutor that allows carrying it over. */
  readonly authorities: Partial<Record<HandlingLabel, string>>;
};

/** Whoever carries facts over must be cleared for every label on them. */
export type Carrier = { readonly id: string; readonly clearances: readonly HandlingLabel[] };

/** Where a fact of the new case came from; written once, kept for good. */
export type Provenance = {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly fromCaseId: string;
  /** The labels it had, and `sealed` when its case was: labels follow what is derived. */
  readonly labels: readonly HandlingLabel[];
  readonly authority: Partial<Record<HandlingLabel, string>>;
  readonly carriedBy: string;
  readonly carriedAt: Date;
};

/**
 * May this spin-off be made? Every fact is chosen, comes from the parent, keeps its labels and its origin.
 * Labels with a legal bar need the authority that lifts it; sealed facts go only into a case that is sealed too.
 */
export function spinOff(
  request: SpinOffRequest,
  carrier: Carrier,
  now: Date,
): Verdict<{ readonly carried: readonly Provenance[]; readonly labels: readonly HandlingLabel[] }> {
  const facts = distinct(request.facts);
  const labelled = facts.map((fact) => ({ fact, labels: labelsOf(fact, request.parent.sealed) }));
  const labels = handlingLabels.filter((label) => labelled.some((one) => one.labels.includes(label)));
  const refusals = labels.flatMap((label) => labelRefusals(label, request, carrier));
  if (facts.some((fact) => fact.caseId !== request.parent.id))
    refusals.push(refusal('not_of_parent', 'facts', 'Take over facts of the parent case only.'));
  if (!hasReason(request.reason))
    refusals.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters why a case of its own begins.'),
    );
  if (labels.includes('sealed') && !request.sealChild)
    refusals.push(
      refusal('seal_needed', 'sealChild', 'Seal the new case too, or leave the sealed facts out.'),
    );
  return verdict(refusals, () => ({
    carried: labelled.map(({ fact, labels }) => provenance(fact, labels, request, carrier, now)),
    labels,
  }));
}

function distinct(facts: readonly ChosenFact[]): ChosenFact[] {
  return [...new Map(facts.map((fact) => [`${fact.kind} ${fact.id}`, fact])).values()];
}

function labelsOf(fact: ChosenFact, parentSealed: boolean): HandlingLabel[] {
  return handlingLabels.filter(
    (label) => fact.labels.includes(label) || (parentSealed && label === 'sealed'),
  );
}

function labelRefusals(label: HandlingLabel, request: SpinOffRequest, carrier: Carrier): Refusal[] {
  const rule = labelRules[label];
  const refusals: Refusal[] = [];
  if (rule.needsClearance && !carrier.clearances.includes(label))
    refusals.push(
      refusal('clearance_needed', `labels.${label}`, 'Ask somebody cleared for this label to carry it over.'),
    );
  if (rule.carriesOnlyWithAuthority && !hasReason(request.authorities[label], 3))
    refusals.push(
      refusal(
        'authority_needed',
        `authorities.${label}`,
        'Name the order or official that allows carrying this over.',
      ),
    );
  return refusals;
}

function provenance(
  fact: ChosenFact,
  labels: readonly HandlingLabel[],
  request: SpinOffRequest,
  carrier: Carrier,
  now: Date,
): Provenance {
  const named = labels.flatMap((label) => {
    const authority = request.authorities[label]?.trim();
    return authority ? [[label, authority] as const] : [];
  });
  return {
    kind: fact.kind,
    id: fact.id,
    version: fact.version,
    fromCaseId: fact.caseId,
    labels,
    authority: Object.fromEntries(named),
    carriedBy: carrier.id,
    carriedAt: now,
  };
}

/** Would linking `childId` under `parentId` make a case its own ancestor? `parentOf` maps a case to its parent. */
export function closesCircle(
  childId: string,
  parentId: string,
  parentOf: ReadonlyMap<string, string>,
): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = parentId; at !== undefined && !seen.has(at); at = parentOf.get(at)) {
    if (at === childId) return true;
    seen.add(at);
  }
  return false;
}
