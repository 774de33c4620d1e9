import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';

let house: TestHouse;
let investigator: Person;
let commander: Person;
let prosecutor: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
  prosecutor = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  neighbor = await house.person('Otto Far', ['investigator'], 'County Sheriff');
});
afterAll(() => house.close());

const today = dayOf(new Date());

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
const problems = async (person: Person, procedure: string, input: object) =>
  ((await house.call(person, procedure, input)).body.data?.fields ?? []).map((one: any) => one.problem);

async function open() {
  const { id, strandIds } = await ok(investigator, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'hotline',
    openedOn: addDays(today, -30),
    strands: [{ label: 'Owner', kind: 'target_person' }],
    members: [{ accountId: prosecutor.id, capacity: 'prosecutor', reason: 'Charging advice' }],
  });
  return { caseId: id as string, strandId: strandIds[0] as string };
}

test('my tasks come from every case of mine, the most pressing first, and several change at once or not at all', async () => {
  const [one, two] = [await open(), await open()];
  const add = (caseId: string, title: string, dueOn: string | null) =>
    ok(investigator, 'tasks.add', { caseId, kind: 'follow_up', title, dueOn, assigneeId: prosecutor.id });
  await add(one.caseId, 'No deadline', null);
  await add(one.caseId, 'Next week', addDays(today, 7));
  await add(two.caseId, 'Late', addDays(today, -3));
  const mine = await ok(prosecutor, 'tasks.list', { mine: true });
  expect(mine.rows.map((task: any) => [task.title, task.overdueDays])).toEqual([
    ['Late', 3],
    ['Next week', 0],
    ['No deadline', 0],
  ]);
  const paged = await ok(prosecutor, 'tasks.list', { mine: true, limit: 2 });
  expect((await ok(prosecutor, 'tasks.list', { mine: true, limit: 2, after: paged.next })).rows).toHaveLength(
    1,
  );
  expect((await ok(commander, 'tasks.overdueByPerson', {})).rows).toContainEqual({
    person: { id: prosecutor.id, name: 'Pia Roth' },
    open: 3,
    overdue: 1,
    oldestDueOn: addDays(today, -3),
  });
  expect((await house.call(investigator, 'tasks.overdueByPerson', {})).status).toBe(403);

  const stale = mine.rows.map((task: any, index: number) => ({
    id: task.id,
    version: task.version + (index === 2 ? 1 : 0),
  }));
  expect((await house.call(investigator, 'tasks.changeMany', { tasks: stale, dueOn: today })).body.code).toBe(
    'conflict',
  );
  expect((await ok(prosecutor, 'tasks.list', { mine: true })).rows[0].dueOn).toBe(addDays(today, -3));
  await ok(investigator, 'tasks.changeMany', {
    tasks: mine.rows.map(({ id, version: v }: any) => ({ id, version: v })),
    dueOn: today,
  });
  const [task] = (await ok(prosecutor, 'tasks.list', { mine: true })).rows;
  expect(
    await problems(prosecutor, 'tasks.settle', {
      id: task.id,
      version: task.version,
      state: 'dropped',
      outcome: 'no',
    }),
  ).toEqual(['reason_needed']);
  await ok(prosecutor, 'tasks.settle', {
    id: task.id,
    version: task.version,
    state: 'done',
    outcome: 'Records received.',
  });
  expect(
    (await ok(prosecutor, 'tasks.list', { caseId: task.case.id, state: 'settled' })).rows[0],
  ).toMatchObject({ state: 'done', settledBy: { id: prosecutor.id } });
});

test('what a label hides is in no list, no timeline, no count and no history', async () => {
  const { caseId } = await open();
  const { id } = await ok(prosecutor, 'notes.write', {
    caseId,
    kind: 'attorney',
    body: 'Charging theory, first draft.',
  });
  const [note] = (await ok(prosecutor, 'notes.list', { caseId })).rows;
  expect(note).toMatchObject({ id, handling: ['work_product'], mine: true });
  await ok(prosecutor, 'notes.change', {
    id,
    version: 1,
    kind: 'attorney',
    body: 'Charging theory, second draft.',
  });
  expect((await ok(prosecutor, 'cases.changes', { caseId, subjectId: id })).rows[0].before).toMatchObject({
    body: 'Charging theory, first draft.',
  });
  for (const person of [investigator, commander]) {
    expect((await ok(person, 'notes.list', { caseId })).rows).toEqual([]);
    expect((await ok(person, 'cases.read', { id: caseId })).counts.notes).toBe(0);
    expect((await ok(person, 'timeline.read', { caseId })).rows.map((row: any) => row.kind)).not.toContain(
      'note',
    );
    expect((await ok(person, 'cases.changes', { caseId, subjectId: id })).rows).toEqual([]);
    expect(
      (await house.call(person, 'notes.change', { id, version: 2, kind: 'general', body: 'x' })).status,
    ).toBe(404);
  }
});

test('only the author changes a note, and one that was taken back keeps its text', async () => {
  const { caseId } = await open();
  const { id } = await ok(investigator, 'notes.write', { caseId, body: 'The van comes on Tuesdays.' });
  expect(
    (await house.call(commander, 'notes.change', { id, version: 1, kind: 'general', body: 'x' })).status,
  ).toBe(404);
  await ok(investigator, 'notes.withdraw', {
    id,
    version: 1,
    reason: 'It was another van, at another house.',
  });
  expect((await ok(commander, 'notes.list', { caseId })).rows[0]).toMatchObject({
    body: 'The van comes on Tuesdays.',
    withdrawReason: 'It was another van, at another house.',
  });
  expect(await problems(investigator, 'notes.change', { id, version: 2, body: 'x' })).toEqual(['withdrawn']);
});

test('the timeline is one feed without gaps, by the day it happened or the moment it was written down', async () => {
  const { caseId, strandId } = await open();
  for (let i = 0; i < 5; i += 1)
    await ok(investigator, 'activities.log', {
      caseId,
      strandId,
      kind: 'record_check',
      title: `Check ${i}`,
      happenedOn: addDays(today, -20 + i),
    });
  await ok(investigator, 'notes.write', {
    caseId,
    body: 'An old memory of the neighbor.',
    happenedOn: addDays(today, -40),
  });
  await ok(investigator, 'tasks.add', { caseId, kind: 'follow_up', title: 'Ask the landlord' });
  for (const by of ['happened', 'recorded'] as const) {
    const rows: any[] = [];
    let after: string | null = null;
    do {
      const page: any = await ok(investigator, 'timeline.read', { caseId, by, limit: 3, after });
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
    expect(rows.map((row) => row.kind).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'activity'),
      'member',
      'member',
      'note',
      'task',
      'transition',
    ]);
    const keys = rows.map((row) => (by === 'happened' ? row.happenedOn : row.recordedAt));
    expect(keys).toEqual(keys.toSorted().toReversed());
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  }
  const note = (await ok(investigator, 'timeline.read', { caseId, kinds: ['note'] })).rows;
  expect(note).toMatchObject([{ lateByDays: 40, title: 'An old memory of the neighbor.' }]);
  expect((await ok(investigator, 'timeline.read', { caseId, strandId })).rows).toHaveLength(6);
});

test('nobody over the fence writes into a case: every door of casework is missing', async () => {
  const { caseId, strandId } = await open();
  const { id: activityId } = await ok(investigator, 'activities.log', {
    caseId,
    strandId,
    kind: 'meeting',
    title: 'Plan',
    happenedOn: today,
  });
  const { id: taskId } = await ok(investigator, 'tasks.add', { caseId, kind: 'follow_up', title: 'Ask' });
  const doors: [string, object][] = [
    ['activities.list', { caseId }],
    ['activities.log', { caseId, kind: 'meeting', title: 'x', happenedOn: today }],
    ['activities.change', { id: activityId, version: 1, kind: 'meeting', title: 'x', happenedOn: today }],
    ['activities.addWork', { activityId, minutes: 5 }],
    ['activities.addCost', { activityId, kind: 'travel', amountCents: 5 }],
    ['tasks.list', { caseId }],
    ['tasks.add', { caseId, kind: 'follow_up', title: 'x' }],
    ['tasks.change', { id: taskId, version: 1, kind: 'follow_up', title: 'x' }],
    ['tasks.settle', { id: taskId, version: 1, state: 'done' }],
    ['notes.list', { caseId }],
    ['notes.write', { caseId, body: 'x' }],
    ['timeline.read', { caseId }],
  ];
  for (const [procedure, input] of doors)
    expect([procedure, (await house.call(neighbor, procedure, input)).body.code]).toEqual([
      procedure,
      'missing',
    ]);
  expect((await ok(neighbor, 'tasks.list', {})).rows).toEqual([]);
});

test('a strand of another case cannot be named on a record', async () => {
  const [one, two] = [await open(), await open()];
  const reply = await house.call(investigator, 'notes.write', {
    caseId: one.caseId,
    strandId: two.strandId,
    body: 'x',
  });
  expect(reply.status).toBe(404);
});

test('a saved view keeps filters under a name; a shared one is offered to others, who see their own rows', async () => {
  const query = { status: 'open', quietDays: 30 };
  const { id } = await ok(investigator, 'views.save', {
    list: 'cases',
    name: 'Quiet for a month',
    query,
    shared: true,
  });
  await ok(investigator, 'views.save', { list: 'cases', name: 'Mine alone', query });
  expect((await ok(neighbor, 'views.list', { list: 'cases' })).rows).toEqual([
    { id, name: 'Quiet for a month', query, shared: true, mine: false },
  ]);
  expect((await house.call(neighbor, 'views.drop', { id })).status).toBe(404);
  await ok(investigator, 'views.drop', { id });
});
