import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import type { budgetsContract, Commitment, Funding, Rate } from './contract.ts';

type BudgetHandlers = Handlers<Tables, typeof budgetsContract>;
const done = { done: true } as const;

/** The room of the budgets: what work costs, who pays, and what is ordered and not yet paid. */
export function budgetsHandlers(): BudgetHandlers {
  return {
    list: async (work) => ({
      rates: await rates(work),
      funding: await funding(work),
      fiscalMonth: await fiscalMonth(work),
      unpriced: await unpriced(work),
    }),
    setRate: async ({ db }, input) =>
      await db
        .insertInto('rates')
        .values(input)
        // The same role, agency and day again is a correction of the figure, not a second rate.
        .onConflict((twice) =>
          twice.columns(['workRole', 'agencyId', 'fromOn']).doUpdateSet({
            centsPerHour: input.centsPerHour,
            note: input.note,
            fundingSourceId: input.fundingSourceId,
          }),
        )
        .returning('id')
        .executeTakeFirstOrThrow(),
    removeRate: async ({ db }, { id }) => {
      const gone = await db.deleteFrom('rates').where('id', '=', id).returning('id').executeTakeFirst();
      if (!gone) throw new Problem('missing');
      return done;
    },
    nameFunding: async ({ db }, { name }) =>
      await db.insertInto('fundingSources').values({ name }).returning('id').executeTakeFirstOrThrow(),
    setFunding: async ({ db }, input) =>
      await db
        .insertInto('fundingYears')
        .values(input)
        .onConflict((twice) =>
          twice.columns(['fundingSourceId', 'fiscalYear']).doUpdateSet({ amountCents: input.amountCents }),
        )
        .returning('id')
        .executeTakeFirstOrThrow(),
    setFiscalMonth: async ({ db, account, now }, { month }) => {
      const value = JSON.stringify(month);
      await db
        .insertInto('settings')
        .values({ key: 'fiscal_month', value, changedBy: account.id })
        .onConflict((twice) =>
          twice.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
        )
        .execute();
      return done;
    },
    ...commitmentHandlers,
  };
}

const commitmentHandlers: Pick<BudgetHandlers, 'commitments' | 'commit' | 'settle'> = {
  commitments: async (work, { caseId }) => ({ rows: await commitmentsOf(work, { caseId }) }),
  commit: async ({ db }, input) => {
    const open = await db.selectFrom('cases').select('id').where('id', '=', input.caseId).executeTakeFirst();
    if (!open) throw new Problem('missing');
    return await db.insertInto('commitments').values(input).returning('id').executeTakeFirstOrThrow();
  },
  settle: async (work, { id, version, state }) => {
    const touched = await work.db
      .updateTable('commitments')
      .set({ state })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst();
    await changedRow(touched, async () => (await commitmentsOf(work, { id }))[0]);
    return done;
  },
};

async function rates({ db }: Work<Tables>): Promise<Rate[]> {
  return await db
    .selectFrom('rates')
    .leftJoin('agencies', 'agencies.id', 'rates.agencyId')
    .leftJoin('fundingSources', 'fundingSources.id', 'rates.fundingSourceId')
    .select([
      'rates.id',
      'rates.workRole',
      'rates.agencyId',
      'rates.fromOn',
      'rates.centsPerHour',
      'rates.note',
      'rates.fundingSourceId',
    ])
    .select(['agencies.name as agency', 'fundingSources.name as fundingSource'])
    .orderBy('rates.workRole')
    .orderBy('agencies.name', (by) => by.asc().nullsFirst())
    .orderBy('rates.fromOn', 'desc')
    .$castTo<Rate>()
    .execute();
}

async function funding({ db }: Work<Tables>): Promise<Funding[]> {
  const sources = await db.selectFrom('fundingSources').selectAll().orderBy('name').execute();
  const years = await db.selectFrom('fundingYears').selectAll().orderBy('fiscalYear').execute();
  return sources.map(({ id, name, endedOn, version }) => ({
    id,
    name,
    endedOn,
    version,
    years: years
      .filter((year) => year.fundingSourceId === id)
      .map((year) => ({
        id: year.id,
        fiscalYear: year.fiscalYear,
        amountCents: Number(year.amountCents),
        version: year.version,
      })),
  }));
}

async function fiscalMonth({ db }: Work<Tables>): Promise<number> {
  const { rows } = await sql<{ month: number }>`select taskforce.fiscal_month() as month`.execute(db);
  return rows[0]!.month;
}

/** Roles whose hours stand on the books of a readable case and that no rate covers. */
async function unpriced({ db }: Work<Tables>): Promise<WorkRole[]> {
  const { rows } = await sql<{ role: WorkRole }>`
    select distinct x.role
    from (
      select coalesce(w.work_role, taskforce.work_role_of(w.account_id)) as role
      from (select distinct work_role, account_id from taskforce.work_entries) w) x
    where not exists (select from taskforce.rates r where r.work_role = x.role)
    order by 1`.execute(db);
  return rows.map(({ role }) => role);
}

async function commitmentsOf(
  { db }: Work<Tables>,
  by: { caseId: string } | { id: string },
): Promise<Commitment[]> {
  const rows = await db
    .selectFrom('commitments')
    .leftJoin('fundingSources', 'fundingSources.id', 'commitments.fundingSourceId')
    .selectAll('commitments')
    .select('fundingSources.name as fundingSource')
    .where((where) =>
      'id' in by ? where('commitments.id', '=', by.id) : where('commitments.caseId', '=', by.caseId),
    )
    .orderBy('commitments.dueOn')
    .orderBy('commitments.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.caseId,
    strandId: row.strandId,
    kind: row.kind as Commitment['kind'],
    amountCents: Number(row.amountCents),
    fundingSourceId: row.fundingSourceId,
    fundingSource: row.fundingSource,
    dueOn: row.dueOn,
    note: row.note,
    state: row.state as Commitment['state'],
    version: row.version,
  }));
}
