import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { casesContract } from './contract.ts';
import { standingOf } from './history.ts';
import { readableCase } from './links.ts';
import { closeCase, sealCase } from './rules-casework.ts';

type CaseHandlers = Handlers<Tables, typeof casesContract>;

async function change(
  work: Work<Tables>,
  at: { id: string; version: number },
  values: Record<string, unknown>,
): Promise<{ version: number }> {
  const touched = await work.db
    .updateTable('cases')
    .set(values)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('cases')
      .select([
        'id',
        'title',
        'type',
        'leadAgencyId',
        'summary',
        'handling',
        'closedOn',
        'closeReason',
        'closeNote',
        'version',
      ])
      .where('id', '=', at.id)
      .where('version', '<>', at.version)
      .executeTakeFirst(),
  );
}

/** Changes the header of a case; a conflict brings the case as it stands now. */
export const changeCase: CaseHandlers['change'] = (work, { id, version, ...values }) =>
  change(work, { id, version }, values);

async function isLead(work: Work<Tables>, caseId: string): Promise<boolean> {
  const row = await work.db
    .selectFrom('caseMembers')
    .select('id')
    .where('caseId', '=', caseId)
    .where('accountId', '=', work.account.id)
    .where('capacity', '=', 'lead')
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export const closeTheCase: CaseHandlers['close'] = async (work, input) => {
  await readableCase(work, input.id);
  const { danger, reviewOwed } = await standingOf(work, input.id);
  const open = await work.db
    .selectFrom('strands')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('caseId', '=', input.id)
    .where('closedOn', 'is', null)
    .executeTakeFirstOrThrow();
  const by = {
    id: work.account.id,
    isSupervisor: work.account.supervises,
    isLead: await isLead(work, input.id),
  };
  const standing = { openStrands: open.count, dangerOpen: danger, afterActionOwed: reviewOwed };
  const { reason } = granted(closeCase(standing, by, input.reason));
  await change(work, input, {
    closedOn: input.closedOn,
    closeReason: input.closeReason,
    closeNote: reason,
  });
  return { done: true };
};

/** Opens a closed case again; the database asks for its lead or a supervisor, and a reason. */
export const reopenTheCase: CaseHandlers['reopen'] = async (work, input) => {
  await change(work, input, { closedOn: null, closeReason: null, closeNote: input.reason });
  return { done: true };
};

/** Seals a case. From the next moment only the readers named here find it. */
export const sealTheCase: CaseHandlers['seal'] = async (work, input) => {
  await readableCase(work, input.id);
  const by = {
    id: work.account.id,
    isSupervisor: work.account.supervises,
    isLead: await isLead(work, input.id),
  };
  const { readerIds } = granted(sealCase(input, by));
  await sql`select taskforce.seal_case(${input.id}::uuid, ${input.basis}, ${input.orderReference}, ${input.reason},
    ${[...readerIds]}::uuid[])`.execute(work.db);
  return { done: true };
};
