import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase } from './arranging.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
});
afterAll(() => house.close());

const reason = 'The same phone number stands in both case files.';
const link = (person: Person, input: Record<string, unknown>) =>
  house.call(person, 'links.make', { kind: 'shared_phone_or_account', reason, ...input });

test('a link is shown from both cases with its reason, its author and its time', async () => {
  const [a, b] = [await arrangeCase(house, detective), await arrangeCase(house, detective)];
  expect((await link(detective, { caseId: a.id, otherNumber: b.number.replace('-', ' ') })).status).toBe(200);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { body } = await house.call(detective, 'links.list', { caseId: one.id });
    expect(body.links).toHaveLength(1);
    expect(body.links[0]).toMatchObject({
      reason,
      madeBy: 'Dana Detective',
      provenance: 'entered',
      version: 1,
    });
    expect(body.links[0].other.number).toBe(other.number);
  }
  expect((await link(detective, { caseId: b.id, otherCaseId: a.id })).body.code, 'the same link again').toBe(
    'already_done',
  );
});

test('who may not read the other case sees no link, no count and no history of one', async () => {
  const mine = await arrangeCase(house, detective);
  const theirs = await arrangeCase(house, neighbor);
  expect((await link(commander, { caseId: mine.id, otherCaseId: theirs.id })).status).toBe(200);
  expect((await house.call(commander, 'links.list', { caseId: mine.id })).body.links).toHaveLength(1);
  expect((await house.call(detective, 'links.list', { caseId: mine.id })).body.links).toEqual([]);
  const told = (person: Person) =>
    house.as(person, 'read', ({ db }) =>
      db
        .selectFrom('auditEntries')
        .select('id')
        .where('subjectTable', '=', 'case_links')
        .where('scopeTable', '=', 'case_links')
        .execute(),
    );
  const commanderSees = await told(commander);
  const detectiveSees = await told(detective);
  expect(commanderSees.length).toBeGreaterThan(detectiveSees.length);
});

test('linking to a case that is hidden reads like linking to one that does not exist', async () => {
  const mine = await arrangeCase(house, detective);
  const sealed = await arrangeCase(house, commander, { sealed: true, members: [commander] });
  const hidden = await link(detective, { caseId: mine.id, otherNumber: sealed.number });
  const nowhere = await link(detective, { caseId: mine.id, otherNumber: '2026-9999' });
  expect([hidden.status, hidden.body]).toEqual([nowhere.status, nowhere.body]);
  const byId = await link(detective, { caseId: mine.id, otherCaseId: sealed.id });
  const noId = await link(detective, {
    caseId: mine.id,
    otherCaseId: '00000000-0000-4000-8000-000000000000',
  });
  expect([byId.status, byId.body]).toEqual([404, noId.body]);
  await expect(
    house.as(detective, 'write', ({ db }) =>
      db
        .insertInto('caseLinks')
        .values({ fromCaseId: mine.id, toCaseId: sealed.id, kind: 'related', reason })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('a link is taken back once, with a reason, and stays readable; an old version is a conflict', async () => {
  const [a, b] = [await arrangeCase(house, detective), await arrangeCase(house, detective)];
  const { body } = await link(detective, { caseId: a.id, otherCaseId: b.id });
  const end = (version: number) =>
    house.call(detective, 'links.end', {
      linkId: body.id,
      version,
      reason: 'The number belongs to a taxi stand.',
    });
  expect((await end(1)).status).toBe(200);
  expect((await end(1)).body.code).toBe('conflict');
  expect((await end(2)).body.data.fields[0]).toMatchObject({ path: 'link', problem: 'ended' });
  const [row] = (await house.call(detective, 'links.list', { caseId: a.id })).body.links;
  expect(row).toMatchObject({ endReason: 'The number belongs to a taxi stand.', endedBy: 'Dana Detective' });
  expect((await link(detective, { caseId: a.id, otherCaseId: b.id })).status, 'anew').toBe(200);
});

test('a case is not linked to itself, and a link without a real reason is refused', async () => {
  const a = await arrangeCase(house, detective);
  expect((await link(detective, { caseId: a.id, otherNumber: a.number })).body.data.fields[0].problem).toBe(
    'same_case',
  );
  const short = await link(detective, { caseId: a.id, otherNumber: '2026-0001', reason: 'because' });
  expect(short.body.data.fields[0].path).toBe('reason');
});
