import { z } from 'zod';
import { Capacity } from '../../bridge/capacity.ts';
import { HEADCOUNTS, messages, NEEDS, STANDBY_GENDERS, STANDBY_SAFETY } from '../../bridge/messages.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { channels } from '../providers/contract.ts';
import { profiles, standings } from './rules.ts';
import { sufficiencies } from './rules-readiness.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();
const done = z.object({ done: z.literal(true) });
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

/** What is told, as it is composed: closed words, ranges, a colleague and a number. No field takes a name of a place. */
const wording = {
  profile: z.enum(profiles).default('coarse'),
  area: z.string().trim().min(1).max(80).describe('Of the configured list'),
  windowFrom: moment,
  windowUntil: moment,
  people: z.enum(HEADCOUNTS),
  minors: z.enum(HEADCOUNTS),
  genders: z.array(z.enum(STANDBY_GENDERS)).max(4),
  languages: z.array(language).max(12),
  needs: z.array(z.enum(NEEDS)).max(NEEDS.length),
  safety: z.array(z.enum(STANDBY_SAFETY)).max(6).default([]),
  contactId: z.uuid().describe('Colleague to call; the name that is told is theirs'),
  contactPhone: z.string().regex(/^[+0-9][0-9 ().x-]{2,39}$/),
  validUntil: moment,
};
export const Wording = z.object(wording);
export type Wording = z.infer<typeof Wording>;

const { notice: _crossing, ...leaving } = messages['standby.announced'].body.shape;
/** Exactly what leaves, field by field, but for the random id that each provider knows it by. */
export const Leaving = z.strictObject(leaving);

export const StandbyRow = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseNumber: z.string(),
  strandId: z.uuid().nullable(),
  strandLabel: z.string().nullable(),
  area: z.string(),
  windowFrom: moment,
  windowUntil: moment,
  validUntil: moment,
  people: z.enum(HEADCOUNTS),
  minors: z.enum(HEADCOUNTS),
  edition: z.number().int(),
  state: z.enum(['live', 'withdrawn', 'expired']),
  told: z.number().int().describe('Providers it is meant for'),
  acknowledged: z.number().int().describe('Of them, those that know the present wording'),
  answered: z.number().int(),
  madeBy: z.string(),
  madeAt: moment,
});
export type StandbyRow = z.infer<typeof StandbyRow>;

export const Recipient = z.object({
  id: z.uuid(),
  providerId: z.uuid(),
  provider: z.string(),
  channel: z.enum(channels),
  dutyPhone: z.string().nullable(),
  standing: z.enum(standings),
  sentAt: moment.nullable(),
  deliveredAt: moment.nullable(),
  acknowledgedAt: moment.nullable(),
  earlier: z.boolean().describe('Acknowledged an earlier wording only'),
  told: z
    .object({
      how: z.enum(['phone', 'in_person', 'mail', 'other']),
      whom: z.string().nullable(),
      at: moment,
      by: z.string(),
    })
    .nullable(),
  capacity: Capacity.nullable(),
  capacityAt: moment.nullable(),
  capacityExpired: z.boolean(),
  version,
});
export type Recipient = z.infer<typeof Recipient>;

const asked = z.object({ from: z.number().int(), until: z.number().int().nullable() }).nullable();
const beds = z.object({ asked, free: z.number().int(), enough: z.enum(sufficiencies) });
export const Readiness = z.object({
  told: z.number().int(),
  acknowledged: z.array(z.string()),
  waiting: z.array(z.string()),
  beds,
  minorsBeds: beds,
  legalSlots: z.number().int(),
  medicalSlots: z.number().int(),
  languagesMissing: z.array(z.string()),
  ready: z.boolean(),
});

export const Notice = StandbyRow.extend({
  profile: z.enum(profiles),
  genders: z.array(z.enum(STANDBY_GENDERS)),
  languages: z.array(z.string()),
  needs: z.array(z.enum(NEEDS)),
  safety: z.array(z.enum(STANDBY_SAFETY)),
  contactName: z.string(),
  contactPhone: z.string(),
  changedAt: moment,
  withdrawnAt: moment.nullable(),
  withdrawnBy: z.string().nullable(),
  version,
  recipients: z.array(Recipient),
  readiness: Readiness,
  may: z.object({ send: z.boolean() }),
});
export type Notice = z.infer<typeof Notice>;

export const Settings = z.object({
  areas: z
    .array(z.string().trim().min(2).max(80))
    .max(200)
    .describe('Counties or regions; never a town, a street or a place'),
  coarseHours: z.union([z.literal(6), z.literal(12), z.literal(24)]),
  fuller: z.boolean().describe('Whether the protocol allows the fuller profile'),
  fullerHours: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

const send = 'standby.send';

export const standbyContract = {
  list: procedure(
    { effect: 'read', permission: 'standby.read' },
    'Stand-by notices of the cases one may read, the newest first',
  )
    .input(
      z.object({
        caseId: z.uuid().optional(),
        strandId: z.uuid().optional(),
        states: z
          .array(z.enum(['live', 'withdrawn', 'expired']))
          .max(3)
          .default(['live']),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(StandbyRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission: 'standby.read' },
    'One notice, how far it came with each provider, and how ready they are',
  )
    .input(z.object({ id: z.uuid() }))
    .output(Notice),
  settings: procedure(
    { effect: 'read', permission: 'standby.read' },
    'Areas to choose from and how coarse the profiles are',
  )
    .input(z.object({}))
    .output(Settings.extend({ zone: z.string() })),
  preview: procedure(
    { effect: 'read', permission: send },
    'Exactly what would leave, field by field; nothing is kept',
  )
    .input(z.object({ wording: Wording }))
    .output(z.object({ leaves: Leaving })),
  send: procedure(
    { effect: 'write', permission: send },
    'Make a notice for a case or a strand and tell the providers chosen',
  )
    .input(
      z.object({
        caseId: z.uuid(),
        strandId: z.uuid().nullable().default(null),
        wording: Wording,
        providerIds: z.array(z.uuid()).min(1).max(100),
      }),
    )
    .output(z.object({ id: z.uuid() })),
  addProviders: procedure({ effect: 'write', permission: send }, 'Tell further providers of a notice')
    .input(z.object({ id: z.uuid(), version, providerIds: z.array(z.uuid()).min(1).max(100) }))
    .output(done),
  change: procedure(
    { effect: 'write', permission: send },
    'Change what providers are told; every one must acknowledge it anew',
  )
    .input(z.object({ id: z.uuid(), version, wording: Wording }))
    .output(z.object({ version })),
  withdraw: procedure(
    { effect: 'write', permission: send },
    'Take a notice back; the providers are told, and what it said goes there',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(done),
  recordTold: procedure(
    { effect: 'write', permission: send },
    'Write down that a provider was told by telephone or in person, and what it answered',
  )
    .input(
      z.object({
        recipientId: z.uuid(),
        version,
        how: z.enum(['phone', 'in_person', 'mail', 'other']),
        whom: z.string().trim().min(1).max(120).nullable(),
        at: moment,
        understood: z.boolean().describe('A person there has taken it in'),
        capacity: Capacity.nullable(),
      }),
    )
    .output(z.object({ version })),
  readiness: procedure(
    { effect: 'read', permission: 'standby.read' },
    'How ready providers are for the live notices of a case or strand; operations ask this before they start',
  )
    .input(z.object({ caseId: z.uuid(), strandId: z.uuid().optional() }))
    .output(
      z.object({
        notices: z.array(z.object({ id: z.uuid(), area: z.string(), readiness: Readiness })),
        ready: z.boolean().describe('There is a live notice, and the providers are ready for each of them'),
      }),
    ),
  setSettings: procedure(
    { effect: 'write', permission: 'settings.manage', stepUp: true },
    'Set the areas of stand-by notices and how coarse they are',
  )
    .input(Settings.extend({ changedAt: moment.nullable() }))
    .output(done),
  settingsToSet: procedure(
    { effect: 'read', permission: 'settings.manage' },
    'The areas and profiles as they are set, to change them',
  )
    .input(z.object({}))
    .output(Settings.extend({ changedAt: moment.nullable() })),
};
