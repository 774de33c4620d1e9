import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { makeEstimates, type EstimatingHouse } from './estimating.ts';
import { keepTrack, readCalibration } from './track.ts';

let house: TestHouse;
let estimating: EstimatingHouse;
let jobs: pg.Pool;
let commander: Person;
let caseId = '';
const strands: string[] = [];
const now = new Date('2025-03-02T12:00:00Z');

/** Writes a line of a strand's history as if it had been recorded. */
async function line(
  strand: string,
  place: number,
  from: string | null,
  to: string,
  event: string | null,
  on: string,
) {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.phase_transitions (strand_id, case_id, place, from_phase, to_phase, event, effective_on, known_since)
     values ($1, (select case_id from taskforce.strands where id = $1), $2, $3, $4, $5, $6::date, case when $4 = 'operational' then $6::date end)
     returning id`,
    [strand, place, from, to, event, on],
  );
  return rows[0]!.id;
}

beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  jobs = new pg.Pool({ ...house.loginTo('jobs'), max: 2 });
  estimating = { pool: jobs, clock: () => now };
  commander = await house.person('Cleo Commander', ['commander']);
  caseId = (await arrangeCase(house, commander, { title: 'Riverside', openedOn: '2024-06-01' })).id;
  for (const label of ['Target A', 'Target B', 'Target C'])
    strands.push(
      await arrangeStrand(house, caseId, label, {
        phase: 'operational',
        since: '2025-02-20',
        opened: '2025-02-20',
      }),
    );
  await makeEstimates(estimating, 'entries', null);
}, 60_000);
afterAll(async () => {
  await jobs?.end();
  await house?.close();
});

const scores = async () =>
  (
    await house.owner.query(
      `select e.strand_id, s.revision, s.left_on::text, s.days, s.kept_80, s.pit::float8 as pit, s.twcrps::float8 as twcrps
       from taskforce.estimate_scores s join taskforce.strand_estimates e on e.id = s.estimate_id order by s.scored_at, s.revision`,
    )
  ).rows;

test('a range keeps a hundred waits, of which its twenty dots and its named days are a part', async () => {
  const { rows } = await house.owner.query(
    `select waits, dots, uncorrected, (p80 - as_of) as p80 from taskforce.strand_estimates order by id`,
  );
  for (const { waits, dots, uncorrected, p80 } of rows) {
    expect(waits).toHaveLength(100);
    expect(uncorrected).toBeNull();
    expect(dots).toEqual(dots.map((_: number, i: number) => waits[5 * i + 2]));
    expect(Math.abs(waits[79] - p80)).toBeLessThanOrEqual(waits[80] - waits[78] + 1);
  }
});

test('a range is scored once when its stay ends, and nobody writes the score again', async () => {
  expect(await keepTrack(estimating, null)).toBe(0);
  await line(strands[0]!, 2, 'operational', 'post_operational', 'arrest', '2025-03-12');
  expect(await keepTrack(estimating, null)).toBe(1);
  expect(await keepTrack(estimating, null)).toBe(0);
  const [score] = await scores();
  expect(score).toMatchObject({ revision: 1, left_on: '2025-03-12', days: 10, kept_80: true });
  expect(score.pit).toBeGreaterThan(0);
  expect(score.pit).toBeLessThan(0.5);
  await expect(house.owner.query('update taskforce.estimate_scores set pit = 0.5')).rejects.toMatchObject({
    message: 'frozen',
  });
  await expect(jobs.query('delete from taskforce.estimate_scores')).rejects.toMatchObject({ code: '42501' });
});

test('a corrected day of leaving gives a second score that counts in the place of the first, which stays', async () => {
  const { rows } = await house.owner.query<{ id: string }>(
    `select id from taskforce.phase_transitions where strand_id = $1 and place = 2`,
    [strands[0]],
  );
  await house.owner.query(
    `insert into taskforce.phase_transitions (strand_id, case_id, place, from_phase, to_phase, event, effective_on, supersedes, reason)
     values ($1, $2, 2, 'operational', 'post_operational', 'arrest', '2025-11-02', $3, 'The report gave another day of the arrest')`,
    [strands[0], caseId, rows[0]!.id],
  );
  expect(await keepTrack(estimating, new Date(Date.now() - 3_600_000))).toBe(1);
  const all = await scores();
  expect(all.map(({ revision, left_on, days }) => [revision, left_on, days])).toEqual([
    [1, '2025-03-12', 10],
    [2, '2025-11-02', 245],
  ]);
  expect(all[1].pit).toBeGreaterThan(all[0].pit);
  const { body } = await house.call(commander, 'estimates.ofCase', { caseId });
  expect(body.kept.find((one: any) => one.phase === 'operational').levels[2].resolved).toBeGreaterThan(0);
  const { rows: long } = await house.owner.query(
    `select ended, kept_80, pit::float8 from taskforce.track_rows('2036-03-02') order by ended desc`,
  );
  expect(long.map(({ ended }) => ended)).toEqual([true, false, false]);
  expect(long[0].pit).toBeCloseTo(all[1].pit, 4);
});

test('a promise whose day has passed while the strand is still there is missed, not waiting', async () => {
  const { rows: before } = await house.owner.query(
    `select * from taskforce.track_rows('2025-03-03') where not ended`,
  );
  expect(before.map(({ kept_80 }) => kept_80)).toEqual([null, null]);
  const { rows: after } = await house.owner.query(
    `select * from taskforce.track_rows('2036-02-28') where not ended`,
  );
  expect(after.map(({ kept_50 }) => kept_50)).toEqual([false, false]);
});

test('while fewer than forty ranges are resolved the track record changes nothing', async () => {
  expect(await readCalibration(jobs, '2025-11-30')).toEqual({
    widened: false,
    record: Array.from({ length: 3 }, () => ({ pit: [], ended: [] })),
  });
});

test('six missed promises raise the alarm; while it stands ranges are wider, and a commander ends it with a reason', async () => {
  for (let n = 0; n < 6; n++) {
    const { id } = await arrangeCase(house, commander, { title: `Old ${n}`, openedOn: '2025-01-01' });
    const since = { phase: 'operational', since: '2025-01-01', opened: '2025-01-01' } as const;
    const strand = await arrangeStrand(house, id, 'Target', since);
    await house.owner.query(
      `insert into taskforce.strand_estimates (run_id, case_id, strand_id, phase, entered_on, as_of, at_entry, p10, p50, p80, p95, dots)
       select id, $1, $2, 'operational', '2025-01-01', '2025-01-01', true, '2025-01-05', '2025-01-10', '2025-02-01', '2025-02-02', array_fill(9, array[20])
       from taskforce.estimate_runs limit 1`,
      [id, strand],
    );
  }
  expect((await house.call(commander, 'trackRecord.alarm', {})).body.standing).toBeNull();
  await keepTrack(estimating, null);
  await keepTrack(estimating, null);
  const { standing } = (await house.call(commander, 'trackRecord.alarm', {})).body;
  expect(standing).toMatchObject({ resolved: 7, missed: 6, endedAt: null });
  expect((await readCalibration(jobs, '2025-03-02')).widened).toBe(true);
  const detective = await house.person('Dana Detective', ['investigator']);
  const reason = 'Looked at each missed one with the prosecutor';
  const end = (person: Person, why: string) =>
    house.call(person, 'trackRecord.endAlarm', { id: standing.id, reason: why });
  expect((await end(detective, reason)).status).toBe(403);
  expect((await end(commander, 'too short')).body.data.fields).toMatchObject([{ path: 'reason' }]);
  expect((await end(commander, reason)).status).toBe(200);
  expect((await end(commander, reason)).status).toBe(422);
  const { body } = await house.call(commander, 'trackRecord.read', {});
  expect(body.alarms[0]).toMatchObject({ endedBy: 'Cleo Commander', reason });
  // Those that were counted before do not raise it again.
  await keepTrack(estimating, null);
  expect((await house.call(commander, 'trackRecord.alarm', {})).body.standing).toBeNull();
  expect(body.phases.map((one: any) => one.phase)).toEqual([null, 'operational']);
});

test('a commander replaces a prior from a day on, the next estimate uses it, and the shipped one comes back', async () => {
  const before = (await house.call(commander, 'priors.list', {})).body.phases;
  expect(before.map((one: any) => one.line)).toEqual([null, null, null]);
  const { rows } = await house.owner.query(`select taskforce.today()::text as day`);
  const fromOn = rows[0].day;
  const set = (person: Person, more: object) =>
    house.call(person, 'priors.set', {
      phase: 'operational',
      fromOn,
      reason: 'Our operations take longer than that',
      prior: { ...before[1].inForce, medianDays: 240 },
      ...more,
    });
  const analyst = await house.person('Ada Analyst', ['analyst']);
  expect((await set(analyst, {})).status).toBe(403);
  expect((await set(commander, { fromOn: '2020-01-01' })).body.data.fields).toMatchObject([
    { path: 'fromOn' },
  ]);
  expect((await set(commander, {})).status).toBe(200);
  const [, operational] = (await house.call(analyst, 'priors.list', {})).body.phases;
  expect(operational).toMatchObject({
    inForce: { medianDays: 240 },
    shipped: { medianDays: 60 },
    line: { madeBy: 'Cleo Commander', fromOn },
  });
  const later = { pool: jobs, clock: () => new Date(`${fromOn}T12:00:00Z`) };
  const hash = async () =>
    (
      await house.owner.query(
        'select inputs_hash, basis from taskforce.estimate_runs order by made_at desc limit 1',
      )
    ).rows[0];
  await makeEstimates(later, 'office', null);
  const first = await hash();
  expect(first.basis[1].median).toBe(240);
  expect((await set(commander, { prior: null, reason: 'The new figures did not hold up' })).status).toBe(200);
  await makeEstimates(later, 'office', null);
  const second = await hash();
  expect(second.basis[1].median).toBe(60);
  expect(second.inputs_hash).not.toBe(first.inputs_hash);
  await expect(
    house.owner.query('update taskforce.phase_priors set from_on = from_on + 1'),
  ).rejects.toMatchObject({
    message: 'frozen',
  });
}, 60_000);

test('forecasting after the fact is a job: its figures are kept, and only who looks at the whole office reads them', async () => {
  await house.server.startJobs();
  const { body } = await house.call(commander, 'trackRecord.backtest', {});
  let job: any;
  do {
    job = (await house.call(commander, 'jobs.read', { id: body.jobId })).body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (!['done', 'failed', 'cancelled'].includes(job.state));
  expect(job).toMatchObject({ state: 'done', result: { forecasts: expect.any(Number) } });
  const read = async (person: Person) => (await house.call(person, 'trackRecord.read', {})).body.backtest;
  expect(await read(commander)).toMatchObject({
    asOf: '2025-03-02',
    runs: 400,
    inputsHash: expect.any(String),
  });
  const other = await house.person('Ines Investigator', ['investigator']);
  expect(await read(other)).toBeNull();
}, 60_000);
