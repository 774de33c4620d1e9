import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import {
  ageGroups,
  cameByWays,
  clientStates,
  clockKinds,
  clockOutcomes,
  closeReasons,
  destructionReasons,
  genderGroups,
  intakeKinds,
  interpreterNeeds,
  sections,
  teamCapacities,
} from '../vocabulary/clients.ts';
import { Details, DetailToSave } from './contract-details.ts';

const alias = z.string().trim().min(1).max(80).describe('What colleagues say; never the legal name');
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .describe('BCP 47; und when not known');
const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });
const done = z.object({ done: z.literal(true) });
const moment = z.iso.datetime();

const facts = {
  alias,
  intakeOn: z.iso.date(),
  intakeKind: z.enum(intakeKinds),
  cameBy: z.enum(cameByWays),
  language,
  interpreter: z.enum(interpreterNeeds),
  ageGroup: z.enum(ageGroups),
  genderGroup: z.enum(genderGroups).describe('As the client says it, for counting; never guessed'),
  closedCircle: z.boolean().describe('Only the people on the team see the client'),
};

export const Clock = z.object({
  id: z.uuid(),
  kind: z.enum(clockKinds),
  beganAt: moment,
  dueAt: moment,
  endedAt: moment.nullable(),
  outcome: z.enum(clockOutcomes).nullable(),
  version,
});

export const ClientRow = z.object({
  id: z.uuid(),
  number: z.string(),
  alias,
  state: z.enum(clientStates),
  intakeOn: z.iso.date(),
  language,
  interpreter: z.enum(interpreterNeeds),
  ageGroup: z.enum(ageGroups),
  closedCircle: z.boolean(),
  advocates: z.array(z.string()).describe('Names of the people on the team'),
  nextDue: z.object({ kind: z.enum(clockKinds), dueAt: moment }).nullable(),
});

export const Client = z.object({
  id: z.uuid(),
  number: z.string(),
  ...facts,
  state: z.enum(clientStates),
  closedOn: z.iso.date().nullable(),
  closeReason: z.enum(closeReasons).nullable(),
  legalHold: z.boolean(),
  createdAt: moment,
  version,
  team: z.array(
    z.object({
      id: z.uuid(),
      accountId: z.uuid(),
      displayName: z.string(),
      capacity: z.enum(teamCapacities),
      since: moment,
      version,
    }),
  ),
  clocks: z.array(Clock),
  filled: z.array(z.enum(sections)).describe('Sealed sections that hold something'),
  destruction: z
    .object({
      id: z.uuid(),
      reason: z.enum(destructionReasons),
      askedById: z.uuid(),
      askedBy: z.string(),
      askedAt: moment,
      agreedAt: moment.nullable(),
      version,
    })
    .nullable(),
  may: z.object({ write: z.boolean(), team: z.boolean(), hold: z.boolean(), destroy: z.boolean() }),
});

export const clientsContract = {
  list: procedure(
    { effect: 'read', permission: 'clients.read' },
    'Clients of the own organisation, by alias; looks only at what is not sealed',
  )
    .input(
      z.object({
        states: z.array(z.enum(clientStates)).max(4).default(['intake', 'active']),
        ageGroups: z.array(z.enum(ageGroups)).max(4).default([]),
        mine: z.boolean().default(false),
        due: z.boolean().default(false).describe('Only with an open deadline'),
        find: z.string().trim().max(80).default('').describe('Part of the alias, or a number'),
        sort: z.enum(['intake', 'alias', 'due']).default('intake'),
        descending: z.boolean().default(true),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ClientRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  takeIn: procedure(
    { effect: 'write', permission: 'clients.intake' },
    'Take a client in: an alias is enough, and nothing needs a release',
  )
    .input(
      z.object({
        alias,
        intakeOn: facts.intakeOn,
        intakeKind: facts.intakeKind.default('new'),
        cameBy: facts.cameBy.default('unknown'),
        language: language.default('und'),
        interpreter: facts.interpreter.default('unknown'),
        ageGroup: facts.ageGroup.default('unknown'),
        genderGroup: facts.genderGroup.default('not_said'),
        closedCircle: facts.closedCircle.default(false),
        foreignMinor: z
          .enum(['yes', 'may_be', 'no', 'unknown'])
          .default('unknown')
          .describe(
            'For somebody who is or may be under 18: starts the 24 hours for the notice to HHS; not kept itself',
          ),
      }),
    )
    .output(z.object({ id: z.uuid(), number: z.string() })),
  read: procedure({ effect: 'read', permission: 'clients.read' }, 'One client: what is not sealed')
    .input(id)
    .output(Client),
  change: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Change what is not sealed, close or open again',
  )
    .input(
      z
        .object(facts)
        .partial()
        .extend({
          id: z.uuid(),
          version,
          state: z.enum(['intake', 'active', 'closed']).optional(),
          closeReason: z.enum(closeReasons).nullable().optional(),
        }),
    )
    .output(z.object({ version })),
  details: procedure(
    { effect: 'read', permission: 'clients.details' },
    'Sealed sections of a client, opened; each opening is written down',
  )
    .input(z.object({ id: z.uuid(), sections: z.array(z.enum(sections)).min(1).max(5) }))
    .output(
      z.object({
        sections: Details.partial(),
        versions: z.partialRecord(z.enum(sections), version),
      }),
    ),
  saveDetails: procedure({ effect: 'write', permission: 'clients.write' }, 'Seal one section of a client')
    .input(
      z.object({
        id: z.uuid(),
        version: version.nullable().describe('Of the section as it was read; null when it was empty'),
        detail: DetailToSave,
      }),
    )
    .output(z.object({ version })),
  startClock: procedure(
    { effect: 'write', permission: 'clients.write' },
    'Start a deadline that the facts call for',
  )
    .input(z.object({ id: z.uuid(), kind: z.enum(['hhs_notice', 'child_abuse_report']) }))
    .output(id),
  settleClock: procedure({ effect: 'write', permission: 'clients.write' }, 'Say how a deadline was settled')
    .input(z.object({ clockId: z.uuid(), version, outcome: z.enum(clockOutcomes) }))
    .output(done),
  addToTeam: procedure(
    { effect: 'write', permission: 'clients.team' },
    'Put a colleague on the team of a client',
  )
    .input(z.object({ id: z.uuid(), accountId: z.uuid(), capacity: z.enum(teamCapacities) }))
    .output(id),
  leaveTeam: procedure({ effect: 'write', permission: 'clients.team' }, 'Take somebody off the team')
    .input(z.object({ id: z.uuid().describe('Of the place on the team'), version }))
    .output(done),
  hold: procedure(
    { effect: 'write', permission: 'clients.hold' },
    'Put the record under legal hold, or lift it',
  )
    .input(z.object({ id: z.uuid(), version, hold: z.boolean() }))
    .output(z.object({ version })),
  askDestruction: procedure(
    { effect: 'write', permission: 'clients.destroy', stepUp: true },
    'Ask for the destruction of a record; another person must agree',
  )
    .input(z.object({ id: z.uuid(), reason: z.enum(destructionReasons) }))
    .output(id),
  agreeDestruction: procedure(
    { effect: 'write', permission: 'clients.destroy', stepUp: true },
    'Agree to a destruction: the key goes, and with it the record here and in every backup',
  )
    .input(z.object({ id: z.uuid().describe('Of the destruction'), version }))
    .output(done),
  withdrawDestruction: procedure(
    { effect: 'write', permission: 'clients.destroy' },
    'Take a destruction back that nobody agreed to',
  )
    .input(z.object({ id: z.uuid().describe('Of the destruction'), version }))
    .output(done),
  history: procedure(
    { effect: 'read', permission: 'clients.read' },
    'Who changed what of a client, without the sealed words',
  )
    .input(id)
    .output(
      z.object({
        rows: z.array(
          z.object({
            at: moment,
            by: z.string().nullable(),
            table: z.string(),
            changed: z.array(z.string()),
            before: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    ),
};
