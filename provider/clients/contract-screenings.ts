import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { answers, screeningRoutes, toolIds } from './rules-screening.ts';

const permission = 'clients.screen';
const tool = z.enum(toolIds);

export const screeningsContract = {
  tools: procedure({ effect: 'read', permission }, 'The lists of questions, and where their answers may lead')
    .input(z.object({}))
    .output(
      z.object({
        tools: z.array(
          z.object({
            id: tool,
            version: z.number().int(),
            questions: z.array(
              z.object({ id: z.string(), group: z.string(), routes: z.array(z.enum(screeningRoutes)) }),
            ),
          }),
        ),
      }),
    ),
  list: procedure({ effect: 'read', permission }, 'Conversations held with a client, without the answers')
    .input(z.object({ clientId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({ id: z.uuid(), tool: z.string(), heldOn: z.iso.date(), askedBy: z.string() }),
        ),
      }),
    ),
  hold: procedure({ effect: 'write', permission }, 'Keep the answers of a conversation, sealed')
    .input(
      z.object({
        clientId: z.uuid(),
        tool,
        heldOn: z.iso.date(),
        answers: z.record(z.string().regex(/^[a-z0-9_]{1,40}$/), z.enum(answers)),
        note: z.string().trim().max(4000).default(''),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  read: procedure(
    { effect: 'read', permission },
    'One conversation: answers and what they may lead to; no score, no verdict',
  )
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        clientId: z.uuid(),
        tool: z.string(),
        heldOn: z.iso.date(),
        answers: z.record(z.string(), z.enum(answers)),
        note: z.string(),
        routes: z.array(z.object({ route: z.enum(screeningRoutes), from: z.array(z.string()) })),
      }),
    ),
};
