import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import * as words from '../vocabulary/operations.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);
const text = (most: number) => z.string().trim().max(most);
const short = (most: number) => z.string().trim().min(1).max(most).nullable();

/** Head of a plan, as it is written. */
const head = {
  title: z.string().trim().min(1).max(200),
  kind: z.enum(words.operationKinds),
  type: z.enum(traffickingTypes),
  caseId: z.uuid().nullable(),
  leadAgencyId: z.uuid(),
  sealed: z.boolean(),
  objective: text(4000),
  risk: z.enum(words.operationRisks),
  plannedFrom: moment.nullable(),
  plannedUntil: moment.nullable(),
  victimsForeseen: z.enum(words.foreseen),
  minorsPossible: z.enum(words.foreseen),
  languages: z.array(language).max(12),
  victimClasses: z.array(z.enum(words.victimClasses)).max(words.victimClasses.length),
};
export const Head = z.object(head);
export type Head = z.infer<typeof Head>;

export const OperationRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  kind: z.enum(words.operationKinds),
  type: z.enum(traffickingTypes),
  state: z.enum(words.operationStates),
  risk: z.enum(words.operationRisks),
  sealed: z.boolean(),
  caseId: z.uuid().nullable(),
  caseNumber: z.string().nullable().describe('Empty too when the case is not open to the reader'),
  leadAgency: z.string(),
  plannedFrom: moment.nullable(),
  plannedUntil: moment.nullable(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
});
export type OperationRow = z.infer<typeof OperationRow>;

const ids = { id: z.uuid(), version };
export const Place = z.object({
  kind: z.enum(words.placeKinds),
  label: z.string().trim().min(1).max(120),
  address: short(300),
  lat: z.number().min(-90).max(90).nullable(),
  lon: z.number().min(-180).max(180).nullable(),
  zip: z.string().trim().min(3).max(10).nullable(),
  note: short(2000),
});
export const Stage = z.object({
  place: z.number().int().min(1).max(200),
  name: z.string().trim().min(1).max(120),
  what: text(4000),
  plannedFrom: moment.nullable(),
  plannedUntil: moment.nullable(),
  goCriteria: text(2000),
  abortCriteria: text(2000),
});
export const Post = z.object({
  stageId: z.uuid().nullable(),
  accountId: z.uuid().nullable(),
  personName: short(120),
  agencyId: z.uuid().nullable(),
  providerId: z.uuid().nullable(),
  role: z.enum(words.postRoles),
  placeKind: z.enum(words.postPlaces),
  duties: text(4000),
  contact: short(120),
  radio: short(60),
  backupPostId: z.uuid().nullable(),
});
export const Authority = z.object({
  kind: z.enum(words.authorityKinds),
  reference: short(120),
  covers: z.string().trim().min(1).max(2000),
  issuedAt: moment.nullable(),
  expiresAt: moment.nullable(),
});
export const Section = z.object({
  kind: z.enum(words.sectionKinds),
  text: text(8000),
  choice: z.enum(words.mediaChoices).nullable(),
});
export const BudgetLine = z.object({
  kind: z.enum(words.budgetKinds),
  what: short(200),
  amountCents: z.number().int().min(1).max(100_000_000_000),
});
export const Interpreter = z.object({
  language,
  personName: z.string().trim().min(1).max(120),
  mode: z.enum(words.interpreterModes),
  contact: short(120),
  conflict: z.enum(words.conflictResults),
});
export const TechniqueUse = z.object({
  technique: z.enum(words.techniques),
  authorityId: z.uuid().nullable(),
  noAuthorityReason: z.string().trim().min(20).max(500).nullable(),
  startsAt: moment.nullable(),
  endsAt: moment.nullable(),
  expiresAt: moment.nullable(),
  informantReference: z
    .string()
    .regex(/^[A-Z0-9-]{2,40}$/)
    .nullable()
    .describe('Number in the informant file; never an identity'),
});
export const Inspection = z.object({
  trainedOn: z.iso.date().nullable(),
  notPretext: z.boolean(),
  criminalFirstToldOn: z.iso.date().nullable(),
  interviewPlace: short(500),
  retaliationPlan: short(4000),
});

export const Plan = OperationRow.extend({
  leadAgencyId: z.uuid(),
  objective: z.string(),
  victimsForeseen: z.enum(words.foreseen),
  minorsPossible: z.enum(words.foreseen),
  languages: z.array(z.string()),
  victimClasses: z.array(z.enum(words.victimClasses)),
  riskInForce: z
    .enum(words.operationRisks)
    .describe('The risk that approval goes by: what the facts make it, or more where it was chosen so'),
  planRevision: z.number().int(),
  signedRevision: z.number().int().nullable(),
  postponedReason: z.string().nullable(),
  abortedReason: z.string().nullable(),
  dangerId: z.uuid().nullable(),
  copiedFrom: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: moment,
  version,
  planners: z.array(
    z.object({
      ...ids,
      accountId: z.uuid(),
      name: z.string(),
      capacity: z.enum(['plan', 'read']),
    }),
  ),
  strands: z.array(z.object({ id: z.uuid(), strandId: z.uuid(), label: z.string(), caseNumber: z.string() })),
  places: z.array(Place.extend(ids)),
  stages: z.array(
    Stage.extend({
      ...ids,
      state: z.enum(words.stageStates),
      beganAt: moment.nullable(),
      finishedAt: moment.nullable(),
    }),
  ),
  dependencies: z.array(z.object({ id: z.uuid(), stageId: z.uuid(), needsStageId: z.uuid() })),
  posts: z.array(
    Post.extend({
      ...ids,
      name: z.string().nullable().describe('Of the account, or as written'),
      from: z.string().describe('Agency or provider'),
    }),
  ),
  authorities: z.array(Authority.extend(ids)),
  sections: z.array(Section.extend(ids)),
  budget: z.array(BudgetLine.extend(ids)),
  interpreters: z.array(
    Interpreter.extend({ ...ids, checkedBy: z.string().nullable(), checkedAt: moment.nullable() }),
  ),
  techniques: z.array(TechniqueUse.extend(ids)),
  inspection: Inspection.extend({
    ...ids,
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: moment.nullable(),
  }).nullable(),
  may: z.object({ plan: z.boolean(), run: z.boolean(), approve: z.boolean() }),
});
export type Plan = z.infer<typeof Plan>;

const page = z.object({
  rows: z.array(OperationRow),
  total: z.object({ count: z.number().int(), capped: z.boolean() }),
});

/** Which operations of those one may read; an empty list means all. */
export const OperationFilter = z.object({
  states: z.array(z.enum(words.operationStates)).max(9).default([]),
  kinds: z.array(z.enum(words.operationKinds)).max(9).default([]),
  types: z.array(z.enum(traffickingTypes)).max(4).default([]),
  risks: z.array(z.enum(words.operationRisks)).max(3).default([]),
  caseId: z.uuid().nullable().default(null),
  mine: z.boolean().default(false).describe('Only those that one plans or on whose roster one is'),
});
export type OperationFilter = z.infer<typeof OperationFilter>;

/** The plan of an operation. */
export const planContract = {
  open: procedure(
    { effect: 'write', permission: 'operations.plan' },
    'Open an operation, in planning, under the next number of the year',
  )
    .input(
      Head.partial()
        .required({ title: true, kind: true, type: true })
        .extend({
          leadAgencyId: z.uuid().optional().describe('The own agency when left out'),
          from: z
            .enum(['template', 'earlier', 'nothing'])
            .default('template')
            .describe('What the plan begins with: the template of its kind, an earlier plan, or nothing'),
          copyFrom: z.uuid().nullable().default(null).describe('The earlier operation'),
        }),
    )
    .output(z.object({ id: z.uuid(), number: z.string() })),
  list: procedure(
    { effect: 'read', permission: 'operations.read' },
    'Operations one may read, the next first',
  )
    .input(
      OperationFilter.extend({
        sort: z.enum(['planned', 'opened']).default('planned'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(page),
  get: procedure({ effect: 'read', permission: 'operations.read' }, 'One operation with its whole plan')
    .input(z.object({ id: z.uuid() }))
    .output(Plan),
  change: procedure({ effect: 'write', permission: 'operations.plan' }, 'Change the head of a plan')
    .input(z.object({ id: z.uuid(), version, head: Head.partial() }))
    .output(z.object({ version })),
};
