import type { Day } from '../vocabulary/days.ts';
import { hasReason, refusal, type Refusal } from '../vocabulary/refusals.ts';
import type { ReliefReason, ReliefState, ReliefTool } from '../vocabulary/victim-work.ts';
import { addMonths, defaultProtocol, type VictimProtocol } from './rules-protocol.ts';

export type ReliefStep = Exclude<ReliefState, 'asked'>;

/** Steps by which we say no or take back; each with a reason. */
export const stepsWithReason: readonly ReliefStep[] = ['declined', 'denied', 'withdrawn', 'revoked'];
/** Steps of the person who decides; never the one who asked. */
export const decidingSteps: readonly ReliefStep[] = ['signed', 'submitted', 'declined'];

/** Which steps follow from where a request stands (reference, appendix B). */
export function nextSteps(tool: ReliefTool, state: ReliefState): readonly ReliefStep[] {
  const decide: ReliefStep = tool === 'continued_presence' ? 'submitted' : 'signed';
  const after: Record<ReliefState, readonly ReliefStep[]> = {
    asked: ['reviewing', 'withdrawn'],
    reviewing: [decide, 'declined', 'withdrawn'],
    signed: ['granted', 'denied', 'withdrawn', 'revoked'],
    submitted: ['granted', 'denied', 'withdrawn'],
    granted: ['revoked', 'withdrawn'],
    declined: [],
    denied: [],
    withdrawn: [],
    revoked: [],
  };
  return after[state];
}

export type StepTaken = {
  readonly step: ReliefStep;
  readonly happenedOn: Day;
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
  readonly signatory: string | null;
  readonly designatedOn: Day | null;
  readonly reasonCode: ReliefReason | null;
  readonly reason: string | null;
};

/** Reasons against a step. `byId` takes it; whoever asked does not decide. */
export function againstStep(
  request: { tool: ReliefTool; state: ReliefState; askedOn: Day; requestedById: string },
  taken: StepTaken,
  byId: string,
  today: Day,
): Refusal[] {
  const reasons: Refusal[] = [];
  if (!nextSteps(request.tool, request.state).includes(taken.step))
    reasons.push(refusal('wrong_order', 'step', 'This step does not follow from where the request stands.'));
  if (decidingSteps.includes(taken.step) && byId === request.requestedById)
    reasons.push(
      refusal(
        'other_person_needed',
        'step',
        'Who asked does not decide. Somebody else signs, sends or declines it.',
      ),
    );
  if (stepsWithReason.includes(taken.step) && (taken.reasonCode === null || !hasReason(taken.reason)))
    reasons.push(
      refusal('reason_needed', 'reason', 'Choose a reason and explain it in at least 20 characters.'),
    );
  if (taken.happenedOn > today || taken.happenedOn < request.askedOn)
    reasons.push(refusal('wrong_day', 'happenedOn', 'Give a day between the request and today.'));
  if (taken.step === 'signed' && !designated(taken))
    reasons.push(
      refusal(
        'not_designated',
        'signatory',
        'Name the official who signed and the day they were designated to sign, not after the signature.',
      ),
    );
  if (taken.validUntil !== null && taken.validUntil <= (taken.validFrom ?? taken.happenedOn))
    reasons.push(refusal('wrong_day', 'validUntil', 'The last day comes after the first.'));
  return reasons;
}

function designated(taken: StepTaken): boolean {
  return taken.signatory !== null && taken.designatedOn !== null && taken.designatedOn <= taken.happenedOn;
}

/**
 * How long what was granted or signed is good for, when nobody says otherwise: continued presence by the term of the
 * protocol, a certification for U status until six months after the signature. Null: it has no end.
 */
export function termOf(
  tool: ReliefTool,
  step: ReliefStep,
  from: Day,
  protocol: VictimProtocol = defaultProtocol,
): Day | null {
  if (tool === 'continued_presence' && step === 'granted') return addMonths(from, protocol.presenceMonths);
  if (tool === 'u_certification' && step === 'signed') return addMonths(from, protocol.certificationMonths);
  return null;
}
