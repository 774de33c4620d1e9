import type { Client } from 'pg';
import type { Database } from '../database.ts';
import type { Wing } from '../wings.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

const MOST_SKEW_MS = 2_000;

export type DatabaseCheck = (client: Client, database: Database, wing: Wing) => Promise<Finding[]>;

/** What the doctor asks of the database, as its owner. */
export const databaseChecks: DatabaseCheck[] = [version, clock, durability, roles, migrations];

async function version(_client: Client, database: Database): Promise<Finding[]> {
  return [ok('database', `PostgreSQL ${database.version}, ${database.kind}`)];
}

/** The server's clock against ours, measured at the middle of the round trip. */
async function clock(client: Client): Promise<Finding[]> {
  const before = Date.now();
  const { rows } = await client.query<{ now: string }>(
    `select extract(epoch from clock_timestamp()) * 1000 as now`,
  );
  const skew = Math.round(Number(rows[0]?.now) - (before + Date.now()) / 2);
  const sentence = `The database's clock is ${Math.abs(skew)} ms ${skew < 0 ? 'behind' : 'ahead of'} this machine's`;
  if (Math.abs(skew) <= MOST_SKEW_MS) return [ok('clock', sentence)];
  return [
    wrong(
      'clock',
      `${sentence}.`,
      'Set both by the same time servers (NTP): clocks of tips and the audit depend on it.',
    ),
  ];
}

async function durability(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') order by name`,
  );
  return rows.map(({ name, setting }) => {
    if (setting !== 'off') return ok(name, `${name} is ${setting}`);
    if (name === 'data_checksums') {
      return warn(
        name,
        'The database does not check its pages.',
        'Stop the server and run pg_checksums --enable.',
      );
    }
    return wrong(
      name,
      `${name} is off: a power cut can lose what was acknowledged.`,
      `Set ${name} = on on the database server.`,
    );
  });
}

type Role = { name: string; powers: string; owns: boolean; member: string | null };

/** The roles the program signs in with: no rights over others, nothing owned, no way past row-level security. */
async function roles(client: Client, _database: Database, { logins }: Wing): Promise<Finding[]> {
  const wanted: string[] = Object.values(logins);
  const { rows } = await client.query<Role>(
    `select r.rolname as name,
       concat_ws(', ', case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
         case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end) as powers,
       exists (select 1 from pg_shdepend d
         where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o') as owns,
       (select string_agg(m.roleid::regrole::text, ', ') from pg_auth_members m where m.member = r.oid) as member
     from pg_roles r where r.rolname = any($1) order by 1`,
    [wanted],
  );
  const missing = wanted.filter((name) => !rows.some((row) => row.name === name));
  const findings = [
    ...missing.map((name) => wrong('roles', `The login role ${name} is missing.`, 'Run ./concert migrate.')),
    ...rows.flatMap((role) => faultsOf(role)),
  ];
  return findings.length > 0
    ? findings
    : [ok('roles', `${rows.length} login roles own nothing and pass no policy`)];
}

function faultsOf({ name, powers, owns, member }: Role): Finding[] {
  const mend = `alter role ${name} nosuperuser nobypassrls nocreaterole nocreatedb`;
  const findings: Finding[] = [];
  if (powers !== '') findings.push(wrong('roles', `The login role ${name} has the powers ${powers}.`, mend));
  if (owns)
    findings.push(
      wrong('roles', `The login role ${name} owns objects.`, `reassign owned by ${name} to the owner`),
    );
  if (member !== null) {
    findings.push(
      wrong('roles', `The login role ${name} is a member of ${member}.`, `revoke ${member} from ${name}`),
    );
  }
  return findings;
}

async function migrations(client: Client, _database: Database, wing: Wing): Promise<Finding[]> {
  const missing = await wing.pending(client);
  if (missing.length === 0) return [ok('migrations', 'The database is at the version of this program')];
  return [
    wrong(
      'migrations',
      `The database lacks ${missing.length} steps, the first is ${missing[0]}.`,
      'Run ./concert migrate.',
    ),
  ];
}
