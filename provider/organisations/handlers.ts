import { sql } from 'kysely';
import { limits } from '../../kit/identity/rules.ts';
import { newCode, plainCode, sha256 } from '../../kit/identity/secrets.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { organisationsContract } from './contract.ts';

/** Organisations of this wing. Whoever adds one hands it its first administrator and sees nothing of it afterwards. */
export function organisationsHandlers(): Handlers<Tables, typeof organisationsContract> {
  return {
    open: async ({ db, now }, { name, shortName, administratorName, administratorEmail }) => {
      const invitation = newCode(6);
      const expiresAt = new Date(now.getTime() + limits.invitationDays * 86_400_000);
      const { rows } = await sql<{ accountId: string | null }>`
        select provider.open_organisation(${name}, ${shortName}, ${administratorName}, ${administratorEmail},
          ${sha256(plainCode(invitation))}::bytea, ${expiresAt}::timestamptz) as account_id`.execute(db);
      const accountId = rows[0]?.accountId;
      if (!accountId) throw new Problem('not_permitted');
      return { accountId, invitation, expiresAt: expiresAt.toISOString() };
    },
  };
}
