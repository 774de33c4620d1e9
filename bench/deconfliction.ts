/**
 * The event check against 1,000,000 past and future events and the target check against 1,000,000 identifiers, in the
 * database, asked as the server asks: by its login role, with a session, under every policy, by the functions behind the
 * procedures, each in a transaction of its own. Beside them an indexed point look-up of one row by its key, asked alike.
 * Computed time of the database's own process (`/proc/PID/schedstat`) and time of day, in turns.
 * Run: node bench/deconfliction.ts (ROWS=100000 for a short run). Prints JSON.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makePerson } from '../kit/identity/testing.ts';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { logins, migrateTaskforce } from '../taskforce/database/migrate.ts';
import { computedBy, inTurns, round } from './measure.ts';

const rows = Number(process.env['ROWS'] ?? 1_000_000);
const runs = Number(process.env['RUNS'] ?? 400);

const dir = mkdtempSync(join(tmpdir(), 'concert-bench-'));
const cluster = await startEmbedded({ dir: join(dir, 'db') });
const owner = new pg.Client(cluster.connection());
await owner.connect();
await migrateTaskforce(owner);
const agency = async (name: string): Promise<string> =>
  (
    await owner.query(
      `insert into kit.agencies (name, short_name, kind) values ($1, $1, 'police') returning id`,
      [name],
    )
  ).rows[0].id;
const agencies: string[] = [];
const officers: { id: string }[] = [];
for (let n = 0; n < 40; n++) {
  agencies.push(await agency(`Agency ${n}`));
  officers.push(await makePerson(owner, `Officer ${n}`, ['investigator'], agencies[n]!));
}
const asker = await makePerson(owner, 'Ada Asker', ['investigator'], await agency('Asking Police'));

/** Ten years of operations in a county of about 100 by 100 km, of which one in ten lies ahead; three in four at 400 hot places. */
async function fill(): Promise<void> {
  await owner.query(`set session_replication_role = 'replica'`);
  await owner.query('select setseed(0.42)');
  await owner.query(
    `insert into taskforce.deconfliction_entries (id, subject, account_id, contact_id, agency_id, activity, from_at, until_at, place, lat, lon, expires_at, checked_at)
     select gen_random_uuid(), 'event', o.id, o.id, o.agency, 'controlled_buy', s.at, s.at + s.long, 'Somewhere', s.lat, s.lon, s.at + interval '10 days', now()
     from (select now() + interval '365 days' - random() * interval '3650 days' as at, (1 + random() * 7) * interval '1 hour' as long, g,
         case when random() < 0.75 then 41.5 + 0.9 * ((g::bigint * 7919) % 20) / 20 + random() * 0.002 else 41.5 + random() * 0.9 end as lat,
         case when random() < 0.75 then -88.2 + 1.2 * ((g::bigint / 20 * 104729) % 20) / 20 + random() * 0.002 else -88.2 + random() * 1.2 end as lon
       from generate_series(1, $1::integer) g) s
     join lateral (select ($2::uuid[])[1 + s.g % 40] as id, ($3::uuid[])[1 + s.g % 40] as agency) o on true`,
    [rows, officers.map(({ id }) => id), agencies],
  );
  await owner.query(
    `insert into taskforce.deconfliction_spots (entry_id, lat, lon, during, meters, minutes, watch, area)
     select e.id, e.lat, e.lon, tstzrange(e.from_at, e.until_at), 800, 120, taskforce.watch_of(tstzrange(e.from_at, e.until_at), 120), taskforce.area_around(e.lat, e.lon, 800)
     from taskforce.deconfliction_entries e`,
  );
  await owner.query(
    `with made as (
       insert into taskforce.deconfliction_entries (id, subject, account_id, contact_id, agency_id, identifier_type, expires_at, checked_at)
       select gen_random_uuid(), 'target', o.id, o.id, o.agency, 'phone', now() + interval '1 year', now()
       from generate_series(1, $1::integer) g join lateral (select ($2::uuid[])[1 + g % 40] as id, ($3::uuid[])[1 + g % 40] as agency) o on true
       returning id)
     insert into taskforce.deconfliction_keys (entry_id, grade, token) select m.id, 'exact', sha256(convert_to(m.id::text, 'UTF8')) from made m`,
    [rows, officers.map(({ id }) => id), agencies],
  );
  await owner.query(`set session_replication_role = 'origin'`);
  await owner.query(
    'vacuum analyze taskforce.deconfliction_entries, taskforce.deconfliction_spots, taskforce.deconfliction_keys',
  );
}
await fill();

const login = new pg.Client(cluster.connection(logins.app));
await login.connect();
const pid = Number((await login.query('select pg_backend_pid() as pid')).rows[0].pid);
const tokens: Buffer[] = (
  await owner.query('select token from taskforce.deconfliction_keys order by token limit 1000')
).rows.map((row) => row.token);
let turn = 0;
const within = (low: number, high: number) => low + ((turn++ * 0.61803398875) % 1) * (high - low);

/** A strand that the asker may read, and an operation of their own with a scene: what everybody has open. */
async function arrange(): Promise<{ caseId: string; operationId: string }> {
  const { agency_id: agencyId } = (
    await owner.query('select agency_id from kit.accounts where id = $1', [asker.id])
  ).rows[0];
  const made = await owner.query(
    `insert into taskforce.cases (number, title, type, origin_mode, origin_route, lead_agency_id, opened_on, created_by)
     values ('2026-0001', 'One case', 'sex', 'proactive', 'outreach', $1, current_date, $2) returning id`,
    [agencyId, asker.id],
  );
  const operation = await owner.query(
    `insert into taskforce.operations (number, title, kind, type, lead_agency_id, planned_from, planned_until, created_by)
     values ('OP-2026-0001', 'One operation', 'surveillance', 'sex', $1, now() + interval '30 days', now() + interval '30 days 4 hours', $2) returning id`,
    [agencyId, asker.id],
  );
  const operationId: string = operation.rows[0].id;
  await owner.query(
    `insert into taskforce.operation_planners (operation_id, account_id, capacity) values ($1, $2, 'plan') on conflict do nothing`,
    [operationId, asker.id],
  );
  await owner.query(
    `insert into taskforce.operation_places (operation_id, kind, label, lat, lon) values ($1, 'scene', 'Scene', 41.95, -87.6)`,
    [operationId],
  );
  return { caseId: made.rows[0].id, operationId };
}
const { caseId, operationId } = await arrange();

/** One request of the server: begun with the session, taken back at the end. */
async function asked(text: string, values: unknown[]): Promise<void> {
  await login.query(`begin; select set_config('concert.session', '${asker.secret}', true)`);
  try {
    const { rowCount } = await login.query({ name: text.slice(0, 60), text, values });
    if (rowCount !== 1) throw new Error(`Not answered: ${text}`);
  } finally {
    await login.query('rollback');
  }
}
const event = (lat: number, lon: number) => {
  const from = new Date(Date.now() + within(1, 300) * 86_400_000);
  return asked(
    `select taskforce.save_event(gen_random_uuid(), 0, 'controlled_buy', $1, $2, 'Somewhere', $3, $4, null, '555-0101', null)`,
    [from, new Date(from.getTime() + 4 * 3_600_000), lat, lon],
  );
};
const hot = () => {
  const at = turn++ % 400;
  return [
    41.5 + (0.9 * ((at * 7919) % 20)) / 20,
    -88.2 + (1.2 * ((Math.floor(at / 20) * 104729) % 20)) / 20,
  ] as const;
};
const target = (token: Buffer) =>
  asked(
    `select taskforce.enter_target(gen_random_uuid(), 'phone', '{exact}', array[$1::bytea], null, null, null, null, false, null)`,
    [token],
  );

const ways = {
  'point look-up': () => asked('select id from taskforce.cases where id = $1', [caseId]),
  'event check': () => event(within(41.5, 42.4), within(-88.2, -87)),
  'event check at a hot place': () => event(...hot()),
  'an operation planned for another time': () =>
    asked(
      `update taskforce.operations set planned_from = planned_from + $2::interval, planned_until = planned_until + $2::interval where id = $1`,
      [operationId, `${String(1 + (turn++ % 200))} hours`],
    ),
  'target check, held by others': () => target(tokens[turn++ % tokens.length]!),
  'target check, new': () => target(randomBytes(32)),
  'conflicts told to one': () => asked('select count(*) from taskforce.conflicts_told(null)', []),
};
await owner.query(
  `insert into kit.settings (key, value, changed_by) values ('deconfliction', '{"checksPerDay": 1000000}', $1)`,
  [asker.id],
);

const own = Object.fromEntries(Object.keys(ways).map((name) => [name, computedBy(pid)]));
const clock = await inTurns(ways, runs);
const computed = await inTurns(ways, runs, own);
const point = clock['point look-up']!;
const counted = computed['point look-up']!;
const report = Object.fromEntries(
  Object.keys(ways).map((name) => [
    name,
    {
      clock: clock[name],
      computed: computed[name],
      ratioOfP95: round(clock[name]!.p95 / point.p95),
      ratioOfComputedP95: round(computed[name]!.p95 / counted.p95),
      ratioOfComputedMedian: round(computed[name]!.median / counted.median),
    },
  ]),
);
const size = (
  await owner.query(
    `select pg_size_pretty(pg_relation_size('taskforce.deconfliction_spots_near')) as near, pg_size_pretty(pg_relation_size('taskforce.deconfliction_keys_token')) as tokens`,
  )
).rows[0];
console.log(JSON.stringify({ rows, runs, indexes: size, report }, null, 2));
await login.end();
await owner.end();
await cluster.stop();
rmSync(dir, { recursive: true, force: true });
