import type pg from 'pg';
import type { Actor } from '../database/door.ts';
import { newSecret, sha256 } from './secrets.ts';

/** A person of a test: an account with roles and an open session. */
export type Person = {
  id: string;
  agencyId: string;
  displayName: string;
  email: string;
  secret: string;
  actor: Actor;
};

/** Makes an account with roles and an open session, as the owner of the database. */
export async function makePerson(
  owner: pg.Client,
  displayName: string,
  roles: string[],
  agencyId: string,
): Promise<Person> {
  const email = `${displayName.toLowerCase().replace(/[^a-z]+/g, '.')}.${newSecret().slice(0, 6)}@example.org`;
  const { rows } = await owner.query<{ id: string }>(
    `insert into kit.accounts (agency_id, display_name, email, status) values ($1, $2, $3, 'active') returning id`,
    [agencyId, displayName, email],
  );
  const id = rows[0]!.id;
  await owner.query('insert into kit.account_roles (account_id, role) select $1, unnest($2::text[])', [
    id,
    roles,
  ]);
  const secret = newSecret();
  await owner.query(
    `insert into kit.sessions (account_id, kind, secret_hash, expires_at, idle_seconds, stepped_up_at) values ($1, 'web', $2, now() + interval '12 hours', 900, now())`,
    [id, sha256(secret)],
  );
  return { id, agencyId, displayName, email, secret, actor: { secret } };
}
