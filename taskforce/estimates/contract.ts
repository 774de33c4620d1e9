import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { workRoles } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import { plannedKinds } from './rules-planned.ts';

const Day = z.iso.date();
const Phase = z.enum(phases);
/** Days by which one in ten, half, eight in ten and nineteen in twenty are over; null: not within ten years. */
const Range = {
  p10: Day.nullable(),
  p50: Day.nullable(),
  p80: Day.nullable(),
  p95: Day.nullable(),
};

export const Basis = z.object({
  phase: Phase,
  spells: z.int(),
  observed: z.number().describe('Own endings seen'),
  expected: z.number().describe('Endings expected at reference speed'),
  speed: z.tuple([z.number(), z.number(), z.number()]).describe('1 in 10, half, 9 in 10; 1 is the reference'),
  priorWorth: z.number().describe('How many own endings the reference is worth'),
  median: z.number().describe('Days by which half leave at reference speed'),
  medianBasis: z.enum(['measured', 'published', 'judgement']),
  sound: z.boolean(),
  conflict: z.boolean().describe('The own cases run unlike the reference'),
  corrected: z
    .int()
    .nullable()
    .default(null)
    .describe('Resolved ranges that the correction rests on; null: not corrected'),
  widened: z.boolean().default(false).describe('An alarm stood, so the ranges were made wider'),
});

export const Run = z.object({
  id: z.uuid(),
  madeFor: z.enum(['office', 'entries']),
  asOf: Day,
  madeAt: z.iso.datetime(),
  engine: z.string(),
  seed: z.int(),
  runs: z.int(),
  inputsHash: z.string(),
  basis: z.array(Basis),
  slip: z
    .object({ held: z.int(), slipped: z.int(), middle: z.int().nullable().describe('Days') })
    .nullable()
    .describe('How planned days at which phases end had held until then'),
});

export const Fan = z
  .object({
    past: z.array(z.object({ day: Day, total: z.int() })).describe('By the ends of months, the last is asOf'),
    ahead: z
      .array(z.object({ day: Day, at: z.array(z.int()).length(7) }))
      .nullable()
      .describe('By the ends of months: 2.5, 10, 25, 50, 75, 90 and 97.5 of 100 runs are at or below'),
  })
  .describe('What there was in all until a day, and what there may be: strands, or cents');
export type Fan = z.infer<typeof Fan>;

export const Stay = z.object({
  phase: Phase,
  from: Day,
  until: Day.nullable().describe('Null: still there'),
});
export const Strip = z.object({ strandId: z.uuid(), label: z.string(), stays: z.array(Stay) });
export type Strip = z.infer<typeof Strip>;

/** What those who work a case guess when a strand enters a phase. Nobody is named with it: nobody is rated by it. */
export const Guess = z.object({ p10: Day, p50: Day, p90: Day, guessedOn: Day });

const Certainty = z
  .enum(['range', 'too_early'])
  .describe('too_early: no day is to be named, the range is told in words');

export const StrandEstimate = z.object({
  strandId: z.uuid(),
  label: z.string(),
  phase: Phase,
  enteredOn: Day,
  asOf: Day,
  atEntry: z.boolean(),
  ...Range,
  dots: z.array(z.int().nullable()).length(20).describe('Twenty equally likely waits in days from asOf'),
  certainty: Certainty,
  paceShare: z
    .number()
    .nullable()
    .describe('Share of the spread that comes from its pace being unknown; the rest is chance'),
  ageing: z.boolean().describe('Longer in the phase than nineteen in twenty were promised at entry'),
  first: z
    .object({ asOf: Day, ...Range })
    .nullable()
    .describe('The promise at entry, where it is not this one'),
  planned: z
    .object({ kind: z.enum(plannedKinds), day: Day })
    .nullable()
    .describe('The day on the calendar that the range rests on; null: on the pace alone'),
  guess: Guess.nullable().describe('What the people on the case guessed at entry'),
  mayGuess: z
    .boolean()
    .describe('Nobody has guessed yet, it entered within fourteen days, and this person may'),
});
export type StrandEstimate = z.infer<typeof StrandEstimate>;

export const Lever = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hours'), since: Day.nullable() }),
  z.object({ kind: z.literal('quiet'), strand: z.string(), days: z.int(), since: Day }),
  z.object({ kind: z.literal('no_date'), strand: z.string() }),
]);
export type Lever = z.infer<typeof Lever>;

export const LevelKept = z.object({
  level: z.union([z.literal(50), z.literal(80), z.literal(95)]).describe('Share promised, in hundredths'),
  resolved: z.int().describe('Promises whose stay ended, or whose day passed'),
  kept: z.int(),
  lower: z.number().describe('Lower 95 % limit of the share kept (Wilson)'),
  upper: z.number(),
  checkable: z
    .tuple([z.number(), z.number()])
    .describe('Between these an honest promise is found nineteen times in twenty with so many resolved'),
  withOpen: z.number().nullable().describe('Share kept with open stays counted as far as they have come'),
});
export type LevelKept = z.infer<typeof LevelKept>;
export const Kept = z.object({ phase: Phase, levels: z.array(LevelKept).length(3) });
export type Kept = z.infer<typeof Kept>;

const Count = z.object({ p10: z.int(), p50: z.int(), p90: z.int() });

const Ahead = {
  p10: z.int().nullable().describe('Cents; null while no rate is set'),
  p50: z.int().nullable(),
  p80: z.int().nullable(),
  p95: z.int().nullable(),
};

export const Money = z.object({
  asOf: Day,
  lines: z
    .array(
      z.object({
        fiscalYear: z.int().nullable().describe('Year in which it ends; null: all years together'),
        spentCents: z.int().describe('Exact, until asOf'),
        committedCents: z.int().describe('Ordered and not yet paid'),
        fundedCents: z.int().nullable().describe('What all sources give for the year; of the office alone'),
        ...Ahead,
        sources: z
          .array(
            z.object({
              source: z.string().nullable().describe('Null: no source gives anything for that year'),
              spentCents: z.int(),
              committedCents: z.int(),
              fundedCents: z.int().nullable(),
              ...Ahead,
            }),
          )
          .describe('Bound to a source, or by the shares of the sources of the year'),
      }),
    )
    .describe('To come is told on top of what is spent and what is committed'),
  fan: Fan.nullable(),
  hours: z.array(
    z.object({
      role: z.enum(workRoles),
      priced: z.boolean().describe('Without a rate its hours are told and cost nothing'),
      until: z.number(),
      p10: z.int(),
      p50: z.int(),
      p80: z.int(),
      p95: z.int(),
    }),
  ),
});
export type Money = z.infer<typeof Money>;

export const estimatesContract = {
  ofCase: procedure(
    { permission: 'estimates.read', effect: 'read' },
    'The latest ranges of a case: each open strand in its phase, and when its last strand leaves each phase',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(
      z.object({
        run: Run.nullable(),
        strands: z.array(StrandEstimate),
        phases: z.array(
          z.object({
            phase: Phase,
            reached: z.number(),
            asOf: Day,
            certainty: Certainty,
            ...Range,
            fan: Fan.nullable().describe(
              'Strands of the case that leave the phase; null before the operation',
            ),
          }),
        ),
        strips: z.array(Strip).describe('Through which phases each strand went, closed ones too'),
        levers: z.array(Lever).max(3).describe('What would change this: the inputs with most leverage'),
        waiting: z
          .int()
          .describe('Open strands whose stay has no estimate yet; the clock makes them within a minute'),
        kept: z.array(Kept),
        money: Money.nullable().describe(
          'Null: nothing was computed, or it rests on records this person may not read',
        ),
      }),
    ),
  office: procedure(
    { permission: 'estimates.read', effect: 'read' },
    'How the office runs: speed by phase, the track record, what leaves each phase by quarter, and strands past their promise',
  )
    .input(z.object({}))
    .output(
      z.object({
        run: Run.nullable(),
        flows: z
          .array(z.object({ phase: Phase, quarters: z.array(Count.extend({ until: Day })) }))
          .nullable()
          .describe('Null without an office run, or for who does not look at the whole office'),
        fans: z
          .array(z.object({ phase: Phase, fan: Fan }))
          .describe('Of the whole office; empty as the flows'),
        kept: z.array(Kept),
        money: Money.nullable().describe('Of all cases; null for who does not look at the whole office'),
        ageing: z.array(
          z.object({
            caseId: z.uuid(),
            caseNumber: z.string(),
            strandId: z.uuid(),
            label: z.string(),
            phase: Phase,
            enteredOn: Day,
            p95: Day,
          }),
        ),
      }),
    ),
  guess: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Write down, once, when a strand that has just entered a phase may leave it',
  )
    .input(
      z.object({
        strandId: z.uuid(),
        phase: Phase.describe('The phase it is in, as it was read'),
        enteredOn: Day,
        p10: Day.describe('One in ten such strands would have left by this day'),
        p50: Day,
        p90: Day,
      }),
    )
    .output(z.object({ id: z.uuid() })),
  compute: procedure(
    { permission: 'estimates.run', effect: 'write' },
    'Compute the estimates of all open strands anew, as a job',
  )
    .input(z.object({}))
    .output(z.object({ jobId: z.uuid() })),
};
