import { z } from 'zod';
import { identifierTypes } from '../../analysis/deconfliction/identifiers.ts';
import { Handed } from '../../kit/files/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { Coordinated, Entry, HandoffRow, Settings, StrandTarget, Told, Waiting } from './contract-parts.ts';
import { activities, answers, lacks } from './rules.ts';

const version = z.number().int().positive();
const moment = z.iso.datetime();
const done = z.object({ done: z.literal(true) });
const phone = z.string().regex(/^[+0-9][0-9 ().x-]{2,39}$/);
const reason = z.string().trim().min(1).max(1000);
const use = 'deconfliction.use';
const enter = 'deconfliction.enter';
const coordinate = 'deconfliction.coordinate';

const place = {
  activity: z.enum(activities),
  from: moment,
  until: moment,
  place: z.string().trim().min(1).max(300),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  contactId: z.uuid().nullable().default(null).describe('Officer to call; empty: oneself'),
  phone: phone.nullable(),
};

export const deconflictionContract = {
  mine: procedure({ effect: 'read', permission: use }, 'What I entered, and my conflicts')
    .input(z.object({}))
    .output(z.object({ entries: z.array(Entry), conflicts: z.array(Told), coordinator: z.string() })),
  ofOperation: procedure(
    { effect: 'read', permission: use },
    'Where an operation stands: its check, conflicts, targets and hand-off',
  )
    .input(z.object({ operationId: z.uuid() }))
    .output(
      z.object({
        entry: Entry.nullable().describe('Empty: nothing to compare yet, or you do not plan it'),
        current: z.boolean(),
        lacks: z.array(z.enum(lacks)),
        open: z.number().int(),
        conflicts: z.array(Told),
        targets: z.array(Entry),
        handoffs: z.array(HandoffRow),
        handedOff: z.boolean().describe('For time and place as they are now'),
        handoffDue: moment.nullable().describe('Until when it is to be submitted'),
        systems: z.array(z.string()),
        coordinator: z.string(),
      }),
    ),
  ofStrand: procedure(
    { effect: 'read', permission: use },
    'Identifiers that were entered under a strand: their type and whom to call',
  )
    .input(z.object({ strandId: z.uuid() }))
    .output(z.object({ rows: z.array(StrandTarget) })),
  enterEvent: procedure(
    { effect: 'write', permission: enter },
    'Enter an event: it is compared at once with everything that is planned',
  )
    .input(z.object({ ...place, silentReason: reason.nullable().default(null) }))
    .output(z.object({ id: z.uuid(), told: z.enum(['hit', 'nothing', 'waits']) })),
  changeEvent: procedure({ effect: 'write', permission: enter }, 'Change an event; it is compared anew')
    .input(z.object({ id: z.uuid(), version, ...place }))
    .output(z.object({ version, told: z.enum(['hit', 'nothing', 'waits']) })),
  enterTarget: procedure(
    { effect: 'write', permission: use },
    'Enter an identifier of a target; it is kept as a keyed token and compared at once',
  )
    .input(
      z.object({
        type: z.enum(identifierTypes),
        value: z.string().trim().min(1).max(200),
        scope: z
          .string()
          .trim()
          .max(60)
          .nullable()
          .describe('State, platform, ZIP code, routing number or birth date'),
        operationId: z.uuid().nullable().default(null),
        strandId: z.uuid().nullable().default(null),
        nominationId: z.uuid().nullable().default(null),
        phone: phone.nullable().default(null),
        throughCoordinator: z.boolean().default(false).describe('A hit says only: call the coordinator'),
        silentReason: reason.nullable().default(null),
      }),
    )
    .output(z.object({ id: z.uuid(), told: z.enum(['hit', 'nothing', 'waits']) })),
  withdraw: procedure(
    { effect: 'write', permission: use },
    'Take an entry of mine out; its tokens are deleted',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(done),
  setContact: procedure(
    { effect: 'write', permission: use },
    'Name the officer whom the other side is to call',
  )
    .input(z.object({ id: z.uuid(), version, contactId: z.uuid(), phone: phone.nullable() }))
    .output(done),
  setNoTargets: procedure(
    { effect: 'write', permission: use },
    'Say why an operation has no identifier to check; empty takes that back',
  )
    .input(z.object({ operationId: z.uuid(), reason: reason.nullable() }))
    .output(done),
  askSilence: procedure(
    { effect: 'write', permission: enter },
    'Ask that others are not told of an operation; a coordinator decides',
  )
    .input(z.object({ id: z.uuid(), version, reason }))
    .output(done),
  answer: procedure(
    { effect: 'write', permission: use },
    'Say how a conflict was solved; both sides must say the same',
  )
    .input(z.object({ id: z.uuid(), entryId: z.uuid(), answer: z.enum(answers) }))
    .output(z.object({ state: z.enum(['open', 'settled', 'over']) })),
  log: procedure(
    { effect: 'read', permission: use },
    'Checks that were made: mine, or everybody’s for the coordinator',
  )
    .input(z.object({ everybody: z.boolean().default(false), before: moment.nullable().default(null) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            checkedAt: moment,
            agency: z.string(),
            officer: z.string(),
            kind: z.enum(['event', 'target', 'request']),
            identifierType: z.enum(identifierTypes).nullable(),
            told: z.enum(['nothing', 'hit', 'waits']),
          }),
        ),
        next: moment.nullable(),
      }),
    ),
  recordHandoff: procedure(
    { effect: 'write', permission: use },
    'Write down that an entry was submitted to a regional system, what it answered, or why not',
  )
    .input(
      z.object({
        id: z.uuid().describe('The entry'),
        system: z.string().trim().min(1).max(60),
        state: z.enum(['submitted', 'answered', 'waived']),
        reference: z.string().trim().min(1).max(80).nullable(),
        result: z.enum(['no_conflict', 'conflict']).nullable(),
        reason: reason.nullable(),
      }),
    )
    .output(done),
  sheet: procedure(
    { effect: 'write', permission: use, secret: true },
    'The sheet of an event to be typed into a regional system, to download: PDF, CSV or JSON',
  )
    .input(z.object({ id: z.uuid(), format: z.enum(['pdf', 'csv', 'json']) }))
    .output(Handed),
  coordination: procedure(
    { effect: 'read', permission: coordinate },
    'Conflicts with both contacts, and what waits for the coordinator',
  )
    .input(z.object({}))
    .output(z.object({ conflicts: z.array(Coordinated), waiting: z.array(Waiting) })),
  settle: procedure(
    { effect: 'write', permission: coordinate },
    'Settle a conflict for both sides, with a reason',
  )
    .input(z.object({ id: z.uuid(), answer: z.enum(answers), reason: z.string().trim().min(20).max(2000) }))
    .output(done),
  decideSilence: procedure(
    { effect: 'write', permission: coordinate, stepUp: true },
    'Decide about silence that was asked for',
  )
    .input(z.object({ id: z.uuid(), version, agreed: z.boolean() }))
    .output(done),
  answerRequest: procedure({ effect: 'write', permission: coordinate }, 'Answer somebody who may only ask')
    .input(z.object({ id: z.uuid(), version, answer: z.enum(['call_me', 'go_ahead']) }))
    .output(done),
  settingsToSet: procedure(
    { effect: 'read', permission: 'settings.manage' },
    'Buffers, systems, limits and terms, to change them',
  )
    .input(z.object({}))
    .output(Settings.extend({ changedAt: moment.nullable() })),
  setSettings: procedure(
    { effect: 'write', permission: 'settings.manage', stepUp: true },
    'Set buffers, systems, limits and terms; everything planned is compared anew',
  )
    .input(Settings.extend({ changedAt: moment.nullable() }))
    .output(done),
};
