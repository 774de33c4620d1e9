import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { originModes } from '../vocabulary/origins.ts';

const person = z.object({ id: z.uuid(), name: z.string() });
const inCase = z.object({ id: z.uuid(), number: z.string(), title: z.string() });
const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().nonnegative();
const capped = z.object({ count, capped: z.boolean() });

export const homeDanger = z.object({
  id: z.uuid(),
  what: z.string(),
  place: z.string(),
  tip: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  case: inCase.nullable(),
  raisedAt: instant,
  officerDueAt: instant,
  contactDueAt: instant,
  accountable: person.nullable(),
  mine: z.boolean().describe('The reader answers for it'),
});
export const homeTask = z.object({
  id: z.uuid(),
  title: z.string(),
  dueOn: day.nullable(),
  overdue: z.boolean(),
  case: inCase,
});
export const homeDecision = z.object({
  id: z.uuid(),
  question: z.string(),
  neededBy: day.nullable(),
  case: inCase,
});
export const homeApproval = z.object({
  id: z.uuid(),
  kind: z.string().describe('move, reopen, correct, retract or unseal'),
  askedBy: person,
  askedAt: instant,
  case: inCase,
});
export const homeReview = z.object({
  id: z.uuid(),
  dangerId: z.uuid(),
  dueAt: instant,
  overdue: z.boolean(),
  case: inCase.nullable(),
  mayWrite: z.boolean().describe('The reader may write it; else it is shown as owed'),
});
export const homeChange = z.object({
  case: inCase,
  lastActivityAt: instant,
  changes: z.array(z.object({ kind: z.enum(['phase', 'activity', 'note', 'task', 'decision']), count })),
});

export const mineOutput = z.object({
  since: instant.describe('When the reader was last here; a week ago at most'),
  dangers: z.array(homeDanger),
  tips: z
    .object({ waiting: capped, overdue: count, mine: count, nextDueAt: instant.nullable(), answers: count })
    .nullable()
    .describe('Null for those who read no tips'),
  tasks: z.object({ overdue: count, week: count, rows: z.array(homeTask) }),
  decisions: z.array(homeDecision),
  approvals: z.array(homeApproval),
  reviews: z.array(homeReview),
  changes: z.array(homeChange),
  unread: count,
  supervisor: z
    .object({
      unassignedTips: count,
      unassignedTasks: count,
      overdue: z.array(z.object({ person, overdue: count, oldestDueOn: day.nullable() })),
    })
    .nullable()
    .describe('Null for those who do not supervise'),
});

const byType = z.record(z.enum(traffickingTypes), count);
const byMode = z.record(z.enum(originModes), count);
export const balanceOutput = z.object({
  from: day,
  to: day,
  types: z.object({ cases: byType, strands: byType }),
  modes: z.object({ cases: byMode, strands: byMode, tips: byMode.nullable() }),
  months: z.array(
    z.object({
      month: z.string().describe('YYYY-MM'),
      cases: count,
      spinOffs: count,
      sex: count.describe('Strands opened'),
      labor: count,
      both: count,
      undetermined: count,
      reactive: count.describe('Cases opened'),
      proactive: count,
      tips: count,
    }),
  ),
  laborPrompt: z
    .boolean()
    .describe('Strands were opened in the last twelve months, and none of them is labor or both'),
});

/** The home room. */
export const homeContract = {
  mine: procedure(
    { effect: 'read' },
    'My day: danger, clocks, what waits for me, what changed while I was away',
  )
    .input(z.object({}))
    .output(mineOutput),
  balance: procedure(
    { effect: 'read' },
    'Balance of sex and labor, reactive and proactive, and spin-offs, over what the reader may see',
  )
    .input(z.object({ months: z.int().min(1).max(120).default(12) }))
    .output(balanceOutput),
};
