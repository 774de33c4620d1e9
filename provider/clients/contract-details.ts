import { z } from 'zod';
import {
  contactChannels,
  contactSafety,
  placeKinds,
  relations,
  serviceEligibility,
  traffickingKinds,
  yesNo,
} from '../vocabulary/clients.ts';

const line = (max = 200) => z.string().trim().max(max).default('');
const long = z.string().trim().max(4000).default('');
const answer = z.enum(yesNo).default('unknown');

/** Who the client is. Every field may stay empty: a name is not needed to be helped. */
export const Identity = z.object({
  legalName: line(),
  otherNames: line(),
  birthDate: z.iso.date().nullable().default(null),
  gender: line(80),
  pronouns: line(40),
  nationality: line(80),
  documents: long.describe('Identity papers: which, where, held by whom'),
  note: long,
});

export const Contacts = z.object({
  rows: z
    .array(
      z.object({
        channel: z.enum(contactChannels),
        value: line(254).describe('Number, address or person'),
        safety: z.enum(contactSafety).default('ask_first'),
        when: line().describe('Days and hours at which it is safe'),
        mayLeaveMessage: z.boolean().default(false),
        mayBeSaid: line(400).describe('What may be said, and who we say we are'),
      }),
    )
    .max(30)
    .default([]),
});

export const Places = z.object({
  rows: z
    .array(
      z.object({
        kind: z.enum(placeKinds),
        address: line(400),
        hidden: z.boolean().default(true).describe('Not said aloud, not printed, not given on'),
        note: line(400),
      }),
    )
    .max(20)
    .default([]),
});

export const Household = z.object({
  rows: z
    .array(
      z.object({
        relation: z.enum(relations),
        name: line(120),
        birthYear: z.number().int().min(1900).max(2100).nullable().default(null),
        livesWith: z.boolean().default(false),
        servedToo: z.boolean().default(false),
      }),
    )
    .max(30)
    .default([]),
});

/** What the OTIP entry form asks for; each is optional and none asks for cooperation. */
export const Eligibility = z.object({
  referredOn: z.iso.date().nullable().default(null),
  matchedWithin48h: answer,
  foreignNational: answer,
  serviceEligibility: z.enum(serviceEligibility).default('unknown'),
  trafficking: z.enum(traffickingKinds).default('not_known'),
  lgbtq: answer,
  raceEthnicity: line(),
  disability: answer,
  note: long,
});

export const Details = z.object({
  identity: Identity,
  contacts: Contacts,
  places: Places,
  household: Household,
  eligibility: Eligibility,
});
export type Details = z.infer<typeof Details>;

/** One section to be sealed. */
export const DetailToSave = z.discriminatedUnion('section', [
  z.object({ section: z.literal('identity'), value: Identity }),
  z.object({ section: z.literal('contacts'), value: Contacts }),
  z.object({ section: z.literal('places'), value: Places }),
  z.object({ section: z.literal('household'), value: Household }),
  z.object({ section: z.literal('eligibility'), value: Eligibility }),
]);
