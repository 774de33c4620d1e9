import { movesFrom, type ReferralState } from '../../bridge/referrals.ts';
import { hasReason } from '../vocabulary/refusals.ts';

export type Refusal = { path: string; problem: string; remedy: string };

export const notNow: Refusal = {
  path: 'to',
  problem: 'not_now',
  remedy: 'A referral cannot go from its present state to this one. Load it anew and choose what is offered.',
};

/**
 * What the desk may write down by hand: nothing for a provider that tells itself over the bridge.
 * @param bridged whether the pair over which it was offered is open still; after its end the telephone is left
 */
export function byHand(
  state: ReferralState,
  { way, bridged }: { way: 'bridge' | 'link' | 'phone'; bridged: boolean },
): ReferralState[] {
  return way === 'bridge' && bridged ? [] : movesFrom(state, 'receiver');
}

/** Whether what a referral says may still be changed, another provider be asked, or the whole be taken back. */
export const mayOf = (state: ReferralState): { change: boolean; offer: boolean; withdraw: boolean } => ({
  change: state === 'draft' || state === 'declined',
  offer: movesFrom(state, 'sender').includes('offered'),
  withdraw: movesFrom(state, 'sender').includes('withdrawn'),
});

export type ToOffer = {
  state: ReferralState;
  agreedOn: string | null;
  ruleId: string | null;
  outsideRule: string | null;
};

/** Why a referral may not be offered now: its state, the person's agreement, the protocol. Empty: it may. */
export function whyNotOffer({ state, agreedOn, ruleId, outsideRule }: ToOffer): Refusal[] {
  if (!mayOf(state).offer) return [notNow];
  return [
    ...(agreedOn === null
      ? [
          {
            path: 'agreedOn',
            problem: 'missing',
            remedy:
              'Write down the day on which the person agreed to be referred; nothing is offered without it.',
          },
        ]
      : []),
    ...(ruleId === null && !hasReason(outsideRule)
      ? [
          {
            path: 'ruleId',
            problem: 'no_rule',
            remedy:
              'Choose the rule of the protocol that applies, or say in at least 20 characters why none does.',
          },
        ]
      : []),
  ];
}

export type RuleFacts = {
  direction: 'to_provider' | 'to_law_enforcement';
  type: 'sex' | 'labor' | 'both' | 'undetermined';
  age: 'minor' | 'adult' | 'not_known';
  foreignNational: 'yes' | 'no' | 'not_known';
  county: string | null;
};
export type RuleScope = {
  direction: 'to_provider' | 'to_law_enforcement';
  types: readonly string[];
  ages: readonly string[];
  foreignNational: 'any' | 'yes' | 'no';
  counties: readonly string[];
};

/**
 * Whether a rule of the protocol applies: no when a fact stands against it, yes when every condition is met,
 * unknown when a condition asks for what is not known. A rule without conditions applies to everybody.
 */
export function applies(rule: RuleScope, facts: RuleFacts): 'yes' | 'unknown' | 'no' {
  const met = [
    rule.direction === facts.direction ? 'yes' : 'no',
    of(
      rule.types,
      facts.type === 'undetermined' ? null : facts.type === 'both' ? [...rule.types] : [facts.type],
    ),
    of(rule.ages, facts.age === 'not_known' ? null : [facts.age]),
    of(
      rule.foreignNational === 'any' ? [] : [rule.foreignNational],
      facts.foreignNational === 'not_known' ? null : [facts.foreignNational],
    ),
    of(rule.counties, facts.county === null ? null : [facts.county]),
  ];
  return met.includes('no') ? 'no' : met.includes('unknown') ? 'unknown' : 'yes';
}

function of(wanted: readonly string[], known: readonly string[] | null): 'yes' | 'unknown' | 'no' {
  if (wanted.length === 0) return 'yes';
  if (known === null) return 'unknown';
  return known.some((one) => wanted.includes(one)) ? 'yes' : 'no';
}

/** How many conditions a rule names: the more it names, the closer it is to the person. */
export const closeness = (rule: RuleScope): number =>
  [rule.types, rule.ages, rule.counties].filter((one) => one.length > 0).length +
  (rule.foreignNational === 'any' ? 0 : 1);

/** The rules that apply or may apply, the closest first. */
export function rulesThatFit<R extends RuleScope>(
  rules: readonly R[],
  facts: RuleFacts,
): { rule: R; fits: 'yes' | 'unknown' }[] {
  return rules
    .map((rule) => ({ rule, fits: applies(rule, facts) }))
    .filter((one): one is { rule: R; fits: 'yes' | 'unknown' } => one.fits !== 'no')
    .toSorted((a, b) =>
      a.fits === b.fits ? closeness(b.rule) - closeness(a.rule) : a.fits === 'yes' ? -1 : 1,
    );
}
