import { generate } from 'otplib';
import { Problem } from '../problems.ts';
import type { Visit } from '../rpc/room.ts';
import { findSession, type SignInHouse } from './sign-in.ts';

/**
 * How everybody may sign in as the people of a demonstration: one password for all, and codes that the server works
 * out itself. Only the start of the demo world gives it; without it the procedure answers as if it did not exist.
 */
export type DemoSignIn = {
  password: string;
  people: { email: string; displayName: string; roles: string[] }[];
};

const seconds = 30;

/**
 * Password and present code of a demo person, named by e-mail or by the session.
 * @throws Problem missing outside the demonstration, and for everybody who is not one of its people
 */
export async function demoFactors(
  house: SignInHouse & { demo: boolean; demoSignIn: DemoSignIn | null },
  email: string | undefined,
  visit: Visit,
): Promise<{ password: string; code: string; from: string }> {
  if (!house.demo || house.demoSignIn === null) throw new Problem('missing');
  const { password, people } = house.demoSignIn;
  const session =
    email === undefined && visit.actor !== 'visitor' ? await findSession(house, visit.actor.secret) : null;
  const { rows } = await house.pool.query<{ totp_sealed: Buffer; totp_last_step: string }>(
    `select s.totp_sealed, s.totp_last_step from kit.accounts a join kit.account_secrets s on s.account_id = a.id
     where (lower(a.email) = lower($1) or a.id = $2::uuid) and lower(a.email) = any ($3::text[])
       and a.status = 'active' and s.totp_sealed is not null`,
    [email ?? null, session?.accountId ?? null, people.map((person) => person.email.toLowerCase())],
  );
  const row = rows[0];
  if (!row) throw new Problem('missing');
  // A code works once: the next one after the last that was used. Signing in takes it one step early.
  const step = Math.max(Math.floor(house.clock().getTime() / 1000 / seconds), Number(row.totp_last_step) + 1);
  const code = await generate({ secret: house.seal.open(row.totp_sealed), epoch: step * seconds });
  return { password, code, from: new Date((step - 1) * seconds * 1000).toISOString() };
}
