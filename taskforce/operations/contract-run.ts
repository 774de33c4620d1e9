import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { countNames, entryKinds, entryRefusals, handOverPlaces } from './rules-run.ts';

const id = z.uuid();
const moment = z.iso.datetime();
const Count = z.number().int().min(0).max(999);

export const EntryCounts = z.object(
  Object.fromEntries(countNames.map((name) => [name, Count.default(0)])) as Record<
    (typeof countNames)[number],
    z.ZodDefault<typeof Count>
  >,
);

/** An entry as a device makes it; the meaning of each kind is in rules-run.ts. */
export const Draft = z.object({
  id: z.uuidv7().describe('Made by the device: what is sent twice counts once'),
  kind: z.enum(entryKinds),
  at: moment.describe('When it happened, by the clock of the device'),
  postId: id.nullable().default(null),
  stageId: id.nullable().default(null),
  corrects: id.nullable().default(null).describe('The entry that this one replaces or takes back'),
  providerId: id.nullable().default(null),
  referralId: id.nullable().default(null),
  dangerId: id.nullable().default(null),
  counts: EntryCounts.nullable().default(null).describe('People met or handed over: numbers, never names'),
  amount: z.number().int().min(1).max(9999).nullable().default(null),
  placeKind: z.enum(handOverPlaces).nullable().default(null),
  note: z.string().trim().max(280).default(''),
});

export const KeptEntry = Draft.extend({
  id,
  sequence: z.number().int().positive(),
  recordedAt: moment,
  by: z.object({ id, name: z.string() }),
  late: z.boolean().describe('Made before the end, recorded after it'),
});
export type KeptEntry = z.infer<typeof KeptEntry>;

export const BoardPlan = z.object({
  operation: z.object({
    id,
    number: z.string(),
    title: z.string(),
    state: z.string(),
    version: z.number().int().positive().describe('To start and end it by'),
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    caseId: id.nullable().describe('Where the reader may read the case'),
  }),
  stages: z.array(
    z.object({ id, name: z.string(), goCriteria: z.string(), abortCriteria: z.string(), needs: z.array(id) }),
  ),
  posts: z.array(
    z.object({
      id,
      role: z.string(),
      name: z.string().nullable(),
      agency: z.string().nullable(),
      placeKind: z.string(),
      stageId: id.nullable(),
      contact: z.string().nullable(),
      radio: z.string().nullable(),
      mine: z.boolean(),
      duties: z.string().nullable().describe('The role card; one reads one’s own only'),
    }),
  ),
  providers: z
    .array(z.object({ id, name: z.string(), standsBy: z.boolean() }))
    .describe('To whom people may be handed over; those that stand by come first'),
  may: z.object({
    record: z.boolean(),
    order: z.boolean().describe('Say go, begin and end stages'),
    run: z.boolean().describe('Start and end the operation'),
  }),
  boxKey: z.string().describe('Public key (P-256, raw, base64) to which a device seals entries that wait'),
  me: id,
  holdUntil: moment.describe(
    'Until when a device may keep what it needs to write entries without a connection',
  ),
});
export type BoardPlan = z.infer<typeof BoardPlan>;

const Box = z.object({
  id: z.uuidv7(),
  box: z.string().max(6000).describe('The entry, sealed to the box key of the operation'),
});

export const boardContract = {
  mine: procedure(
    { effect: 'read' },
    'Boards of operations on whose roster one stands, the newest start first',
  )
    .input(z.object({}))
    .output(z.object({ rows: z.array(BoardPlan.shape.operation) })),
  read: procedure({ effect: 'read' }, 'What the live board of an operation shows besides its entries')
    .input(z.object({ id }))
    .output(BoardPlan),
  entries: procedure({ effect: 'read' }, 'Entries of the log after a sequence, in their order')
    .input(
      z.object({
        id,
        after: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(500),
      }),
    )
    .output(z.object({ entries: z.array(KeptEntry), more: z.boolean() })),
  record: procedure({ effect: 'write' }, 'Add entries to the log; each once, whatever was sent before')
    .input(
      z.object({
        id,
        sentAt: moment.describe('The clock of the device as it sends: wrong clocks are set right by it'),
        entries: z.array(Draft).max(100).default([]),
        sealed: z.array(Box).max(100).default([]).describe('Entries that waited on the device'),
      }),
    )
    .output(
      z.object({
        results: z.array(
          z.object({
            id,
            sequence: z.number().int().nullable().describe('Empty: it was not taken'),
            late: z.boolean(),
            refused: z.enum(entryRefusals).nullable(),
          }),
        ),
      }),
    ),
  log: procedure({ effect: 'read' }, 'The whole log to take along: printed, or as lines chained by hashes')
    .input(z.object({ id, format: z.enum(['pdf', 'jsonl']) }))
    .output(
      z.object({
        name: z.string(),
        content: z.string().describe('Base64'),
        hash: z
          .string()
          .describe('SHA-256 of the last line: of the whole log, as each line holds that of the one before'),
      }),
    ),
};
