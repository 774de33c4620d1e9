import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { operationKinds } from '../vocabulary/operations.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();
const many = (most: number) => z.number().int().min(0).max(most).nullable();

const figures = {
  peopleMet: many(10_000),
  victimsIdentified: many(10_000),
  victimsAccepting: many(10_000).describe('Of them those who accepted services'),
  arrests: many(10_000),
  evidenceItems: many(100_000),
  leads: many(10_000),
  minutes: many(10_000_000).describe('Working time of everybody, in minutes'),
  costCents: many(100_000_000_000),
};
const words = {
  workedForVictims: z.string().trim().max(8000),
  didNotWork: z.string().trim().max(8000),
};

export const Lesson = z.object({
  id: z.uuid(),
  lesson: z.string(),
  forKind: z.enum(operationKinds),
  reminder: z.string().nullable().describe('One line proposed for the checklist of the kind'),
  standing: z.enum(['kept', 'proposed', 'accepted', 'declined']),
  by: z.string(),
  at: moment,
  decidedBy: z.string().nullable(),
  mine: z.boolean(),
  version,
});
export type Lesson = z.infer<typeof Lesson>;

export const Review = z.object({
  ...figures,
  ...words,
  dueAt: moment,
  overdue: z.boolean(),
  state: z.enum(['open', 'signed']),
  providersTold: z.number().int().describe('Before the start'),
  leadLeastMinutes: z.number().int().nullable().describe('From notice to start, the provider told last'),
  leadMostMinutes: z.number().int().nullable().describe('The same, the provider told first'),
  writtenBy: z.string().nullable(),
  signedBy: z.string().nullable(),
  signedAt: moment.nullable(),
  version,
});
export type Review = z.infer<typeof Review>;

const rate = z
  .object({ mean: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .describe('With 95 % limits; null where there are too few');
const count = z.number().int();
const row = {
  operations: count,
  peopleMet: count,
  victimsIdentified: count,
  victimsAccepting: count,
  arrests: count,
  evidenceItems: count,
  leads: count.describe('Written down in reviews, and cases that came out'),
  cases: count.describe('Of them cases'),
  minutes: count,
  costCents: count,
  victimsPerOperation: rate,
  accepting: rate,
  hoursPerOperation: z.number().nullable(),
  centsPerOperation: count.nullable(),
  leadMedianMinutes: count.nullable(),
  leadsKnown: count,
};
export const Yields = z.object({
  since: z.iso.date(),
  fewest: count.describe('Fewest operations of which a rate is given'),
  kinds: z.array(z.object({ kind: z.enum(operationKinds), ...row })).describe('Without decoys'),
  types: z.array(z.object({ type: z.enum(traffickingTypes), ...row })).describe('Without decoys'),
  quarters: z.array(z.object({ quarter: z.iso.date(), ...row })).describe('Without decoys'),
  decoys: z.object(row).describe('Demand reduction, by itself'),
  comparable: z.boolean(),
});
export type Yields = z.infer<typeof Yields>;

/** After-action reviews, their lessons, and what operations yielded and cost. */
export const reviewContract = {
  review: procedure(
    { effect: 'read', permission: 'operations.read' },
    'The after-action review of an operation; null while it has not ended',
  )
    .input(z.object({ id: z.uuid().describe('The operation') }))
    .output(
      z.object({
        review: Review.nullable(),
        lessons: z.array(Lesson),
        may: z.object({ write: z.boolean(), sign: z.boolean(), decide: z.boolean() }),
      }),
    ),
  saveReview: procedure(
    { effect: 'write', permission: 'operations.run' },
    'Write the review; until it is signed',
  )
    .input(z.object({ id: z.uuid(), version, ...figures, ...words }))
    .output(z.object({ version })),
  signReview: procedure(
    { effect: 'write', permission: 'operations.approve' },
    'Sign a review that leaves nothing out; from then on it stays as it is',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version })),
  addLesson: procedure(
    { effect: 'write', permission: 'operations.run' },
    'Add a lesson; with a reminder, propose a line for the checklist of a kind',
  )
    .input(
      z.object({
        id: z.uuid(),
        lesson: z.string().trim().min(10).max(2000),
        forKind: z.enum(operationKinds),
        reminder: z.string().trim().min(10).max(200).nullable(),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  decideLesson: procedure(
    { effect: 'write', permission: 'operations.approve' },
    'Accept or decline a reminder that somebody else proposed',
  )
    .input(z.object({ lessonId: z.uuid(), version, accept: z.boolean() }))
    .output(z.object({ version })),
  lessons: procedure(
    { effect: 'read', permission: 'operations.read' },
    'Lessons of the operations one may read, by kind and words; and the accepted reminders of a kind',
  )
    .input(
      z.object({
        kind: z.enum(operationKinds).nullable().default(null),
        find: z.string().trim().max(80).default(''),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          Lesson.extend({ operation: z.object({ id: z.uuid(), number: z.string(), title: z.string() }) }),
        ),
        reminders: z.array(z.object({ id: z.uuid(), text: z.string() })),
      }),
    ),
  owed: procedure(
    { effect: 'read', permission: 'operations.read' },
    'Reviews that are owed, the earliest deadline first',
  )
    .input(z.object({ mine: z.boolean().default(false).describe('Only of operations that I may run') }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            operationId: z.uuid(),
            number: z.string(),
            title: z.string(),
            dueAt: moment,
            overdue: z.boolean(),
          }),
        ),
      }),
    ),
  yields: procedure(
    { effect: 'read', permission: 'operations.read' },
    'What reviewed operations of the task force yielded and cost, by kind, type and quarter; decoys apart',
  )
    .input(z.object({ quarters: z.number().int().min(1).max(40).default(12) }))
    .output(Yields),
};
