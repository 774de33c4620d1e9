import { randomBytes } from 'node:crypto';
import { create as createQr } from 'qrcode';
import { Problem, refused } from '../problems.ts';
import type { Handlers, Visit } from '../rpc/room.ts';
import type { identityContract } from './contract.ts';
import { demoFactors, type DemoSignIn } from './demo.ts';
import { limits } from './rules.ts';
import { newTotp, plainCode, sha256 } from './secrets.ts';
import {
  enrol,
  findSession,
  inSignIn,
  noteSignIn,
  openSession,
  proveAgain,
  signIn,
  type SignInHouse,
} from './sign-in.ts';
import { accountHandlers } from './accounts.ts';
import { defaultNotice, mustKnowZone, settingsHandlers } from './settings.ts';
import type { IdentityTables } from './tables.ts';

export type IdentityHouse = SignInHouse & {
  /** What the first-run page asks for, printed by the launcher; empty once there is an owner. */
  setUpCode(): string | null;
  /** Role given to the owner at set-up. */
  ownerRoles: string[];
  agencyKind: string;
  /** What kinds of agencies there may be in this wing. */
  agencyKinds: readonly string[];
  demo: boolean;
  /** Given by the start of the demo world only; null everywhere else. */
  demoSignIn: DemoSignIn | null;
};

const done = { done: true } as const;

/** Sealed enrolment: the new authenticator secret travels to the browser and back without being stored. */
function newEnrolment(house: IdentityHouse, installation: string, email: string) {
  const { secret, uri } = newTotp(installation, email);
  const modules = createQr(uri, { errorCorrectionLevel: 'M' }).modules;
  const qr = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) ? '1' : '0')).join(''),
  );
  const until = house.clock().getTime() + 30 * 60_000;
  const enrolment = house.seal
    .seal(JSON.stringify({ secret, email, until, salt: randomBytes(8).toString('hex') }))
    .toString('base64url');
  return { enrolment, secret, qr };
}

function openEnrolment(house: IdentityHouse, enrolment: string, email: string): string {
  let held: { secret: string; email: string; until: number };
  try {
    held = JSON.parse(house.seal.open(Buffer.from(enrolment, 'base64url')));
  } catch {
    throw refused('enrolment', 'unreadable', 'Start again from the first step.');
  }
  if (held.email !== email || held.until < house.clock().getTime())
    throw refused(
      'enrolment',
      'expired',
      'This step took longer than half an hour. Start again from the first step.',
    );
  return held.secret;
}

function secretOf(visit: Visit): string {
  if (visit.actor === 'visitor') throw new Problem('not_signed_in');
  return visit.actor.secret;
}

/** Handlers of identity: signing in runs as the sign-in role, the rest through the door like any room. */
export function identityHandlers(house: IdentityHouse): Handlers<IdentityTables, typeof identityContract> {
  return { ...firstRun(house), ...sessionActs(house), ...accountHandlers(house), ...settingsHandlers() };
}

type Part<K extends keyof typeof identityContract> = Pick<
  Handlers<IdentityTables, typeof identityContract>,
  K
>;

function firstRun(
  house: IdentityHouse,
): Part<'state' | 'demoFactors' | 'beginSetUp' | 'setUpOwner' | 'beginInvitation' | 'acceptInvitation'> {
  return {
    state: async () => {
      const { rows } = await house.pool.query<{ name: string | null; notice: string | null; ready: boolean }>(
        `select (select value #>> '{}' from kit.settings where key = 'installation') as name,
           (select value #>> '{}' from kit.settings where key = 'use_notice') as notice,
           exists (select from kit.accounts where status = 'active') as ready`,
      );
      const row = rows[0]!;
      return {
        ready: row.ready,
        installation: row.name ?? 'Concert',
        demo: house.demo,
        notice: row.notice ?? defaultNotice,
        methods: [{ kind: 'password', label: 'Password and code' }],
        people: house.demo ? (house.demoSignIn?.people ?? []) : [],
      };
    },
    demoFactors: (_work, { email }, visit) => demoFactors(house, email, visit),
    beginSetUp: async (_work, { email }) => newEnrolment(house, 'Concert', email),
    setUpOwner: async (_work, input, visit) => {
      const code = house.setUpCode();
      if (code === null || plainCode(code) !== plainCode(input.setUpCode))
        throw refused(
          'setUpCode',
          'wrong',
          'Enter the set-up code that the program printed when it started. It works until there is an owner.',
        );
      const result = await inSignIn(house, async (client) => {
        await client.query('select pg_advisory_xact_lock(46001)');
        const { rowCount } = await client.query(`select 1 from kit.accounts where status = 'active'`);
        if (rowCount) throw refused('setUpCode', 'used', 'There is an owner already. Ask for an invitation.');
        const agency = await client.query<{ id: string }>(
          'insert into kit.agencies (name, short_name, kind) values ($1, $2, $3) returning id',
          [input.agencyName, input.agencyShortName, house.agencyKind],
        );
        const account = await client.query<{ id: string }>(
          'insert into kit.accounts (agency_id, display_name, email) values ($1, $2, $3) returning id',
          [agency.rows[0]!.id, input.displayName, input.email],
        );
        const id = account.rows[0]!.id;
        await client.query('insert into kit.account_roles (account_id, role) select $1, unnest($2::text[])', [
          id,
          house.ownerRoles,
        ]);
        await client.query(
          `insert into kit.settings (key, value) values ('installation', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value`,
          [input.installationName],
        );
        await mustKnowZone(client, input.timeZone);
        await client.query(
          `insert into kit.settings (key, value) values ('time_zone', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value`,
          [input.timeZone],
        );
        return enrol(
          house,
          client,
          { id, email: input.email, displayName: input.displayName },
          {
            password: input.password,
            secret: openEnrolment(house, input.enrolment, input.email),
            code: input.code,
          },
        );
      });
      visit.keep(result.secret);
      return { recoveryCodes: result.recoveryCodes, signedIn: true };
    },
    beginInvitation: async (_work, { invitation }) => {
      const invited = await inSignIn(house, (client) => findInvitation(client, invitation));
      return {
        ...newEnrolment(house, 'Concert', invited.email),
        displayName: invited.displayName,
        email: invited.email,
      };
    },
    acceptInvitation: async (_work, input, visit) => {
      const result = await inSignIn(house, async (client) => {
        const invited = await findInvitation(client, input.invitation);
        await client.query('update kit.invitations set used_at = now() where id = $1', [
          invited.invitationId,
        ]);
        await client.query(
          'update kit.sessions set ended_at = now() where account_id = $1 and ended_at is null',
          [invited.id],
        );
        return enrol(house, client, invited, {
          password: input.password,
          secret: openEnrolment(house, input.enrolment, invited.email),
          code: input.code,
        });
      });
      visit.keep(result.secret);
      return { recoveryCodes: result.recoveryCodes, signedIn: true };
    },
  };
}

async function findInvitation(client: { query: import('pg').PoolClient['query'] }, invitation: string) {
  const { rows } = await client.query<{
    invitation_id: string;
    id: string;
    email: string;
    display_name: string;
  }>(
    `select i.id as invitation_id, a.id, a.email, a.display_name from kit.invitations i join kit.accounts a on a.id = i.account_id
     where i.code_hash = $1 and i.used_at is null and i.withdrawn_at is null and i.expires_at > now() and a.status in ('invited', 'active') for update of i`,
    [sha256(plainCode(invitation))],
  );
  const row = rows[0];
  if (!row)
    throw refused(
      'invitation',
      'not_valid',
      'This invitation was used, withdrawn or is older than seven days. Ask the account administrator for a new one.',
    );
  return { invitationId: row.invitation_id, id: row.id, email: row.email, displayName: row.display_name };
}

function sessionActs(
  house: IdentityHouse,
): Part<'signIn' | 'unlock' | 'lock' | 'signOut' | 'stepUp' | 'makeToken' | 'endSession'> {
  const touch = (set: string, action: string) => async (_work: unknown, _input: unknown, visit: Visit) => {
    const session = await findSession(house, secretOf(visit));
    if (!session) throw new Problem('not_signed_in');
    await inSignIn(house, async (client) => {
      await client.query(`update kit.sessions set ${set} = now() where id = $1`, [session.id]);
      await noteSignIn(client, action, session.accountId, 'done', session.id);
    });
    if (action === 'sign_out') visit.keep(null);
    return done;
  };
  return {
    signIn: async (_work, input, visit) => {
      const { secret, recoveryCodesLeft } = await signIn(house, input);
      visit.keep(secret);
      return { signedIn: true, recoveryCodesLeft };
    },
    lock: touch('locked_at', 'lock'),
    signOut: touch('ended_at', 'sign_out'),
    unlock: async (_work, { password }, visit) => {
      await proveAgain(house, secretOf(visit), { password });
      return done;
    },
    stepUp: async (_work, input, visit) => {
      await proveAgain(house, secretOf(visit), input);
      return done;
    },
    makeToken: async (_work, { label, days }, visit) => {
      const session = await findSession(house, secretOf(visit));
      if (session?.kind !== 'web' || session.state !== 'open') throw new Problem('not_signed_in');
      return inSignIn(house, async (client) => {
        const { rowCount } = await client.query(
          `select 1 from kit.sessions where id = $1 and stepped_up_at > now() - make_interval(mins => $2)`,
          [session.id, limits.stepUpMinutes],
        );
        if (!rowCount) throw new Problem('step_up_needed');
        const made = await openSession(client, session.accountId, {
          kind: 'api',
          seconds: days * 86_400,
          idleSeconds: null,
          label,
        });
        await noteSignIn(client, 'make_token', session.accountId, 'done', session.id);
        return { token: made.secret, expiresAt: made.expiresAt.toISOString() };
      });
    },
    endSession: async (_work, { sessionId }, visit) => {
      const session = await findSession(house, secretOf(visit));
      if (session?.state !== 'open') throw new Problem('not_signed_in');
      await inSignIn(house, async (client) => {
        const { rowCount } = await client.query(
          'update kit.sessions set ended_at = now() where id = $1 and account_id = $2 and ended_at is null',
          [sessionId, session.accountId],
        );
        if (!rowCount) throw new Problem('missing');
        await noteSignIn(client, 'end_session', session.accountId, 'done', session.id);
      });
      return done;
    },
  };
}
