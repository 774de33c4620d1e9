import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { originRoutes } from '../vocabulary/origins.ts';
import { facts, Nomination, NominationRow } from './contract-parts.ts';
import { checkResults, decisions, nominationStates, roomResults, votes } from './rules.ts';

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
        reference: parts.line(80).nullable().default(null).describe('Needed'),
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
