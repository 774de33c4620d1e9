import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';

let house: TestHouse;
let investigator: Person;
let commander: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
  neighbor = await house.person('Otto Far', ['investigator'], 'County Sheriff');
});
afterAll(() => house.close());

const today = dayOf(new Date());
const mistaken = 'It was logged on the wrong case by mistake.';

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
    members: [{ accountId: commander.id, capacity: 'supervisor', reason: 'Oversight' }],
  });
  return { caseId: id as string, strandId: strandIds[0] as string };
}
const log = async (caseId: string, more: object = {}) =>
  (
    await ok(investigator, 'activities.log', {
      caseId,
      kind: 'interview',
      title: 'Interview of the cook',
      happenedOn: addDays(today, -2),
      work: [{ minutes: 150 }],
      costs: [{ kind: 'interpreter', amountCents: 18_000 }],
      ...more,
    })
  ).id as string;
const effort = async (caseId: string) => (await ok(investigator, 'cases.read', { id: caseId })).effort;

test('wrong hours and costs are put right later, and the history tells what they were', async () => {
  const { caseId } = await open();
  const id = await log(caseId);
  const before = await ok(investigator, 'activities.read', { id });
  await ok(investigator, 'activities.correctWork', {
    id: before.work[0].id,
    accountId: investigator.id,
    day: before.work[0].day,
    minutes: 90,
  });
  await ok(investigator, 'activities.correctCost', {
    id: before.costs[0].id,
    kind: 'interpreter',
    amountCents: 12_050,
  });
  await ok(investigator, 'activities.addWork', { activityId: id, who: 'Officer on loan', minutes: 30 });
  expect(await effort(caseId)).toEqual({ minutes: 120, cents: 12_050 });
  const { work, costs } = await ok(investigator, 'activities.read', { id });
  expect(work.map((line: any) => [line.who, line.minutes, line.recordedBy])).toEqual([
    ['Ines Vega', 90, 'Ines Vega'],
    ['Officer on loan', 30, 'Ines Vega'],
  ]);
  expect(costs[0]).toMatchObject({ amountCents: 12_050, recordedBy: 'Ines Vega' });
  const { rows } = await ok(investigator, 'cases.changes', { caseId, subjectId: id });
  expect(rows.map((row: any) => [row.table, row.before.minutes ?? row.before.amountCents])).toEqual([
    ['cost_lines', 18_000],
    ['work_entries', 150],
  ]);
  expect(
    (
      await house.call(neighbor, 'activities.correctWork', {
        id: work[0].id,
        accountId: neighbor.id,
        minutes: 1,
      })
    ).status,
    'nobody over the fence finds the line',
  ).toBe(404);
  expect(await problems(investigator, 'activities.correctWork', { id: work[0].id, minutes: 3000 })).toEqual([
    'over_a_day',
  ]);
  expect(await effort(caseId), 'a refused correction takes nothing away').toEqual({
    minutes: 120,
    cents: 12_050,
  });
});

test('an activity logged by mistake is taken back with a reason: the line stays, its hours and costs do not count', async () => {
  const { caseId, strandId } = await open();
  const id = await log(caseId);
  expect(await problems(investigator, 'activities.withdraw', { id, version: 1, reason: 'oops' })).toEqual([
    'reason_needed',
  ]);
  await ok(investigator, 'activities.withdraw', { id, version: 1, reason: mistaken });
  expect(await ok(investigator, 'activities.read', { id })).toMatchObject({
    withdrawReason: mistaken,
    withdrawnBy: { name: 'Ines Vega' },
    minutes: 0,
    cents: 0,
  });
  const page = await ok(investigator, 'cases.read', { id: caseId });
  expect([page.effort, page.counts.activities]).toEqual([{ minutes: 0, cents: 0 }, 0]);
  const feed = await ok(investigator, 'timeline.read', { caseId });
  expect(feed.rows.map((row: any) => row.id)).not.toContain(id);
  expect(
    (await ok(investigator, 'briefs.preview', { caseId })).content.events.map((one: any) => one.text),
  ).not.toContainEqual(expect.stringContaining('Interview of the cook'));
  expect(await problems(investigator, 'activities.addWork', { activityId: id, minutes: 30 })).toEqual([
    'withdrawn',
  ]);
  expect(await problems(investigator, 'activities.withdraw', { id, version: 2, reason: mistaken })).toEqual([
    'withdrawn',
  ]);

  const event = await log(caseId, { strandId, kind: 'undercover_operation' });
  for (const item of exitChecklistItems)
    await ok(investigator, 'strands.answerItem', { id: strandId, item, state: 'present', version: 0 });
  await ok(investigator, 'strands.move', {
    id: strandId,
    version: (await ok(investigator, 'strands.read', { id: strandId })).strand.version,
    to: 'operational',
    event: 'first_covert_engagement',
    effectiveOn: addDays(today, -2),
    activityId: event,
  });
  expect(
    await problems(investigator, 'activities.withdraw', { id: event, version: 1, reason: mistaken }),
    'a move rests on it',
  ).toEqual(['event_of_a_move']);
});

test('a move that never happened is taken back with a signature, and the next brief tells of it', async () => {
  const { caseId, strandId } = await open();
  for (const item of exitChecklistItems)
    await ok(investigator, 'strands.answerItem', { id: strandId, item, state: 'present', version: 0 });
  const { strand } = await ok(investigator, 'strands.read', { id: strandId });
  const { entryId } = await ok(investigator, 'strands.move', {
    id: strandId,
    version: strand.version,
    to: 'operational',
    event: 'first_covert_engagement',
    effectiveOn: addDays(today, -3),
  });
  await ok(investigator, 'briefs.make', { caseId });
  await ok(investigator, 'requests.ask', {
    kind: 'retract',
    strandId,
    entryId,
    reason: 'The call was placed to a wrong number; nobody was engaged.',
  });
  const [asked] = (await ok(commander, 'requests.waiting', { caseId })).rows;
  await ok(commander, 'requests.decide', { id: asked.id, version: asked.version, approve: true });

  const { history } = await ok(investigator, 'strands.read', { id: strandId });
  const line = history.find((one: any) => one.id === entryId);
  expect(history.find((one: any) => one.id === line.supersededBy)).toMatchObject({
    retracts: true,
    reason: 'The call was placed to a wrong number; nobody was engaged.',
    recordedBy: { name: 'Ines Vega' },
    approvedBy: { name: 'Cora Dunn' },
  });
  const { content } = await ok(investigator, 'briefs.preview', { caseId });
  expect(content.events.map((one: any) => one.text)).toContainEqual(
    expect.stringMatching(/^Taken back, it never happened: Now operational: first covert engagement/),
  );
  const { id } = await ok(investigator, 'briefs.make', { caseId });
  expect((await ok(investigator, 'briefs.get', { id })).intact).toBe(true);
  expect((await ok(investigator, 'briefs.preview', { caseId })).content.events, 'it is told once').toEqual(
    [],
  );
});

test('an ended danger owes its review: the case, the day of its people and the brief say so, and it cannot be closed', async () => {
  const { caseId, strandId } = await open();
  const { id } = await ok(investigator, 'danger.raise', { what: 'A cook is locked in.', place: '', caseId });
  await ok(investigator, 'danger.accept', { id, version: 1 });
  await ok(investigator, 'danger.contact', {
    id,
    kind: 'dispatch_911',
    whom: '',
    outcome: 'reached_and_responding',
    note: '',
  });
  await ok(investigator, 'danger.end', {
    id,
    version: 2,
    ending: 'person_safe',
    summary: 'Officers met him; he is safe with a friend.',
  });
  const page = await ok(investigator, 'cases.read', { id: caseId });
  expect(page).toMatchObject({ danger: false, reviewsOwed: [{ dangerId: id, overdue: false }] });
  const owed = (person: Person) => ok(person, 'home.mine', {}).then((mine) => mine.reviews);
  expect(await owed(investigator)).toMatchObject([{ dangerId: id, mayWrite: false, case: { id: caseId } }]);
  expect(await owed(commander)).toMatchObject([{ dangerId: id, mayWrite: true }]);
  expect(await owed(neighbor), 'not to those who have no part in it').toEqual([]);
  const { content } = await ok(investigator, 'briefs.preview', { caseId });
  expect(content.deadlines.map((one: any) => one.text)).toEqual(['After-action review of a danger']);

  const { strand } = await ok(investigator, 'strands.read', { id: strandId });
  await ok(investigator, 'strands.close', {
    id: strandId,
    version: strand.version,
    closeReason: 'inactive',
    effectiveOn: today,
    reason: 'Nothing was found in thirty days of work.',
  });
  const close = { id: caseId, closedOn: today, closeReason: 'inactive', reason: mistaken };
  const version = async () => (await ok(investigator, 'cases.read', { id: caseId })).version;
  expect(await problems(investigator, 'cases.close', { ...close, version: await version() })).toEqual([
    'after_action_owed',
  ]);
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .updateTable('cases')
        .set({ closedOn: today, closeReason: 'inactive', closeNote: mistaken })
        .where('id', '=', caseId)
        .execute(),
    ),
    'the database refuses it as well',
  ).rejects.toMatchObject({ code: 'refused', fields: [{ problem: 'after_action_owed' }] });
  await ok(commander, 'danger.review', {
    id,
    version: 1,
    findings: 'Patrol was there in nine minutes; the door code is on file now.',
  });
  await ok(investigator, 'cases.close', { ...close, version: await version() });
});
