import { hasReason, refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import {
  operationRisks as risks,
  type OperationKind,
  type OperationRisk as Risk,
} from '../vocabulary/operations.ts';
import type { Foresight } from './rules-gate-items.ts';
import type { OperationState } from '../vocabulary/operations.ts';

export { risks, type Risk };

export type RiskFacts = {
  readonly kind: OperationKind;
  readonly victims: Foresight;
  readonly minors: Foresight;
  /** Posts of entry teams, and search warrants. */
  readonly entry: boolean;
  /** Posts of arrest teams, and arrest warrants. */
  readonly arrest: boolean;
};

export const riskReasons = [
  'kind_takedown',
  'kind_with_force',
  'entry_or_arrest',
  'minors',
  'minors_and_force',
  'victims_and_force',
] as const;
export type RiskReason = (typeof riskReasons)[number];

/** Which facts make which risk. A plan is as risky as the gravest of the reasons that hold; without any it is low. */
export const riskRules: readonly {
  reason: RiskReason;
  risk: Risk;
  holds: (facts: RiskFacts) => boolean;
}[] = [
  { reason: 'kind_takedown', risk: 'high', holds: ({ kind }) => kind === 'takedown' },
  {
    reason: 'kind_with_force',
    risk: 'medium',
    holds: ({ kind }) => ['enforcement_action', 'sting', 'recovery', 'decoy'].includes(kind),
  },
  { reason: 'entry_or_arrest', risk: 'medium', holds: ({ entry, arrest }) => entry || arrest },
  { reason: 'minors', risk: 'medium', holds: ({ minors }) => minors === 'yes' },
  {
    reason: 'minors_and_force',
    risk: 'high',
    holds: ({ minors, entry, arrest }) => minors === 'yes' && (entry || arrest),
  },
  {
    reason: 'victims_and_force',
    risk: 'high',
    holds: ({ victims, entry, arrest }) => victims === 'yes' && (entry || arrest),
  },
];

const higher = (a: Risk, b: Risk): Risk => (risks.indexOf(a) >= risks.indexOf(b) ? a : b);

/**
 * The risk of a plan: what the facts make it, or more where somebody raised it by hand; never less.
 * @param byHand what the planners chose
 */
export function riskOf(
  facts: RiskFacts,
  byHand: Risk,
): { risk: Risk; computed: Risk; reasons: RiskReason[] } {
  const holding = riskRules.filter(({ holds }) => holds(facts));
  const computed = holding.reduce<Risk>((risk, rule) => higher(risk, rule.risk), 'low');
  return { risk: higher(computed, byHand), computed, reasons: holding.map(({ reason }) => reason) };
}

/** In which capacity somebody signs. A commander is a supervisor too. */
export const capacities = ['supervisor', 'commander', 'prosecutor'] as const;
export type SigningCapacity = (typeof capacities)[number];

/** Who has to sign at each risk: one person for each word. */
export type ApprovalSettings = Readonly<Record<Risk, readonly SigningCapacity[]>>;

export const defaultApproval: ApprovalSettings = {
  low: ['supervisor'],
  medium: ['commander'],
  high: ['commander', 'prosecutor'],
};

/** In which capacities an account can sign, by its roles. */
export function capacitiesOf(roles: readonly string[], supervises: boolean): SigningCapacity[] {
  const held: SigningCapacity[] = [];
  if (supervises) held.push('supervisor');
  if (roles.includes('commander')) held.push('commander');
  if (roles.includes('prosecutor')) held.push('prosecutor');
  return held;
}

export type Signature = {
  readonly accountId: string;
  readonly capacities: readonly SigningCapacity[];
};

/**
 * How many of the needed signatures these people fill, each person one at most. Small enough (four words, a handful of
 * people) to try every way.
 */
export function filled(needed: readonly SigningCapacity[], signed: readonly Signature[]): number {
  const [first, ...rest] = needed;
  if (first === undefined) return 0;
  let best = filled(rest, signed);
  for (const [at, one] of signed.entries())
    if (one.capacities.includes(first)) best = Math.max(best, 1 + filled(rest, signed.toSpliced(at, 1)));
  return best;
}

export const isEnough = (needed: readonly SigningCapacity[], signed: readonly Signature[]): boolean =>
  filled(needed, signed) === needed.length;

/** Whose signatures are still wanted: words that a further signature could fill. */
export function stillWanted(
  needed: readonly SigningCapacity[],
  signed: readonly Signature[],
): SigningCapacity[] {
  const now = filled(needed, signed);
  return capacities.filter(
    (capacity) => filled(needed, [...signed, { accountId: '', capacities: [capacity] }]) > now,
  );
}

export type SigningFacts = {
  readonly state: OperationState;
  readonly planRevision: number;
  /** The revision the signer saw. */
  readonly seenRevision: number;
  readonly needed: readonly SigningCapacity[];
  /** Signatures of this round at this revision. */
  readonly signed: readonly Signature[];
  readonly signerId: string;
  readonly signerCapacities: readonly SigningCapacity[];
  /** Has planned the operation, whenever; whoever changes a plan has planned it. */
  readonly planner: boolean;
  readonly proposerId: string | null;
};

/** Reasons against anybody's decision on a request, to sign or to return. */
function againstDeciding(facts: SigningFacts): Refusal[] {
  const found: Refusal[] = [];
  if (facts.state !== 'requested' && facts.state !== 'reviewed')
    found.push(refusal('not_requested', 'state', 'Nobody has asked for a signature. Load it again.'));
  if (facts.seenRevision !== facts.planRevision)
    found.push(refusal('plan_changed', 'revision', 'The plan has changed. Read it as it stands now.'));
  if (facts.planner || facts.signerId === facts.proposerId)
    found.push(refusal('four_eyes', 'account', 'Whoever planned or asked does not sign. Ask a colleague.'));
  return found;
}

/** May this person sign? Returns whether the plan is approved with it. */
export function signPlan(facts: SigningFacts): Verdict<{ approved: boolean }> {
  const found = againstDeciding(facts);
  const after = [...facts.signed, { accountId: facts.signerId, capacities: facts.signerCapacities }];
  if (facts.signed.some(({ accountId }) => accountId === facts.signerId))
    found.push(refusal('signed_already', 'account', 'You have signed. Another person signs next.'));
  else if (filled(facts.needed, after) === filled(facts.needed, facts.signed))
    found.push(
      refusal('rank_needed', 'account', 'A signature of another rank is wanted at this level of risk.'),
    );
  return verdict(found, () => ({ approved: isEnough(facts.needed, after) }));
}

/** May this person return it? Anybody who could have signed, with a reason. */
export function returnPlan(facts: SigningFacts, note: string): Verdict<true> {
  const found = againstDeciding(facts);
  if (facts.signerCapacities.length === 0)
    found.push(
      refusal('rank_needed', 'account', 'A signature of another rank is wanted at this level of risk.'),
    );
  if (!hasReason(note))
    found.push(refusal('reason_needed', 'note', 'Give the reason in at least 20 characters.'));
  return verdict(found, () => true as const);
}

/** May approval be asked for? A plan that is signed as it stands needs no further signature. */
export function askApproval(facts: {
  state: OperationState;
  planRevision: number;
  signedRevision: number | null;
}): Verdict<true> {
  const found: Refusal[] = [];
  if (facts.state !== 'planning' && facts.state !== 'approved')
    found.push(refusal('operation_state', 'state', 'Only a plan in planning, or a changed one, is signed.'));
  if (facts.state === 'approved' && facts.planRevision === facts.signedRevision)
    found.push(refusal('signed_already', 'state', 'This plan is signed as it stands.'));
  return verdict(found, () => true as const);
}
