import { z } from 'zod';
import { doubts } from '../../analysis/survival/capacity.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { workRoles } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import { measures, spans } from './rules-whatif.ts';

const Day = z.iso.date();
const Cents = z.int().min(0).max(100_000_000_000);
const Role = z.enum(workRoles);

export const SupplyRow = z.object({
  workRole: Role,
  people: z.number().min(0).max(1000),
  hoursPerWeek: z.number().min(1).max(80),
});

export const Change = z.object({
  role: Role,
  people: z.int().min(1).max(100),
  daysPerWeek: z.number().min(0.5).max(5),
  fromOn: Day,
  untilOn: Day.nullable().default(null),
  newcomer: z.boolean().describe('New to the work: takes time to learn it and a colleague’s time'),
  centsPerYear: Cents.nullable()
    .default(null)
    .describe('Cost of one person a year; null: the rate of the role'),
  onceCents: Cents.default(0).describe('Paid once for each person, at the start'),
});

const of = (low: number, high: number) => z.number().min(low).max(high);
export const Assumptions = z
  .object({
    reaction0: of(0, 2),
    reaction1: of(0, 2),
    reaction2: of(0, 2),
    usable: of(0.1, 1),
    ramp: of(0, 1),
    mentor: of(0, 0.9),
    load: of(0.1, 5),
  })
  .describe(
    'How phases react to load, usable share of paid hours, first quarter of a newcomer, mentor, load',
  );

const Measure = z.enum(measures);
const Days = z.union(spans.map((days) => z.literal(days)));

export const Question = z.object({
  measure: Measure,
  days: Days,
  changes: z.array(Change).min(1).max(5),
  assumptions: Assumptions,
  supply: z.array(SupplyRow),
});

const Difference = z.object({
  p10: z.number().describe('One run in ten at or below'),
  p50: z.number(),
  p90: z.number(),
});
const Count = z.int();

export const Answer = z.object({
  more: z.object({ operational: Difference, charged: Difference, done: Difference }),
  mean: z.number().describe('Mean difference of what is counted, in the runs of the tornado'),
  cost: z.object({
    total: Difference.describe('Cents'),
    byYear: z.array(Difference.extend({ fiscalYear: Count, postCents: Count })),
    unpriced: z.array(Role),
  }),
  loads: z.array(
    z.object({ role: Role, needed: z.number(), hours: z.number(), load: z.number(), after: z.number() }),
  ),
  tornado: z.array(
    z.object({
      doubt: z.enum(doubts),
      low: z.number(),
      high: z.number(),
      atLow: z.number(),
      atHigh: z.number(),
    }),
  ),
  balance: z.array(
    z.object({
      phase: z.enum(phases),
      open: Count,
      arrivalsAYear: z.number(),
      meanDays: z.number().nullable(),
      expected: z.number().nullable(),
      disagrees: z.boolean(),
    }),
  ),
  course: z
    .array(Difference.extend({ day: Count.describe('Days from asOf') }))
    .describe('Strands with the change, by quarter: for requests to be compared with what happened'),
});

const Computed = z.object({
  asOf: Day,
  computedAt: z.iso.datetime(),
  engine: z.string(),
  seed: z.int(),
  runs: z.int(),
  inputsHash: z.string(),
  recordsHash: z.string(),
  answer: Answer,
});

const Head = z.object({
  id: z.uuid(),
  name: z.string(),
  measure: Measure,
  days: z.int(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
});

export const WhatIf = Head.extend({ question: Question, computed: Computed.nullable() });
export type WhatIf = z.infer<typeof WhatIf>;

const look = { permission: 'estimates.office', effect: 'read' } as const;
const ask = { permission: 'what_ifs.ask', effect: 'write' } as const;
const Started = z.object({ jobId: z.uuid() });

export const whatIfsContract = {
  list: procedure(look, 'What was asked before, newest first, and the people there are')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(Head.extend({ more: Difference.nullable().describe('Null: not computed') })),
        supply: z.array(SupplyRow.extend({ fromOn: Day })),
      }),
    ),
  read: procedure(look, 'One what-if: the question, what it assumes, and its answer as differences')
    .input(z.object({ id: z.uuid() }))
    .output(WhatIf),
  ask: procedure(ask, 'Ask what more hands would change; computed as a job')
    .input(
      z.object({
        name: z.string().trim().min(3).max(120),
        measure: Measure,
        days: Days,
        changes: z.array(Change).min(1).max(5),
        assumptions: Assumptions,
      }),
    )
    .output(z.object({ id: z.uuid(), jobId: z.uuid() })),
  compute: procedure(ask, 'Compute a what-if that has no answer yet, as a job')
    .input(z.object({ id: z.uuid() }))
    .output(Started),
  redraw: procedure(
    ask,
    'The same what-if at other assumptions, in fewer runs with the same random numbers; the answer is the result of the job and is not kept',
  )
    .input(z.object({ id: z.uuid(), assumptions: Assumptions }))
    .output(Started),
  setSupply: procedure(
    { permission: 'budgets.keep', effect: 'write' },
    'How many people of a role there are from a day on, and the hours a week that each is paid for',
  )
    .input(SupplyRow.extend({ fromOn: Day }))
    .output(z.object({ done: z.literal(true) })),
};
