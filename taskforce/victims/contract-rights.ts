import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import * as work from '../vocabulary/victim-work.ts';
import { language } from './contract-interviews.ts';

const Event = z.object({
  id: z.uuid(),
  kind: z.enum(work.noticeEvents),
  concerning: z.string(),
  happensAt: parts.instant,
  court: z.string(),
  takenBack: z.boolean(),
});

export const Notice = z.object({
  id: z.uuid(),
  event: Event,
  dueAt: parts.instant,
  overdue: z.boolean(),
  state: z.enum(work.noticeStates),
  reason: z.string().nullable(),
  tries: z.array(
    z.object({
      channelKind: z.string(),
      triedAt: parts.instant,
      outcome: z.enum(work.tryOutcomes),
      proof: z.enum(work.noticeProofs).nullable(),
      reference: z.string().nullable(),
      recordedBy: parts.Person,
    }),
  ),
  version: parts.version,
});
export type Notice = z.infer<typeof Notice>;

export const RightStanding = z.object({
  right: z.enum(work.victimRights),
  told: z
    .object({
      on: parts.day,
      language: z.string(),
      way: z.enum(work.tellingWays),
      understood: z.enum(work.ownAnswers),
      by: parts.Person,
    })
    .nullable(),
});
export type RightStanding = z.infer<typeof RightStanding>;

export const rightsContract = {
  ofVictim: procedure(
    { permission: 'victims.read', effect: 'read' },
    'The ten rights of a victim, what they want to be told of, and the notices they are owed',
  )
    .input(z.object({ victimId: z.uuid() }))
    .output(
      z.object({
        rights: z.array(RightStanding),
        choices: z.array(
          z.object({
            event: z.enum(work.noticeEvents),
            choice: z.enum(work.noticeChoices),
            saidOn: parts.day.nullable().describe('Null: nobody asked yet'),
          }),
        ),
        notices: z.array(Notice),
        channels: z
          .array(
            z.object({ id: z.uuid(), kind: z.string(), leaveMessage: z.boolean(), codeWord: z.boolean() }),
          )
          .describe('Channels the victim called safe and that are in use; no other is offered'),
        caseId: z.uuid(),
        may: z.object({ tell: z.boolean() }),
      }),
    ),
  mine: procedure(
    { permission: 'victims.read', effect: 'read' },
    'Notices owed to victims of the cases I work on, the most pressing first',
  )
    .input(z.object({ limit: z.number().int().min(1).max(100).default(20) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            kind: z.enum(work.noticeEvents),
            case: z.object({ id: z.uuid(), number: z.string() }),
            victim: z.object({ id: z.uuid(), codeName: z.string() }),
            dueAt: parts.instant,
            overdue: z.boolean(),
          }),
        ),
      }),
    ),
  tell: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Record which rights were told, when, how and in which language',
  )
    .input(
      z.object({
        victimId: z.uuid(),
        rights: z.array(z.enum(work.victimRights)).min(1).max(10),
        language,
        way: z.enum(work.tellingWays),
        understood: z.enum(work.ownAnswers),
        toldOn: parts.day,
      }),
    )
    .output(parts.made),
  choose: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Record of what a victim wants to be told',
  )
    .input(
      z.object({
        victimId: z.uuid(),
        events: z.array(z.enum(work.noticeEvents)).min(1).max(9),
        choice: z.enum(work.noticeChoices),
        saidOn: parts.day,
      }),
    )
    .output(parts.made),
  addEvent: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Record a hearing, release or other event; every victim of the case is owed notice by their choice',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        kind: z.enum(work.noticeEvents),
        concerning: parts.line(120).min(2),
        happensAt: parts.instant,
        court: parts.prose(200).default(''),
      }),
    )
    .output(parts.made),
  takeBack: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Take an event back that will not happen or was wrong',
  )
    .input(z.object({ eventId: z.uuid() }))
    .output(parts.done),
  tryNotice: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Record a try to tell a victim: only through a channel they called safe',
  )
    .input(
      z.object({
        noticeId: z.uuid(),
        channelId: z.uuid(),
        triedAt: parts.instant,
        outcome: z.enum(work.tryOutcomes),
        proof: z.enum(work.noticeProofs).nullable().default(null),
        reference: parts.prose(120).nullable().default(null),
      }),
    )
    .output(parts.made),
  giveUp: procedure(
    { permission: 'rights.tell', effect: 'write' },
    'Record that a victim could not be told, and why',
  )
    .input(z.object({ noticeId: z.uuid(), version: parts.version, reason: parts.line(2000) }))
    .output(parts.done),
};
