import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { channels } from '../providers/contract.ts';
import { Readiness } from '../standby/contract.ts';
import { standings } from '../standby/rules.ts';
import { gateItems, sayers } from './rules-gate-items.ts';
import { answers, tellings } from './rules-standby.ts';
import { operationStates } from '../vocabulary/operations.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();
const done = z.object({ done: z.literal(true) });
const Person = z.object({ id: z.uuid(), displayName: z.string() });
const item = z
  .union([z.enum(gateItems), z.string().regex(/^lesson-[0-9a-f]{32}$/)])
  .describe('An item of the catalogue, or a lesson by its id');

/** One item of the gate: where it stands by the rules, and what people wrote down. */
export const GateItemRow = z.object({
  item,
  from: z.enum(['named', 'extra', 'kind', 'lesson']),
  text: z.string().nullable().describe('What a lesson says; items of the catalogue have words of their own'),
  by: z.enum(sayers).describe('Who can say that it is done: a person, the database, or only both'),
  state: z.enum(['open', 'done', 'waived', 'not_applying']),
  whyNot: z.enum(['kind', 'victims', 'minors', 'language']).nullable(),
  critical: z.boolean().describe('Holds up the start while it is open'),
  waivable: z.boolean(),
  record: z.boolean().nullable().describe('What the database holds; null where a person alone says so'),
  said: z.enum(['open', 'done', 'waived']).describe('What people wrote down, whether or not it counts'),
  owner: Person.nullable(),
  evidence: z.string(),
  reason: z.string().nullable(),
  settledBy: Person.nullable(),
  settledAt: moment.nullable(),
  version: version.nullable().describe('Null: nobody has written anything down yet'),
});
export type GateItemRow = z.infer<typeof GateItemRow>;

/** A provider that stands by. */
export const StandbyOfOperation = z.object({
  id: z.uuid(),
  provider: z.object({
    id: z.uuid(),
    name: z.string(),
    channel: z.enum(channels),
    dutyPhone: z.string().nullable(),
  }),
  contact: z.string(),
  phone: z.string().nullable(),
  stagingPlace: z.object({ id: z.uuid(), label: z.string() }).nullable(),
  earliestAt: moment.nullable(),
  notice: z
    .object({
      id: z.uuid(),
      standing: z.enum(standings).nullable().describe('Null: this person does not read stand-by notices'),
      acknowledgedAt: moment.nullable(),
    })
    .nullable(),
  told: z
    .object({ how: z.enum(tellings), whom: z.string().nullable(), at: moment, by: z.string() })
    .nullable(),
  answer: z.enum(answers).nullable(),
  answerNote: z.string().nullable(),
  knows: z.boolean().describe('Counts as told: knows the present wording, and did not say that it cannot'),
  askAgain: z.boolean().describe('It was told before the operation was postponed; that counts no longer'),
  version,
});
export type StandbyOfOperation = z.infer<typeof StandbyOfOperation>;

export const Gate = z.object({
  operationId: z.uuid(),
  number: z.string(),
  state: z.enum(operationStates),
  caseId: z
    .uuid()
    .nullable()
    .describe('Notices to providers are made for a case; without one they are told by a person'),
  plannedFrom: moment.nullable(),
  plannedUntil: moment.nullable(),
  languages: z.array(z.string()),
  items: z.array(GateItemRow),
  blockers: z.array(z.object({ problem: z.string(), item: z.string().nullable() })),
  standbys: z.array(StandbyOfOperation),
  stagingPlaces: z.array(z.object({ id: z.uuid(), label: z.string() })),
  notices: z.array(z.object({ id: z.uuid(), area: z.string(), readiness: Readiness })),
  people: z.array(Person).describe('Who can see to an item'),
  planned: z.boolean().describe('This person has planned the operation'),
  may: z.object({ settle: z.boolean(), waiveCritical: z.boolean() }),
});
export type Gate = z.infer<typeof Gate>;

const standby = {
  contact: z.string().trim().min(1).max(120),
  phone: z
    .string()
    .regex(/^[+0-9][0-9 ().x-]{2,39}$/)
    .nullable()
    .default(null),
  stagingPlaceId: z.uuid().nullable().default(null),
  earliestAt: moment.nullable().default(null),
};

const plan = 'operations.plan';

/** The readiness gate and the providers that stand by. */
export const gateContract = {
  gate: procedure(
    { effect: 'read', permission: 'operations.read' },
    'The readiness gate of an operation: every item, what holds up the start, and who stands by',
  )
    .input(z.object({ operationId: z.uuid() }))
    .output(Gate),
  settleItem: procedure(
    { effect: 'write', permission: 'operations.read' },
    'Say that an item is done, waive it with a reason, or open it again',
  )
    .input(
      z.object({
        operationId: z.uuid(),
        item,
        version: version.nullable().describe('As it was seen; null when nothing was written down yet'),
        state: z.enum(['open', 'done', 'waived']),
        ownerId: z.uuid().nullable().default(null),
        evidence: z.string().trim().max(2000).default(''),
        reason: z.string().trim().max(2000).default(''),
      }),
    )
    .output(z.object({ version })),
  giveItem: procedure(
    { effect: 'write', permission: 'operations.read' },
    'Say who sees to an item, and tell them; or nobody any more',
  )
    .input(
      z.object({
        operationId: z.uuid(),
        item,
        version: version.nullable().describe('As it was seen; null when nothing was written down yet'),
        ownerId: z.uuid().nullable(),
      }),
    )
    .output(z.object({ version })),
  addStandby: procedure({ effect: 'write', permission: plan }, 'Ask a provider to stand by')
    .input(z.object({ operationId: z.uuid(), providerId: z.uuid(), ...standby }))
    .output(z.object({ id: z.uuid() })),
  changeStandby: procedure(
    { effect: 'write', permission: plan },
    'Change whom to call, where its staff stand by, and from when',
  )
    .input(z.object({ id: z.uuid(), version, ...standby }))
    .output(z.object({ version })),
  attachNotice: procedure(
    { effect: 'write', permission: plan },
    'Say by which stand-by notice the providers were told; its acknowledgements and numbers count from then on',
  )
    .input(z.object({ operationId: z.uuid(), noticeId: z.uuid() }))
    .output(
      z.object({ attached: z.number().int().describe('Providers standing by that the notice went to') }),
    ),
  tellStandby: procedure(
    { effect: 'write', permission: plan },
    'Write down that a person told a provider, by which channel, and what it answered',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        how: z.enum(tellings),
        whom: z.string().trim().min(1).max(120).nullable().default(null),
        at: moment,
        answer: z.enum(answers),
        note: z.string().trim().min(1).max(500).nullable().default(null),
      }),
    )
    .output(z.object({ version })),
  endStandby: procedure({ effect: 'write', permission: plan }, 'Let a provider go that stood by')
    .input(z.object({ id: z.uuid(), version }))
    .output(done),
};
