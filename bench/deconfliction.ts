/**
 * The event check against 1,000,000 past and future operations and the target check against 1,000,000 identifiers, in the
 * database, beside an indexed point look-up of one row by its key. Computed time of the database's own process
 * (`/proc/PID/schedstat`) and time of day, in turns. Run: node bench/deconfliction.ts (ROWS=100000 for a short run).
 * Prints JSON.
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
const ids: string[] = (
  await owner.query('select id from taskforce.deconfliction_entries tablesample system (1) limit 1000')
).rows.map((row) => row.id);
let turn = 0;
const within = (low: number, high: number) => low + ((turn++ * 0.61803398875) % 1) * (high - low);

/** As the server does it: signed in as its login role, under every policy, taken back at the end. */
async function asked(text: string, values: unknown[]): Promise<void> {
  await login.query(`begin; select set_config('concert.session', '${asker.secret}', true)`);
  await login.query(text, values);
}
const event = (lat: number, lon: number) => {
  const from = new Date(Date.now() + within(1, 300) * 86_400_000);
  return [from, new Date(from.getTime() + 4 * 3_600_000), lat, lon];
};
const enter = `select taskforce.save_event(gen_random_uuid(), 0, 'controlled_buy', $1, $2, 'Somewhere', $3, $4, null, '555-0101', null)`;
const target = `select taskforce.enter_target(gen_random_uuid(), 'phone', '{exact}', array[$1::bytea], null, null, null, false, null)`;
const back = (act: () => Promise<void>) => async () => {
  try {
    await act();
  } finally {
    await login.query('rollback');
  }
};
// The look-ups alone are asked by the owner: the server's role may not call them by themselves.
const inside = new pg.Client(cluster.connection());
await inside.connect();
const insidePid = Number((await inside.query('select pg_backend_pid() as pid')).rows[0].pid);

const ways = {
  'point look-up': () =>
    inside.query({
      name: 'point',
      text: 'select id from taskforce.deconfliction_entries where id = $1',
      values: [ids[turn++ % ids.length]],
    }),
  'event check': () => {
    const [from, until, lat, lon] = event(within(41.5, 42.4), within(-88.2, -87));
    return inside.query({
      name: 'near',
      text: 'select * from taskforce.spots_near($1, $2, tstzrange($3, $4), 800, 120)',
      values: [lat, lon, from, until],
    });
  },
  'event check at a hot place': () => {
    const at = turn++ % 400;
    const [from, until, lat, lon] = event(
      41.5 + (0.9 * ((at * 7919) % 20)) / 20,
      -88.2 + (1.2 * ((Math.floor(at / 20) * 104729) % 20)) / 20,
    );
    return inside.query({
      name: 'near',
      text: 'select * from taskforce.spots_near($1, $2, tstzrange($3, $4), 800, 120)',
      values: [lat, lon, from, until],
    });
  },
  'target check': () =>
    inside.query({
      name: 'alike',
      text: `select k.entry_id from taskforce.deconfliction_keys k where k.token = $1 and k.grade = 'exact'`,
      values: [tokens[turn++ % tokens.length]],
    }),
  'entering an event': back(() => asked(enter, event(within(41.5, 42.4), within(-88.2, -87)))),
  'entering an event at a hot place': back(() => {
    const at = turn++ % 400;
    return asked(
      enter,
      event(
        41.5 + (0.9 * ((at * 7919) % 20)) / 20,
        -88.2 + (1.2 * ((Math.floor(at / 20) * 104729) % 20)) / 20,
      ),
    );
  }),
  'entering a target that is held': back(() => asked(target, [tokens[turn++ % tokens.length]])),
  'entering a target that is new': back(() => asked(target, [randomBytes(32)])),
};
await owner.query(
  `insert into kit.settings (key, value, changed_by) values ('deconfliction', '{"checksPerDay": 1000000}', $1)`,
  [asker.id],
);

const own = Object.fromEntries(
  Object.keys(ways).map((name) => [name, computedBy(name.startsWith('entering') ? pid : insidePid)]),
);
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
await inside.end();
await owner.end();
await cluster.stop();
rmSync(dir, { recursive: true, force: true });
