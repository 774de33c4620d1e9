import { z } from 'zod';
import {
  audiences,
  indicatorRoutes,
  noActionReasons,
  queueReasons,
  referralRecipients,
  similarityReasons,
  tipChannels,
  tipClocks,
  tipDecisions,
  tipStates,
} from '../vocabulary/tips.ts';
import { originModes, originRoutes } from '../vocabulary/origins.ts';

import { answers, longest, personsRanges, transportModes } from './contract-lists.ts';
import { portalLanguageCodes } from './contract-languages.ts';

/** Pieces that the contracts of tips and dangers share. */
const text = (max: number) => z.string().trim().max(max).default('');
const Answer = z.enum(answers);

export const PersonRef = z.object({ id: z.uuid(), displayName: z.string() });
export const version = z.number().int().positive();
export const done = z.object({ done: z.literal(true) });

/** What a reporter tells: the same for the officer's form, the API and the public form. */
export const TipTold = z.object({
  audience: z.enum(audiences).default('other'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/)
    .default('en'),
  what: z.string().trim().min(1).max(longest.what).describe('What was seen or heard, in their words'),
  place: text(longest.place),
  happened: text(longest.happened).describe('When, in their words'),
  ongoing: Answer.default('unknown'),
  danger: Answer.default('unknown').describe('Whether somebody is in danger now'),
  personsRange: z.enum(personsRanges).default('unknown'),
  minors: Answer.default('unknown'),
  languagesHeard: text(longest.languagesHeard),
  vehicle: text(longest.vehicle),
  phones: text(longest.phones),
  onlineLinks: text(longest.onlineLinks),
  transportMode: z.enum(transportModes).nullable().default(null),
  departure: text(longest.departure),
  destination: text(longest.destination),
  howKnown: text(longest.howKnown),
  trainingCode: text(longest.trainingCode),
  answers: z
    .array(
      z.object({
        pack: z.string().max(60),
        packVersion: z.string().max(20),
        question: z.string().max(80),
        answer: Answer,
      }),
    )
    .max(200)
    .default([]),
});
export type TipTold = z.infer<typeof TipTold>;

/** How the reporter may be reached; sealed before it is stored. */
export const Contact = z.object({
  name: text(longest.contactName),
  way: z.string().trim().min(1).max(longest.contactWay).describe('Phone, address or other way'),
  when: text(longest.contactWhen).describe('When and how it is safe'),
});
export type Contact = z.infer<typeof Contact>;

/** A contact as it is kept: of an imported tip there may be a name and no way to reach it. */
export const KeptContact = Contact.extend({ way: text(longest.contactWay) });
export type KeptContact = z.infer<typeof KeptContact>;

/** One line of the queue. */
export const TipRow = z.object({
  id: z.uuid(),
  number: z.string(),
  channel: z.enum(tipChannels),
  audience: z.enum(audiences),
  originRoute: z.enum(originRoutes),
  receivedAt: z.iso.datetime(),
  state: z.enum(tipStates),
  danger: Answer,
  inDanger: z.boolean().describe('A danger raised on this tip is not resolved'),
  officerDueAt: z.iso
    .datetime()
    .nullable()
    .describe('By when somebody must answer for the danger; empty when somebody does'),
  what: z.string().describe('The first 300 characters'),
  place: z.string(),
  personsRange: z.enum(personsRanges),
  minors: Answer,
  ongoing: Answer,
  triageDueAt: z.iso.datetime(),
  assignedTo: PersonRef.nullable(),
  why: z.enum(queueReasons).describe('Why it stands where it stands'),
  version,
});
export type TipRow = z.infer<typeof TipRow>;

export const Decision = z.object({
  id: z.uuid(),
  decision: z.enum([...tipDecisions, 'reopen']),
  fromState: z.enum(tipStates),
  toState: z.enum(tipStates),
  reasonCode: z.enum(noActionReasons).nullable(),
  recipient: z.enum(referralRecipients).nullable(),
  recipientName: z.string(),
  duplicateOf: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  reason: z.string(),
  undoes: z.uuid().nullable(),
  decidedBy: PersonRef,
  decidedAt: z.iso.datetime(),
});

/** An earlier tip that may tell of the same thing, with the reasons. */
export const SimilarTip = z.object({
  id: z.uuid(),
  number: z.string(),
  receivedAt: z.iso.datetime(),
  state: z.enum(tipStates),
  what: z.string().describe('The first 200 characters'),
  place: z.string(),
  cases: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string() })),
  reasons: z.array(
    z.object({
      reason: z.enum([...similarityReasons, 'same_link']),
      value: z.string().nullable().describe('What both have in common, as the other tip has it'),
    }),
  ),
});

export const TipPage = TipTold.omit({ answers: true }).extend({
  what: z.string().describe('Empty after the purge'),
  id: z.uuid(),
  number: z.string(),
  channel: z.enum(tipChannels),
  originRoute: z.enum(originRoutes),
  originMode: z.enum(originModes),
  agency: z.object({ id: z.uuid(), shortName: z.string() }).nullable(),
  receivedBy: PersonRef.nullable(),
  receivedAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  state: z.enum(tipStates),
  inDanger: z.boolean(),
  triageDueAt: z.iso.datetime(),
  retainUntil: z.iso.date(),
  assignedTo: PersonRef.nullable(),
  externalId: z.string().nullable(),
  imported: z.boolean().describe('Came with an imported file'),
  version,
  reporter: z.object({ hasContact: z.boolean(), mayContact: z.boolean(), erased: z.boolean() }),
  answers: z.array(
    z.object({
      pack: z.string(),
      packVersion: z.string(),
      question: z.string(),
      answer: Answer,
    }),
  ),
  decisions: z.array(Decision),
  clocks: z.array(
    z.object({
      clock: z.enum(tipClocks),
      startedAt: z.iso.datetime(),
      dueAt: z.iso.datetime(),
      metAt: z.iso.datetime().nullable(),
      state: z.enum(['running', 'overdue', 'met', 'met_late']),
    }),
  ),
  legalHold: z.boolean(),
  purgeAskedBy: PersonRef.nullable(),
  cases: z.array(
    z.object({ id: z.uuid(), number: z.string(), title: z.string(), linkedAt: z.iso.datetime() }),
  ),
  messages: z.array(
    z.object({
      id: z.uuid(),
      direction: z.enum(['question', 'answer']),
      body: z.string(),
      author: PersonRef.nullable(),
      sentAt: z.iso.datetime(),
      readAt: z.iso.datetime().nullable(),
    }),
  ),
  dangers: z.array(
    z.object({
      id: z.uuid(),
      standing: z.enum(['nobody_accountable', 'accepted', 'ended']),
      raisedAt: z.iso.datetime(),
    }),
  ),
  similar: z.array(SimilarTip),
});
export type TipPage = z.infer<typeof TipPage>;

const Said = z.object({ en: z.string(), es: z.string() });

/** The questions for one kind of observer, with where a yes may lead. Never a score. */
export const Pack = z.object({
  id: z.string(),
  audience: z.enum(audiences),
  version: z.string(),
  reviewedOn: z.iso.date(),
  sources: z.array(z.string()),
  title: Said,
  note: Said,
  items: z.array(
    z.object({
      id: z.string(),
      question: Said,
      help: Said.nullable(),
      routes: z.array(z.enum(indicatorRoutes)),
      next: z.array(z.string()),
    }),
  ),
});

/** What an installation says of itself on the public tip pages. */
export const PortalWords = z.object({
  emergency: z
    .string()
    .trim()
    .regex(/^[+\d][\d -]{1,19}$/)
    .describe('Number for emergencies, as it is dialed'),
  hotlineName: text(100),
  hotlineNumber: text(40),
  exitUrl: z
    .url({ protocol: /^https$/ })
    .max(300)
    .describe('Where "Leave this page" leads'),
  languages: z
    .array(z.enum(portalLanguageCodes))
    .max(portalLanguageCodes.length)
    .default(portalLanguageCodes)
    .describe('Languages that visitors may choose; English is always among them'),
  reviewed: z
    .array(z.enum(portalLanguageCodes))
    .max(portalLanguageCodes.length)
    .default([])
    .describe('Languages whose texts a native speaker has read here'),
  changedAt: z.iso
    .datetime()
    .nullable()
    .describe('When this was last changed; a change names the state it saw'),
});
export type PortalWords = z.infer<typeof PortalWords>;
