import pg from 'pg';

/** There is an installation in this place that is not the demonstration. */
export class RealInstallation extends Error {}

export type Making = {
  /** Connects as the owner of a migrated database. */
  owner: pg.PoolConfig;
  /** The wing's own schema. */
  schema: 'taskforce' | 'provider';
  /** Brings an emptied database up to date again. */
  migrate: () => Promise<unknown>;
  log: (line: string) => void;
};

/**
 * Makes a fictional world unless it is there already. One that was left half made is thrown away and made anew.
 * @throws RealInstallation when the database holds accounts that are not of the demonstration
 */
export async function makeUnlessThere(
  { owner: connection, schema, migrate, log }: Making,
  build: (owner: pg.Client) => Promise<void>,
): Promise<void> {
  const owner = new pg.Client(connection);
  await owner.connect();
  try {
    const standing = await standingOf(owner);
    if (standing === 'made') return;
    if (standing === 'real') throw new RealInstallation();
    if (standing === 'half_made') {
      log('The demo world was left half made. Making it anew …');
      // All at once: killed here too, the next start finds an empty database.
      await owner.query(`drop schema if exists ${schema}, bridge, kit, migrations, graphile_worker cascade`);
      await migrate();
    } else log('Making the demo world …');
    await mark(owner, 'making');
    await build(owner);
    await mark(owner, 'made');
  } finally {
    await owner.end();
  }
}

type Standing = 'empty' | 'half_made' | 'made' | 'real';

async function standingOf(owner: pg.Client): Promise<Standing> {
  const { rows } = await owner.query<{ mark: string | null; accounts: boolean }>(
    `select (select value #>> '{}' from kit.settings where key = 'demo_world') as mark,
       exists (select from kit.accounts) as accounts`,
  );
  const { mark, accounts } = rows[0]!;
  if (mark === 'made') return 'made';
  if (mark === 'making') return 'half_made';
  return accounts ? 'real' : 'empty';
}

async function mark(owner: pg.Client, standing: 'making' | 'made'): Promise<void> {
  await owner.query(
    `insert into kit.settings (key, value) values ('demo_world', to_jsonb($1::text))
     on conflict (key) do update set value = excluded.value`,
    [standing],
  );
}
