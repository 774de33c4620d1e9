import { z } from 'zod';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import * as lists from '../vocabulary/victims.ts';

/** Shapes that several procedures of the room of victims share. */

export const version = z.number().int().positive().describe('The version that was on the screen');
export const day = z.iso.date();
export const instant = z.iso.datetime();
export const text = (max: number) => z.string().trim().max(max);
export const line = (max = 200) => z.string().trim().min(1).max(max);
export const byId = z.object({ id: z.uuid() });
export const made = z.object({ id: z.uuid() });
export const changed = z.object({ version });
export const done = z.object({ done: z.literal(true) });
export const Person = z.object({ id: z.uuid(), name: z.string() });

export const Status = z.enum(lists.victimStatuses);
export const Age = z.enum(lists.ageGroups);
export const Basis = z.enum(lists.victimBases);
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
export const CodeName = z
  .string()
  .trim()
  .regex(/^\p{L}[\p{L} -]{1,38}\p{L}$/u)
  .describe('Neutral words, unique in the task force; no part of the real name');
export const Labels = z.array(z.enum(handlingLabels)).max(handlingLabels.length);

/** What law enforcement knows of a victim and may stand beside a code name. */
export const Known = z.object({
  codeName: CodeName,
  type: z.enum(traffickingTypes),
  ageGroup: Age,
  ageAtFacts: Age,
  yearsAtFacts: z.number().int().min(0).max(120).nullable(),
  foreignNational: z.enum(lists.knownOrNot),
  languages: z.array(Language).max(12),
  interpreter: z.enum(lists.interpreterNeeds),
  handling: Labels,
});
export type Known = z.infer<typeof Known>;

/** What a change of what is known replaced: only the fields that changed, and no longer known ones left out. */
export const FormerlyKnown = Known.extend({ codeName: z.string(), yearsAtFacts: z.number().int() }).partial();
export type FormerlyKnown = z.infer<typeof FormerlyKnown>;

/** Who a victim is; lies sealed. */
export const Identity = z.object({
  name: line(),
  otherNames: z.array(line()).max(12).default([]),
  bornOn: day.nullable().default(null),
  papers: text(1000).default('').describe('Papers and numbers by which the person is identified'),
  whereabouts: text(1000).default('').describe('Where the person stays, as far as law enforcement knows'),
});
export type Identity = z.infer<typeof Identity>;

/** What of a channel lies sealed. */
export const ChannelDetails = z.object({
  address: line(300).describe('Number, address or name by which to reach the victim'),
  codeWord: text(80).default(''),
  heed: text(1000).default('').describe('What to heed: who else answers, what not to say'),
});
export type ChannelDetails = z.infer<typeof ChannelDetails>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const ChannelUse = z.object({
  safety: z.enum(lists.channelSafeties),
  leaveMessage: z.boolean().default(false),
  days: z.array(z.enum(lists.weekdays)).max(7).default([]),
  fromTime: time.nullable().default(null),
  untilTime: time.nullable().default(null),
  saidOn: day,
});

export const Channel = ChannelUse.extend({
  id: z.uuid(),
  kind: z.enum(lists.victimChannels),
  codeWord: z.boolean(),
  reason: z.string().nullable(),
  endedAt: instant.nullable(),
  mayBeChosen: z.boolean().describe('Never for an unsafe or ended one'),
  recordedBy: Person,
  recordedAt: instant,
  version,
});
export type Channel = z.infer<typeof Channel>;

export const Decision = z.object({
  id: z.uuid(),
  place: z.number().int(),
  from: Status,
  to: z.enum(['indicators', 'likely', 'confirmed', 'not_identified']),
  decidedOn: day,
  basis: z.array(Basis),
  confirmedBy: z.enum(lists.victimConfirmers).nullable(),
  reason: z.enum(lists.notIdentifiedReasons).nullable(),
  rescreenOn: day.nullable(),
  note: z.string(),
  decidedBy: Person,
  decidedAs: z.string().describe('Role in which it was decided'),
  recordedAt: instant,
});
export type Decision = z.infer<typeof Decision>;
