import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { memberCapacities, strandKinds, traffickingTypes } from '../vocabulary/cases.ts';
import { carriedKinds } from '../vocabulary/command.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import { CaseBrief, reasonText, version } from './contract-links.ts';
import { line } from './contract-parts.ts';

const Label = z.enum(handlingLabels);

/** A record of the parent case that may be taken along, with what it would need. */
export const Choice = z.object({
  kind: z.enum(carriedKinds),
  id: z.uuid(),
  version,
  title: z.string(),
  body: z.string(),
  happenedOn: z.iso.date().nullable(),
  /** Its own labels, those of its strand and of the case: all of them follow. */
  labels: z.array(Label),
  /** Labels among them for which an authority has to be named. */
  needsAuthority: z.array(Label),
});
export type Choice = z.infer<typeof Choice>;

export const Carried = z.object({
  id: z.uuid(),
  place: z.number().int(),
  kind: z.enum(carriedKinds),
  title: z.string(),
  body: z.string(),
  happenedOn: z.iso.date().nullable(),
  handling: z.array(Label),
  strandId: z.uuid().nullable(),
  carriedBy: z.string().nullable(),
  carriedAt: z.iso.datetime(),
  /** Where it came from; null for who may not read that case. */
  source: z
    .object({
      caseId: z.uuid(),
      caseNumber: z.string(),
      id: z.uuid(),
      version,
      authority: z.partialRecord(Label, z.string()),
    })
    .nullable(),
});

/** A case in the tree of spin-offs, with the tips and trainings it grew from. */
const TreeCase = CaseBrief.extend({
  parentId: z.uuid().nullable(),
  reason: z.string().nullable(),
  spunOffAt: z.iso.datetime().nullable(),
  carried: z.number().int().nullable(),
  operation: z
    .object({ id: z.uuid(), number: z.string(), title: z.string() })
    .nullable()
    .describe('It came out of this operation'),
  tips: z.array(
    z.object({ id: z.uuid(), number: z.string(), channel: z.string(), receivedAt: z.iso.datetime() }),
  ),
});

export const spinOffsContract = {
  choices: procedure(
    { permission: 'cases.open', effect: 'read' },
    'What of a case a spin-off may take along: strands, activities, notes and tips one may read',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ facts: z.array(Choice), more: z.boolean(), sealed: z.boolean() })),
  make: procedure(
    { permission: 'cases.open', effect: 'write' },
    'Spin a case off: a new case with the chosen facts, their labels and their provenance',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        operationId: z
          .uuid()
          .nullable()
          .default(null)
          .describe('Operation of this case that the new one comes out of'),
        title: line(),
        type: z.enum(traffickingTypes),
        reason: reasonText,
        leadAgencyId: z.uuid().optional(),
        facts: z
          .array(
            z.object({
              kind: z.enum(carriedKinds),
              id: z.uuid(),
              version,
              /** For a tip: the words to take over, as they stand in it. */
              excerpt: z.string().min(3).max(4000).optional(),
            }),
          )
          .max(500),
        newStrands: z
          .array(z.object({ label: line(), kind: z.enum(strandKinds) }))
          .max(20)
          .default([]),
        members: z
          .array(z.object({ accountId: z.uuid(), capacity: z.enum(memberCapacities) }))
          .max(50)
          .default([]),
        sealChild: z.boolean().default(false),
        authorities: z.partialRecord(Label, z.string().trim().max(200)).default({}),
      }),
    )
    .output(z.object({ caseId: z.uuid(), number: z.string(), carried: z.number().int() })),
  carried: procedure(
    { permission: 'cases.read', effect: 'read' },
    'What a spin-off took along, and from where',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ facts: z.array(Carried) })),
  lineage: procedure(
    { permission: 'cases.read', effect: 'read' },
    'From tips to case to spin-offs: the tree a case stands in, as far as one may read it',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ cases: z.array(TreeCase), more: z.boolean() })),
};
