import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { mondayOf } from './rules.ts';

let house: TestHouse;
let detective: Person;
let colleague: Person;
let commander: Person;
let elsewhere: Person;
let caseId = '';
let strandId = '';
let marked = '';
const today = dayOf(new Date());
const place = (Date.parse(today) - Date.parse(mondayOf(today))) / 86_400_000;

beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Dana Detective', ['investigator']);
  colleague = await house.person('Otto Colleague', ['investigator']);
  commander = await house.person('Cleo Commander', ['commander']);
  elsewhere = await house.person('Nora Neighbor', ['investigator'], 'Harbor City Police');
  caseId = (await arrangeCase(house, detective, { title: 'Heron', members: [detective] })).id;
  strandId = await arrangeStrand(house, caseId, 'Owner', { since: '2026-01-10', opened: '2026-01-10' });
  marked = await arrangeStrand(house, caseId, 'Young witness', {
    handling: ['juvenile'],
    since: '2026-01-10',
    opened: '2026-01-10',
  });
});
afterAll(() => house.close());

const ok = async (person: Person, procedure: string, input: object = {}): Promise<any> => {
  const { status, body } = await house.call(person, procedure, input);
  expect(status, `${procedure} ${JSON.stringify(body)}`).toBe(200);
  return body;
};
const cell = (more: object = {}) => ({
  caseId,
  strandId,
  workRole: 'detective',
  day: today,
  minutes: 90,
  was: 0,
  ...more,
});
const week = (person: Person, day: string | null = null) => ok(person, 'timesheets.week', { day });
const rowOf = async (person: Person, strand: string | null) =>
  (await week(person)).rows.find((one: any) => one.strandId === strand && one.activityId === null);

test('hours without an activity stand in the own week, are set again and taken away, and nobody else finds them there', async () => {
  expect(await week(detective)).toMatchObject({
    monday: mondayOf(today),
    today,
    workRole: 'detective',
    rows: [],
    timer: null,
    lastDay: null,
  });
  await ok(detective, 'timesheets.set', cell());
  expect((await rowOf(detective, strandId)).minutes[place]).toBe(90);
  await ok(detective, 'timesheets.set', cell({ minutes: 150, was: 90 }));
  await ok(detective, 'timesheets.set', cell({ strandId: null, minutes: 30 }));
  expect((await rowOf(detective, strandId)).minutes[place]).toBe(150);
  expect((await rowOf(detective, null)).strand).toBeNull();
  expect((await week(colleague)).rows).toEqual([]);
  await ok(detective, 'timesheets.set', cell({ strandId: null, minutes: 0, was: 30 }));
  expect(await rowOf(detective, null)).toBeUndefined();
  expect((await week(detective)).lastDay).toBe(today);
});

test('what another window has written meanwhile is not lost: both are told', async () => {
  const late = await house.call(detective, 'timesheets.set', cell({ minutes: 60, was: 90 }));
  expect(late).toMatchObject({ status: 409, body: { data: { current: { minutes: 150 } } } });
  expect((await rowOf(detective, strandId)).minutes[place]).toBe(150);
});

test('the same row in two windows at once gives one winner and one who is told', async () => {
  const answers = await Promise.all(
    [200, 210].map((minutes) => house.call(detective, 'timesheets.set', cell({ minutes, was: 150 }))),
  );
  expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
  const now = (await rowOf(detective, strandId)).minutes[place];
  expect([200, 210]).toContain(now);
  await ok(detective, 'timesheets.set', cell({ minutes: 150, was: now }));
});

test('a day to come, more than a day, a strand of another case and a case that is not open are refused', async () => {
  const problemOf = async (person: Person, input: object) => {
    const { status, body } = await house.call(person, 'timesheets.set', input);
    return body?.data?.fields?.[0]?.problem ?? status;
  };
  expect(await problemOf(detective, cell({ day: addDays(today, 1) }))).toBe('in_the_future');
  expect(await problemOf(detective, cell({ strandId: null, minutes: 1300 }))).toBe('over_a_day');
  const other = await arrangeCase(house, detective, { title: 'Quay' });
  expect(await problemOf(detective, cell({ caseId: other.id }))).toBe('strand_of_another_case');
  expect(await problemOf(elsewhere, cell())).toBe('missing');
  const auditor = await house.person('Ulla Auditor', ['auditor']);
  expect((await house.call(auditor, 'timesheets.set', cell())).status).toBe(403);
});

test('nobody writes or takes away hours of another person, not even past the screen', async () => {
  await ok(colleague, 'timesheets.set', cell({ minutes: 45 }));
  expect((await rowOf(detective, strandId)).minutes[place]).toBe(150);
  await house.as(commander, 'write', async ({ db }) => {
    const gone = await db.deleteFrom('workEntries').where('activityId', 'is', null).executeTakeFirst();
    expect(Number(gone.numDeletedRows)).toBe(0);
  });
  await expect(
    house.as(commander, 'write', ({ db }) =>
      db
        .insertInto('workEntries')
        .values({ caseId, accountId: detective.id, day: today, minutes: 5 })
        .execute(),
    ),
  ).rejects.toThrow();
  expect((await rowOf(colleague, strandId)).minutes[place]).toBe(45);
});

test('hours on a strand with a label are told to who is cleared for it, and the case counts the others', async () => {
  await ok(detective, 'timesheets.set', cell({ strandId: marked, minutes: 20 }));
  const seen = (person: Person) =>
    house.as(person, 'read', async ({ db }) =>
      db.selectFrom('workEntries').select('minutes').where('strandId', '=', marked).execute(),
    );
  expect(await seen(detective)).toHaveLength(1);
  const analyst = await house.person('Ana Analyst', ['analyst']);
  expect(await seen(analyst)).toHaveLength(0);
  const told = async (person: Person) => (await ok(person, 'timesheets.ofCase', { caseId })).rows;
  expect(await told(analyst)).toEqual([{ strand: 'Owner', workRole: 'detective', minutes: 195 }]);
  expect(await told(detective)).toContainEqual({
    strand: 'Young witness',
    workRole: 'detective',
    minutes: 20,
  });
  expect((await house.call(elsewhere, 'timesheets.ofCase', { caseId })).status).toBe(404);
  const { rows } = await house.owner.query('select taskforce.money_to_learn_from() as money');
  expect(rows[0].money.labels[caseId]).toContain('juvenile');
  expect(rows[0].money.work).toContainEqual(
    expect.objectContaining({ caseId, strandId, role: 'detective', minutes: 150 }),
  );
});

test('an activity written in the week waits for its hours, and they are kept with it', async () => {
  const { id } = await ok(detective, 'activities.log', {
    caseId,
    strandId,
    kind: 'record_check',
    title: 'Leases of the houses',
    happenedOn: today,
  });
  const own = async () => (await week(detective)).rows.find((one: any) => one.activityId === id);
  expect(await own()).toMatchObject({ activity: 'Leases of the houses', strand: 'Owner' });
  expect((await own()).minutes[place]).toBe(0);
  await ok(detective, 'timesheets.set', cell({ activityId: id, minutes: 75 }));
  expect((await own()).minutes[place]).toBe(75);
  expect((await ok(detective, 'activities.read', { id })).minutes).toBe(75);
  await ok(detective, 'timesheets.set', cell({ activityId: id, minutes: 60, was: 75 }));
  expect((await ok(detective, 'activities.read', { id })).work).toHaveLength(1);
  const { effort } = await ok(detective, 'cases.read', { id: caseId });
  expect(effort.minutes).toBe(150 + 45 + 20 + 60);
});

test('rows of the week before are offered again without their hours', async () => {
  await ok(detective, 'timesheets.set', cell({ day: addDays(mondayOf(today), -7), minutes: 30 }));
  const { before } = await week(detective);
  expect(before).toMatchObject([{ caseId, strandId, activityId: null, workRole: 'detective' }]);
  expect((await week(detective, addDays(today, -7))).rows).toHaveLength(1);
});

test('one timer runs at a time, over a new sign-in, and becomes hours when it is stopped', async () => {
  const { id } = await ok(colleague, 'timesheets.startTimer', { caseId, strandId, workRole: 'detective' });
  const second = await house.call(colleague, 'timesheets.startTimer', { caseId, workRole: 'detective' });
  expect(second.body.data.fields[0].problem).toBe('timer_runs');
  expect((await ok(colleague, 'timesheets.timer')).timer).toMatchObject({
    id,
    caseTitle: 'Heron',
    strand: 'Owner',
  });
  expect((await ok(detective, 'timesheets.timer')).timer).toBeNull();
  expect((await house.call(detective, 'timesheets.stopTimer', { id })).status).toBe(404);
  await house.owner.query(
    `update taskforce.timers set started_at = now() - interval '25 minutes' where id = $1`,
    [id],
  );
  const { days } = await ok(colleague, 'timesheets.stopTimer', { id });
  expect(days.reduce((sum: number, one: any) => sum + one.minutes, 0)).toBe(25);
  expect((await house.call(colleague, 'timesheets.stopTimer', { id })).status).toBe(404);
});

test('a forgotten timer asks how long the work took, keeps running until it is told, and can be thrown away', async () => {
  const { id } = await ok(colleague, 'timesheets.startTimer', {
    caseId,
    strandId: null,
    workRole: 'detective',
  });
  await house.owner.query(
    `update taskforce.timers set started_at = now() - interval '31 hours' where id = $1`,
    [id],
  );
  const asked = await house.call(colleague, 'timesheets.stopTimer', { id });
  expect(asked.body.data.fields[0].problem).toBe('forgotten');
  expect((await ok(colleague, 'timesheets.timer')).timer.id).toBe(id);
  const { days } = await ok(colleague, 'timesheets.stopTimer', { id, minutes: 40 });
  expect(days.reduce((sum: number, one: any) => sum + one.minutes, 0)).toBe(40);
  const next = await ok(colleague, 'timesheets.startTimer', { caseId, workRole: 'detective' });
  await ok(colleague, 'timesheets.dropTimer', { id: next.id });
  expect((await ok(colleague, 'timesheets.timer')).timer).toBeNull();
});
