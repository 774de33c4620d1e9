import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { doings, importKinds, importStates } from './rules.ts';

const byId = z.object({ id: z.uuid() });
const instant = z.iso.datetime();
const job = z.object({ jobId: z.uuid().describe('Ask jobs.read how far it is') });
const Kind = z.enum(importKinds);
const run = { permission: 'imports.run', effect: 'write' } as const;
const look = { permission: 'imports.run', effect: 'read' } as const;

/** A mapping as JSON; the engine says what is wrong with it, field by field. */
const MappingDocument = z
  .record(z.string().max(200), z.unknown())
  .describe('A mapping of the form concert.import-mapping/1');

export const Choices = z.object({
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  sheet: z.string().max(100).optional(),
  headRow: z.number().int().min(0).max(100).optional().describe('0: the file has no head row'),
});

export const Shape = z.object({
  kind: z.enum(['delimited', 'excel', 'json_lines']),
  compressed: z.boolean(),
  encoding: z.string().nullable(),
  encodingGuessed: z.boolean(),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headRow: z.number().int(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
});
export type Shape = z.infer<typeof Shape>;

export const Count = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  kept: z.number().int(),
  differ: z.number().int().optional().describe('Left as they are though the file says something else'),
});

export const ImportRow = z.object({
  id: z.uuid(),
  number: z.string(),
  fileName: z.string().nullable().describe('Null where the file is not open to the reader'),
  fileBytes: z.number().nullable(),
  state: z.enum(importStates),
  system: z.string().nullable(),
  mappingName: z.string().nullable(),
  rowCount: z.number().int(),
  counts: z.record(z.string(), Count),
  errors: z.number().int(),
  warnings: z.number().int(),
  madeBy: z.object({ id: z.uuid(), name: z.string() }),
  madeAt: instant,
  runAt: instant.nullable(),
  undoneBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  undoneAt: instant.nullable(),
  undoReason: z.string().nullable(),
  updateExisting: z.boolean(),
  expiredAt: instant.nullable(),
  dangers: z.number().int().describe('Tips of a preview that say somebody is in danger now'),
  mine: z.boolean(),
  mayUndo: z.boolean(),
  previewJobId: z.uuid().nullable(),
  runJobId: z.uuid().nullable(),
  undoJobId: z.uuid().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const RowProblem = z.object({
  n: z.number().int(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  target: z.string().nullable(),
  field: z.string().nullable(),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  problem: z.string(),
  remedy: z.string(),
});

export const SavedMapping = z.object({
  id: z.uuid().nullable().describe('Null for a mapping that ships with the product'),
  name: z.string(),
  edition: z.number().int(),
  system: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  description: z.string(),
  document: MappingDocument,
  fits: z.boolean().nullable().describe('Whether it fits the file asked about'),
});

export const Target = z.object({
  kind: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      required: z.boolean(),
      help: z.string(),
      values: z.array(z.string()).nullable(),
      words: z
        .record(z.string(), z.array(z.string()))
        .nullable()
        .describe('What people may write for each value, English and Spanish first'),
    }),
  ),
});

export const importsContract = {
  list: procedure(look, 'Imports, newest first')
    .input(
      z.object({
        limit: z.number().int().min(1).max(100).default(50),
        after: z.string().max(100).nullable().default(null),
      }),
    )
    .output(z.object({ rows: z.array(ImportRow), next: z.string().nullable() })),
  read: procedure(look, 'One import: its file, mapping, counts and jobs')
    .input(byId)
    .output(
      ImportRow.extend({
        mapping: MappingDocument.nullable(),
        choices: Choices,
        mappingHash: z.string().nullable(),
      }),
    ),
  targets: procedure(look, 'Kinds of records that files can bring, with their fields')
    .input(z.object({}))
    .output(z.object({ targets: z.array(Target) })),
  template: procedure(look, 'An empty table with the columns of one kind of record')
    .input(z.object({ target: z.string().max(60) }))
    .output(z.object({ name: z.string(), content: z.string() })),
  upload: procedure(run, 'Upload a small table as base64; larger ones go to POST /imports/file')
    .input(z.object({ name: z.string().min(1).max(200), content: z.base64().max(900_000) }))
    .output(byId),
  inspect: procedure(run, 'What a file is and which columns it has, with samples')
    .input(byId.extend({ choices: Choices.optional().describe('Left out: those made before') }))
    .output(Shape),
  suggest: procedure(look, 'A first mapping of a file to one kind of record, to be looked at')
    .input(
      byId.extend({
        target: z.string().max(60),
        name: z.string().min(1).max(120),
        system: z.string().max(60),
      }),
    )
    .output(
      z.object({
        mapping: MappingDocument,
        doubts: z.array(
          z.object({
            column: z.string(),
            why: z.enum(['day_or_month_first', 'no_key_column', 'not_recognised']),
          }),
        ),
      }),
    ),
  mappings: procedure(look, 'Mappings that ship, are shared or are mine')
    .input(z.object({ importId: z.uuid().nullable().default(null) }))
    .output(z.object({ rows: z.array(SavedMapping) })),
  saveMapping: procedure(run, 'Save a mapping; the same name again is its next edition')
    .input(z.object({ mapping: MappingDocument, shared: z.boolean().default(false) }))
    .output(byId.extend({ edition: z.number().int() })),
  retireMapping: procedure(run, 'Offer a mapping of mine no longer')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  preview: procedure(run, 'Read the whole file by a mapping and show what it would do')
    .input(
      byId.extend({
        mapping: MappingDocument,
        updateExisting: z
          .boolean()
          .default(false)
          .describe('Change cases that are matched by their number to what the file says'),
      }),
    )
    .output(job),
  records: procedure(look, 'Records of a preview: what would be created, changed, left as it is')
    .input(
      byId.extend({
        target: Kind,
        doing: z.enum(doings),
        limit: z.number().int().min(1).max(100).default(50),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            key: z.string(),
            row: z.number().int(),
            fields: z.record(z.string(), z.unknown()),
            changes: z
              .record(z.string(), z.tuple([z.unknown(), z.unknown()]))
              .nullable()
              .describe('What the row says otherwise than the record: old and new'),
            contact: z.boolean().describe('Whether a sealed contact of a reporter comes with it'),
          }),
        ),
      }),
    ),
  problems: procedure(look, 'What is wrong with rows of a preview')
    .input(
      byId.extend({
        limit: z.number().int().min(1).max(100).default(50),
        after: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ rows: z.array(RowProblem), next: z.number().int().nullable() })),
  problemsFile: procedure(look, 'The problems of a preview as CSV')
    .input(byId)
    .output(z.object({ name: z.string(), content: z.string() })),
  run: procedure(run, 'Write a previewed import: all or nothing').input(byId).output(job),
  obstacles: procedure(look, 'What was built on an import since and keeps it from being taken back')
    .input(byId)
    .output(
      z.object({
        rows: z.array(
          z.object({
            what: z.string(),
            caseId: z.uuid().nullable(),
            number: z.string().nullable().describe('Null where the case is not open to the reader'),
            count: z.number().int(),
          }),
        ),
        total: z.number().int(),
      }),
    ),
  undo: procedure(run, 'Take a whole import back')
    .input(byId.extend({ reason: z.string().trim().min(20).max(2000) }))
    .output(job),
};
