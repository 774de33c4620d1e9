import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { casesContract } from './contract.ts';
import type { Member } from './contract-cases.ts';
import { readableCase } from './links.ts';

type MemberRow = z.infer<typeof Member>;
type CaseHandlers = Handlers<Tables, typeof casesContract>;

/** The members of a case; `presentOnly` leaves out those whose membership ended. */
export async function membersOf(
  work: Work<Tables>,
  caseId: string,
  presentOnly: boolean,
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow & { addedAt: Date; endedAt: Date | null }>`
    select m.id, jsonb_build_object('id', p.id, 'name', p.display_name) as account,
      jsonb_build_object('id', a.id, 'name', a.short_name) as agency, m.capacity, m.reason, m.added_at, m.ended_at,
      (select jsonb_build_object('id', b.id, 'name', b.display_name) from accounts b where b.id = m.added_by) as added_by,
      m.version
    from case_members m join accounts p on p.id = m.account_id join agencies a on a.id = p.agency_id
    where m.case_id = ${caseId} ${presentOnly ? sql`and m.ended_at is null` : sql``}
    order by m.ended_at is not null, m.capacity <> 'lead', m.added_at, p.display_name`.execute(work.db);
  return rows.map((row) => ({
    ...row,
    addedAt: row.addedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

/** Lets somebody into a case, or says in what other capacity a present member works on it. */
export const addMember: CaseHandlers['addMember'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const present = await work.db
    .selectFrom('caseMembers')
    .select('id')
    .where('caseId', '=', input.caseId)
    .where('accountId', '=', input.accountId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (present) throw refused('accountId', 'already_member', 'This person is a member already.');
  await work.db
    .insertInto('caseMembers')
    .values({
      caseId: input.caseId,
      accountId: input.accountId,
      capacity: input.capacity,
      reason: input.reason,
    })
    .execute();
  if (input.accountId !== work.account.id)
    await sql`select kit.notify(${input.accountId}::uuid, 'case_member_added', 'cases', ${input.caseId}::uuid)`.execute(
      work.db,
    );
  return { done: true };
};

/** Ends a membership. A sealed case keeps at least two readers. */
export const endMember: CaseHandlers['endMember'] = async (work, input) => {
  const member = await work.db
    .selectFrom('caseMembers')
    .selectAll()
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!member) throw new Problem('missing');
  const touched = await work.db
    .updateTable('caseMembers')
    .set({ endedAt: work.now, endReason: input.reason })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, async () => member);
  return { done: true };
};
