import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { ageGroups } from '../vocabulary/clients.ts';
import { recordParts } from '../vocabulary/compelled.ts';
import {
  notMadeReasons,
  reportPaths,
  reportRecipients,
  reportWays,
  toldStates,
} from '../vocabulary/reports.ts';

const id = z.uuid();
const version = z.number().int().positive();
const moment = z.iso.datetime();
const line = (max = 200) => z.string().trim().max(max).default('');
const words = z.string().trim().max(4000).default('');
const parts = z.array(z.enum(recordParts)).max(20);
const done = z.object({ done: z.literal(true) });

export const ReportRule = z.object({
  id,
  path: z.enum(reportPaths),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('State or territory; US for federal law'),
  words: z.string().trim().min(1).max(400),
  hours: z.number().int().min(1).max(720).nullable().describe('Within how many hours; null for at once'),
  call: line().describe('Whom to call'),
  confirmedOn: z.iso.date().nullable().describe('When counsel last confirmed it'),
});

/** What was done: when, how, to whom, what was said. */
const Made = z.object({
  at: moment,
  how: z.enum(reportWays),
  fields: parts.describe('What was said, by its kind; never the content'),
  takenBy: line().describe('Who took the report'),
  reference: line().describe('Number that they gave'),
  words,
});

const Told = z.object({
  told: z.enum(toldStates),
  at: moment.optional().describe('When the client was told; now when left out'),
  words: words.describe('What was said, or why it was not'),
});

export const ReportRow = z.object({
  id,
  client: z.object({ id, alias: z.string(), number: z.string() }),
  path: z.enum(reportPaths),
  recipient: z.enum(reportRecipients),
  foundAt: moment,
  dueAt: moment.nullable(),
  madeAt: moment.nullable(),
  notMade: z.enum(notMadeReasons).nullable(),
  told: z.enum(toldStates),
  toldAt: moment.nullable(),
});

export const reportsContract = {
  list: procedure(
    { effect: 'read', permission: 'clients.read' },
    'Mandated reports and dangers of the own organisation; without the sealed words',
  )
    .input(
      z.object({
        open: z.boolean().default(false).describe('Not made yet, or the client not told yet'),
        clientId: id.optional(),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ReportRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission: 'clients.read' },
    'One report, opened; the opening is written down',
  )
    .input(z.object({ id }))
    .output(
      z.object({
        ...ReportRow.shape,
        rule: ReportRule.nullable(),
        madeHow: z.enum(reportWays).nullable(),
        fields: parts,
        takenBy: z.string(),
        reference: z.string(),
        words: z.string(),
        toldWords: z.string(),
        createdBy: z.string(),
        createdAt: moment,
        mayWrite: z.boolean(),
        version,
      }),
    ),
  preview: procedure(
    { effect: 'read', permission: 'clients.details' },
    'The least that a report needs, as the record has it; opening it is written down. Nothing is sent',
  )
    .input(z.object({ clientId: id, path: z.enum(reportPaths) }))
    .output(
      z.object({
        fields: z.array(z.object({ part: z.enum(recordParts), value: z.string() })),
      }),
    ),
  enter: procedure(
    { effect: 'write', permission: 'reports.write' },
    'Enter a danger or a mandated report, for a client or for somebody without a record yet. No permission of the client is asked for, and nothing is sent',
  )
    .input(
      z.object({
        who: z.union([
          z.object({ clientId: id }),
          z.object({
            alias: z.string().trim().min(1).max(80),
            ageGroup: z.enum(ageGroups).default('unknown'),
          }),
        ]),
        path: z.enum(reportPaths),
        foundAt: moment.optional().describe('When the facts were found; now when left out'),
        recipient: z.enum(reportRecipients).optional(),
        ruleId: id.nullable().default(null),
        words,
        made: Made.omit({ words: true }).nullable().default(null).describe('When it is done already'),
        told: Told.nullable().default(null),
      }),
    )
    .output(z.object({ id, clientId: id, dueAt: moment.nullable() })),
  made: procedure(
    { effect: 'write', permission: 'reports.write' },
    'Say that the report was made, by phone or on paper: when, to whom, what was said',
  )
    .input(z.object({ id, version, recipient: z.enum(reportRecipients), made: Made }))
    .output(done),
  notMade: procedure(
    { effect: 'write', permission: 'reports.write' },
    'Say why a report was not made after all',
  )
    .input(z.object({ id, version, reason: z.enum(notMadeReasons) }))
    .output(done),
  told: procedure(
    { effect: 'write', permission: 'reports.write' },
    'Say that the client was told of the report, or why not yet',
  )
    .input(z.object({ id, version, told: Told }))
    .output(done),
  rules: procedure(
    { effect: 'read', permission: 'clients.read' },
    'What the law of each state asks for, as the own organisation wrote it down',
  )
    .input(z.object({}))
    .output(z.object({ rows: z.array(ReportRule.extend({ version })) })),
  addRule: procedure(
    { effect: 'write', permission: 'reports.rules' },
    'Add what the law of a state asks for, as counsel said it',
  )
    .input(ReportRule.omit({ id: true }))
    .output(z.object({ id })),
  endRule: procedure(
    { effect: 'write', permission: 'reports.rules' },
    'End a rule that no longer holds; reports that followed it keep it',
  )
    .input(z.object({ id, version }))
    .output(done),
};
