import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays } from '../vocabulary/days.ts';

let house: TestHouse;
let commander: Person;
let deputy: Person;
let detective: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Carla Commander', ['commander']);
  deputy = await house.person('Dana Deputy', ['commander']);
  detective = await house.person('Ines Detective', ['investigator']);
  neighbor = await house.person('Nia Neighbor', ['investigator'], 'Harbor Police');
});
afterAll(() => house.close());

async function ask(person: Person, procedure: string, input: unknown = {}): Promise<any> {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const refusedFor = async (person: Person, procedure: string, input: unknown) => {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  return status === 422
    ? body.data.fields.map((field: { problem: string }) => field.problem)
    : [`status ${status}`];
};
const because = 'A sentence that is long enough to say something.';
const open = async (kind: string, more: object = {}) =>
  (await ask(detective, 'open', { title: 'An operation', kind, type: 'sex', ...more })).id as string;

/** An operation as the board leaves it, without going through its states; the trigger that owes a review stays on. */
async function ended(id: string, daysAgo = 1, sealed = false) {
  await house.owner.query(`alter table taskforce.operations disable trigger user`);
  await house.owner.query(`alter table taskforce.operations enable trigger owe_review`);
  await house.owner.query(
    `update taskforce.operations set state = 'ended', sealed = $3, started_at = now() - ($2 + 1) * interval '1 day', ended_at = now() - $2 * interval '1 day' where id = $1`,
    [id, daysAgo, sealed],
  );
  await house.owner.query(`alter table taskforce.operations enable trigger user`);
}
const figures = {
  peopleMet: 4,
  victimsIdentified: 2,
  victimsAccepting: 1,
  arrests: 1,
  evidenceItems: 3,
  leads: 2,
  minutes: 600,
  costCents: 50_000,
  workedForVictims: because,
  didNotWork: because,
};
async function reviewed(id: string, more: object = {}) {
  const { version } = await ask(detective, 'saveReview', { id, version: 1, ...figures, ...more });
  return ask(commander, 'signReview', { id, version });
}
const decoy = {
  purpose: because,
  outcome: because,
  alternatives: because,
  publication: 'counts',
  safety: because,
};
const decided = async (id: string) =>
  (await house.owner.query(`select taskforce.decoy_review_decided($1) as done`, [id])).rows[0].done;

test('a decoy is agreed to by somebody who did not plan it, and is open again when its text changes', async () => {
  const id = await open('decoy');
  expect(await ask(detective, 'decoy', { id })).toEqual({
    review: null,
    may: { write: true, decide: false },
  });
  const { version } = await ask(detective, 'saveDecoy', { id, version: 0, ...decoy });
  expect(await decided(id)).toBe(false);
  const wanted = { id, version, decision: 'agreed', reason: because };
  expect((await house.call(detective, 'operations.decideDecoy', wanted)).status).toBe(403);
  await ask(commander, 'decideDecoy', wanted);
  expect(await decided(id)).toBe(true);
  const agreed = await ask(detective, 'decoy', { id });
  expect(agreed.review).toMatchObject({ state: 'agreed', decidedBy: 'Carla Commander' });
  const { planRevision } = await ask(detective, 'get', { id });
  await ask(detective, 'saveDecoy', {
    id,
    version: agreed.review.version,
    ...decoy,
    publication: 'after_conviction',
  });
  expect(await decided(id)).toBe(false);
  expect((await ask(detective, 'get', { id })).planRevision).toBe(planRevision + 1);
});

test('a commander who wrote in the plan of a decoy does not decide on it, and no other kind has such a review', async () => {
  const id = await open('decoy');
  await ask(commander, 'saveDecoy', { id, version: 0, ...decoy });
  const { review, may } = await ask(commander, 'decoy', { id });
  expect(may.decide).toBe(false);
  const wanted = { id, version: review.version, decision: 'agreed', reason: because };
  expect(await refusedFor(commander, 'decideDecoy', wanted)).toEqual(['four_eyes']);
  await ask(deputy, 'decideDecoy', { ...wanted, decision: 'declined' });
  expect(await decided(id)).toBe(false);
  expect(
    await refusedFor(detective, 'saveDecoy', { id: await open('recovery'), version: 0, ...decoy }),
  ).toEqual(['no_decoy']);
});

test('an operation that ended owes a review in fourteen days, which shows until somebody signs it whole', async () => {
  const id = await open('recovery');
  expect((await ask(detective, 'review', { id })).review).toBe(null);
  await ended(id, 15);
  const { review, may } = await ask(detective, 'review', { id });
  expect(review).toMatchObject({ state: 'open', overdue: true, peopleMet: null });
  expect(may).toEqual({ write: true, sign: false, decide: false });
  expect((await ask(detective, 'owed')).rows).toMatchObject([{ operationId: id, overdue: true }]);
  expect((await ask(neighbor, 'owed')).rows).toEqual([]);
  expect((await ask(detective, 'owed', { mine: true })).rows).toHaveLength(1);
  const dueOn = review.dueAt.slice(0, 10);
  const calendar = await house.call(detective, 'calendar.read', {
    from: addDays(dueOn, -1),
    until: addDays(dueOn, 1),
  });
  expect(calendar.body.rows).toMatchObject([
    { kind: 'review', subkind: 'operation', overdue: true, operation: { id } },
  ]);
  expect(
    await refusedFor(detective, 'saveReview', { id, version: 1, ...figures, victimsAccepting: 3 }),
  ).toEqual(['more_than_identified']);
  const { version } = await ask(detective, 'saveReview', { id, version: 1, ...figures, arrests: null });
  expect(await refusedFor(commander, 'signReview', { id, version })).toEqual(['figure_needed']);
  const whole = await ask(detective, 'saveReview', { id, version, ...figures });
  await ask(commander, 'signReview', { id, version: whole.version });
  const signed = await ask(detective, 'review', { id });
  expect(signed.review).toMatchObject({
    state: 'signed',
    signedBy: 'Carla Commander',
    writtenBy: 'Ines Detective',
  });
  expect(
    await refusedFor(detective, 'saveReview', { id, version: signed.review.version, ...figures }),
  ).toEqual(['review_signed']);
  const { rows } = await house.owner.query(`select taskforce.operation_reviewed($1) as done`, [id]);
  expect(rows[0].done).toBe(true);
  expect((await ask(detective, 'owed')).rows.map((row: any) => row.operationId)).not.toContain(id);
});

test('nobody signs by hand what the rules do not let them sign', async () => {
  const id = await open('recovery');
  await ended(id);
  const app = new pg.Client(house.loginTo('app'));
  await app.connect();
  const attempt = async (person: Person, text: string) => {
    await app.query('begin');
    await app.query(`select set_config('concert.session', $1, true)`, [person.secret]);
    try {
      const { rows, rowCount } = await app.query(text, [id]);
      return rows[0] ? Object.values(rows[0])[0] : rowCount;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await app.query('rollback');
    }
  };
  expect(await attempt(detective, `select taskforce.sign_review($1, 1)`)).toBe(null);
  expect(await attempt(commander, `select taskforce.sign_review($1, 1)`)).toMatch(/check constraint/);
  expect(
    await attempt(
      commander,
      `update taskforce.operation_reviews set state = 'signed' where operation_id = $1`,
    ),
  ).toMatch(/permission denied/);
  await app.end();
});

test('lessons come with the open review; a reminder is accepted by somebody else and then shown to plans of its kind', async () => {
  const id = await open('knock_and_talk');
  await ended(id);
  const lesson = { id, lesson: 'Bring blankets and water for those who wait.', forKind: 'knock_and_talk' };
  await ask(detective, 'addLesson', { ...lesson, reminder: null });
  const { id: lessonId } = await ask(commander, 'addLesson', {
    ...lesson,
    reminder: 'Blankets and water are in the van',
  });
  const { lessons } = await ask(commander, 'review', { id });
  expect(lessons.map((one: any) => one.standing)).toEqual(['kept', 'proposed']);
  expect(await refusedFor(commander, 'decideLesson', { lessonId, version: 1, accept: true })).toEqual([
    'four_eyes',
  ]);
  expect((await ask(detective, 'lessons', { kind: 'knock_and_talk' })).reminders).toEqual([]);
  await reviewed(id);
  await ask(deputy, 'decideLesson', { lessonId, version: 1, accept: true });
  const told = await ask(neighbor, 'lessons', { kind: 'knock_and_talk', find: 'blankets' });
  expect(told.reminders).toEqual([{ id: lessonId, text: 'Blankets and water are in the van' }]);
  expect(told.rows).toEqual([]);
  expect((await ask(detective, 'lessons', { find: 'BLANKETS' })).rows).toHaveLength(2);
  expect(await refusedFor(detective, 'addLesson', { ...lesson, reminder: null })).toEqual(['review_signed']);
});

test('the lead time to providers is computed from when they were told to the start', async () => {
  const { rows } = await house.owner.query(
    `select to_regclass('taskforce.operation_standbys') is not null as there`,
  );
  const id = await open('recovery');
  await ended(id);
  const { review } = await ask(detective, 'review', { id });
  expect(review).toMatchObject({ providersTold: 0, leadLeastMinutes: null });
  if (!rows[0].there) return;
  const provider = await house.owner.query(
    `insert into taskforce.providers (name, created_by) values ('Open Door', $1) returning id`,
    [detective.id],
  );
  await house.owner.query(`set session_replication_role = 'replica'`);
  await house.owner.query(
    `insert into taskforce.operation_standbys (operation_id, provider_id, contact, phone, told_how, told_at, told_by, created_by)
     select o.id, $2, 'Duty desk', '555-0100', 'phone', o.started_at - interval '36 hours', $3, $3 from taskforce.operations o where o.id = $1`,
    [id, provider.rows[0].id, detective.id],
  );
  await house.owner.query(`set session_replication_role = 'origin'`);
  expect((await ask(detective, 'review', { id })).review).toMatchObject({
    providersTold: 1,
    leadLeastMinutes: 2160,
    leadMostMinutes: 2160,
  });
});

test('what operations yielded is told to the whole task force as figures, without sealed ones and with decoys apart', async () => {
  const before = await ask(neighbor, 'yields');
  for (const kind of ['sting', 'sting', 'decoy']) {
    const id = await open(kind);
    await ended(id);
    await reviewed(id);
  }
  const hidden = await open('sting');
  await ended(hidden);
  await reviewed(hidden);
  await ended(hidden, 1, true);
  const after = await ask(neighbor, 'yields');
  expect(after.kinds.find((row: any) => row.kind === 'sting')).toMatchObject({
    operations: 2,
    victimsIdentified: 4,
    victimsPerOperation: null,
  });
  expect(after.kinds.map((row: any) => row.kind)).not.toContain('decoy');
  expect(after.decoys.operations).toBe(before.decoys.operations + 1);
  expect(JSON.stringify(after)).not.toContain(hidden);
  expect((await house.call(null, 'operations.yields', {})).status).toBe(401);
});

test('another agency finds neither the review nor the decoy of an operation', async () => {
  const id = await open('decoy');
  expect((await house.call(neighbor, 'operations.review', { id })).status).toBe(404);
  expect((await house.call(neighbor, 'operations.decoy', { id })).status).toBe(404);
  expect((await house.call(neighbor, 'operations.saveDecoy', { id, version: 0, ...decoy })).status).toBe(404);
});

test('the brief of a case tells the review that an operation of it owes, and nothing of a sealed one', async () => {
  const { id: caseId } = await arrangeCase(house, detective, { members: [detective] });
  await ended(await open('recovery', { caseId }), 15);
  await ended(await open('recovery', { caseId }), 15, true);
  const { status, body } = await house.call(detective, 'briefs.preview', { caseId });
  expect(status).toBe(200);
  expect(body.content.deadlines).toMatchObject([
    { text: expect.stringMatching(/^After-action review of operation OP-/), overdueDays: 1 },
  ]);
});
