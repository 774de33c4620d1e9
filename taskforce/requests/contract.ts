import { z } from 'zod';
import { Handed } from '../../kit/files/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { Kept } from '../estimates/contract.ts';
import { Answer, Question } from '../estimates/contract-whatifs.ts';
import { workRoles } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import { requestMoves, requestStates } from './rules.ts';

const Day = z.iso.date();
const Money = z.number().describe('Cents');
const Range = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

/** The figures of a request, frozen when it is made. */
export const Figures = z.object({
  asOf: Day,
  engine: z.string(),
  seed: z.int(),
  runs: z.int(),
  inputsHash: z.string(),
  whatIf: z
    .object({ name: z.string(), question: Question, answer: Answer })
    .nullable()
    .describe('Null: made from an estimate of the office'),
  estimate: z
    .object({
      money: z.array(
        z.object({
          fiscalYear: z.int().nullable(),
          spentCents: Money,
          committedCents: Money,
          fundedCents: Money.nullable(),
          p50: Money.nullable(),
          p80: Money.nullable(),
        }),
      ),
      flows: z.array(z.object({ phase: z.enum(phases), quarters: z.array(Range.extend({ until: Day })) })),
    })
    .nullable(),
  kept: z.array(Kept).describe('How earlier promises were kept'),
  spentCents: Money.nullable().describe('What the office had spent, by its latest estimate'),
});
export type Figures = z.infer<typeof Figures>;

const Head = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(requestStates),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
});

export const ResourceRequest = Head.extend({
  whatIfId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  what: z.string(),
  why: z.string(),
  reason: z.string().nullable(),
  figures: Figures,
  figuresHash: z.string(),
  madeById: z.uuid(),
  writtenById: z.uuid(),
  submittedAt: z.iso.datetime().nullable(),
  reviewedById: z.uuid().nullable(),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type ResourceRequest = z.infer<typeof ResourceRequest>;

export const Actuals = z.object({
  today: Day,
  minutes: z.array(z.object({ role: z.enum(workRoles), before: z.number(), since: z.number() })),
  spentCents: Money.nullable(),
  spentAsOf: Day.nullable(),
  operational: z.int(),
  charged: z.int(),
  done: z.int(),
});
export type Actuals = z.infer<typeof Actuals>;

const read = { permission: 'estimates.office', effect: 'read' } as const;
const write = { permission: 'resources.write', effect: 'write' } as const;

export const resourcesContract = {
  list: procedure(read, 'Requests for resources, newest first')
    .input(z.object({}))
    .output(z.object({ rows: z.array(Head) })),
  read: procedure(read, 'One request: its text, its frozen figures, who wrote, reviewed and approved it')
    .input(z.object({ id: z.uuid() }))
    .output(
      ResourceRequest.extend({
        actuals: Actuals.nullable().describe('What has happened since; once it is approved'),
      }),
    ),
  make: procedure(write, 'Make a request from a what-if, or from the latest estimate of the office')
    .input(
      z.object({
        title: z.string().trim().min(3).max(120),
        whatIfId: z.uuid().nullable().describe('Null: from the latest estimate of the office'),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  write: procedure(write, 'Change the text of a draft; the figures stay')
    .input(
      z.object({
        id: z.uuid(),
        version: z.int(),
        title: z.string().trim().min(3).max(120),
        what: z.string().trim().max(4000),
        why: z.string().trim().max(8000),
      }),
    )
    .output(z.object({ version: z.int() })),
  move: procedure(
    { permission: 'estimates.office', effect: 'write' },
    'Put to review, review, approve, return with a reason, or withdraw',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: z.int(),
        move: z.enum(requestMoves),
        reason: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(z.object({ state: z.enum(requestStates) })),
  document: procedure(
    { permission: 'estimates.office', effect: 'write', secret: true },
    'The request as a PDF, handed out as a file of its own',
  )
    .input(z.object({ id: z.uuid() }))
    .output(Handed),
};
