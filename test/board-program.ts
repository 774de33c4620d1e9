import { newSecret, sha256 } from '../kit/identity/secrets.ts';
import { runningOperation } from '../taskforce/operations/testing-board.ts';
import type { Phone } from '../bench/board-line.ts';
import type { Program } from './program.ts';

/** An operation under way in a started program, with so many people on its roster, each with a phone. */
export async function boardProgram(program: Program, count: number) {
  const { secret, agencyId } = await program.person('Cora Commander', 'commander');
  const { operation, phones } = await program.owner(async (client) => {
    const people: { id: string; secret: string }[] = [];
    for (let n = 0; n < count; n += 1) {
      const own = newSecret();
      const { rows } = await client.query<{ id: string }>(
        `insert into kit.accounts (agency_id, display_name, email, status) values ($1, $2, $3, 'active') returning id`,
        [agencyId, `Officer ${n}`, `officer${n}@example.org`],
      );
      await client.query(
        `insert into kit.sessions (account_id, kind, secret_hash, expires_at) values ($1, 'api', $2, now() + interval '1 day')`,
        [rows[0]!.id, sha256(own)],
      );
      people.push({ id: rows[0]!.id, secret: own });
    }
    const made = await runningOperation(client, agencyId, { accounts: people.map(({ id }) => id) });
    const carried = people.map((one, n): Phone => ({
      accountId: one.id,
      secret: one.secret,
      postId: made.posts[n]!,
    }));
    return { operation: made, phones: carried };
  });
  const answer = await fetch(`${program.url}/api/board/read`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ id: operation.id }),
  });
  const { boxKey } = (await answer.json()) as { boxKey: string };
  return { operationId: operation.id, boxKey, phones, url: () => program.url };
}
