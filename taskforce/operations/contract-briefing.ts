import { z } from 'zod';
import { Handed } from '../../kit/files/contract.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import * as words from '../vocabulary/operations.ts';

const moment = z.iso.datetime();
const contact = z
  .object({
    name: z.string().nullable(),
    role: z.enum(words.postRoles),
    contact: z.string().nullable(),
    radio: z.string().nullable(),
  })
  .nullable();

/** What one person on the roster is handed: their own part, and whom to call. Nothing of the duties of others. */
export const Card = z.object({
  postId: z.uuid(),
  operationId: z.uuid(),
  number: z.string(),
  kind: z.enum(words.operationKinds),
  state: z.enum(words.operationStates),
  sealed: z.boolean(),
  plannedFrom: moment.nullable(),
  plannedUntil: moment.nullable(),
  revision: z.number().int(),
  signedRevision: z.number().int().nullable(),
  minorsPossible: z.enum(words.foreseen),
  languages: z.array(z.string()),
  name: z.string().nullable(),
  from: z.string().describe('Agency or provider'),
  own: z.boolean().describe('The card of the reader'),
  role: z.enum(words.postRoles),
  placeKind: z.enum(words.postPlaces),
  duties: z.string(),
  contact: z.string().nullable(),
  radio: z.string().nullable(),
  stage: z
    .object({
      name: z.string(),
      plannedFrom: moment.nullable(),
      plannedUntil: moment.nullable(),
      abortCriteria: z.string(),
    })
    .nullable(),
  places: z.array(
    z.object({
      kind: z.enum(words.placeKinds),
      label: z.string(),
      address: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  backup: contact,
  lead: contact,
  liaison: contact,
  comms: z.string(),
  medical: z.string(),
});
export type Card = z.infer<typeof Card>;

const told = z.enum(['shown', 'busy', 'not_available']);
export const Clash = z.object({
  who: z.string().describe('Name of the person or the thing'),
  of: z.enum(['person', 'vehicle']),
  told: told.describe('shown: what it is; else only that they are busy, or not available'),
  kind: z.enum(['operation', 'court_date', 'absence']).nullable(),
  id: z.uuid().nullable(),
  subkind: z.string().nullable(),
  number: z.string().nullable(),
  from: moment,
  until: moment,
});
export type Clash = z.infer<typeof Clash>;

export const UsedVehicle = z.object({
  vehicleId: z.uuid(),
  name: z.string(),
  kind: z.string(),
  agency: z.string(),
  note: z.string().nullable(),
});

/** The briefing of an operation: the sheet, the role cards, and who is wanted in two places. */
export const briefingContract = {
  myCards: procedure({ effect: 'read' }, 'The own posts on rosters that are approved or running')
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(
          z.object({
            postId: z.uuid(),
            operationId: z.uuid(),
            number: z.string(),
            kind: z.enum(words.operationKinds),
            state: z.enum(words.operationStates),
            role: z.enum(words.postRoles),
            plannedFrom: moment.nullable(),
            plannedUntil: moment.nullable(),
          }),
        ),
      }),
    ),
  card: procedure({ effect: 'read' }, 'One role card: to its holder, and to those who read the plan')
    .input(z.object({ postId: z.uuid() }))
    .output(Card),
  cardDocument: procedure({ effect: 'write', secret: true }, 'One role card as PDF')
    .input(z.object({ postId: z.uuid() }))
    .output(Handed),
  cardsDocument: procedure(
    { effect: 'write', permission: 'operations.read', secret: true },
    'All role cards of an operation as PDF, a page each, to hand out one by one',
  )
    .input(z.object({ id: z.uuid() }))
    .output(Handed),
  briefingDocument: procedure(
    { effect: 'write', permission: 'operations.read', secret: true },
    'The briefing sheet of an operation as PDF, one page',
  )
    .input(z.object({ id: z.uuid() }))
    .output(Handed),
  clashes: procedure(
    { effect: 'read', permission: 'operations.read' },
    'People and vehicles of a plan that are wanted elsewhere at that time',
  )
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ rows: z.array(Clash) })),
  vehicles: procedure(
    { effect: 'read', permission: 'operations.read' },
    'What an operation uses of what is shared',
  )
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ rows: z.array(UsedVehicle), mayPlan: z.boolean() })),
  setVehicles: procedure(
    { effect: 'write', permission: 'operations.plan' },
    'Set which vehicles, rooms and equipment an operation uses; a change of the plan',
  )
    .input(
      z.object({
        id: z.uuid(),
        vehicles: z
          .array(
            z.object({
              vehicleId: z.uuid(),
              note: z.string().trim().min(1).max(200).nullable().default(null),
            }),
          )
          .max(50),
      }),
    )
    .output(z.object({ planRevision: z.number().int() })),
};
