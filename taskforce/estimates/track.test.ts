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
const now = new Date('2026-03-02T12:00:00Z');

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
  caseId = (await arrangeCase(house, commander, { title: 'Riverside', openedOn: '2025-06-01' })).id;
  for (const label of ['Target A', 'Target B', 'Target C'])
    strands.push(
      await arrangeStrand(house, caseId, label, {
        phase: 'operational',
        since: '2026-02-20',
        opened: '2026-02-20',
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
  await line(strands[0]!, 2, 'operational', 'post_operational', 'arrest', '2026-03-12');
  expect(await keepTrack(estimating, null)).toBe(1);
  expect(await keepTrack(estimating, null)).toBe(0);
  const [score] = await scores();
  expect(score).toMatchObject({ revision: 1, left_on: '2026-03-12', days: 10, kept_80: true });
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
     values ($1, $2, 2, 'operational', 'post_operational', 'arrest', '2026-11-02', $3, 'The report gave another day of the arrest')`,
    [strands[0], caseId, rows[0]!.id],
  );
  expect(await keepTrack(estimating, new Date(Date.now() - 3_600_000))).toBe(1);
  const all = await scores();
  expect(all.map(({ revision, left_on, days }) => [revision, left_on, days])).toEqual([
    [1, '2026-03-12', 10],
    [2, '2026-11-02', 245],
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
    `select * from taskforce.track_rows('2026-03-03') where not ended`,
  );
  expect(before.map(({ kept_80 }) => kept_80)).toEqual([null, null]);
  const { rows: after } = await house.owner.query(
    `select * from taskforce.track_rows('2036-02-28') where not ended`,
  );
  expect(after.map(({ kept_50 }) => kept_50)).toEqual([false, false]);
});

test('while fewer than forty ranges are resolved the track record changes nothing', async () => {
  expect(await readCalibration(jobs, '2026-11-30')).toEqual({
    widened: false,
    record: Array.from({ length: 3 }, () => ({ pit: [], ended: [] })),
  });
});
