import { z } from 'zod';
import { procedure } from '../rpc/contract.ts';

const id = z.object({ id: z.uuid() });
const labels = z.array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)).max(20);

export const Scope = z.object({
  scopeTable: z.string().regex(/^[a-z][a-z_]{0,39}$/),
  scopeId: z.uuid(),
});

export const StoredFile = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  handling: z.array(z.string()),
  uploadedBy: z.string().nullable(),
  uploadedAt: z.iso.datetime(),
  version: z.number().int(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Fields beside the file in a POST /files; they stand before it. */
export const Upload = Scope.extend({ handling: labels.default([]) });

/** What a procedure answers that makes a document: where to fetch it, once and within a minute, and what it is. */
export const Handed = z.object({
  fileId: z.uuid().describe('The same document again: files.ticket; who had it: files.custody'),
  name: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  sha256: z.string().describe('Of the bytes of the document'),
  url: z.string().describe('Good for one download within a minute, without a cookie'),
  expiresAt: z.iso.datetime(),
});
export type Handed = z.infer<typeof Handed>;

export const filesContract = {
  list: procedure({ effect: 'read' }, 'Files of a record')
    .input(Scope)
    .output(z.object({ rows: z.array(StoredFile) })),
  ticket: procedure(
    { effect: 'write', secret: true },
    'An address to download a file from: once, within a minute',
  )
    .input(id)
    .output(z.object({ url: z.string(), expiresAt: z.iso.datetime() })),
  relabel: procedure({ effect: 'write' }, 'Set the handling labels and the name of a file')
    .input(
      z.object({
        id: z.uuid(),
        version: z.number().int().positive(),
        handling: labels,
        name: z.string().trim().min(1).max(200).optional(),
      }),
    )
    .output(StoredFile),
  custody: procedure({ effect: 'read' }, 'Who had a file, from its receipt on')
    .input(id)
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            at: z.iso.datetime(),
            by: z.string().nullable(),
            event: z.enum(['received', 'read', 'verified', 'relabelled', 'exported', 'moved']),
            detail: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    ),
  verify: procedure(
    { effect: 'write' },
    'Read a file whole and compare it with the hash it was received with',
  )
    .input(id)
    .output(z.object({ standing: z.enum(['intact', 'damaged', 'missing']), sha256: z.string() })),
};
