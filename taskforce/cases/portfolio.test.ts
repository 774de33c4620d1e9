import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase, arrangeStrand } from './arranging.ts';
import { byTicket } from '../exports/arranging.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  const one = await arrangeCase(house, detective, { title: 'Riverside' });
  const strandId = await arrangeStrand(house, one.id, 'Target A');
  await arrangeStrand(house, one.id, 'Young witness', { handling: ['juvenile'] });
  const { rows } = await house.owner.query(
    `insert into taskforce.activities (case_id, strand_id, kind, title, happened_on) values ($1, $2, 'record_check', 'Plates', '2026-02-01') returning id`,
    [one.id, strandId],
  );
  await house.owner.query(
    `insert into taskforce.work_entries (activity_id, case_id, account_id, day, minutes) values ($1, $2, $3, '2026-02-01', 150)`,
    [rows[0].id, one.id, detective.id],
  );
  await house.call(detective, 'decisions.ask', {
    caseId: one.id,
    question: 'Arrest now or wait?',
    deciderId: commander.id,
  });
  const other = await arrangeCase(house, neighbor, { title: 'Harbor' });
  await arrangeStrand(house, other.id, 'Target B', { phase: 'operational' });
  const sealed = await arrangeCase(house, detective, {
    title: 'Sealed matter',
    sealed: true,
    members: [detective],
  });
  await arrangeStrand(house, sealed.id, 'Target C');
  await arrangeCase(house, detective, { title: 'Source', handling: ['part_23'] });
});
afterAll(() => house.close());

const view = async (person: Person, input = {}) => (await house.call(person, 'portfolio.view', input)).body;
const make = (person: Person, input = {}) => house.call(person, 'briefs.makePortfolio', input);

test('the portfolio sums what one may read, no case more, and lists first what waits for a decision', async () => {
  const [all, own, theirs] = [await view(commander), await view(detective), await view(neighbor)];
  expect([all, own, theirs].map((v) => v.totals.cases)).toEqual([3, 3, 1]);
  expect(own.totals.picture).toEqual({ pre_operational: 3, operational: 0, post_operational: 0, closed: 0 });
  expect(all.totals.picture).toMatchObject({ pre_operational: 2, operational: 1 });
  expect(theirs.totals).toMatchObject({ decisionsNeeded: 0, hoursTotal: 0 });
  expect(all.totals).toMatchObject({ decisionsNeeded: 1, hoursTotal: 2.5, newStrands: 3, activities: 1 });
  expect(all.rows[0]).toMatchObject({ title: 'Riverside', decisionsNeeded: 1 });
  expect(all.byType).toEqual([
    { type: 'labor', cases: 3, picture: expect.objectContaining({ operational: 1 }) },
  ]);
});

test('the list is cut, the totals never', async () => {
  const { rows, totals } = await view(commander, { limit: 1 });
  expect([rows.length, totals.cases]).toEqual([1, 3]);
  expect((await view(commander, { agencyId: neighbor.agencyId })).totals.cases).toBe(1);
  expect((await view(commander, { type: 'sex' })).totals.cases).toBe(0);
});

test('a portfolio brief holds no sealed case even of its maker, and is read by maker and command alone', async () => {
  const made = await make(detective);
  expect(made.status).toBe(200);
  const read = (person: Person) => house.call(person, 'briefs.get', { id: made.body.id });
  const { content, intact } = (await read(commander)).body;
  expect(intact).toBe(true);
  expect(content.cases.map((c: { title: string }) => c.title)).toEqual(['Riverside']);
  expect(content.totals).toMatchObject({ cases: 1, hoursTotal: 2.5, picture: { preOperational: 1 } });
  expect(JSON.stringify(content)).not.toMatch(/Sealed matter|Source/);
  expect(content.withheld, 'the case with a label these readers are not cleared for').toBe(1);
  const colleague = await house.person('Carl Colleague', ['investigator']);
  expect((await read(colleague)).status).toBe(404);
  expect((await house.call(colleague, 'briefs.list', {})).body.rows).toEqual([]);
  expect((await read(detective)).status).toBe(200);
});

test('versions of a portfolio count with its maker, and a second maker begins at one', async () => {
  const [a, b] = await Promise.all([make(commander), make(commander)]);
  expect([a.body.version, b.body.version].toSorted()).toEqual([1, 2]);
  expect((await make(neighbor)).body.version).toBe(1);
  const paper = await house.call(commander, 'briefs.document', { id: a.body.id, format: 'pdf' });
  expect((await byTicket(house, paper.body.url)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
});
