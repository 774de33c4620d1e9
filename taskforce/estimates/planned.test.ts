import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { plannedEnds } from './rules-planned.ts';
import { makeEstimates, type EstimatingHouse } from './estimating.ts';

let house: TestHouse;
let estimating: EstimatingHouse;
let jobs: pg.Pool;
let commander: Person;
let detective: Person;
let analyst: Person;
let caseId = '';
let strandId = '';
let defendant = '';
const now = new Date();
const today = dayOf(now);
const later = (days: number) => addDays(today, days);

beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  jobs = new pg.Pool({ ...house.loginTo('jobs'), max: 2 });
  estimating = { pool: jobs, clock: () => now };
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  analyst = await house.person('Ana Analyst', ['analyst']);
  caseId = (await arrangeCase(house, detective, { title: 'Heron', openedOn: later(-200) })).id;
  strandId = await arrangeStrand(house, caseId, 'Owner', { since: later(-100), opened: later(-100) });
  defendant = await arrangeStrand(house, caseId, 'Defendant', {
    phase: 'post_operational',
    since: later(-5),
    opened: later(-5),
  });
  await makeEstimates(estimating, 'entries', null);
}, 60_000);
afterAll(async () => {
  await jobs?.end();
  await house?.close();
});

const ok = async (person: Person, procedure: string, input: object): Promise<any> => {
  const { status, body } = await house.call(person, procedure, input);
  expect(status, `${procedure} ${JSON.stringify(body)}`).toBe(200);
  return body;
};
const strandOf = async (person: Person, id: string) =>
  (await ok(person, 'estimates.ofCase', { caseId })).strands.find((one: any) => one.strandId === id);
const hearing = (more: object) => ({
  caseId,
  strandId: defendant,
  kind: 'trial',
  plannedFor: later(60),
  ...more,
});

test('a trial on the calendar makes a new estimate that rests on it, and so does each move of it', async () => {
  expect(await makeEstimates(estimating, 'entries', null)).toBeNull();
  const { id } = await ok(detective, 'courtDates.add', hearing({}));
  await makeEstimates(estimating, 'entries', null);
  expect(await strandOf(commander, defendant)).toMatchObject({
    planned: { kind: 'trial', day: later(60) },
    p10: later(60),
    first: null,
    atEntry: false,
  });
  expect(await makeEstimates(estimating, 'entries', null)).toBeNull();
  await ok(detective, 'courtDates.move', {
    id,
    version: 1,
    plannedFor: later(150),
    changeCode: 'defense_asked',
  });
  expect(await makeEstimates(estimating, 'entries', null)).not.toBeNull();
  expect(await strandOf(commander, defendant)).toMatchObject({
    planned: { day: later(150) },
    p10: later(150),
  });
  await ok(detective, 'courtDates.add', hearing({ kind: 'sentencing', plannedFor: later(220) }));
  await ok(detective, 'courtDates.add', hearing({ kind: 'motion_hearing', plannedFor: later(400) }));
  await makeEstimates(estimating, 'entries', null);
  expect((await strandOf(commander, defendant)).planned).toEqual({ kind: 'sentencing', day: later(220) });
  expect((await strandOf(commander, strandId)).planned).toBeNull();
});

test('a range that rests on a date before the grand jury is read by who is cleared for it; others read the one before', async () => {
  await house.owner.query(
    `insert into taskforce.case_dates (case_id, strand_id, kind, planned_for, handling, created_by)
     values ($1, $2, 'grand_jury', $3, '{grand_jury}', $4)`,
    [caseId, strandId, later(30), commander.id],
  );
  await makeEstimates(estimating, 'entries', null);
  const { rows } = await house.owner.query(
    `select planned_kind, handling from taskforce.strand_estimates where strand_id = $1 order by made_at desc limit 1`,
    [strandId],
  );
  expect(rows).toEqual([{ planned_kind: 'grand_jury', handling: ['grand_jury'] }]);
  const prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
  expect((await strandOf(prosecutor, strandId)).planned).toEqual({ kind: 'grand_jury', day: later(30) });
  expect((await strandOf(analyst, strandId)).planned).toBeNull();
  const whole = async (person: Person) =>
    (await ok(person, 'estimates.ofCase', { caseId })).phases.find(
      (one: any) => one.phase === 'pre_operational',
    ).p10;
  expect(await whole(prosecutor)).toBe(later(30));
  expect(await whole(analyst)).not.toBe(later(30));
});

test('the database ends each phase by the days of the same table as the rules', async () => {
  const { rows } = await house.owner.query(
    `select pg_get_functiondef('taskforce.planned_ends(date)'::regprocedure) as text`,
  );
  const ends = Object.entries(plannedEnds).flatMap(([phase, kinds]) =>
    kinds.map((kind) => `${phase} ${kind}`),
  );
  const [, values] = /values ([^;]*?)\),\s*live as/.exec(rows[0].text)!;
  const told = [...values!.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, phase, kind]) => `${phase} ${kind}`);
  expect(told.toSorted()).toEqual(ends.toSorted());
});

test('a planned takedown counts where the operation is read with its case: not when it is sealed', async () => {
  const operational = await arrangeStrand(house, caseId, 'Crew', {
    phase: 'operational',
    since: later(-3),
    opened: later(-3),
  });
  const takedown = async (sealed: boolean, days: number) =>
    house.owner.query(
      `insert into taskforce.operations (number, title, kind, type, case_id, lead_agency_id, sealed, planned_from, created_by)
       values ($1, 'Harbor', 'takedown', 'sex', $2, $3, $4, $5, $6)`,
      [`OP-2026-90${days}`, caseId, detective.agencyId, sealed, `${later(days)}T12:00:00Z`, detective.id],
    );
  await takedown(true, 25);
  await makeEstimates(estimating, 'entries', null);
  expect((await strandOf(detective, operational)).planned).toBeNull();
  await takedown(false, 20);
  await makeEstimates(estimating, 'entries', null);
  expect((await strandOf(detective, operational)).planned).toEqual({ kind: 'takedown', day: later(20) });
});

test('who works the case guesses once, in the first fourteen days, and reads it beside the promise', async () => {
  const days = { p10: later(20), p50: later(100), p90: later(300) };
  const guess = { strandId: defendant, phase: 'post_operational', enteredOn: later(-5), ...days };
  expect(await strandOf(detective, defendant)).toMatchObject({ guess: null, mayGuess: true });
  expect((await strandOf(analyst, defendant)).mayGuess).toBe(false);
  expect((await strandOf(detective, strandId)).mayGuess).toBe(false);
  const disordered = await house.call(detective, 'estimates.guess', { ...guess, p50: later(400) });
  expect(disordered.body.data.fields).toMatchObject([{ path: 'p90', problem: 'days_in_order' }]);
  const past = await house.call(detective, 'estimates.guess', { ...guess, phase: 'operational' });
  expect(past.body.data.fields).toMatchObject([{ problem: 'not_this_stay' }]);
  await ok(detective, 'estimates.guess', guess);
  const again = await house.call(commander, 'estimates.guess', guess);
  expect(again.body.data.fields).toMatchObject([{ problem: 'guessed_already' }]);
  expect((await house.call(analyst, 'estimates.guess', guess)).status).not.toBe(200);
  expect(await strandOf(analyst, defendant)).toMatchObject({
    guess: { ...days, guessedOn: today },
    mayGuess: false,
  });
  await expect(house.owner.query('update taskforce.phase_guesses set p50 = p90')).rejects.toThrow('frozen');
});

test('what is scored of guesses has the days and the end of the stay, and nobody’s name', async () => {
  const scored = async () =>
    (await jobs.query('select *, left_on::text as left_on from taskforce.guesses_to_score()')).rows[0];
  expect(await scored()).toMatchObject({ strand_id: defendant, phase: 'post_operational', left_on: null });
  expect(Object.keys(await scored())).not.toContain('made_by');
  await ok(detective, 'strands.close', {
    id: defendant,
    version: 1,
    closeReason: 'charged_and_done',
    effectiveOn: today,
    reason: 'Sentenced to ninety months, no appeal.',
  });
  expect(await scored()).toMatchObject({ left_on: today });
});
