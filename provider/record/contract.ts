import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { disclosureKinds, recipientKinds } from '../vocabulary/disclosures.ts';
import {
  recordSections,
  statementKinds,
  statementStates,
  statementSubjects,
} from '../vocabulary/statements.ts';

const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });
const client = z.object({ clientId: z.uuid() });
const words = z.string().trim().min(1).max(4000);
const section = z.enum(recordSections);

/** The client's own record: printed in plain language, with who received what, and with what the client says of it. */
export const recordContract = {
  parts: procedure(
    { effect: 'read', permission: 'record.print' },
    'Which parts of the record one may print, and which are usually printed',
  )
    .input(client)
    .output(z.object({ parts: z.array(z.object({ id: section, usual: z.boolean() })) })),
  print: procedure(
    { effect: 'read', permission: 'record.print' },
    'Print what is held about a client, for the client, in plain language; the printing is written down',
  )
    .input(
      z.object({
        clientId: z.uuid(),
        language: z.enum(['en', 'es']),
        neutral: z
          .boolean()
          .default(true)
          .describe(
            'Nothing on the paper, in its name or properties tells what kind of organisation printed it',
          ),
        sections: z.array(section).min(1).max(recordSections.length),
      }),
    )
    .output(
      z.object({
        name: z.string().describe('Of the file; tells nothing'),
        pdf: z.base64(),
        pages: z.number().int(),
      }),
    ),
  log: procedure(
    { effect: 'read', permission: 'clients.read' },
    'Who received what of a client; the reading is written down',
  )
    .input(client)
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            kind: z.enum(disclosureKinds),
            at: z.iso.datetime(),
            recipientKind: z.enum(recipientKinds),
            recipient: z.string(),
            fields: z.array(z.string()),
            basis: z.string(),
            toldClientAt: z.iso.datetime().nullable(),
            recordedBy: z.string().nullable(),
            version,
          }),
        ),
      }),
    ),
  told: procedure(
    { effect: 'write', permission: 'disclosures.write' },
    'Say when the client was told that something was given to others; once',
  )
    .input(z.object({ id: z.uuid(), version, on: z.iso.datetime() }))
    .output(z.object({ version })),
  statements: procedure(
    { effect: 'read', permission: 'record.annotate' },
    'What the client said about their record, opened; the reading is written down',
  )
    .input(client)
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            subject: z.enum(statementSubjects),
            subjectId: z.uuid().nullable(),
            kind: z.enum(statementKinds),
            saidOn: z.iso.date(),
            state: z.enum(statementStates),
            words: z.string(),
            answer: z.string(),
            recordedBy: z.string(),
            answeredBy: z.string().nullable(),
            answeredAt: z.iso.datetime().nullable(),
            version,
          }),
        ),
      }),
    ),
  say: procedure(
    { effect: 'write', permission: 'record.annotate' },
    'Keep a correction or a statement of the client beside what it speaks of',
  )
    .input(
      z.object({
        clientId: z.uuid(),
        subject: z.enum(statementSubjects),
        subjectId: z.uuid().nullable().default(null),
        kind: z.enum(statementKinds),
        saidOn: z.iso.date(),
        words,
      }),
    )
    .output(id),
  answer: procedure(
    { effect: 'write', permission: 'record.annotate' },
    'Answer a statement: it was corrected, or the statement is kept beside the entry',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        outcome: z.enum(['corrected', 'kept_beside']),
        words: z.string().trim().max(4000).default(''),
      }),
    )
    .output(z.object({ version })),
};
