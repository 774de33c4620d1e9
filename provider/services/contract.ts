import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import {
  horizons,
  metBy,
  needKinds,
  needStatuses,
  units,
  unmetReasons,
  wishes,
} from '../vocabulary/needs.ts';

const read = { effect: 'read', permission: 'services.read' } as const;
const write = { effect: 'write', permission: 'services.write' } as const;
const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });
const kind = z.enum(needKinds);
const words = z.string().trim().max(2000).default('').describe('Sealed under the key of the client');
const total = z.object({ count: z.number().int(), capped: z.boolean() });

const needFacts = {
  horizon: z.enum(horizons).describe('Immediate (hours to days), short (weeks), long (months to years)'),
  wanted: z.enum(wishes),
  status: z.enum(needStatuses),
  metBy: z.enum(metBy).nullable(),
  unmetReason: z.enum(unmetReasons).nullable(),
};

export const Need = z.object({
  id: z.uuid(),
  kind,
  ...needFacts,
  openedOn: z.iso.date(),
  settledOn: z.iso.date().nullable(),
  words: z.string(),
  byOther: z.string().describe('Who else meets it, as typed'),
  services: z.number().int().describe('Services given for it'),
  version,
});

/** Needs of a client: what is wanted, by whom it is met, why it could not be. Nothing here asks for a release. */
export const needsContract = {
  list: procedure(read, 'Needs of a client with the words about them; the reading is written down')
    .input(z.object({ clientId: z.uuid() }))
    .output(z.object({ rows: z.array(Need) })),
  assess: procedure(write, 'Keep what was said about many needs in one go; all of it or nothing')
    .input(
      z.object({
        clientId: z.uuid(),
        on: z.iso.date().describe('Day of the conversation'),
        rows: z
          .array(
            z.object({
              kind,
              version: version.nullable().describe('Of the standing need as it was read; null for a new one'),
              ...needFacts,
              horizon: needFacts.horizon.optional().describe('As is usual for the kind when left out'),
              status: needFacts.status.default('open'),
              metBy: needFacts.metBy.default(null),
              unmetReason: needFacts.unmetReason.default(null),
            }),
          )
          .min(1)
          .max(60),
      }),
    )
    .output(z.object({ added: z.number().int(), changed: z.number().int() })),
  add: procedure(write, 'Write one need down')
    .input(
      z.object({
        clientId: z.uuid(),
        kind,
        horizon: needFacts.horizon.optional(),
        wanted: needFacts.wanted.default('wanted'),
        status: needFacts.status.default('open'),
        metBy: needFacts.metBy.default(null),
        unmetReason: needFacts.unmetReason.default(null),
        openedOn: z.iso.date(),
        settledOn: z.iso.date().nullable().default(null),
        words,
        byOther: words,
      }),
    )
    .output(id),
  change: procedure(write, 'Change a need: what is wanted, by whom it is met, how it stands')
    .input(
      z.object({
        id: z.uuid(),
        version,
        ...needFacts,
        openedOn: z.iso.date(),
        settledOn: z.iso.date().nullable(),
        words,
        byOther: words,
      }),
    )
    .output(z.object({ version })),
  across: procedure(
    read,
    'Standing needs of all clients one may see, by alias: what is open or unmet, and why',
  )
    .input(
      z.object({
        statuses: z
          .array(z.enum(['open', 'under_way', 'unmet']))
          .max(3)
          .default(['open', 'unmet']),
        kinds: z.array(kind).max(50).default([]),
        horizons: z.array(z.enum(horizons)).max(3).default([]),
        reasons: z.array(z.enum(unmetReasons)).max(5).default([]),
        mine: z.boolean().default(false),
        sort: z.enum(['opened', 'kind']).default('opened'),
        descending: z.boolean().default(false),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            clientId: z.uuid(),
            number: z.string(),
            alias: z.string(),
            kind,
            ...needFacts,
            openedOn: z.iso.date(),
          }),
        ),
        total,
        byKind: z
          .array(z.object({ kind, standing: z.number().int(), unmet: z.number().int() }))
          .describe('Over the whole filter, most unmet first'),
      }),
    ),
};

const given = {
  kind,
  givenOn: z.iso.date(),
  amount: z.number().int().min(1).max(10_000).nullable().default(null),
  unit: z.enum(units).nullable().default(null),
  needId: z.uuid().nullable().default(null),
  words,
};

export const servicesContract = {
  list: procedure(read, 'Services given to a client, newest first, with what they come to')
    .input(z.object({ clientId: z.uuid(), page: z.number().int().min(1).max(1000).default(1) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            kind,
            givenOn: z.iso.date(),
            amount: z.number().int().nullable(),
            unit: z.enum(units).nullable(),
            needId: z.uuid().nullable(),
            givenBy: z.uuid(),
            givenByName: z.string(),
            words: z.string(),
            withdrawn: z.boolean(),
            corrects: z.uuid().nullable().describe('The line that this one puts right'),
            correctedBy: z
              .uuid()
              .nullable()
              .describe('The line that puts this one right; this one is not counted'),
            reason: z.string().describe('Why it was corrected; empty when it corrects none'),
            version,
          }),
        ),
        total,
        sums: z.array(
          z.object({
            kind,
            times: z.number().int(),
            unit: z.enum(units).nullable(),
            amount: z.number().int(),
          }),
        ),
      }),
    ),
  give: procedure(write, 'Write a service down that was given')
    .input(
      z.object({
        clientId: z.uuid(),
        ...given,
        givenBy: z.uuid().optional().describe('The writer when left out'),
      }),
    )
    .output(id),
  correct: procedure(
    write,
    'Put a service right that was written down wrongly: the line stays, a further one with the reason counts instead',
  )
    .input(
      z.object({
        id: z.uuid(),
        version,
        reason: z.string().trim().min(3).max(500),
        ...given,
        givenBy: z.uuid(),
      }),
    )
    .output(id),
  withdraw: procedure(write, 'Take a service back that was written down by mistake')
    .input(z.object({ id: z.uuid(), version }))
    .output(z.object({ version })),
};
