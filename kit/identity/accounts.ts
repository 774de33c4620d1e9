import { sql, type Kysely } from 'kysely';
import type { Work } from '../database/door.ts';
import { Problem, refused } from '../problems.ts';
import type { Handlers } from '../rpc/room.ts';
import type { identityContract } from './contract.ts';
import type { IdentityHouse } from './handlers.ts';
import { agencyHandlers } from './agencies.ts';
import { limits } from './rules.ts';
import { newCode, plainCode, sha256 } from './secrets.ts';
import type { IdentityTables } from './tables.ts';

type Part = Pick<
  Handlers<IdentityTables, typeof identityContract>,
  | 'me'
  | 'setLanguage'
  | 'colleagues'
  | 'accounts'
  | 'addAgency'
  | 'changeAgency'
  | 'endAgency'
  | 'invite'
  | 'reinvite'
  | 'changeRoles'
  | 'suspend'
  | 'reinstate'
  | 'tokens'
>;
const done = { done: true } as const;

/** What people see and change of accounts, through the door and under the policies. */
export function accountHandlers(house: IdentityHouse): Part {
  return {
    me: (work) => me(work, house),
    setLanguage: async ({ db }, { language }) => {
      await sql`select kit.set_language(${language})`.execute(db);
      return done;
    },
    colleagues: ({ db }) => colleagues(db),
    accounts: ({ db }) => listAccounts(db),
    ...agencyHandlers(house),
    invite: (work, input) => invite(work, input),
    reinvite: ({ db, account, now }, { accountId }) => makeInvitation(db, accountId, account.id, now),
    changeRoles: (work, input) => changeRoles(work, input),
    suspend: ({ db, account }, { accountId, version }) => {
      if (accountId === account.id)
        throw refused('accountId', 'self', 'Ask another account administrator to suspend your own account.');
      return setStatus(db, accountId, version, 'suspended');
    },
    reinstate: ({ db }, { accountId, version }) => setStatus(db, accountId, version, 'active'),
    tokens: async ({ db, session }) => {
      type Row = {
        id: string;
        kind: string;
        label: string | null;
        createdAt: Date;
        lastSeenAt: Date;
        expiresAt: Date;
      };
      const { rows } = await sql<Row>`select * from kit.my_sessions()`.execute(db);
      return {
        sessions: rows.map((r) => ({
          id: r.id,
          kind: r.kind,
          label: r.label,
          current: r.id === session.id,
          createdAt: r.createdAt.toISOString(),
          lastSeenAt: r.lastSeenAt.toISOString(),
          expiresAt: r.expiresAt.toISOString(),
        })),
      };
    },
  };
}

async function me({ db, account, session }: Work<IdentityTables>, house: IdentityHouse) {
  const agency = await db
    .selectFrom('agencies')
    .select(['id', 'name', 'shortName'])
    .where('id', '=', account.agencyId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{
    name: string;
  }>`select value #>> '{}' as name from kit.settings where key = 'installation'`.execute(db);
  const until = session.steppedUpAt
    ? new Date(session.steppedUpAt.getTime() + limits.stepUpMinutes * 60_000)
    : null;
  return {
    account: {
      id: account.id,
      displayName: account.displayName,
      language: account.language,
      roles: account.roles,
      agency,
    },
    permissions: account.permissions,
    supervises: account.supervises,
    session: {
      expiresAt: session.expiresAt.toISOString(),
      idleMinutes: limits.idleMinutes,
      steppedUpUntil: until && until > house.clock() ? until.toISOString() : null,
    },
    installation: { name: rows[0]?.name ?? 'Concert', demo: house.demo },
  };
}

const rolesOf = sql<
  string[]
>`coalesce((select array_agg(r.role order by r.role) from kit.account_roles r where r.account_id = accounts.id and r.ended_at is null), '{}')`;

const invitedUntil = sql<Date | null>`(select max(i.expires_at) from kit.invitations i
  where i.account_id = accounts.id and i.used_at is null and i.withdrawn_at is null)`;

async function colleagues(db: Kysely<IdentityTables>) {
  const people = await db
    .selectFrom('accounts')
    .innerJoin('agencies', 'agencies.id', 'accounts.agencyId')
    .select([
      'accounts.id',
      'accounts.displayName',
      'accounts.agencyId',
      'agencies.shortName as agencyName',
      'accounts.status',
      rolesOf.as('roles'),
    ])
    .orderBy('accounts.displayName')
    .execute();
  const roles = await db.selectFrom('roles').select('role').where('supervises', '=', true).execute();
  const supervising = new Set(roles.map((r) => r.role));
  const agencies = await db
    .selectFrom('agencies')
    .select(['id', 'name', 'shortName', 'kind', 'version'])
    .where('endedAt', 'is', null)
    .orderBy('name')
    .execute();
  return {
    colleagues: people.map((p) => ({ ...p, supervises: p.roles.some((r) => supervising.has(r)) })),
    agencies,
  };
}

async function listAccounts(db: Kysely<IdentityTables>) {
  const accounts = await db
    .selectFrom('accounts')
    .innerJoin('agencies', 'agencies.id', 'accounts.agencyId')
    .select([
      'accounts.id',
      'accounts.displayName',
      'accounts.email',
      'accounts.status',
      'accounts.agencyId',
      'agencies.shortName as agencyName',
      'accounts.lastSignedInAt',
      'accounts.version',
      rolesOf.as('roles'),
      invitedUntil.as('invitedUntil'),
    ])
    .orderBy('accounts.displayName')
    .execute();
  const roles = await db.selectFrom('roles').select(['role', 'label']).orderBy('label').execute();
  return {
    accounts: accounts.map((a) => ({
      ...a,
      lastSignedInAt: a.lastSignedInAt?.toISOString() ?? null,
      invitedUntil: a.invitedUntil?.toISOString() ?? null,
    })),
    roles,
  };
}

async function refuseUnknownRoles(db: Kysely<IdentityTables>, roles: string[]): Promise<void> {
  const known = new Set((await db.selectFrom('roles').select('role').execute()).map((r) => r.role));
  if (roles.some((r) => !known.has(r)))
    throw refused('roles', 'unknown', `Choose from: ${[...known].toSorted().join(', ')}.`);
}

async function invite(
  work: Work<IdentityTables>,
  input: { displayName: string; email: string; agencyId: string; roles: string[] },
) {
  const { db, account, now } = work;
  await refuseUnknownRoles(db, input.roles);
  const { displayName, email, agencyId } = input;
  const taken = await db
    .selectFrom('accounts')
    .select('id')
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
  if (taken)
    throw refused(
      'email',
      'taken',
      'There is an account with this e-mail address. Find it in the list and invite it anew.',
    );
  const { id } = await db
    .insertInto('accounts')
    .values({ displayName, email, agencyId })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('accountRoles')
    .values(input.roles.map((role) => ({ accountId: id, role, grantedBy: account.id })))
    .execute();
  return { accountId: id, ...(await makeInvitation(db, id, account.id, now)) };
}

async function makeInvitation(db: Kysely<IdentityTables>, accountId: string, madeBy: string, now: Date) {
  const invitation = newCode(6);
  const expiresAt = new Date(now.getTime() + limits.invitationDays * 86_400_000);
  await db
    .updateTable('invitations')
    .set({ withdrawnAt: now })
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute();
  await db
    .insertInto('invitations')
    .values({ accountId, codeHash: sha256(plainCode(invitation)), madeBy, expiresAt })
    .execute();
  return { invitation, expiresAt: expiresAt.toISOString() };
}

async function changeRoles(
  { db, account, now }: Work<IdentityTables>,
  input: { accountId: string; version: number; roles: string[] },
) {
  if (input.accountId === account.id)
    throw refused('accountId', 'self', 'Ask another account administrator to change your own roles.');
  await refuseUnknownRoles(db, input.roles);
  await touchAccount(db, input.accountId, input.version, {});
  const held = (
    await db
      .selectFrom('accountRoles')
      .select('role')
      .where('accountId', '=', input.accountId)
      .where('endedAt', 'is', null)
      .execute()
  ).map((r) => r.role);
  const gone = held.filter((r) => !input.roles.includes(r));
  const fresh = input.roles.filter((r) => !held.includes(r));
  if (gone.length > 0)
    await db
      .updateTable('accountRoles')
      .set({ endedAt: now, endedBy: account.id })
      .where('accountId', '=', input.accountId)
      .where('role', 'in', gone)
      .where('endedAt', 'is', null)
      .execute();
  if (fresh.length > 0)
    await db
      .insertInto('accountRoles')
      .values(fresh.map((role) => ({ accountId: input.accountId, role, grantedBy: account.id })))
      .execute();
  return done;
}

async function setStatus(
  db: Kysely<IdentityTables>,
  accountId: string,
  version: number,
  status: 'active' | 'suspended',
) {
  await touchAccount(db, accountId, version, { status });
  return done;
}

async function touchAccount(
  db: Kysely<IdentityTables>,
  accountId: string,
  version: number,
  change: { status?: 'active' | 'suspended' },
): Promise<void> {
  const set =
    change.status === undefined ? { displayName: sql<string>`display_name` } : { status: change.status };
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set(set)
    .where('id', '=', accountId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  const there = await db
    .selectFrom('accounts')
    .select(['version', 'status', rolesOf.as('roles')])
    .where('id', '=', accountId)
    .executeTakeFirst();
  throw there ? new Problem('conflict', { data: { current: there } }) : new Problem('missing');
}
