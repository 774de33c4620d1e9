import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { changeKey } from '../bridge/keys.ts';
import type { Wing } from '../bridge/messages.ts';
import { openSide, pairSides, type Side } from '../bridge/testing.ts';
import { openKeys } from '../kit/crypto/keys.ts';
import type { FreshDatabase } from '../kit/postgres/testing.ts';
import { diceOf, openLine, type LineCounts } from './bridge-line.ts';
import type { SidePlan } from './bridge-process.ts';

/** A wing's real database, and how its bridge's login connects to it. */
export type SoakWing = { database: FreshDatabase; connection(login: string): pg.PoolConfig };

export type Soak = {
  messages: number;
  seconds: number;
  perSecond: number;
  kills: number;
  keyChanges: number;
  line: LineCounts;
  refused: Record<string, number>;
  /** What is not as it must be; empty when every message was applied once, in order, and none is left. */
  faults: string[];
};

const WINGS = ['taskforce', 'provider'] as const;
const KINDS = { taskforce: 'referral.withdrawn', provider: 'referral.accepted' } as const;
const HOUR = 3_600_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const wrappingKeysOf = (side: Side): string => join(side.keyDir, '../wrapping');
type Running = { child: ChildProcess; port: number | undefined };

/**
 * Sends `messages` over the bridge, half in each direction, between two real processes on two real databases, which
 * are killed `kills` times at random moments over an unsteady line, with clocks that are hours apart and keys that
 * change on the way.
 * @param seed the same luck for the same seed, as far as two processes allow
 */
export async function soak(
  wings: Record<Wing, SoakWing>,
  {
    messages,
    kills,
    seed,
    log,
  }: { messages: number; kills: number; seed: number; log?: (line: string) => void },
): Promise<Soak> {
  const dice = diceOf(seed);
  const side = (wing: Wing) => openSide(wing, wings[wing].database, (login) => wings[wing].connection(login));
  const sides = { taskforce: await side('taskforce'), provider: await side('provider') };
  await pairSides(sides.taskforce, sides.provider);
  for (const wing of WINGS) await openKeys(wrappingKeysOf(sides[wing]), { create: true });
  const running = new Map<Wing, Running>();
  const line = await openLine((wing) => running.get(wing)?.port, dice);
  const start = (wing: Wing) => startSide(wings[wing], sides[wing], dice, running);
  const begun = performance.now();
  let killed = 0;
  let keyChanges = 0;
  try {
    for (const wing of WINGS)
      await sides[wing].owner.query('update bridge.pairs set peer_address = $1', [line.to(other(wing))]);
    await Promise.all(WINGS.map(start));
    const written = Promise.all(WINGS.map((wing) => write(sides[wing], messages / 2, kills, dice)));
    while (killed < kills) {
      const target = (messages * (killed + 1)) / (kills + 1);
      await reached(sides, target, 3000 + dice(2000));
      await pause(dice(120));
      for (const wing of victims(dice)) {
        await kill(running, wing);
        if (dice(8) === 0) {
          await changeKey(sides[wing].pool, sides[wing].keyDir, sides[wing].end.id);
          keyChanges += 1;
        }
        await start(wing);
      }
      killed += 1;
      if (killed % 20 === 0) log?.(`${killed} kills, ${await appliedBy(sides)} of ${messages} applied`);
    }
    // The last of them must come to an end, with clocks that both sides let in.
    for (const wing of WINGS) {
      await kill(running, wing);
      await startSide(wings[wing], sides[wing], () => 1, running);
    }
    await written;
    await settled(sides);
    const seconds = (performance.now() - begun) / 1000;
    return {
      messages,
      seconds: Math.round(seconds),
      perSecond: Math.round(messages / seconds),
      kills: killed,
      keyChanges,
      line: line.counts,
      refused: await refusedBy(sides),
      faults: await faultsOf(sides, messages / 2),
    };
  } finally {
    for (const wing of running.keys()) await kill(running, wing);
    await line.close();
    for (const wing of WINGS) await sides[wing].close();
  }
}

const other = (wing: Wing): Wing => (wing === 'taskforce' ? 'provider' : 'taskforce');
/** Who falls over: one side, the other, or both. */
const victims = (dice: (sides: number) => number): Wing[] =>
  ([['taskforce'], ['provider'], ['provider', 'taskforce']] as Wing[][])[dice(3)]!;

async function startSide(
  wing: SoakWing,
  side: Side,
  dice: (sides: number) => number,
  running: Map<Wing, Running>,
): Promise<void> {
  const child = fork(fileURLToPath(new URL('bridge-process.ts', import.meta.url)), [], { execArgv: [] });
  const mine: Running = { child, port: undefined };
  running.set(side.wing, mine);
  // Up to eleven hours wrong to either side; now and then so much that the other side lets nothing in.
  const skew = dice(12) === 0 ? 26 * HOUR : (dice(23) - 11) * HOUR;
  const plan: SidePlan = {
    wing: side.wing,
    connection: wing.connection(`${side.wing}_bridge`),
    keyDir: side.keyDir,
    wrappingKeys: wrappingKeysOf(side),
    skew,
  };
  const told = new Promise<number>((resolve, reject) => {
    child.once('message', (port) => resolve(Number(port)));
    child.once('exit', () => reject(new Error(`the ${side.wing} did not start`)));
  });
  child.send(plan);
  mine.port = await told;
}

/** As when the machine takes the process away: no farewell. */
async function kill(running: Map<Wing, Running>, wing: Wing): Promise<void> {
  const one = running.get(wing);
  if (one === undefined || one.child.exitCode !== null || one.child.signalCode !== null) return;
  one.port = undefined;
  const gone = new Promise((resolve) => one.child.once('exit', resolve));
  one.child.kill('SIGKILL');
  await gone;
}

/** Writes the messages of one side, numbered, in heaps of all sizes. */
async function write(side: Side, count: number, heaps: number, dice: (sides: number) => number) {
  const largest = Math.max(2, Math.ceil((2 * count) / Math.max(1, heaps)));
  for (let from = 1; from <= count;) {
    const until = Math.min(count, from + dice(largest));
    await side.owner.query(
      `insert into bridge.outbox (pair_id, kind, kind_version, body)
       select (select id from bridge.pairs), $1::text, 1,
         jsonb_build_object('referral', '00000000-0000-4000-8000-' || lpad(g::text, 12, '0'), 'at', '2026-03-02T11:00:00Z')
       from generate_series($2::int, $3::int) g order by g`,
      [KINDS[side.wing], from, until],
    );
    await side.owner.query('notify bridge_outbox');
    from = until + 1;
    while ((await waiting(side)) > 2 * largest) await pause(100);
  }
}

const waiting = async (side: Side): Promise<number> =>
  (await side.owner.query<{ n: number }>('select count(*)::int as n from bridge.outbox')).rows[0]!.n;

type Sides = Record<Wing, Side>;
const numberIn = async (side: Side, text: string): Promise<number> =>
  Number((await side.owner.query<{ n: number }>(text)).rows[0]!.n);
const appliedBy = async (sides: Sides): Promise<number> => {
  const each = WINGS.map((wing) => numberIn(sides[wing], 'select count(*) as n from public.applied'));
  const [one, two] = await Promise.all(each);
  return one! + two!;
};

/** Waits until so many are applied, or nothing moved for `still` milliseconds: a side whose clock is far off carries none. */
async function reached(sides: Sides, target: number, still: number): Promise<void> {
  let [before, since] = [-1, Date.now()];
  while (before < target && Date.now() - since < still) {
    const now = await appliedBy(sides);
    if (now > before) [before, since] = [now, Date.now()];
    await pause(50);
  }
}

/** Waits until nothing is on its way; fails when nothing moves for two minutes. */
async function settled(sides: Sides): Promise<void> {
  let [left, since] = [Infinity, Date.now()];
  while (left > 0) {
    const now = (await waiting(sides.taskforce)) + (await waiting(sides.provider));
    if (now < left) [left, since] = [now, Date.now()];
    if (Date.now() - since > 120_000) throw new Error(`${left} messages do not move any more`);
    await pause(100);
  }
}

async function refusedBy(sides: Sides): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const wing of WINGS) {
    const { rows } = await sides[wing].owner.query<{ reason: string; n: number }>(
      'select reason, sum(count)::int as n from bridge.refusals group by 1 order by 1',
    );
    for (const { reason, n } of rows) all[reason] = (all[reason] ?? 0) + n;
  }
  return all;
}

/** Compares what each side applied with what the other wrote, and the two sides' books with each other. */
async function faultsOf(sides: Sides, count: number): Promise<string[]> {
  const faults: string[] = [];
  for (const wing of WINGS) {
    const { rows } = await sides[wing].owner.query<{ n: number }>(
      `select right(what::jsonb ->> 'referral', 12)::int as n from public.applied order by place`,
    );
    if (rows.length !== count) faults.push(`${wing}: ${rows.length} applied instead of ${count}`);
    const wrong = rows.findIndex(({ n }, i) => n !== i + 1);
    if (wrong >= 0) faults.push(`${wing}: at place ${wrong + 1} stands number ${rows[wrong]!.n}`);
    const books = await Promise.all([bookOf(sides[wing], 'received'), bookOf(sides[other(wing)], 'sent')]);
    if (books[0] !== books[1]) faults.push(`${wing}: its book of what came is not the other's of what went`);
  }
  return faults;
}

const bookOf = async (side: Side, direction: string): Promise<string> =>
  JSON.stringify(
    (
      await side.owner.query(
        `select count(*)::int as n, max(seq)::int as last, md5(string_agg(seq || id::text || kind || hash, ',' order by seq)) as all
         from bridge.passed where direction = $1`,
        [direction],
      )
    ).rows[0],
  );
