import type {
  NotIdentifiedReason,
  VictimBasis,
  VictimConfirmer,
  VictimStatus,
} from '../vocabulary/victims.ts';
import { addDays, isDay, type Day } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import { demeanourIn } from './rules-demeanour.ts';

/** Longest time until somebody not identified as a victim is looked at again, in days. */
export const longestRescreen = 366;

/**
 * Where an assessment may go from a status (reference appendix B): step by step upwards, and from anywhere to not
 * identified, from where it may begin again. The database holds the same list.
 */
export const nextStatuses: Readonly<Record<VictimStatus, readonly Exclude<VictimStatus, 'none'>[]>> = {
  none: ['indicators', 'not_identified'],
  indicators: ['likely', 'not_identified'],
  likely: ['confirmed', 'not_identified'],
  confirmed: ['not_identified'],
  not_identified: ['indicators', 'not_identified'],
};

export type DecisionAsked = {
  readonly to: Exclude<VictimStatus, 'none'>;
  readonly decidedOn: Day;
  readonly basis: readonly VictimBasis[];
  readonly confirmedBy: VictimConfirmer | null;
  readonly reason: NotIdentifiedReason | null;
  readonly rescreenOn: Day | null;
  readonly note: string;
};

/** How it stands now; `mayConfirm`: the role of who decides confirms victims and sets them aside. */
export type DecisionStanding = {
  readonly status: VictimStatus;
  readonly lastDecidedOn: Day | null;
  readonly today: Day;
  readonly mayConfirm: boolean;
};

/**
 * Whether a decision on the status of a victim may be recorded. Nothing here knows of services: they
 * never depend on a status.
 */
export function decide(standing: DecisionStanding, asked: DecisionAsked): Verdict<DecisionAsked> {
  const found: Refusal[] = [];
  if (!nextStatuses[standing.status].includes(asked.to))
    found.push(refusal('no_such_step', 'to', 'Choose a status that follows from the present one.'));
  if ((asked.to === 'confirmed' || asked.to === 'not_identified') && !standing.mayConfirm)
    found.push(
      refusal(
        'not_yours_to_decide',
        'to',
        'An investigator, a prosecutor or a supervisor of the case decides this.',
      ),
    );
  if (asked.basis.length === 0)
    found.push(refusal('basis_needed', 'basis', 'Name at least one thing on which the decision rests.'));
  found.push(...days(standing, asked), ...confirmation(asked), ...setAside(asked));
  return verdict(found, () => asked);
}

function days(standing: DecisionStanding, asked: DecisionAsked): Refusal[] {
  if (!isDay(asked.decidedOn)) return [refusal('no_such_day', 'decidedOn', 'Give a day that exists.')];
  if (asked.decidedOn > standing.today)
    return [refusal('in_the_future', 'decidedOn', 'Give the day it was decided: today or earlier.')];
  if (standing.lastDecidedOn !== null && asked.decidedOn < standing.lastDecidedOn)
    return [refusal('before_last', 'decidedOn', 'Give a day that is not before the last decision.')];
  return [];
}

function confirmation({ to, confirmedBy, basis }: DecisionAsked): Refusal[] {
  if (to !== 'confirmed')
    return confirmedBy === null
      ? []
      : [refusal('not_needed', 'confirmedBy', 'Name who confirmed it only when it is confirmed.')];
  if (confirmedBy === null) return [refusal('needed', 'confirmedBy', 'Name who confirmed it.')];
  if (confirmedBy === 'service_provider' && !basis.includes('provider_under_release'))
    return [
      refusal(
        'release_needed',
        'basis',
        'What a service provider confirmed is used only under a release; name it as the basis.',
      ),
    ];
  if (confirmedBy === 'court' && !basis.includes('court_finding'))
    return [refusal('finding_needed', 'basis', 'Name the finding of the court as a basis.')];
  return [];
}

function setAside(asked: DecisionAsked): Refusal[] {
  if (asked.to !== 'not_identified')
    return asked.reason === null && asked.rescreenOn === null
      ? []
      : [
          refusal(
            'not_needed',
            'reason',
            'Give a reason and a day to look again only when no victim was identified.',
          ),
        ];
  const found: Refusal[] = [];
  if (asked.reason === null)
    found.push(
      refusal('needed', 'reason', 'Choose why. How somebody behaved, looked or helped is no reason.'),
    );
  if (asked.rescreenOn === null || !isDay(asked.rescreenOn))
    found.push(refusal('needed', 'rescreenOn', 'Give the day on which somebody looks again.'));
  else if (
    asked.rescreenOn <= asked.decidedOn ||
    asked.rescreenOn > addDays(asked.decidedOn, longestRescreen)
  )
    found.push(
      refusal('out_of_range', 'rescreenOn', 'Give a day after the decision and within a year of it.'),
    );
  if (demeanourIn(asked.note).length > 0)
    found.push(
      refusal(
        'demeanour',
        'note',
        'Leave out how the person behaved, looked or helped: it shows nothing. Write what the evidence shows.',
      ),
    );
  return found;
}
