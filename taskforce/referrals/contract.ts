import { z } from 'zod';
import { DECLINES, NEEDS, SERVED } from '../../bridge/messages.ts';
import { REFERRAL_STATES } from '../../bridge/referrals.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { ageWords, offerWays, urgencies } from '../vocabulary/referrals.ts';
import { matchAspects, matchVerdicts, matchWords } from './rules-matching.ts';

const id = z.uuid();
const version = z.number().int().positive();
const moment = z.iso.datetime();
const text = (most: number) => z.string().trim().min(1).max(most);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
export const State = z.enum(REFERRAL_STATES);
const Reason = z.enum(DECLINES).nullable();

/** What a referral says: only what law enforcement knows and the person agreed to. */
export const Asked = z.object({
  victimId: id.nullable().default(null),
  alias: text(80).describe('Name the person wants to be called by; never a code name of the case'),
  language: language.nullable().default(null),
  interpreter: z.boolean().default(false),
  age: z.enum(ageWords).default('not_known'),
  serves: z
    .enum(SERVED)
    .nullable()
    .default(null)
    .describe('For choosing a provider; not told with the offer'),
  needs: z.array(z.enum(NEEDS)).min(1).max(NEEDS.length),
  urgency: z.enum(urgencies).default('today'),
  safetyWarnings: text(500).nullable().default(null),
  contactHow: text(500).nullable().default(null),
  agreedOn: z.iso.date().nullable().default(null).describe('Nothing is offered without it'),
  ruleId: id.nullable().default(null).describe('Edition of the rule of the protocol that applies'),
  outsideRule: z.string().trim().max(2000).nullable().default(null).describe('Why no rule applies'),
});
export type Asked = z.infer<typeof Asked>;

const Named = z.object({ id, name: z.string() });
export const ReferralRow = z.object({
  id,
  number: z.string(),
  case: z.object({ id, number: z.string(), title: z.string() }),
  alias: z.string(),
  state: State,
  needs: z.array(z.enum(NEEDS)),
  urgency: z.enum(urgencies),
  provider: Named.nullable().describe('Who is asked or was asked last'),
  way: z.enum(offerWays).nullable(),
  answerBy: moment.nullable().describe('While an answer is waited for'),
  declineReason: Reason,
  createdBy: Named,
  createdAt: moment,
  movedAt: moment,
  version,
});
export type ReferralRow = z.infer<typeof ReferralRow>;

export const Rule = z.object({
  id,
  rule: id,
  edition: z.number().int(),
  direction: z.enum(['to_provider', 'to_law_enforcement']),
  title: z.string(),
  types: z.array(z.enum(['sex', 'labor'])),
  ages: z.array(z.enum(['minor', 'adult'])),
  foreignNational: z.enum(['any', 'yes', 'no']),
  counties: z.array(z.string()),
  who: z.string(),
  atWhatMoment: z.string(),
  how: z.string(),
  madeBy: z.string(),
  madeAt: moment,
  retiredAt: moment.nullable(),
});
export type Rule = z.infer<typeof Rule>;

export const Offer = z.object({
  id,
  provider: Named.extend({ dutyPhone: z.string().nullable() }),
  way: z.enum(offerWays),
  state: State,
  declineReason: Reason,
  answerBy: moment,
  offeredBy: z.string(),
  offeredAt: moment,
  movedAt: moment,
  version,
  link: z
    .object({ openedAt: moment.nullable(), expiresAt: moment })
    .nullable()
    .describe('A one-time link that is good'),
  may: z.array(State).describe('States that may be written down by hand now'),
});
export type Offer = z.infer<typeof Offer>;

export const Referral = ReferralRow.extend({
  ...Asked.shape,
  victim: z.object({ id, codeName: z.string() }).nullable(),
  rule: Rule.nullable(),
  offers: z.array(Offer),
  moves: z.array(
    z.object({
      to: State,
      provider: z.string().nullable(),
      at: moment,
      toldAt: moment.nullable(),
      by: z.string().nullable(),
      reason: Reason,
      counted: z.boolean().describe('False: it came too late to change anything'),
    }),
  ),
  may: z.object({ change: z.boolean(), offer: z.boolean(), withdraw: z.boolean() }),
});
export type Referral = z.infer<typeof Referral>;

/** The words of the list's filters; every one is a closed list or an id. */
export const ReferralFilter = z.object({
  caseId: id.nullable().default(null),
  providerId: id.nullable().default(null),
  states: z.array(State).max(REFERRAL_STATES.length).default([]),
  urgencies: z.array(z.enum(urgencies)).max(4).default([]),
  needs: z.array(z.enum(NEEDS)).max(NEEDS.length).default([]),
  mine: z.boolean().default(false),
  due: z.enum(['any', 'soon', 'over']).default('any').describe('soon: an answer is due within 12 hours'),
});
export type ReferralFilter = z.infer<typeof ReferralFilter>;

export const Match = z.object({
  provider: Named.extend({
    channel: z.enum(['paired', 'guest_link', 'phone']),
    dutyPhone: z.string().nullable(),
  }),
  resource: z.string().nullable().describe('The service that fits best'),
  fits: z.enum(matchVerdicts).describe('no: something named stands against it'),
  why: z.array(
    z.object({
      aspect: z.enum(matchAspects),
      verdict: z.enum(matchVerdicts),
      word: z.enum(matchWords),
      values: z.array(z.string()),
    }),
  ),
  asked: State.nullable().describe('What became of an earlier offer of this referral'),
});
export type Match = z.infer<typeof Match>;

const read = { permission: 'referrals.read', effect: 'read' } as const;
const write = { permission: 'referrals.write', effect: 'write' } as const;
const at = { id, version };
const changed = z.object({ version });

export const referralsContract = {
  list: procedure(read, 'Referrals, what waits for an answer first')
    .input(
      ReferralFilter.extend({
        sort: z.enum(['due', 'moved', 'created']).default('due'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ReferralRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
        counts: z
          .partialRecord(State, z.number().int())
          .describe('By state, over the same filter without its states'),
      }),
    ),
  board: procedure(read, 'Referrals by their state: of each state the number and its first 25')
    .input(ReferralFilter)
    .output(
      z.object({
        columns: z.array(z.object({ state: State, count: z.number().int(), rows: z.array(ReferralRow) })),
      }),
    ),
  read: procedure(read, 'One referral with its offers and all its states')
    .input(z.object({ id }))
    .output(Referral),
  draft: procedure(write, 'Write a referral')
    .input(
      Asked.extend({
        caseId: id,
        operationId: id
          .nullable()
          .default(null)
          .describe('Operation at which the person was met; its log then tells of offers'),
      }),
    )
    .output(z.object({ id, number: z.string() })),
  change: procedure(write, 'Change a draft, or one that was declined, before it is offered')
    .input(Asked.extend(at))
    .output(changed),
  match: procedure(read, 'Providers in the order of how they fit, each with the reasons in words')
    .input(z.object({ id }))
    .output(z.object({ rows: z.array(Match), hours: z.number().int().describe('Hours to answer') })),
  offer: procedure(write, 'Offer a referral to one provider')
    .input(
      z.object({
        ...at,
        providerId: id,
        way: z.enum(offerWays),
        answerHours: z.number().int().min(1).max(720).nullable().default(null),
      }),
    )
    .output(z.object({ offerId: id })),
  link: procedure(
    { ...write, secret: true },
    'Make a one-time link for a provider without an installation; shown once',
  )
    .input(z.object({ offerId: id }))
    .output(z.object({ code: z.string(), path: z.string(), expiresAt: moment })),
  record: procedure(
    write,
    'Write down what a provider said that has no installation, or with which the bridge ended',
  )
    .input(z.object({ offerId: id, version, to: State, reason: Reason.default(null) }))
    .output(changed),
  withdraw: procedure(
    write,
    'Take a referral back: the person does not want it any more, or it was a mistake',
  )
    .input(z.object(at))
    .output(z.object({ done: z.literal(true) })),
  withdrawMany: procedure(
    write,
    'Take several referrals back; each by itself, with what came of it. The number is said, so that no other is meant',
  )
    .input(
      z.object({
        referrals: z.array(z.object(at)).min(1).max(100),
        number: z.number().int().describe('How many are meant; refused unless so many are named'),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            outcome: z
              .enum(['withdrawn', 'changed', 'not_now', 'not_open'])
              .describe('changed: somebody was there before; not_now: past what can be taken back'),
          }),
        ),
      }),
    ),
};

const ruleFields = {
  direction: Rule.shape.direction,
  title: text(160),
  types: Rule.shape.types.max(2).default([]),
  ages: Rule.shape.ages.max(2).default([]),
  foreignNational: Rule.shape.foreignNational.default('any'),
  counties: z.array(text(60)).max(60).default([]),
  who: text(600).describe('Who is called'),
  atWhatMoment: text(600).describe('When'),
  how: z.string().trim().max(2000).default(''),
};
const protocol = { permission: 'protocol.referrals', effect: 'write' } as const;

export const referralRulesContract = {
  list: procedure(
    { effect: 'read' },
    'What the protocol says of referrals, both ways; past editions on request',
  )
    .input(z.object({ past: z.boolean().default(false) }))
    .output(
      z.object({
        rows: z.array(Rule),
        hours: z.number().int(),
        may: z.object({ write: z.boolean(), setHours: z.boolean() }),
      }),
    ),
  write: procedure(protocol, 'Write a new rule, or the next edition of one')
    .input(
      z.object({
        replaces: id.nullable().default(null).describe('The edition that was on the screen'),
        ...ruleFields,
      }),
    )
    .output(z.object({ id })),
  retire: procedure(protocol, 'Take a rule out of the protocol')
    .input(z.object({ id }))
    .output(z.object({ done: z.literal(true) })),
  setHours: procedure(
    { permission: 'settings.manage', effect: 'write', stepUp: true },
    'Hours within which providers are to answer',
  )
    .input(z.object({ hours: z.number().int().min(1).max(720) }))
    .output(z.object({ done: z.literal(true) })),
};
