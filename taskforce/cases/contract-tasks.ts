import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { taskKinds } from '../vocabulary/activities.ts';
import * as parts from './contract-parts.ts';

const strand = z.object({ id: z.uuid(), label: z.string() }).nullable();

export const Task = z.object({
  id: z.uuid(),
  case: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  strand,
  kind: z.enum(taskKinds),
  title: z.string(),
  description: z.string(),
  dueOn: parts.day.nullable(),
  overdueDays: z.number().int(),
  assignee: parts.Person.nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  outcome: z.string().nullable(),
  settledAt: parts.instant.nullable(),
  settledBy: parts.Person.nullable(),
  handling: z.array(z.string()),
  createdAt: parts.instant,
  createdBy: parts.Person.nullable(),
  version: parts.version,
});
export type Task = z.infer<typeof Task>;

const taskFields = {
  strandId: z.uuid().nullable().default(null),
  kind: z.enum(taskKinds),
  title: parts.line(),
  description: parts.prose(8000).default(''),
  dueOn: parts.day.nullable().default(null),
  assigneeId: z.uuid().nullable().default(null),
  handling: parts.Labels.default([]),
};

/** The words of the task list's filters; every one is a closed list or an id. */
export const TaskFilter = z.object({
  caseId: z.uuid().nullable().default(null),
  assigneeId: z.uuid().nullable().default(null),
  mine: z.boolean().default(false),
  unassigned: z.boolean().default(false),
  state: z.enum(['open', 'settled', 'all']).default('open'),
  due: z.enum(['overdue', 'week', 'any']).default('any'),
  kind: z.array(z.enum(taskKinds)).max(30).default([]),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

export const tasksContract = {
  list: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Tasks of a case or across cases, by deadline',
  )
    .input(TaskFilter.extend(parts.page))
    .output(z.object({ rows: z.array(Task), total: parts.Total, next: parts.next })),
  read: procedure({ permission: 'cases.read', effect: 'read' }, 'One task').input(parts.byId).output(Task),
  overdueByPerson: procedure(
    { permission: 'cases.read', effect: 'read' },
    'For supervisors: overdue and open tasks by person, unassigned first',
  )
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(
          z.object({
            person: parts.Person.nullable(),
            open: z.number().int(),
            overdue: z.number().int(),
            oldestDueOn: parts.day.nullable(),
          }),
        ),
      }),
    ),
  add: procedure({ permission: 'cases.write', effect: 'write' }, 'Add a task to a case')
    .input(z.object({ caseId: z.uuid(), ...taskFields }))
    .output(parts.made),
  change: procedure({ permission: 'cases.read', effect: 'write' }, 'Change a task')
    .input(z.object({ id: z.uuid(), version: parts.version, ...taskFields }))
    .output(z.object({ version: parts.version })),
  settle: procedure(
    { permission: 'cases.read', effect: 'write' },
    'Say that a task is done, dropped with a reason, or open again',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        state: z.enum(['open', 'done', 'dropped']),
        outcome: parts.prose().nullable().default(null),
      }),
    )
    .output(z.object({ version: parts.version })),
  changeMany: procedure(
    { permission: 'cases.read', effect: 'write' },
    'Give several tasks another person or deadline: all of them or none',
  )
    .input(
      z.object({
        tasks: z
          .array(z.object({ id: z.uuid(), version: parts.version }))
          .min(1)
          .max(100),
        assigneeId: z.uuid().nullable().optional(),
        dueOn: parts.day.nullable().optional(),
      }),
    )
    .output(z.object({ changed: z.number().int() })),
};
