import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { identifierTypes } from '../../analysis/deconfliction/identifiers.ts';
import * as parts from '../cases/contract-parts.ts';
import { Told } from '../deconfliction/contract-parts.ts';
import { originRoutes } from '../vocabulary/origins.ts';
import {
  checkResults,
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
const optional = z.string().trim().min(1).max(80).nullable().default(null);

/** What is proposed, and the four ordered answers with their reasons. No field adds them up. */
const facts = {
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

export const Settings = z.object({
  quorum: z.number().int().min(1).max(15).describe('Votes before anything is decided'),
  keepDays: z.number().int().min(30).max(1825).describe('Days that what was not taken up is kept'),
  checkDays: z.number().int().min(1).max(365).describe('Days an answer about others at work holds'),
  deferDays: z.number().int().min(7).max(365).describe('Longest deferral'),
});

const read = 'nominations.read';
const byVersion = { id: z.uuid(), version: parts.version };
const versioned = z.object({ version: parts.version });

export const nominationsContract = {
  list: procedure({ effect: 'read', permission: read }, 'Nominations of targets, the newest first')
    .input(
      z.object({
        states: z.array(z.enum(nominationStates)).max(6).default(['waiting', 'deferred']),
        types: z.array(parts.Type).max(4).default([]),
        mine: z.boolean().default(false),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(NominationRow),
        total: parts.Total,
        share: z
          .object({ labor: z.number().int(), known: z.number().int(), undetermined: z.number().int() })
          .describe('Of all that the reader may see, whatever the filter says'),
        quorum: z.number().int(),
      }),
    ),
  compare: procedure(
    { effect: 'read', permission: read },
    'Up to six nominations side by side, criterion by criterion; nothing is added up',
  )
    .input(z.object({ ids: z.array(z.uuid()).min(1).max(6) }))
    .output(z.object({ rows: z.array(NominationRow) })),
  read: procedure({ effect: 'read', permission: read }, 'One nomination with votes, answers and decisions')
    .input(parts.byId)
    .output(Nomination),
  nominate: procedure({ effect: 'write', permission: 'nominations.make' }, 'Nominate a target')
    .input(
      z.object({
        ...facts,
        from: z
          .discriminatedUnion('source', [
            z.object({ source: z.literal('tip'), tipId: z.uuid() }),
            z.object({ source: z.literal('strand'), strandId: z.uuid() }),
            z.object({ source: z.literal('fresh'), knownSince: parts.day }),
          ])
          .describe('Where the information comes from; its clock begins there'),
      }),
    )
    .output(z.object({ id: z.uuid(), number: z.string() })),
  change: procedure(
    { effect: 'write', permission: 'nominations.make' },
    'Change what one nominated, while it waits',
  )
    .input(z.object({ ...byVersion, ...facts }))
    .output(versioned),
  withdraw: procedure(
    { effect: 'write', permission: 'nominations.make' },
    'Take back what one nominated; its clock goes on',
  )
    .input(z.object(byVersion))
    .output(versioned),
  check: procedure(
    { effect: 'write', permission: 'deconfliction.enter' },
    'Ask deconfliction whether others work on the target: all its identifiers are compared anew',
  )
    .input(
      z.object({
        id: z.uuid(),
        reason: parts.line(1000).nullable().default(null).describe('Why nothing identifies the target'),
      }),
    )
    .output(z.object({ told: z.enum(roomResults) })),
  recordCheck: procedure(
    { effect: 'write', permission: 'nominations.vote' },
    'Write down what a regional system answered, with its reference number',
  )
    .input(
      z.object({
        id: z.uuid(),
        result: z.enum(checkResults),
        checkedOn: parts.day,
        system: parts.line(120),
        reference: optional.describe('Needed'),
        note: parts.prose(2000).default(''),
      }),
    )
    .output(parts.made),
  vote: procedure({ effect: 'write', permission: 'nominations.vote' }, 'Vote, or change the own vote')
    .input(z.object({ id: z.uuid(), vote: z.enum(votes), rationale: parts.line(2000) }))
    .output(parts.done),
  decide: procedure(
    { effect: 'write', permission: 'nominations.decide' },
    'Approve, reject or defer, after the committee has voted',
  )
    .input(
      z.object({
        ...byVersion,
        decision: z.enum(decisions),
        rationale: parts.line(4000),
        returnsOn: parts.day.nullable().default(null),
      }),
    )
    .output(versioned),
  open: procedure(
    { effect: 'write', permission: 'cases.write' },
    'Open a case of an approved nomination, or add a strand to one; pre-operational',
  )
    .input(
      z.object({
        ...byVersion,
        into: z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('new_case'),
            route: z.enum(originRoutes).default('criminal_intelligence'),
          }),
          z.object({ kind: z.literal('case'), caseId: z.uuid() }),
        ]),
      }),
    )
    .output(z.object({ caseId: z.uuid(), strandId: z.uuid(), version: parts.version })),
  hold: procedure({ effect: 'write', permission: 'nominations.hold' }, 'Put under legal hold, or lift it')
    .input(z.object({ ...byVersion, hold: z.boolean() }))
    .output(versioned),
  settings: procedure({ effect: 'read', permission: read }, 'Quorum and clocks')
    .input(z.object({}))
    .output(Settings),
  settingsToSet: procedure({ effect: 'read', permission: 'settings.manage' }, 'The same, to be changed')
    .input(z.object({}))
    .output(Settings.extend({ changedAt: parts.instant.nullable() })),
  setSettings: procedure(
    { effect: 'write', permission: 'settings.manage', stepUp: true },
    'Set quorum and clocks for what is nominated from now on',
  )
    .input(Settings.extend({ changedAt: parts.instant.nullable() }))
    .output(parts.done),
};
