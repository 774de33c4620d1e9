import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import type { Place } from '../place.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

/** After so many hours of silence, or of waiting, somebody should look. */
const HOURS = 24;
/** Reasons of a refusal that do not come about by chance. */
const GRAVE = [
  'unknown_key',
  'bad_signature',
  'wrong_direction',
  'bad_body',
  'rewritten',
  'reused_id',
  'acknowledged_too_much',
  'clock_apart',
];
const SEE = 'See Administration, Bridge, in the web application of this wing.';

/** How the bridge stands: keys, pairs, silence, what waits and what was refused. */
export async function checkBridge(client: Client, place: Place): Promise<Finding[]> {
  const findings = [
    ...(await keyFiles(client, place)),
    ...(await pairs(client)),
    ...(await waiting(client)),
    ...(await refusals(client)),
  ];
  if (findings.length > 0) return findings;
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from bridge.pairs where state = 'open'`,
  );
  const n = rows[0]?.n ?? 0;
  return [
    ok('bridge', n === 0 ? 'Paired with nobody' : `${n} open ${n === 1 ? 'pair' : 'pairs'}, heard lately`),
  ];
}

/** The secret half of every key that an end signs with must lie in the key folder; `checkKeys` looks who can read it. */
async function keyFiles(client: Client, place: Place): Promise<Finding[]> {
  const { rows } = await client.query<{ id: string }>(
    `select key_id as id from bridge.own_keys where retired_at is null
     union select own_key_id from bridge.pairs where state <> 'ended' order by 1`,
  );
  return rows
    .filter(({ id }) => !existsSync(path.join(place.keys, `bridge-${id}.pem`)))
    .map(({ id }) =>
      wrong(
        'bridge keys',
        `The secret key bridge-${id}.pem is not in ${place.keys}: nothing can be signed with it.`,
        'Restore the key folder; if the key is lost, end the pairs on both sides, change the key and pair anew.',
      ),
    );
}

type Row = { name: string; state: string; hours: number | null };

async function pairs(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<Row>(
    `select p.peer_name as name, p.state,
       floor(extract(epoch from now() - case p.state when 'open' then s.heard_at else p.created_at end) / 3600)::int as hours
     from bridge.pairs p join bridge.progress s on s.pair_id = p.id where p.state <> 'ended' order by p.created_at`,
  );
  return rows.flatMap(({ name, state, hours }) => {
    if (state === 'unconfirmed')
      return [
        warn(
          'bridge',
          `The pair with ${name} is not confirmed here.`,
          `Compare its number and confirm it. ${SEE}`,
        ),
      ];
    if (hours === null)
      return [warn('bridge', `${name} was never heard.`, `Ask it to confirm the pair too. ${SEE}`)];
    if (hours < HOURS) return [];
    return [
      warn(
        'bridge',
        `${name} was not heard for ${hours} hours.`,
        `Ask whether its installation runs. ${SEE}`,
      ),
    ];
  });
}

async function waiting(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; n: number; hours: number; later: boolean }>(
    `select p.peer_name as name, count(*)::int as n, floor(extract(epoch from now() - min(o.queued_at)) / 3600)::int as hours,
       o.seq is null and coalesce((s.understood ->> o.kind)::integer, 0) < o.kind_version as later
     from bridge.outbox o join bridge.pairs p on p.id = o.pair_id join bridge.progress s on s.pair_id = p.id
     group by p.id, p.peer_name, later having min(o.queued_at) < now() - make_interval(hours => $1) order by 1, later`,
    [HOURS],
  );
  return rows.map(({ name, n, hours, later }) =>
    warn(
      'bridge',
      `${n} ${n === 1 ? 'message waits' : 'messages wait'} for ${name}, the oldest for ${hours} hours.`,
      later
        ? 'The other side does not know their kind yet: ask it to upgrade.'
        : `Ask whether its installation runs. ${SEE}`,
    ),
  );
}

async function refusals(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ reason: string; n: number; name: string | null }>(
    `select r.reason, sum(r.count)::int as n, p.peer_name as name from bridge.refusals r
     left join bridge.pairs p on p.id = r.pair_id
     where r.day > current_date - 7 and r.reason = any($1) group by 1, 3 order by 1, 3`,
    [GRAVE],
  );
  return rows.map(({ reason, n, name }) =>
    warn(
      'bridge',
      `${n} refused in 7 days (${reason}), in the name of ${name ?? 'nobody we know'}.`,
      `What to do about it stands there: ${SEE}`,
    ),
  );
}
