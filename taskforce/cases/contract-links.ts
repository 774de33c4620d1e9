import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import { enteredLinkKinds } from '../vocabulary/command.ts';

export const reasonText = z.string().trim().min(20).max(2000);
export const version = z.number().int().positive();

/** What a link or a tree shows of a case. */
export const CaseBrief = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  type: z.enum(traffickingTypes),
  openedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
});
export type CaseBrief = z.infer<typeof CaseBrief>;

export const CaseLink = z.object({
  id: z.uuid(),
  kind: z.enum(enteredLinkKinds),
  /** For `merged_into`: `from` when this case was merged into the other. */
  direction: z.enum(['from', 'to']),
  other: CaseBrief,
  reason: z.string(),
  provenance: z.enum(['entered', 'imported']),
  madeBy: z.string().nullable(),
  madeAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  version,
});

export const linksContract = {
  list: procedure(
    { permission: 'cases.read', effect: 'read' },
    'Links of a case to cases that one may read too, ended ones included',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ links: z.array(CaseLink) })),
  make: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Link two cases that one may read, with the reason; the other is named by id or number',
  )
    .input(
      z
        .object({
          caseId: z.uuid(),
          otherCaseId: z.uuid().optional(),
          otherNumber: z.string().trim().min(6).max(20).optional(),
          kind: z.enum(enteredLinkKinds),
          reason: reasonText,
        })
        .refine((input) => (input.otherCaseId === undefined) !== (input.otherNumber === undefined), {
          path: ['otherNumber'],
          message: 'Name the other case by its number or its id, not by both.',
        }),
    )
    .output(z.object({ id: z.uuid() })),
  end: procedure(
    { permission: 'cases.write', effect: 'write' },
    'Take a link back, with the reason; it stays visible as ended',
  )
    .input(z.object({ linkId: z.uuid(), version, reason: reasonText }))
    .output(z.object({ done: z.literal(true) })),
};
