import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase, arrangeStrand } from './arranging.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let analyst: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  analyst = await house.person('Ana Analyst', ['analyst']);
});
afterAll(() => house.close());

const why = 'The witness is safe and two agencies are ready.';
const question = 'Extend the covert engagement of Target B, or arrest?';
const ask = (input: Record<string, unknown>) =>
  house.call(detective, 'decisions.ask', { question, ...input });
const listed = async (person: Person, caseId: string) =>
  (await house.call(person, 'decisions.list', { caseId })).body.decisions;

test('the commander decides what was asked, and it stays with day, reason and name', async () => {
  const one = await arrangeCase(house, detective);
  const { body } = await ask({ caseId: one.id, deciderId: commander.id, neededBy: '2026-01-10' });
  const [open] = await listed(detective, one.id);
  expect(open).toMatchObject({
    state: 'open',
    decider: 'Cleo Commander',
    askedBy: 'Dana Detective',
    neededBy: '2026-01-10',
  });
  expect(open.overdueDays).toBeGreaterThan(100);
  const said = { id: body.id, version: 1, decision: 'Arrest on Thursday.', decidedOn: '2026-01-12', why };
  const byAnother = await house.call(detective, 'decisions.decide', said);
  expect(byAnother.body.data.fields[0]).toMatchObject({ path: 'decision', problem: 'not_yours_to_decide' });
  expect((await house.call(commander, 'decisions.decide', said)).status).toBe(200);
  const [settled] = await listed(detective, one.id);
  expect(settled).toMatchObject({
    state: 'decided',
    decision: 'Arrest on Thursday.',
    why,
    settledBy: 'Cleo Commander',
    overdueDays: 0,
  });
  const twice = await house.call(commander, 'decisions.decide', { ...said, version: 2, decision: 'Wait.' });
  expect(twice.body.data.fields[0].problem).toBe('already_settled');
});

test('a decision dated tomorrow is refused, and one without a reason too', async () => {
  const one = await arrangeCase(house, detective);
  const { body } = await ask({ caseId: one.id, deciderName: 'District attorney' });
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const said = { id: body.id, version: 1, decision: 'Charge him.', decidedOn: tomorrow, why };
  expect((await house.call(detective, 'decisions.decide', said)).body.data.fields[0].problem).toBe(
    'in_the_future',
  );
  const bare = await house.call(detective, 'decisions.decide', { ...said, why: 'so' });
  expect(bare.body.data.fields[0].path).toBe('why');
  const fine = await house.call(detective, 'decisions.decide', { ...said, decidedOn: '2026-02-01' });
  expect(fine.status, 'what an office outside decided is written down by the case').toBe(200);
});

test('two people settle one question at once: one answer stays, the other sees it', async () => {
  const one = await arrangeCase(house, detective);
  const { body } = await ask({ caseId: one.id, deciderName: 'District attorney' });
  const answers = await Promise.all(
    ['Charge.', 'Decline.'].map((decision) =>
      house.call(detective, 'decisions.decide', {
        id: body.id,
        version: 1,
        decision,
        decidedOn: '2026-02-01',
        why,
      }),
    ),
  );
  expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409]);
  const kept = await listed(detective, one.id);
  const loser = answers.find((a) => a.status === 409)!;
  expect(loser.body.data.current.decision).toBe(kept[0].decision);
});

test('a question whose label one is not cleared for is not there, in the list and in the count', async () => {
  const one = await arrangeCase(house, detective);
  await ask({ caseId: one.id, deciderId: commander.id, handling: ['juvenile'] });
  await ask({ caseId: one.id, deciderId: commander.id });
  expect(await listed(detective, one.id)).toHaveLength(2);
  expect(await listed(analyst, one.id)).toHaveLength(1);
  const waiting = (person: Person) => house.call(person, 'decisions.waiting', {}).then((a) => a.body);
  const [all, some] = [await waiting(detective), await waiting(analyst)];
  expect(all.total.count - some.total.count).toBe(1);
});

test('the one who has to decide finds the question among their own, and not in a sealed case of others', async () => {
  const sealed = await arrangeCase(house, detective, { sealed: true, members: [detective] });
  expect((await ask({ caseId: sealed.id, deciderId: commander.id })).status).toBe(200);
  const open = await arrangeCase(house, detective);
  await ask({ caseId: open.id, deciderId: commander.id });
  const mine = (await house.call(commander, 'decisions.waiting', { mine: true })).body.decisions;
  expect(mine.map((d: { caseId: string }) => d.caseId)).toContain(open.id);
  expect(mine.map((d: { caseId: string }) => d.caseId)).not.toContain(sealed.id);
});

test('a question about a strand of another case is refused by the database', async () => {
  const [a, b] = [await arrangeCase(house, detective), await arrangeCase(house, detective)];
  const strandId = await arrangeStrand(house, b.id, 'Target B');
  expect((await ask({ caseId: a.id, strandId, deciderId: commander.id })).status).toBe(404);
});

test('a settled question cannot be changed by hand-written SQL, and nobody signs for another', async () => {
  const one = await arrangeCase(house, detective);
  const { body } = await ask({ caseId: one.id, deciderName: 'District attorney' });
  await house.call(detective, 'decisions.decide', {
    id: body.id,
    version: 1,
    decision: 'Charge.',
    decidedOn: '2026-02-01',
    why,
  });
  const write = (set: Record<string, unknown>) =>
    house.as(detective, 'write', ({ db }) =>
      db
        .updateTable('decisionsNeeded')
        .set(set as never)
        .where('id', '=', body.id)
        .execute(),
    );
  await expect(write({ decision: 'Decline.' })).rejects.toMatchObject({ code: 'refused' });
  await expect(write({ settledBy: commander.id })).rejects.toMatchObject({ code: 'missing' });
});
