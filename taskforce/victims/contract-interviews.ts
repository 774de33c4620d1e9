import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import * as work from '../vocabulary/victim-work.ts';

export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(20)
  .describe('Language tag (BCP 47), as es or en-US');

export const Present = z.object({
  name: parts.line(120).min(2),
  role: z.enum(work.interviewRoles),
  connection: z.enum(work.suspectTies).describe('Tie to a suspect; only none_known is let in'),
  wantedByVictim: z.boolean(),
});

const planFields = {
  purpose: z.enum(work.interviewPurposes),
  plannedFor: parts.instant,
  safe: z.enum(work.ownAnswers).describe('Whether the victim says they feel safe'),
  stable: z.enum(work.ownAnswers),
  wantsTo: z.enum(work.ownAnswers),
  askedOn: parts.day.nullable().default(null),
  earlyReason: parts.prose(2000).nullable().default(null),
  interviewerKind: z.enum(work.interviewerKinds),
  interviewerName: parts.line(120).min(2),
  noteTakerId: z.uuid().describe('The one person who takes the official notes'),
  placeKind: z.enum(work.interviewPlaces).describe('A kind of place, never an address'),
  placeNote: parts.prose(300).default(''),
  placeReason: parts.prose(2000).nullable().default(null),
  settingReason: parts.prose(2000).nullable().default(null),
  people: z.array(Present).max(8).default([]),
  interpreter: z.enum(work.interpreterNeeds),
  interpreterLanguage: language.nullable().default(null),
  interpreterVettedOn: parts.day.nullable().default(null),
  interpreterCheckedOn: parts.day.nullable().default(null),
  interpreterConnection: z.enum(work.interpreterTies).default('not_checked'),
  breaksMinutes: z.number().int().min(10).max(90),
  foodAndDrink: z.boolean(),
  recording: z.enum(work.recordings),
  recordingReason: parts.prose(2000).nullable().default(null),
  priorElsewhere: z.number().int().min(0).max(50).default(0),
  againReason: parts.prose(2000).nullable().default(null),
};

/** What a plan says; the same to plan and to change. */
export const PlanFields = z.object(planFields);
export type PlanFields = z.infer<typeof PlanFields>;

export const InterviewPlan = z.object({
  id: z.uuid(),
  victimId: z.uuid(),
  ...planFields,
  noteTaker: parts.Person,
  priorSeen: z.number().int(),
  state: z.enum(work.interviewStates),
  heldOn: parts.day.nullable(),
  toldFreeToLeave: z.boolean().nullable(),
  postponeReason: z.enum(work.postponeReasons).nullable(),
  reportReference: z.string().nullable(),
  missing: z.array(z.string()).describe('Fields that keep it from beginning'),
  mayReport: z.boolean().describe('The reader is its note-taker, and the report is not entered yet'),
  createdAt: parts.instant,
  createdBy: parts.Person,
  version: parts.version,
});
export type InterviewPlan = z.infer<typeof InterviewPlan>;

const permission = 'interviews.plan';
const at = { id: z.uuid(), version: parts.version };
const versioned = z.object({ version: parts.version });

export const interviewsContract = {
  list: procedure(
    { permission: 'victims.read', effect: 'read' },
    'Interviews of a victim, latest first, how many were held, and how one is planned',
  )
    .input(z.object({ victimId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(InterviewPlan),
        priorHere: z.number().int().describe('Interviews that were held or begun'),
        minor: z.boolean(),
        usual: z.object({
          interviewerKind: z.enum(work.interviewerKinds),
          placeKind: z.enum(work.interviewPlaces),
          recording: z.enum(work.recordings).nullable().describe('Null: the policy leaves it open'),
          reasonFrom: z
            .number()
            .int()
            .describe('From so many earlier interviews on, one more needs a reason'),
        }),
        may: z.object({ plan: z.boolean() }),
      }),
    ),
  versions: procedure(
    { permission: 'victims.read', effect: 'read' },
    'What a plan said before each change, the latest first',
  )
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            until: parts.instant.describe('When it was changed'),
            by: z.string().nullable().describe('Who changed it'),
            plan: InterviewPlan,
          }),
        ),
      }),
    ),
  plan: procedure({ permission, effect: 'write' }, 'Plan an interview, with the number of earlier ones seen')
    .input(z.object({ victimId: z.uuid(), priorSeen: z.number().int().min(0), ...planFields }))
    .output(parts.made),
  change: procedure({ permission, effect: 'write' }, 'Change a planned interview')
    .input(z.object({ ...at, ...planFields }))
    .output(versioned),
  hold: procedure(
    { permission, effect: 'write' },
    'Record that an interview was held, or stopped by the victim',
  )
    .input(
      z.object({
        ...at,
        state: z.enum(['held', 'stopped']),
        heldOn: parts.day,
        toldFreeToLeave: z.boolean().describe('The victim was told that they may stop and leave at any time'),
      }),
    )
    .output(versioned),
  postpone: procedure({ permission, effect: 'write' }, 'Postpone a planned interview, or call it off')
    .input(
      z.object({
        ...at,
        state: z.enum(['postponed', 'called_off']),
        postponeReason: z.enum(work.postponeReasons).nullable().default(null),
      }),
    )
    .output(versioned),
  report: procedure(
    { permission, effect: 'write' },
    'Where the official report is; entered by the note-taker alone',
  )
    .input(z.object({ ...at, reportReference: parts.line(120).min(2) }))
    .output(versioned),
};
