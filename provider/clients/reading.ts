import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { clientRow } from './opening.ts';

/** One client: everything that is not sealed. The reading is written down. */
export async function readClient(work: Work<Tables>, id: string) {
  const { db } = work;
  const row = await clientRow(work, id);
  const team = await db
    .selectFrom('clientTeam as m')
    .innerJoin('accounts as a', 'a.id', 'm.accountId')
    .select(['m.id', 'm.accountId', 'a.displayName', 'm.capacity', 'm.since', 'm.version'])
    .where('m.clientId', '=', id)
    .where('m.endedAt', 'is', null)
    .orderBy('m.since')
    .execute();
  const clocks = await db
    .selectFrom('clientClocks')
    .select(['id', 'kind', 'beganAt', 'dueAt', 'endedAt', 'outcome', 'version'])
    .where('clientId', '=', id)
    .orderBy('dueAt')
    .execute();
  const filled = await db
    .selectFrom('clientDetails')
    .select('section')
    .where('clientId', '=', id)
    .where('sealed', 'is not', null)
    .execute();
  work.noteReading('clients', [id], {}, { table: 'clients', id });
  const { organisationId: _organisation, createdBy: _by, createdAt, ...facts } = row;
  return {
    ...facts,
    createdAt: createdAt.toISOString(),
    team: team.map((one) => ({ ...one, since: one.since.toISOString() })),
    clocks: clocks.map((one) => ({
      ...one,
      beganAt: one.beganAt.toISOString(),
      dueAt: one.dueAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
    })),
    filled: filled.map((one) => one.section),
    destruction: await destructionOf(work, id),
    may: await mayOf(work, id),
  } as never;
}

async function destructionOf({ db }: Work<Tables>, clientId: string) {
  const row = await db
    .selectFrom('destructions as d')
    .innerJoin('accounts as a', 'a.id', 'd.askedBy')
    .select([
      'd.id',
      'd.reason',
      'd.askedBy as askedById',
      'a.displayName as askedBy',
      'd.askedAt',
      'd.agreedAt',
      'd.version',
    ])
    .where('d.clientId', '=', clientId)
    .where('d.withdrawnAt', 'is', null)
    .executeTakeFirst();
  return row
    ? { ...row, askedAt: row.askedAt.toISOString(), agreedAt: row.agreedAt?.toISOString() ?? null }
    : null;
}

/** What the database would let this reader do with the client, for the screen to mirror. */
async function mayOf({ db }: Work<Tables>, id: string) {
  const { rows } = await sql<Record<'write' | 'team' | 'hold' | 'destroy', boolean>>`
    select provider.may('clients.write', ${id}::uuid) as write, provider.may('clients.team', ${id}::uuid) as team,
      provider.may('clients.hold', ${id}::uuid) as hold, provider.may('clients.destroy', ${id}::uuid) as destroy`.execute(
    db,
  );
  return rows[0]!;
}

type HistoryRow = {
  at: Date;
  by: string | null;
  table: string;
  changed: string[];
  before: Record<string, unknown>;
};

/** What was changed, without sealed columns and what only the machine needs. */
export async function readHistory(work: Work<Tables>, id: string) {
  await clientRow(work, id);
  const { rows } = await sql<HistoryRow>`
    select v.at, a.display_name as by, v.subject_table as table,
      array(select c from unnest(v.changed) c where c not in ('sealed', 'version', 'changed_at', 'changed_by')) as changed,
      v.before - 'sealed' - 'changed_by' - 'changed_at' as before
    from kit.record_versions v left join kit.accounts a on a.id = v.account_id
    where v.scope_table = 'clients' and v.scope_id = ${id}::uuid order by v.id desc limit 200`.execute(
    work.db,
  );
  return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}
