import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { tipChannels } from '../vocabulary/tips.ts';
import { searchBodies, searchPurposes } from '../vocabulary/searches.ts';
import { searchKinds } from './rules-kinds.ts';

const onBehalf = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('self') }),
    z.object({ kind: z.literal('colleague'), accountId: z.uuid() }),
    z.object({ kind: z.literal('agency'), agencyId: z.uuid() }),
    z.object({ kind: z.literal('outside'), body: z.enum(searchBodies) }),
  ])
  .describe('For whom the search is made');
const asked = {
  term: z.string().min(1).max(1000).describe('What to look for; kept sealed with the audit of searches'),
  purpose: z.enum(searchPurposes).describe('Why'),
  onBehalf,
};
const kind = z.enum(searchKinds);
const stretch = z.object({ text: z.string(), hit: z.boolean() });

export const foundRecord = z.object({
  kind,
  id: z.uuid(),
  title: z.string(),
  caseId: z.uuid().nullable(),
  caseNumber: z.string().nullable(),
  caseTitle: z.string().nullable(),
  tipId: z.uuid().nullable(),
  tipNumber: z.string().nullable(),
  tipChannel: z.enum(tipChannels).nullable().describe('By what way the tip came'),
  tipPlace: z.string().nullable().describe('Its town, where one was told; never an address'),
  operationId: z.uuid().nullable().describe('Of operations and their lessons'),
  day: z.iso.date(),
  why: z
    .enum(['number', 'words', 'phone', 'alike', 'filter'])
    .describe('number: its number was typed; alike: by sound or spelling of a word'),
  titleStretches: z.array(stretch),
  snippet: z.array(stretch).nullable(),
});
export type FoundRecord = z.infer<typeof foundRecord>;

export const findInput = z.object({
  ...asked,
  only: kind.optional().describe('Only this kind; the counts by kind stay those of all'),
  alike: z.boolean().default(true).describe('Follow words by sound and spelling; those matches come last'),
  page: z.int().min(1).max(500).default(1),
  take: z.int().min(1).max(50).default(20),
});
export const findOutput = z.object({
  searchId: z.uuid(),
  total: z.object({ count: z.int(), capped: z.boolean() }),
  alike: z.int().describe('How many of them only by sound or spelling'),
  byKind: z.array(z.object({ kind, count: z.int() })),
  hits: z.array(foundRecord),
  jump: foundRecord.nullable().describe('The case or tip whose number was typed'),
});
export const suggestInput = z.object({ ...asked, take: z.int().min(1).max(12).default(8) });
export const suggestOutput = z.object({ hits: z.array(foundRecord) });

/** The search room. */
export const searchContract = {
  find: procedure(
    { permission: 'search.use', effect: 'read' },
    'Search every record open to the reader; kept with who, for whom and why',
  )
    .input(findInput)
    .output(findOutput),
  suggest: procedure(
    { permission: 'search.use', effect: 'read' },
    'A few records that fit what is being typed; kept like every search',
  )
    .input(suggestInput)
    .output(suggestOutput),
};
