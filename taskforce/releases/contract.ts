import { z } from 'zod';
import { PURPOSES, READING_REASONS } from '../../bridge/rules-releases.ts';
import { procedure } from '../../kit/rpc/contract.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();

/** What is known of a release without reading it. */
export const ReleaseFacts = z.object({
  id: z.uuid(),
  releasedBy: z.string().describe('Name of the provider'),
  referral: z.uuid().nullable().describe('Referral it goes with, by the id made for the crossing'),
  purpose: z.enum(PURPOSES),
  fields: z.array(z.string()).describe('Codes of the fields it holds'),
  language: z.string(),
  from: moment,
  until: moment,
  state: z.enum(['live', 'ended', 'expired']),
  receivedAt: moment,
  version,
});
export type ReleaseFacts = z.infer<typeof ReleaseFacts>;

export const CaseRelease = ReleaseFacts.extend({
  caseId: z.uuid(),
  victimId: z.uuid().nullable(),
  victim: z.string().nullable().describe('Code name, where the reader may see it'),
  linkedBy: z.string().nullable(),
  linkedAt: moment,
  endedAt: moment.nullable(),
});
export type CaseRelease = z.infer<typeof CaseRelease>;

export const releasesContract = {
  waiting: procedure(
    { effect: 'read', permission: 'releases.link' },
    'Live releases that nobody has put to a case: facts, never what they say',
  )
    .input(z.object({}))
    .output(z.object({ rows: z.array(ReleaseFacts) })),
  list: procedure({ effect: 'read', permission: 'releases.read' }, 'Releases put to a case of the reader')
    .input(z.object({ caseId: z.uuid().optional(), referral: z.uuid().optional() }))
    .output(z.object({ rows: z.array(CaseRelease) })),
  victims: procedure(
    { effect: 'read', permission: 'releases.link' },
    'Victims of a case by code name, to choose whom a release is about',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(z.object({ rows: z.array(z.object({ id: z.uuid(), codeName: z.string() })) })),
  link: procedure(
    { effect: 'write', permission: 'releases.link' },
    'Put a release to a case and a victim of it, or back among those that wait',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        caseId: z.uuid().nullable(),
        victimId: z.uuid().nullable().default(null),
      }),
    )
    .output(z.object({ version })),
  open: procedure(
    { effect: 'read', permission: 'releases.read', secret: true },
    'Read what was released, this once: the provider is asked whether it still lives; kept nowhere',
  )
    .input(z.object({ id: z.uuid(), why: z.enum(READING_REASONS) }))
    .output(
      z.discriminatedUnion('state', [
        z.object({
          state: z.literal('live'),
          texts: z.array(z.object({ field: z.string(), text: z.string() })),
          releasedBy: z.string(),
          purpose: z.enum(PURPOSES),
          language: z.string(),
          until: moment,
        }),
        z.object({ state: z.literal('over'), ended: z.enum(['revoked', 'expired', 'unknown']) }),
        z.object({ state: z.literal('not_confirmed') }).describe('The provider cannot be reached now'),
      ]),
    ),
};
