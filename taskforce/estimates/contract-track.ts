import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { phases } from '../vocabulary/cases.ts';
import { LevelKept } from './contract.ts';
import { models } from './rules-backtest.ts';

const Day = z.iso.date();
const Phase = z.enum(phases);
const Score = z.number().nullable();

export const PhaseTrack = z.object({
  phase: Phase.nullable().describe('Null: all phases together'),
  levels: z.array(LevelKept).length(3),
  open: z.int().describe('First ranges whose stay has not ended'),
  ended: z.int(),
  calibration: z
    .object({ shares: z.array(z.number()).length(10), p: z.number() })
    .nullable()
    .describe('Where in its range what happened fell, in tenths (D-calibration); null: too few to say'),
  scores: z
    .object({
      twcrps: z.number().describe('Days'),
      pinball50: z.number(),
      pinball80: z.number(),
      pinball95: z.number(),
      brier30: z.number(),
      brier90: z.number(),
      brier180: z.number(),
      brier365: z.number(),
      logScore: z.number(),
    })
    .nullable()
    .describe('Means over the stays that ended'),
});
export type PhaseTrack = z.infer<typeof PhaseTrack>;

export const Alarm = z.object({
  id: z.uuid(),
  raisedAt: z.iso.datetime(),
  value: z.number(),
  resolved: z.int(),
  missed: z.int(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

export const Backtest = z.object({
  madeAt: z.iso.datetime(),
  asOf: Day,
  engine: z.string(),
  seed: z.int(),
  runs: z.int(),
  inputsHash: z.string(),
  origins: z.int(),
  forecasts: z.int(),
  models: z.array(
    z.object({
      model: z.enum(models),
      forecasts: z.int(),
      twcrps: z.number(),
      brier: z.array(Score).length(4),
      skill: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
    }),
  ),
});
export type Backtest = z.infer<typeof Backtest>;

const Prior = z.object({
  medianDays: z.number().min(1).max(7300),
  spread: z.number().min(0.2).max(3),
  speedWorth: z.number().min(1).max(100),
  tie: z.number().min(0.1).max(4),
  exitsEarly: z.record(z.string().max(40), z.number().min(0).max(1)),
  exitsLate: z.record(z.string().max(40), z.number().min(0).max(1)),
  exitsWorth: z.number().min(1).max(100),
  basis: z.enum(['measured', 'published', 'judgement']),
});

export const PriorLine = z.object({
  fromOn: Day,
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  reason: z.string(),
  prior: Prior.nullable().describe('Null: back to the shipped one'),
});

export const PhasePriors = z.object({
  phase: Phase,
  shipped: Prior,
  inForce: Prior,
  /** Whose it is. */
  line: PriorLine.nullable().describe('The line in force; null: as shipped from the beginning'),
  medians: z
    .object({ median: z.number(), from: z.number(), to: z.number() })
    .describe('Days by which half leave, in a middling site and in eight of ten'),
  own: z
    .object({ observed: z.int(), expected: z.number() })
    .nullable()
    .describe('Own endings and those expected at reference speed, of the last computation; null: none yet'),
  lines: z.array(PriorLine).describe('All lines of the phase, the newest first'),
});
export type PhasePriors = z.infer<typeof PhasePriors>;

const read = { permission: 'estimates.read', effect: 'read' } as const;
const keep = { permission: 'estimates.keep', effect: 'write' } as const;
const Reason = z.string().trim().min(1).max(2000);
const Done = z.object({ done: z.literal(true) });

export const trackContract = {
  read: procedure(
    read,
    'How earlier ranges were kept, how well they told what happened, and what follows from it',
  )
    .input(z.object({}))
    .output(
      z.object({
        phases: z.array(PhaseTrack),
        evidence: z
          .number()
          .describe('Against the 8-in-10 promises since the last alarm; 20 raises the next'),
        alarms: z.array(Alarm),
        backtest: Backtest.nullable().describe(
          'Null: none yet, or for who does not look at the whole office',
        ),
      }),
    ),
  alarm: procedure(read, 'The alarm that stands, if one does: ranges are then made wider')
    .input(z.object({}))
    .output(z.object({ standing: Alarm.nullable() })),
  endAlarm: procedure(keep, 'End an alarm; promises resolved later count anew')
    .input(z.object({ id: z.uuid(), reason: Reason }))
    .output(Done),
  backtest: procedure(
    { permission: 'estimates.run', effect: 'write' },
    'Forecast after the fact over the own history, as a job',
  )
    .input(z.object({}))
    .output(z.object({ jobId: z.uuid() })),
};

export const priorsContract = {
  list: procedure(
    read,
    'What each phase is taken to be like before own data, whose that is, and what own data outweigh',
  )
    .input(z.object({}))
    .output(z.object({ phases: z.array(PhasePriors).length(3) })),
  set: procedure(
    keep,
    'Replace the prior of a phase from a day on; without figures: go back to the shipped one',
  )
    .input(z.object({ phase: Phase, fromOn: Day, reason: Reason, prior: Prior.nullable() }))
    .output(z.object({ id: z.uuid() })),
};
