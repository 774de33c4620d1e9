import { z } from 'zod';
import { PURPOSES, READING_REASONS, RELEASE_FIELDS } from '../../bridge/rules-releases.ts';
import { procedure } from '../../kit/rpc/contract.ts';
import { bringingContract } from './contract-bringing.ts';
import {
  abuserAnswers,
  alternatives,
  capacities,
  chosenEndings,
  endings,
  longerReasons,
  readings,
  recipientKinds,
  releaseStates,
  revokedHows,
  signedHows,
  signerKinds,
  tellings,
} from '../vocabulary/releases.ts';

const moment = z.iso.datetime();
const version = z.number().int().positive();
const id = z.object({ id: z.uuid() });
const step = z.object({ id: z.uuid(), version });
const field = z.enum(RELEASE_FIELDS);
const moved = z.object({ version });

const Texts = z.partialRecord(field, z.string().trim().min(1).max(6000));

/** What a draft says: everything the person is asked to agree to. */
const facts = {
  recipientKind: z.enum(recipientKinds),
  pairId: z
    .uuid()
    .nullable()
    .default(null)
    .describe('The one paired task force, when it goes over the bridge'),
  recipientName: z
    .string()
    .trim()
    .max(160)
    .default('')
    .describe('The one person or office that receives it on paper'),
  purpose: z.enum(PURPOSES),
  texts: Texts.describe('Exact text of each field, as the person wants it said'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/)
    .describe('In which it is written and explained'),
  until: moment.optional().describe('When it ends by itself; the usual time when left out'),
  longerReason: z.enum(longerReasons).nullable().default(null),
  referral: z
    .uuid()
    .nullable()
    .default(null)
    .describe('Referral of that task force which the release names, so that they know whom it is about'),
};

const Stroke = z
  .array(z.tuple([z.number().int().min(0).max(1000), z.number().int().min(0).max(400)]))
  .max(600);
const Signature = z.object({
  as: z.enum(signerKinds),
  name: z.string().trim().min(1).max(120).describe('As the signer writes it; an alias is enough'),
  how: z.enum(signedHows),
  strokes: z.array(Stroke).max(60).default([]).describe('Drawn lines, on a field of 1000 by 400'),
  keptAt: z.string().trim().max(200).default('').describe('Where the signed paper is kept'),
  abuser: z
    .enum(abuserAnswers)
    .default('unknown')
    .describe('Whether a signer other than the person abused them or the other parent'),
});
export type Signature = z.infer<typeof Signature>;

const Rules = z.object({
  defaultDays: z.number().int().min(1).max(365),
  maxDays: z.number().int().min(1).max(365),
  minorAlone: z.boolean(),
  minorAloneFrom: z.number().int().min(0).max(17).nullable(),
  wardAlone: z.boolean(),
  authority: z.string().trim().max(300).describe('The law that says so'),
});

export const ReleaseRow = z.object({
  id: z.uuid(),
  clientId: z.uuid(),
  alias: z.string(),
  number: z.string(),
  state: z.enum(releaseStates),
  recipientKind: z.enum(recipientKinds),
  recipientName: z.string().describe('Empty for a recipient on paper: that name is sealed'),
  purpose: z.enum(PURPOSES),
  fields: z.array(field),
  until: moment,
  endedAt: moment.nullable(),
  endedWhy: z.enum(endings).nullable(),
  readings: z.number().int(),
  lastReadAt: moment.nullable(),
  createdAt: moment,
  version,
});

export const Release = ReleaseRow.extend({
  pairId: z.uuid().nullable(),
  language: z.string(),
  longerReason: z.enum(longerReasons).nullable(),
  referral: z.uuid().nullable(),
  explainedAt: moment.nullable(),
  explainedBy: z.string().nullable(),
  cameBy: z.enum(readings).nullable(),
  told: z.array(z.enum(tellings)),
  alternative: z.enum(alternatives).nullable(),
  signedAt: moment.nullable(),
  signedWith: z.string().nullable(),
  capacity: z.enum(capacities).nullable(),
  signers: z.array(z.enum(signerKinds)),
  aloneByLaw: z.boolean(),
  openedAt: moment.nullable(),
  openedBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedHow: z.enum(revokedHows).nullable(),
  ageGroup: z.string(),
  readingsList: z.array(
    z.object({
      at: moment,
      role: z.string(),
      why: z.enum(READING_REASONS),
      answer: z.enum(['given', 'revoked', 'expired', 'not_yet']),
    }),
  ),
  may: z.object({ write: z.boolean(), revoke: z.boolean() }),
});

export const releasesContract = {
  rules: procedure(
    { effect: 'read', permission: 'releases.read' },
    'How long releases last here, and who may sign alone by the law of the state',
  )
    .input(z.object({}))
    .output(Rules.extend({ version: version.nullable() })),
  setRules: procedure({ effect: 'write', permission: 'releases.rules' }, 'Set the rules of releases')
    .input(Rules.extend({ version: version.nullable() }))
    .output(moved),
  recipients: procedure(
    { effect: 'read', permission: 'releases.read' },
    'Task forces that the organisation is paired with',
  )
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ pairId: z.uuid(), name: z.string() })) })),
  referrals: procedure(
    { effect: 'read', permission: 'releases.read' },
    'Referrals of task forces that became this client, for a release to name one',
  )
    .input(z.object({ clientId: z.uuid() }))
    .output(
      z.object({
        rows: z.array(
          z.object({ referral: z.uuid(), pairId: z.uuid(), alias: z.string(), receivedAt: moment }),
        ),
      }),
    ),
  list: procedure(
    { effect: 'read', permission: 'releases.read' },
    'Releases of the own organisation or of one client, without their texts',
  )
    .input(
      z.object({
        clientId: z.uuid().optional(),
        states: z.array(z.enum(releaseStates)).max(6).default([]),
        ending: z.boolean().default(false).describe('Only those that end within seven days'),
        page: z.number().int().min(1).max(1000).default(1),
      }),
    )
    .output(
      z.object({
        rows: z.array(ReleaseRow),
        total: z.object({ count: z.number().int(), capped: z.boolean() }),
      }),
    ),
  read: procedure(
    { effect: 'read', permission: 'releases.read' },
    'One release, without its texts, and who asked to read what it shares',
  )
    .input(id)
    .output(Release),
  texts: procedure(
    { effect: 'read', permission: 'releases.read', secret: true },
    'Exact texts of a release and its signatures; each opening is written down',
  )
    .input(id)
    .output(
      z.object({
        texts: Texts,
        recipient: z.string().describe('Who receives it on paper'),
        signatures: z.array(Signature),
      }),
    ),
  draft: procedure(
    { effect: 'write', permission: 'releases.write' },
    'Draft a release with the client; no service depends on it',
  )
    .input(z.object({ clientId: z.uuid(), ...facts }))
    .output(id),
  change: procedure({ effect: 'write', permission: 'releases.write' }, 'Change a draft')
    .input(step.extend(facts))
    .output(moved),
  explain: procedure(
    { effect: 'write', permission: 'releases.write' },
    'Record that it was explained: risks, the right to refuse and to take it back, and each exact text',
  )
    .input(
      step.extend({
        cameBy: z.enum(readings),
        told: z.array(z.enum(tellings)).max(6),
        alternative: z.enum(alternatives),
        confirmed: z.array(field).max(16).describe('Fields whose exact text the person confirmed'),
      }),
    )
    .output(moved),
  sign: procedure(
    { effect: 'write', permission: 'releases.write' },
    'Take the signatures; who must sign is the rule of 34 USC 12291(b)(2)',
  )
    .input(
      step.extend({
        capacity: z.enum(capacities),
        age: z.number().int().min(0).max(120).nullable().default(null),
        signatures: z.array(Signature).max(3),
      }),
    )
    .output(moved),
  open: procedure(
    { effect: 'write', permission: 'releases.write' },
    'Let a signed release live: over the bridge, or on paper',
  )
    .input(step)
    .output(moved),
  revoke: procedure(
    { effect: 'write', permission: 'releases.revoke' },
    'Take a release back at the word of the client; in force at once',
  )
    .input(
      z.object({
        id: z.uuid(),
        how: z.enum(revokedHows).default('spoken'),
        why: z.enum(chosenEndings).default('person_took_it_back'),
      }),
    )
    .output(z.object({ done: z.literal(true) })),
  again: procedure(
    { effect: 'write', permission: 'releases.write' },
    'Draft a new release like this one; it must be explained and signed anew',
  )
    .input(id)
    .output(id),
  print: procedure(
    { effect: 'read', permission: 'releases.read', secret: true },
    'The form to read and sign, with the exact texts, in English or Spanish',
  )
    .input(z.object({ id: z.uuid(), language: z.enum(['en', 'es']) }))
    .output(z.object({ name: z.string(), pdf: z.base64() })),
  ...bringingContract,
};
