import type pg from 'pg';
import type { Span } from './hands.ts';

type Column = { table: string; columns: string[] };

const kitTables = [
  'accounts',
  'account_roles',
  'agencies',
  'files',
  'file_custody',
  'invitations',
  'notices',
];

/**
 * Dates what was made back to the time of the story. The database stamps every record with its own clock, which
 * nobody can set; so a world that is made in a few seconds would say that four months of work were recorded today.
 * Only stamps are changed, only in the demo world, and only those that fall into one of `spans`, which is empty
 * afterwards. The audit is left as it is: it tells when the world was really made, and by whom.
 */
export async function dateBack(owner: pg.Client, spans: Span[]): Promise<void> {
  const wanted = spans.splice(0);
  if (wanted.length === 0) return;
  await owner.query('begin');
  try {
    await owner.query(
      'create temp table span (earliest timestamptz, latest timestamptz, at timestamptz, public boolean) on commit drop',
    );
    await owner.query(
      'insert into span select * from unnest($1::timestamptz[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])',
      [
        wanted.map((span) => span.from),
        wanted.map((span) => span.to),
        wanted.map((span) => span.at),
        wanted.map((span) => span.public),
      ],
    );
    for (const { table, columns } of await stampedTables(owner)) {
      await owner.query(`alter table ${table} disable trigger user`);
      for (const column of columns) await dateColumn(owner, table, column);
      await owner.query(`alter table ${table} enable trigger user`);
    }
    await latestActivity(owner);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}

/**
 * Moves the plans of what was run to the day on which it was run. The database lets nothing start whose time is over, so
 * the world plans everything ahead; what was dated back has started long before its plan says.
 */
export async function planAsRun(owner: pg.Client): Promise<void> {
  await owner.query(`
    alter table taskforce.operations disable trigger user;
    alter table taskforce.operation_reviews disable trigger user;
    update taskforce.operations o set planned_from = r.begins, planned_until = r.begins + (o.planned_until - o.planned_from)
    from (select id, date_trunc('hour', started_at) as begins from taskforce.operations) r
    where r.id = o.id and o.planned_from > o.started_at;
    update taskforce.operation_reviews r set due_at = o.ended_at + interval '14 days'
    from taskforce.operations o where o.id = r.operation_id;
    alter table taskforce.operations enable trigger user;
    alter table taskforce.operation_reviews enable trigger user`);
}

/** Stamps within a span keep their order; those that the public form cuts to the hour are cut again. */
async function dateColumn(owner: pg.Client, table: string, column: string): Promise<void> {
  await owner.query(
    `update ${table} t set ${column} = s.at + (t.${column} - s.earliest)
     from span s where t.${column} >= s.earliest and t.${column} < s.latest`,
  );
  await owner.query(
    `update ${table} t set ${column} = date_trunc('hour', s.at)
     from span s where s.public and t.${column} = date_trunc('hour', s.earliest)`,
  );
}

/** Of a case only the newest stamp is kept, and the story is not told in order: it is taken from its records. */
async function latestActivity(owner: pg.Client): Promise<void> {
  await owner.query(`
    alter table taskforce.cases disable trigger user;
    update taskforce.cases c set last_activity_at = newest.at
    from (select case_id, max(at) as at from (
        select case_id, created_at as at from taskforce.activities
        union all select case_id, created_at from taskforce.tasks
        union all select case_id, created_at from taskforce.notes
        union all select case_id, recorded_at from taskforce.phase_transitions) one
      group by case_id) newest
    where newest.case_id = c.id;
    alter table taskforce.cases enable trigger user`);
}

async function stampedTables(owner: pg.Client): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as table,
       array_agg(quote_ident(c.column_name)::text) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
       and (c.table_schema = 'taskforce' or (c.table_schema = 'kit' and c.table_name = any ($1)))
     group by 1 order by 1`,
    [kitTables],
  );
  return rows;
}
