import { z } from 'zod';
import { identifierTypes } from '../../analysis/deconfliction/identifiers.ts';
import * as parts from '../cases/contract-parts.ts';
import { Told } from '../deconfliction/contract-parts.ts';
import {
  checkStandings,
  decisions,
  levels,
  nominationStates,
  roomResults,
  sources,
  targetKinds,
  votes,
} from './rules.ts';

const Level = z.enum(levels);
const why = parts.line(2000).describe('On what the answer rests');

/** What is proposed, and the four ordered answers with their reasons. No field adds them up. */
export const facts = {
  title: parts.line(200).describe('Working name of the target'),
  kind: z.enum(targetKinds),
  type: parts.Type,
  known: parts.line(8000).describe('What is known, and how'),
  harm: Level,
  harmWhy: why,
  vulnerability: Level.describe('Of the victims'),
  vulnerabilityWhy: why,
  solvability: Level.describe('How likely the work leads to proof'),
  solvabilityWhy: why,
  resources: Level.describe('How much the work takes'),
  resourcesWhy: why,
};
const stored = {
  ...facts,
  title: z.string().describe('Empty after the purge'),
  known: z.string(),
  harmWhy: z.string(),
  vulnerabilityWhy: z.string(),
  solvabilityWhy: z.string(),
  resourcesWhy: z.string(),
};

export const Counts = z.object({
  approve: z.number().int(),
  reject: z.number().int(),
  defer: z.number().int(),
  abstain: z.number().int(),
});

export const NominationRow = z.object({
  id: z.uuid(),
  number: z.string(),
  ...stored,
  source: z.enum(sources),
  state: z.enum(nominationStates),
  round: z.number().int(),
  returnsOn: parts.day.nullable(),
  retainUntil: parts.day.describe('End of its clock'),
  clock: z.enum(['runs', 'ended', 'stands']).describe('stands: approved, or kept by a legal hold'),
  legalHold: z.boolean(),
  check: z.enum(checkStandings).describe('Where the answer about others at work stands'),
  checkedOn: parts.day.nullable().describe('Day on which deconfliction was asked last'),
  votes: Counts.describe('Of the present round'),
  nominatedBy: parts.Person,
  nominatedAt: parts.instant,
  mine: z.boolean(),
});
export type NominationRow = z.infer<typeof NominationRow>;

const Numbered = z.object({ id: z.uuid(), number: z.string() });

export const Nomination = NominationRow.extend({
  tip: Numbered.nullable(),
  strand: z.object({ id: z.uuid(), label: z.string(), case: Numbered }).nullable(),
  knownSince: parts.day,
  decidedAt: parts.instant.nullable(),
  purgedAt: parts.instant.nullable(),
  opened: z
    .object({ case: Numbered.nullable().describe('Null when not open to the reader'), at: parts.instant })
    .nullable(),
  checks: z.array(
    z.object({
      id: z.uuid(),
      madeBy: z.enum(['room', 'hand']).describe('Deconfliction here, or an answer that was written down'),
      result: z.enum(roomResults),
      targets: z.number().int().nullable().describe('Compared by the room: how many identifiers'),
      checkedOn: parts.day,
      system: z.string(),
      reference: z.string().nullable(),
      note: z.string(),
      by: parts.Person,
      at: parts.instant,
    }),
  ),
  targets: z
    .array(
      z.object({
        id: z.uuid(),
        type: z.enum(identifierTypes),
        by: z.string(),
        mine: z.boolean().describe('Then it may be taken out again'),
        silent: z.enum(['no', 'asked', 'approved', 'declined']),
        state: z.enum(['waiting', 'live']),
        checkedAt: parts.instant.nullable(),
        expiresAt: parts.instant.nullable(),
        version: parts.version,
      }),
    )
    .describe('What identifies the target: types alone, of the values only keyed tokens are kept'),
  conflicts: z.array(Told).describe('Hits: contacts and type, and only for who may enter targets'),
  systems: z.array(z.string()).describe('Regional systems whose answers are written down by hand'),
  coordinator: z.string(),
  ballots: z.array(
    z.object({
      id: z.uuid(),
      round: z.number().int(),
      by: parts.Person,
      vote: z.enum(votes),
      rationale: z.string(),
      at: parts.instant,
      mine: z.boolean(),
      version: parts.version,
    }),
  ),
  decisions: z.array(
    z.object({
      id: z.uuid(),
      round: z.number().int(),
      decision: z.enum(decisions),
      rationale: z.string(),
      returnsOn: parts.day.nullable(),
      votes: Counts,
      withTheVotes: z.boolean().nullable(),
      by: parts.Person,
      at: parts.instant,
    }),
  ),
  certificate: z
    .object({
      was: z.enum(['rejected', 'withdrawn']),
      knownSince: parts.day,
      retainUntil: parts.day,
      votes: z.number().int(),
      checks: z.number().int(),
      decisions: z.number().int(),
      versions: z.number().int(),
      sha256: z.string(),
      at: parts.instant,
    })
    .nullable(),
  quorum: z.number().int(),
  today: parts.day,
  version: parts.version,
  may: z.object({
    change: z.boolean(),
    withdraw: z.boolean(),
    check: z.boolean().describe('Have deconfliction compare it'),
    record: z.boolean().describe('Write down the answer of a regional system'),
    vote: z.boolean(),
    decide: z.boolean(),
    open: z.boolean(),
    hold: z.boolean(),
  }),
});
export type Nomination = z.infer<typeof Nomination>;
