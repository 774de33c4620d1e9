import { z } from 'zod';
import { procedure } from '../rpc/contract.ts';
import { isTimeZone } from './rules-zones.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const email = z.email().max(254);
const code = z.string().trim().min(6).max(40);
const password = z.string().min(1).max(1024);
const nothing = z.object({}).strict();
const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: 'Choose a time zone from the list.' })
  .describe('IANA name, such as America/Chicago');
const done = z.object({ done: z.literal(true) });

export const Me = z.object({
  account: z.object({
    id: z.uuid(),
    displayName: z.string(),
    language: z.string(),
    roles: z.array(z.string()),
    agency: z.object({ id: z.uuid(), name: z.string(), shortName: z.string() }),
  }),
  permissions: z.record(z.string(), z.string()),
  supervises: z.boolean(),
  session: z.object({
    expiresAt: z.iso.datetime(),
    idleMinutes: z.number(),
    steppedUpUntil: z.iso.datetime().nullable(),
  }),
  installation: z.object({ name: z.string(), demo: z.boolean() }),
});
export type Me = z.infer<typeof Me>;

export const Account = z.object({
  id: z.uuid(),
  displayName: z.string(),
  email: z.string(),
  status: z.enum(['invited', 'active', 'suspended', 'closed']),
  agencyId: z.uuid(),
  agencyName: z.string(),
  roles: z.array(z.string()),
  lastSignedInAt: z.iso.datetime().nullable(),
  /** Until when the latest invitation can be used; null when none waits. */
  invitedUntil: z.iso.datetime().nullable(),
  version: z.number().int(),
});

export const Settings = z.object({
  installationName: z.string(),
  /** What people agree to before signing in. */
  notice: z.string(),
  /** Whether the notice is the one that every installation begins with. */
  noticeIsDefault: z.boolean(),
  /** In which days and deadlines are counted. */
  timeZone: z.string(),
  /** When either was last set; an edit names the moment it saw. */
  changedAt: z.iso.datetime().nullable(),
});

export type Account = z.infer<typeof Account>;

/** Second factor to set up: the matrix of the QR code, and the same secret as text. */
const Totp = z.object({ enrolment: z.string(), secret: z.string(), qr: z.array(z.string()) });
const FirstSignIn = z.object({ recoveryCodes: z.array(z.string()), signedIn: z.literal(true) });
const version = z.number().int().positive();

export const identityContract = {
  state: procedure(
    { effect: 'read', open: true },
    'Whether the installation has an owner, and how one may sign in',
  )
    .input(nothing)
    .output(
      z.object({
        ready: z.boolean(),
        installation: z.string(),
        demo: z.boolean(),
        notice: z.string(),
        methods: z.array(
          z.object({ kind: z.enum(['password', 'passkey', 'single_sign_on']), label: z.string() }),
        ),
        people: z.array(z.object({ email: z.string(), displayName: z.string(), roles: z.array(z.string()) })),
      }),
    ),
  demoFactors: procedure(
    { effect: 'read', open: true, secret: true },
    'In the demonstration only: password and present code of one of its people',
  )
    .input(z.object({ email: email.optional().describe('The person of the session when left out') }))
    .output(
      z.object({
        password: z.string(),
        code: z.string(),
        from: z.iso.datetime().describe('When the code begins to work'),
      }),
    ),
  beginSetUp: procedure(
    { effect: 'write', open: true, secret: true },
    'First run: an authenticator secret for the owner to set up',
  )
    .input(z.object({ email }))
    .output(Totp),
  setUpOwner: procedure(
    { effect: 'write', open: true, secret: true },
    'First run: make the first agency and its account administrator',
  )
    .input(
      z.object({
        setUpCode: text(100),
        installationName: text(120),
        agencyName: text(200),
        agencyShortName: text(40),
        displayName: text(120),
        email,
        password,
        enrolment: text(2000),
        code,
        timeZone: timeZone.default('UTC'),
      }),
    )
    .output(FirstSignIn),
  beginInvitation: procedure(
    { effect: 'write', open: true, secret: true },
    'Open an invitation: who it is for, and an authenticator secret',
  )
    .input(z.object({ invitation: text(100) }))
    .output(Totp.extend({ displayName: z.string(), email: z.string() })),
  acceptInvitation: procedure({ effect: 'write', open: true, secret: true }, 'Join with an invitation')
    .input(z.object({ invitation: text(100), password, enrolment: text(2000), code }))
    .output(FirstSignIn),
  signIn: procedure({ effect: 'write', open: true }, 'Sign in with password and code, or a recovery code')
    .input(z.object({ email, password, code, noticeAccepted: z.literal(true) }))
    .output(z.object({ signedIn: z.literal(true), recoveryCodesLeft: z.number().int() })),
  unlock: procedure({ effect: 'write', open: true }, 'Unlock an idle session with the password')
    .input(z.object({ password }))
    .output(done),
  lock: procedure({ effect: 'write', open: true }, 'Lock the session now').input(nothing).output(done),
  signOut: procedure({ effect: 'write', open: true }, 'End the session').input(nothing).output(done),
  stepUp: procedure({ effect: 'write', open: true }, 'Show both factors again before a sensitive act')
    .input(z.object({ password, code }))
    .output(done),
  me: procedure({ effect: 'read' }, 'Who is signed in and what they may do').input(nothing).output(Me),
  setLanguage: procedure({ effect: 'write' }, 'Choose the language of the screens')
    .input(z.object({ language: z.enum(['en', 'es']) }))
    .output(done),
  colleagues: procedure({ effect: 'read' }, 'Colleagues, to name them on records and tasks')
    .input(nothing)
    .output(
      z.object({
        colleagues: z.array(
          z.object({
            id: z.uuid(),
            displayName: z.string(),
            agencyId: z.uuid(),
            agencyName: z.string(),
            roles: z.array(z.string()),
            supervises: z.boolean(),
            status: z.string(),
          }),
        ),
        agencies: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            shortName: z.string(),
            kind: z.string(),
            version: z.number().int(),
          }),
        ),
      }),
    ),
  accounts: procedure({ effect: 'read', permission: 'accounts.manage' }, 'Accounts with their roles')
    .input(nothing)
    .output(
      z.object({
        accounts: z.array(Account),
        roles: z.array(z.object({ role: z.string(), label: z.string() })),
      }),
    ),
  addAgency: procedure({ effect: 'write', permission: 'accounts.manage' }, 'Add a member agency')
    .input(z.object({ name: text(200), shortName: text(40), kind: text(60) }))
    .output(z.object({ id: z.uuid() })),
  changeAgency: procedure(
    { effect: 'write', permission: 'accounts.manage' },
    'Rename a member agency or change its kind',
  )
    .input(z.object({ id: z.uuid(), version, name: text(200), shortName: text(40), kind: text(60) }))
    .output(done),
  endAgency: procedure(
    { effect: 'write', permission: 'accounts.manage', stepUp: true },
    'End the membership of an agency; its records stay, new people and cases can no longer be given to it',
  )
    .input(z.object({ id: z.uuid(), version }))
    .output(done),
  invite: procedure(
    { effect: 'write', permission: 'accounts.manage', stepUp: true, secret: true },
    'Invite a person; the code is shown once',
  )
    .input(
      z.object({ displayName: text(120), email, agencyId: z.uuid(), roles: z.array(text(60)).min(1).max(6) }),
    )
    .output(z.object({ accountId: z.uuid(), invitation: z.string(), expiresAt: z.iso.datetime() })),
  reinvite: procedure(
    { effect: 'write', permission: 'accounts.manage', stepUp: true, secret: true },
    'Send a lost invitation anew, or let a person set up both factors again',
  )
    .input(z.object({ accountId: z.uuid() }))
    .output(z.object({ invitation: z.string(), expiresAt: z.iso.datetime() })),
  changeRoles: procedure(
    { effect: 'write', permission: 'accounts.manage', stepUp: true },
    'Set the roles of an account',
  )
    .input(z.object({ accountId: z.uuid(), version, roles: z.array(text(60)).max(6) }))
    .output(done),
  suspend: procedure(
    { effect: 'write', permission: 'accounts.manage' },
    'Disable an account at once and end its sessions',
  )
    .input(z.object({ accountId: z.uuid(), version }))
    .output(done),
  reinstate: procedure(
    { effect: 'write', permission: 'accounts.manage', stepUp: true },
    'Enable a suspended account',
  )
    .input(z.object({ accountId: z.uuid(), version }))
    .output(done),
  tokens: procedure({ effect: 'read' }, 'My API tokens and open sessions')
    .input(nothing)
    .output(
      z.object({
        sessions: z.array(
          z.object({
            id: z.uuid(),
            kind: z.string(),
            label: z.string().nullable(),
            createdAt: z.iso.datetime(),
            lastSeenAt: z.iso.datetime(),
            expiresAt: z.iso.datetime(),
            current: z.boolean(),
          }),
        ),
      }),
    ),
  makeToken: procedure(
    { effect: 'write', open: true, secret: true },
    'Make an API token for programs; shown once',
  )
    .input(z.object({ label: text(80), days: z.number().int().min(1).max(365) }))
    .output(z.object({ token: z.string(), expiresAt: z.iso.datetime() })),
  endSession: procedure({ effect: 'write', open: true }, 'End one of my sessions or tokens')
    .input(z.object({ sessionId: z.uuid() }))
    .output(done),
  settings: procedure({ effect: 'read', permission: 'settings.manage' }, 'Settings of the installation')
    .input(nothing)
    .output(Settings),
  changeSettings: procedure(
    { effect: 'write', permission: 'settings.manage' },
    'Change the name of the installation, its time zone and the notice before sign-in',
  )
    .input(
      z.object({
        installationName: text(120),
        notice: z
          .string()
          .trim()
          .max(4000)
          .describe('Shown before every sign-in; empty for the standard notice'),
        timeZone: timeZone.optional().describe('Stays as it is when left out'),
        changedAt: z.iso.datetime().nullable().describe('As it was read'),
      }),
    )
    .output(done),
};
