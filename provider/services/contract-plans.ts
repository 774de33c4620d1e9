import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { goalStates, noteKinds, stepDoers, stepStates } from '../vocabulary/needs.ts';

const read = { effect: 'read', permission: 'plans.read' } as const;
const write = { effect: 'write', permission: 'plans.write' } as const;
const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });
const line = (max = 200) => z.string().trim().max(max).default('');
const long = z.string().trim().max(4000).default('');
const client = z.object({ clientId: z.uuid() });

/** What a safety plan says. Every part may stay empty: a plan is the client's, and begins with what they want to say. */
export const SafetyPlan = z.object({
  callFirst: z
    .array(z.object({ name: line(120), how: line(254), when: line(200) }))
    .max(12)
    .default([])
    .describe('Whom to call, how, and when that is safe'),
  safePlaces: z
    .array(z.object({ place: line(254), howToGet: line(400) }))
    .max(12)
    .default([]),
  warningSigns: long.describe('How the client knows that danger is near'),
  signals: long.describe('Words or signs agreed on with others'),
  children: long,
  documents: long.describe('Papers, medicine, keys, money: what to take and where it lies'),
  phoneAndOnline: long.describe('Phones, accounts and places that others may see'),
  work: long.describe('At work, at school, on the way'),
  strength: long.describe('What helps the client to go on'),
});
export type SafetyPlan = z.infer<typeof SafetyPlan>;

const Edition = z.object({
  id: z.uuid(),
  edition: z.number().int(),
  reviewedOn: z.iso.date(),
  nextReviewOn: z.iso.date().nullable(),
  writtenBy: z.string(),
  writtenAt: z.iso.datetime(),
});

const stepFacts = {
  words: z.string().trim().min(1).max(1000),
  byWhom: z.enum(stepDoers).default('us'),
  accountId: z.uuid().nullable().default(null).describe('Which colleague, when it is one of ours'),
  dueOn: z.iso.date().nullable().default(null),
};

export const Goal = z.object({
  id: z.uuid(),
  words: z.string(),
  setOn: z.iso.date(),
  state: z.enum(goalStates),
  endedOn: z.iso.date().nullable(),
  version,
  steps: z.array(
    z.object({
      id: z.uuid(),
      words: z.string(),
      byWhom: z.enum(stepDoers),
      accountId: z.uuid().nullable(),
      who: z.string().nullable(),
      dueOn: z.iso.date().nullable(),
      state: z.enum(stepStates),
      doneOn: z.iso.date().nullable(),
      version,
    }),
  ),
});

export const plansContract = {
  safety: procedure(
    read,
    'The safety plan of a client, opened, with its editions; the reading is written down',
  )
    .input(client)
    .output(z.object({ plan: SafetyPlan.nullable(), editions: z.array(Edition) })),
  safetyEdition: procedure(read, 'An earlier edition of a safety plan; the reading is written down')
    .input(id)
    .output(z.object({ plan: SafetyPlan, edition: Edition })),
  saveSafety: procedure(write, 'Keep a safety plan as its next edition; nothing is overwritten')
    .input(
      z.object({
        clientId: z.uuid(),
        after: z.number().int().min(0).describe('Edition that was read; 0 when there was none'),
        reviewedOn: z.iso.date(),
        nextReviewOn: z.iso.date().nullable().default(null),
        plan: SafetyPlan,
      }),
    )
    .output(z.object({ id: z.uuid(), edition: z.number().int() })),
  goals: procedure(read, 'The case plan: goals in the words of the client, with their steps')
    .input(client)
    .output(z.object({ rows: z.array(Goal) })),
  setGoal: procedure(write, 'Write a goal down in the words of the client')
    .input(z.object({ clientId: z.uuid(), words: z.string().trim().min(1).max(2000), setOn: z.iso.date() }))
    .output(id),
  changeGoal: procedure(write, 'Change a goal, or say that it was reached, changed or set aside')
    .input(
      z.object({
        id: z.uuid(),
        version,
        words: z.string().trim().min(1).max(2000),
        setOn: z.iso.date(),
        state: z.enum(goalStates),
        endedOn: z.iso.date().nullable().default(null),
      }),
    )
    .output(z.object({ version })),
  addStep: procedure(write, 'Add a step towards a goal: what, who, by when')
    .input(z.object({ goalId: z.uuid(), ...stepFacts }))
    .output(id),
  changeStep: procedure(write, 'Change a step, or say that it was done or dropped')
    .input(z.object({ id: z.uuid(), version, ...stepFacts, state: z.enum(stepStates) }))
    .output(z.object({ version })),
};

const noteFacts = {
  kind: z.enum(noteKinds).default('other'),
  happenedOn: z.iso.date(),
  words: z.string().trim().min(1).max(20_000),
};

/** The advocate's notes: their author, advocates on the team, the supervisor; nobody else, whatever their office. */
export const notesContract = {
  list: procedure(
    { effect: 'read', permission: 'notes.read' },
    'Notes about a client that one may read, opened, newest first; the reading is written down',
  )
    .input(z.object({ clientId: z.uuid(), page: z.number().int().min(1).max(1000).default(1) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            kind: z.enum(noteKinds),
            happenedOn: z.iso.date(),
            words: z.string(),
            writtenBy: z.string(),
            mine: z.boolean(),
            writtenAt: z.iso.datetime(),
            changedAt: z.iso.datetime().nullable(),
            version,
          }),
        ),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  write: procedure({ effect: 'write', permission: 'notes.write' }, 'Write a note about a client, sealed')
    .input(z.object({ clientId: z.uuid(), ...noteFacts }))
    .output(id),
  change: procedure({ effect: 'write', permission: 'notes.write' }, 'Change a note of one’s own')
    .input(z.object({ id: z.uuid(), version, ...noteFacts, kind: z.enum(noteKinds) }))
    .output(z.object({ version })),
};
