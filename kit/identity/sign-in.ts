import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../clock.ts';
import { problemOf } from '../database/codes.ts';
import { Problem } from '../problems.ts';
import { limits, lockedUntil, passwordProblem } from './rules.ts';
import { emailKey, newCode, newSecret, plainCode, sha256, totpStep, type Hashing } from './secrets.ts';

/** Seals and opens the time-based secrets; given by the key folder. */
export type TotpSeal = { seal(text: string): Buffer; open(sealed: Buffer): string };

/** What signing in works with: a pool of the sign-in role, keys, and the time. */
export type SignInHouse = {
  pool: pg.Pool;
  hashing: Hashing;
  tokenKey: KeyObject;
  seal: TotpSeal;
  clock: Clock;
};

export type OpenSession = { id: string; accountId: string; kind: string; state: 'open' | 'locked' };

type SecretsRow = {
  account_id: string;
  status: string;
  password_hash: string | null;
  totp_sealed: Buffer | null;
  totp_last_step: string;
  recovery_hashes: string[];
};

/** One transaction of the sign-in role; problems of the database become ours. */
export async function inSignIn<T>(
  house: SignInHouse,
  act: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    const client = await house.pool.connect();
    try {
      await client.query('begin');
      const result = await act(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  } catch (error) {
    throw problemOf(error);
  }
}

/** Writes an audit entry about signing in, for an account that may not have a session yet. */
export async function noteSignIn(
  client: pg.PoolClient,
  action: string,
  accountId: string | null,
  outcome: 'done' | 'refused',
  sessionId: string | null = null,
) {
  await client.query(
    'insert into kit.audit_entries (account_id, session_id, action, subject_table, subject_ids, outcome) values ($1, $2, $3, $4, $5, $6)',
    [accountId, sessionId, action, 'accounts', accountId ? [accountId] : [], outcome],
  );
}

/** Opens a session and returns its secret, which is stored as a hash only. */
export async function openSession(
  client: pg.PoolClient,
  accountId: string,
  options: {
    kind: 'web' | 'api' | 'job';
    seconds: number;
    idleSeconds: number | null;
    label?: string;
    steppedUp?: boolean;
  },
): Promise<{ secret: string; sessionId: string; expiresAt: Date }> {
  const secret = newSecret();
  const { rows } = await client.query<{ id: string; expires_at: Date }>(
    `insert into kit.sessions (account_id, kind, secret_hash, label, expires_at, idle_seconds, stepped_up_at)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5), $6, case when $7 then now() end) returning id, expires_at`,
    [
      accountId,
      options.kind,
      sha256(secret),
      options.label ?? null,
      options.seconds,
      options.idleSeconds,
      options.steppedUp ?? false,
    ],
  );
  return { secret, sessionId: rows[0]!.id, expiresAt: rows[0]!.expires_at };
}

export const webSession = {
  kind: 'web',
  seconds: limits.sessionHours * 3600,
  idleSeconds: limits.idleMinutes * 60,
} as const;

async function loadSecrets(
  client: pg.PoolClient,
  where: 'email' | 'id',
  value: string,
): Promise<SecretsRow | undefined> {
  const condition = where === 'email' ? 'lower(a.email) = lower($1)' : 'a.id = $1';
  const { rows } = await client.query<SecretsRow>(
    `select a.id as account_id, a.status, s.password_hash, s.totp_sealed, s.totp_last_step, coalesce(s.recovery_hashes, '{}') as recovery_hashes
     from kit.accounts a left join kit.account_secrets s on s.account_id = a.id where ${condition} for update of a`,
    [value],
  );
  return rows[0];
}

async function refuseLocked(client: pg.PoolClient, key: Buffer, now: Date): Promise<void> {
  // Counted since the last success, newest first.
  const { rows } = await client.query<{ at: Date }>(
    `select at from kit.sign_in_attempts where email_key = $1 and not ok
       and id > coalesce((select max(id) from kit.sign_in_attempts where email_key = $1 and ok), 0)
     order by at desc limit 20`,
    [key],
  );
  const until = lockedUntil(
    rows.map((r) => r.at),
    now,
  );
  if (until) {
    throw new Problem('too_many', {
      fields: [
        {
          path: 'password',
          problem: 'locked',
          remedy: `Too many wrong tries. Try again after ${until.toISOString().slice(11, 16)} UTC, or ask an account administrator to invite you anew.`,
        },
      ],
    });
  }
}

/** A well-formed hash nobody's password matches: unknown names cost the same time as known ones. */
let decoy: Promise<string> | undefined;

async function factorsRight(
  house: SignInHouse,
  client: pg.PoolClient,
  row: SecretsRow | undefined,
  password: string,
  code: string,
): Promise<{ recovery: boolean } | null> {
  decoy ??= house.hashing.hash(newSecret());
  const passwordRight = await house.hashing.verify(row?.password_hash ?? (await decoy), password);
  if (!row || !passwordRight || row.status !== 'active' || !row.totp_sealed) return null;
  const step = await totpStep(
    house.seal.open(row.totp_sealed),
    code.replace(/\s/g, ''),
    Number(row.totp_last_step),
    house.clock(),
  );
  if (step !== null) {
    await client.query('update kit.account_secrets set totp_last_step = $2 where account_id = $1', [
      row.account_id,
      step,
    ]);
    return { recovery: false };
  }
  for (const hash of plainCode(code).length >= 20 ? row.recovery_hashes : []) {
    if (await house.hashing.verify(hash, plainCode(code))) {
      await client.query(
        'update kit.account_secrets set recovery_hashes = array_remove(recovery_hashes, $2) where account_id = $1',
        [row.account_id, hash],
      );
      return { recovery: true };
    }
  }
  return null;
}

async function attempt(client: pg.PoolClient, key: Buffer, accountId: string | null, ok: boolean) {
  await client.query('insert into kit.sign_in_attempts (email_key, account_id, ok) values ($1, $2, $3)', [
    key,
    accountId,
    ok,
  ]);
}

/**
 * Signs in with password and a six-digit code, or a recovery code in its place. Answers alike, and as slowly,
 * for unknown names. Five failures in fifteen minutes lock the name (CJIS 5.9.5 AC-7).
 * @throws Problem wrong_sign_in, too_many
 */
export async function signIn(
  house: SignInHouse,
  input: { email: string; password: string; code: string },
): Promise<{ secret: string; recoveryCodesLeft: number }> {
  const key = emailKey(house.tokenKey, input.email);
  const result = await inSignIn(house, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [key.toString('hex')]);
    await refuseLocked(client, key, house.clock());
    const row = await loadSecrets(client, 'email', input.email.trim());
    const right = await factorsRight(house, client, row, input.password, input.code);
    await attempt(client, key, row?.account_id ?? null, right !== null);
    if (!right || !row) {
      await noteSignIn(client, 'sign_in', row?.account_id ?? null, 'refused');
      return null;
    }
    const session = await openSession(client, row.account_id, { ...webSession, steppedUp: true });
    await client.query('update kit.accounts set last_signed_in_at = now() where id = $1', [row.account_id]);
    await client.query('update kit.account_secrets set notice_accepted_at = now() where account_id = $1', [
      row.account_id,
    ]);
    await noteSignIn(
      client,
      right.recovery ? 'sign_in_with_recovery_code' : 'sign_in',
      row.account_id,
      'done',
      session.sessionId,
    );
    return {
      secret: session.secret,
      recoveryCodesLeft: row.recovery_hashes.length - (right.recovery ? 1 : 0),
    };
  });
  if (!result)
    throw new Problem('wrong_sign_in', {
      fields: [
        {
          path: 'code',
          problem: 'wrong',
          remedy:
            'Check the name, the password and the six digits; a code works once. Use a recovery code if the authenticator is lost.',
        },
      ],
    });
  return result;
}

/** State of the session behind a secret: open, locked (by hand or idle), or none. */
export async function findSession(house: SignInHouse, secret: string): Promise<OpenSession | null> {
  const { rows } = await house.pool
    .query<{ id: string; account_id: string; kind: string; locked: boolean }>(
      `select s.id, s.account_id, s.kind, s.locked_at is not null
       or (s.idle_seconds is not null and s.last_seen_at <= now() - make_interval(secs => s.idle_seconds)) as locked
     from kit.sessions s join kit.accounts a on a.id = s.account_id and a.status = 'active'
     where s.secret_hash = $1 and s.ended_at is null and s.expires_at > now()`,
      [sha256(secret)],
    )
    .catch((error: unknown) => Promise.reject(problemOf(error)));
  const row = rows[0];
  return row
    ? { id: row.id, accountId: row.account_id, kind: row.kind, state: row.locked ? 'locked' : 'open' }
    : null;
}

/** Shows the password (and, for a step-up, the code) of the session's own account again. */
export async function proveAgain(
  house: SignInHouse,
  secret: string,
  input: { password: string; code?: string },
): Promise<void> {
  const session = await findSession(house, secret);
  if (!session || session.kind !== 'web') throw new Problem('not_signed_in');
  const key = emailKey(house.tokenKey, session.accountId);
  const right = await inSignIn(house, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [key.toString('hex')]);
    await refuseLocked(client, key, house.clock());
    const row = await loadSecrets(client, 'id', session.accountId);
    const ok =
      input.code === undefined
        ? row?.password_hash != null && (await house.hashing.verify(row.password_hash, input.password))
        : (await factorsRight(house, client, row, input.password, input.code)) !== null;
    await attempt(client, key, session.accountId, ok);
    const action = input.code === undefined ? 'unlock' : 'step_up';
    await noteSignIn(client, action, session.accountId, ok ? 'done' : 'refused', session.id);
    if (ok)
      await client.query(
        `update kit.sessions set locked_at = null, last_seen_at = now() ${input.code === undefined ? '' : ', stepped_up_at = now()'} where id = $1`,
        [session.id],
      );
    return ok;
  });
  if (!right)
    throw new Problem('wrong_sign_in', {
      fields: [
        { path: 'password', problem: 'wrong', remedy: 'Check the password and the code and try again.' },
      ],
    });
}

/** Sets password, authenticator and recovery codes of an account and opens its first session. */
export async function enrol(
  house: SignInHouse,
  client: pg.PoolClient,
  account: { id: string; email: string; displayName: string },
  input: { password: string; secret: string; code: string },
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const weak = passwordProblem(input.password, account);
  if (weak) throw new Problem('refused', { fields: [{ path: 'password', ...weak }] });
  const step = await totpStep(input.secret, input.code.replace(/\s/g, ''), 0, house.clock());
  if (step === null)
    throw new Problem('refused', {
      fields: [
        {
          path: 'code',
          problem: 'wrong_code',
          remedy: 'Enter the six digits that the authenticator shows now; check that its clock is right.',
        },
      ],
    });
  const recoveryCodes = Array.from({ length: limits.recoveryCodes }, () => newCode(5));
  const light = await Promise.all(recoveryCodes.map((c) => house.hashing.hash(plainCode(c))));
  await client.query(
    `insert into kit.account_secrets (account_id, password_hash, password_set_at, totp_sealed, totp_confirmed_at, totp_last_step, recovery_hashes, notice_accepted_at)
     values ($1, $2, now(), $3, now(), $4, $5, now())
     on conflict (account_id) do update set password_hash = excluded.password_hash, password_set_at = now(), totp_sealed = excluded.totp_sealed,
       totp_confirmed_at = now(), totp_last_step = excluded.totp_last_step, recovery_hashes = excluded.recovery_hashes`,
    [account.id, await house.hashing.hash(input.password), house.seal.seal(input.secret), step, light],
  );
  await client.query(`update kit.accounts set status = 'active', last_signed_in_at = now() where id = $1`, [
    account.id,
  ]);
  const session = await openSession(client, account.id, { ...webSession, steppedUp: true });
  await noteSignIn(client, 'enrol', account.id, 'done', session.sessionId);
  return { secret: session.secret, recoveryCodes };
}
