import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import { traffickingTypes } from '../vocabulary/cases.ts';
import * as lists from '../vocabulary/victims.ts';
import * as parts from './contract-parts.ts';
import { channelProcedures } from './contract-channels.ts';
import { screeningProcedures } from './contract-screenings.ts';

/** A victim as a list shows them: by code name, never by identity. */
export const VictimRow = z.object({
  id: z.uuid(),
  codeName: z.string(),
  case: z.object({ id: z.uuid(), number: z.string() }),
  type: z.enum(traffickingTypes),
  status: parts.Status,
  statusSince: parts.day.nullable(),
  rescreenOn: parts.day.nullable(),
  rescreenDue: z.boolean(),
  ageGroup: parts.Age,
  minorNow: z.boolean(),
  minorAtFacts: z.boolean(),
  languages: z.array(z.string()),
  interpreter: z.enum(lists.interpreterNeeds),
  lastContactAt: parts.instant.nullable(),
  daysSinceContact: z.number().int().nullable().describe('Null: no contact recorded yet'),
});
export type VictimRow = z.infer<typeof VictimRow>;

export const VictimFilter = z.object({
  caseId: z.uuid().nullable().default(null),
  status: z.array(parts.Status).max(5).default([]),
  type: z.array(z.enum(traffickingTypes)).max(4).default([]),
  minor: z.enum(['now', 'at_facts']).nullable().default(null),
  language: parts.Language.nullable().default(null),
  quietDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .default(null)
    .describe('No contact for so many days'),
  rescreenDue: z.boolean().default(false),
});
export type VictimFilter = z.infer<typeof VictimFilter>;

export const Unmasking = z.object({
  id: z.uuid(),
  part: z.enum(lists.victimParts),
  reason: z.enum(lists.victimUnmaskReasons),
  by: parts.Person,
  openedAt: parts.instant,
  endsAt: parts.instant,
  closedAt: parts.instant.nullable(),
});
export type Unmasking = z.infer<typeof Unmasking>;

export const StrandRole = z.object({
  id: z.uuid(),
  strand: z.object({ id: z.uuid(), label: z.string() }),
  role: z.enum(lists.victimRoles),
  fromOn: parts.day,
  untilOn: parts.day.nullable(),
  version: parts.version,
});
export type StrandRole = z.infer<typeof StrandRole>;

export const VictimPage = parts.Known.extend({
  codeName: z.string(),
  id: z.uuid(),
  case: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  status: parts.Status,
  statusSince: parts.day.nullable(),
  rescreenOn: parts.day.nullable(),
  minorNow: z.boolean(),
  minorAtFacts: z.boolean(),
  meansRequired: z.enum(['yes', 'no', 'unknown']).describe('Not for commercial sex of a minor'),
  lastContactAt: parts.instant.nullable(),
  identity: z
    .object({ sealedBy: parts.Person, sealedAt: parts.instant, version: parts.version })
    .nullable()
    .describe('That there is one, not who it is'),
  decisions: z.array(parts.Decision),
  unmaskings: z.array(Unmasking),
  strands: z.array(StrandRole),
  channels: z.array(parts.Channel),
  createdAt: parts.instant,
  createdBy: parts.Person,
  today: parts.day,
  may: z.object({ write: z.boolean(), confirm: z.boolean(), unmask: z.boolean() }),
  version: parts.version,
});
export type VictimPage = z.infer<typeof VictimPage>;

const write = { permission: 'victims.write', effect: 'write' } as const;
const read = { permission: 'victims.read', effect: 'read' } as const;

export const victimsContract = {
  list: procedure(read, 'Victims by code name; no filter knows who they are')
    .input(
      VictimFilter.extend({
        sort: z.enum(['code_name', 'contact', 'status']).default('code_name'),
        limit: z.number().int().min(1).max(100).default(50),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(VictimRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
        next: z.number().int().nullable(),
      }),
    ),
  ofCase: procedure(
    { permission: 'victims.list', effect: 'read' },
    'Code name and status of the victims of a case, for its readers',
  )
    .input(z.object({ caseId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            codeName: z.string(),
            status: parts.Status,
            statusSince: parts.day.nullable(),
            open: z.boolean().describe('Whether the reader may read more than that'),
          }),
        ),
        mayAdd: z.boolean(),
      }),
    ),
  read: procedure(read, 'A victim with decisions, roles, channels and who opened the identity')
    .input(parts.byId)
    .output(VictimPage),
  add: procedure(write, 'Record a victim in a case, by a code name')
    .input(
      z.object({
        caseId: z.uuid(),
        known: parts.Known.extend({
          codeName: parts.CodeName.nullable()
            .default(null)
            .describe('Null: a free one is drawn from the list'),
        }),
      }),
    )
    .output(z.object({ id: z.uuid(), codeName: z.string() })),
  change: procedure(write, 'Change what is known of a victim')
    .input(parts.Known.extend({ id: z.uuid(), version: parts.version }))
    .output(parts.changed),
  changes: procedure(read, 'What was known of a victim before each change, newest first')
    .input(parts.byId)
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.number().int(),
            at: parts.instant,
            by: z.string().nullable(),
            before: parts.FormerlyKnown,
          }),
        ),
      }),
    ),
  decide: procedure(write, 'Decide where the assessment stands; the decision stays as it is')
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        to: z.enum(['indicators', 'likely', 'confirmed', 'not_identified']),
        decidedOn: parts.day,
        basis: z.array(parts.Basis).min(1).max(lists.victimBases.length),
        confirmedBy: z.enum(lists.victimConfirmers).nullable().default(null),
        reason: z.enum(lists.notIdentifiedReasons).nullable().default(null),
        rescreenOn: parts.day.nullable().default(null),
        note: parts.text(4000).default(''),
      }),
    )
    .output(parts.changed),
  sealIdentity: procedure(
    { permission: 'victims.unmask', effect: 'write' },
    'Write down who a victim is, sealed; an earlier entry only when it is open',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: z
          .number()
          .int()
          .min(0)
          .describe('Version of the identity on the screen; 0 when there is none'),
        identity: parts.Identity,
      }),
    )
    .output(z.object({ version: parts.version })),
  unmask: procedure(
    { permission: 'victims.unmask', effect: 'write', stepUp: true, secret: true },
    'Open identity or contact of a victim for fifteen minutes, against a reason that is listed',
  )
    .input(
      z.object({
        id: z.uuid(),
        part: z.enum(lists.victimParts),
        reason: z.enum(lists.victimUnmaskReasons),
      }),
    )
    .output(opened()),
  unmasked: procedure(
    { permission: 'victims.unmask', effect: 'read' },
    'What this session has open of a victim',
  )
    .input(z.object({ id: z.uuid(), part: z.enum(lists.victimParts) }))
    .output(opened()),
  mask: procedure(
    { permission: 'victims.unmask', effect: 'write' },
    'Close what this session has open of a victim',
  )
    .input(parts.byId)
    .output(parts.done),
  giveRole: procedure(write, 'Say what a victim is in a strand, and since when')
    .input(
      z.object({
        id: z.uuid(),
        strandId: z.uuid(),
        role: z.enum(lists.victimRoles),
        fromOn: parts.day,
      }),
    )
    .output(parts.made),
  endRole: procedure(write, 'End the role of a victim in a strand')
    .input(z.object({ id: z.uuid(), version: parts.version, untilOn: parts.day }))
    .output(parts.changed),
  ...channelProcedures,
  ...screeningProcedures,
};

function opened() {
  return z.object({
    until: parts.instant.nullable().describe('Null: nothing is open'),
    identity: parts.Identity.nullable(),
    contact: z.array(z.object({ id: z.uuid(), details: parts.ChannelDetails })),
  });
}
