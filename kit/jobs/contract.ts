import { z } from 'zod';
import { procedure } from '../rpc/contract.ts';

const id = z.object({ id: z.uuid() });

export const Job = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  step: z.string().nullable(),
  result: z.unknown(),
  problem: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

export const Notice = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectTable: z.string().nullable(),
  subjectId: z.uuid().nullable(),
  urgent: z.boolean(),
  count: z.number().int().nullable().describe('Of how many records it tells, where of more than one'),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});

export const jobsContract = {
  list: procedure({ effect: 'read' }, 'My long work: running and finished')
    .input(z.object({}))
    .output(z.object({ rows: z.array(Job) })),
  read: procedure({ effect: 'read' }, 'One of my jobs with its progress and result').input(id).output(Job),
  cancel: procedure({ effect: 'write' }, 'Ask a job of mine to stop')
    .input(id)
    .output(z.object({ done: z.literal(true) })),
};

export const noticesContract = {
  list: procedure({ effect: 'read' }, 'My notices, newest first')
    .input(z.object({ unreadOnly: z.boolean().default(false) }))
    .output(z.object({ rows: z.array(Notice), unread: z.number().int() })),
  markRead: procedure({ effect: 'write' }, 'Mark notices as read')
    .input(z.object({ ids: z.array(z.uuid()).max(200) }))
    .output(z.object({ done: z.literal(true) })),
};
