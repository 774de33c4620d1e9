import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { costKinds } from '../vocabulary/activities.ts';
import { commitmentStates, workRoles } from '../vocabulary/budgets.ts';

const Day = z.iso.date();
const Cents = z.int().min(0).max(100_000_000_000_000);

export const Rate = z.object({
  id: z.uuid(),
  workRole: z.enum(workRoles),
  agencyId: z.uuid().nullable().describe('Null: every agency without a rate of its own'),
  agency: z.string().nullable(),
  fromOn: Day,
  centsPerHour: z.int(),
  note: z.string().nullable(),
  fundingSourceId: z.uuid().nullable().describe('Whose money pays the hours; null: not said'),
  fundingSource: z.string().nullable(),
});
export type Rate = z.infer<typeof Rate>;

export const Funding = z.object({
  id: z.uuid(),
  name: z.string(),
  endedOn: Day.nullable(),
  version: z.int(),
  years: z.array(
    z.object({
      id: z.uuid(),
      fiscalYear: z.int().describe('Year in which the fiscal year ends'),
      amountCents: z.int(),
      version: z.int(),
    }),
  ),
});
export type Funding = z.infer<typeof Funding>;

export const Commitment = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  strandId: z.uuid().nullable(),
  kind: z.enum(costKinds),
  amountCents: z.int(),
  fundingSourceId: z.uuid().nullable(),
  fundingSource: z.string().nullable(),
  dueOn: Day,
  note: z.string().nullable(),
  state: z.enum(commitmentStates),
  version: z.int(),
});
export type Commitment = z.infer<typeof Commitment>;

const read = { permission: 'budgets.read', effect: 'read' } as const;
const keep = { permission: 'budgets.keep', effect: 'write' } as const;
const Done = z.object({ done: z.literal(true) });

export const budgetsContract = {
  list: procedure(read, 'Rates by role, money by source and fiscal year, and when a fiscal year begins')
    .input(z.object({}))
    .output(
      z.object({
        rates: z.array(Rate),
        funding: z.array(Funding),
        fiscalMonth: z.int().min(1).max(12),
        unpriced: z
          .array(z.enum(workRoles))
          .describe('Roles with hours on the books and no rate: their hours cost nothing in the estimates'),
      }),
    ),
  setRate: procedure(keep, 'What an hour of a role costs from a day on')
    .input(
      z.object({
        workRole: z.enum(workRoles),
        agencyId: z.uuid().nullable().default(null),
        fromOn: Day,
        centsPerHour: z.int().min(0).max(1_000_000),
        fundingSourceId: z.uuid().nullable().default(null),
        note: z.string().trim().min(1).max(500).nullable().default(null),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  removeRate: procedure(keep, 'Take a rate away that was written down by mistake')
    .input(z.object({ id: z.uuid() }))
    .output(Done),
  nameFunding: procedure(keep, 'Write a source of money down')
    .input(z.object({ name: z.string().trim().min(1).max(120) }))
    .output(z.object({ id: z.uuid() })),
  setFunding: procedure(keep, 'What a source gives for a fiscal year')
    .input(
      z.object({
        fundingSourceId: z.uuid(),
        fiscalYear: z.int().min(2000).max(2200),
        amountCents: Cents,
      }),
    )
    .output(z.object({ id: z.uuid() })),
  setFiscalMonth: procedure(
    { permission: 'settings.manage', effect: 'write' },
    'The month in which a fiscal year begins',
  )
    .input(z.object({ month: z.int().min(1).max(12) }))
    .output(Done),
  commitments: procedure({ permission: 'cases.read', effect: 'read' }, 'What is ordered for a case')
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ rows: z.array(Commitment) })),
  commit: procedure({ permission: 'cases.write', effect: 'write' }, 'Write down what was ordered or promised')
    .input(
      z.object({
        caseId: z.uuid(),
        strandId: z.uuid().nullable().default(null),
        kind: z.enum(costKinds),
        amountCents: z.int().min(1).max(100_000_000_000),
        fundingSourceId: z.uuid().nullable().default(null),
        dueOn: Day,
        note: z.string().trim().min(1).max(500).nullable().default(null),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  settle: procedure({ permission: 'cases.write', effect: 'write' }, 'Say that it was paid or cancelled')
    .input(z.object({ id: z.uuid(), version: z.int(), state: z.enum(['paid', 'cancelled']) }))
    .output(Done),
};
