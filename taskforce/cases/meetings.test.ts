import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase, arrangeStrand } from './arranging.ts';
import { byTicket } from '../exports/arranging.ts';

let house: TestHouse;
let prosecutor: Person;
let detective: Person;
let neighbor: Person;
let specialist: Person;
beforeAll(async () => {
  house = await openTestHouse();
  prosecutor = await house.person('Pat Prosecutor', ['prosecutor'], 'County Prosecutor');
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  specialist = await house.person('Vera Specialist', ['victim_specialist']);
});
afterAll(() => house.close());

const today = new Date().toISOString().slice(0, 10);
const prepare = async (chair: Person, more: Record<string, unknown> = {}) => {
  const input = { heldOn: today, title: 'Monthly case meeting', audience: 'law_enforcement', ...more };
  const { status, body } = await house.call(chair, 'meetings.prepare', input);
  expect(status).toBe(200);
  return body as { id: string; listed: number; called: number };
};
const get = async (person: Person, id: string) => (await house.call(person, 'meetings.get', { id })).body;
const itemFor = (body: any, caseId: string) =>
  body.items?.find((item: { caseId: string }) => item.caseId === caseId);

/** A case with an open strand in which nothing is due. */
async function quietCase(lead: Person, more: Parameters<typeof arrangeCase>[2] = {}) {
  const one = await arrangeCase(house, lead, more);
  await arrangeStrand(house, one.id, 'Target A');
  return one;
}

test('the agenda names each case with why it is on it, the decision asked for before the quiet one', async () => {
  const idle = await quietCase(detective);
  await house.owner.query(
    `update taskforce.cases set last_activity_at = now() - interval '50 days' where id = $1`,
    [idle.id],
  );
  const asked = await quietCase(detective);
  await house.call(detective, 'decisions.ask', {
    caseId: asked.id,
    question: 'Arrest now or wait?',
    deciderName: 'District attorney',
  });
  const late = await quietCase(detective);
  await house.owner.query(
    `insert into taskforce.tasks (case_id, kind, title, due_on, created_by) values ($1, 'report', 'Lab report', '2026-01-20', $2)`,
    [late.id, detective.id],
  );
  const { id, listed, called } = await prepare(prosecutor);
  expect(listed).toBe(called);
  const { items } = await get(prosecutor, id);
  const reasons = (caseId: string) =>
    itemFor({ items }, caseId).points.map((p: { reason: string }) => p.reason);
  expect(reasons(asked.id)).toContain('decision_needed');
  expect(reasons(late.id)).toContain('overdue_tasks');
  expect(reasons(idle.id)).toContain('no_activity');
  expect(itemFor({ items }, asked.id).place).toBeLessThan(itemFor({ items }, idle.id).place);
  expect(JSON.stringify(items), 'the case log has no narrative').not.toContain('Case 2025');
});

test("each reader sees of the agenda the cases they may read anyway; the number called up is the chair's", async () => {
  const mine = await quietCase(detective);
  const theirs = await quietCase(neighbor);
  const sealed = await quietCase(neighbor, { sealed: true, members: [neighbor] });
  const { id } = await prepare(prosecutor);
  const [chair, first, second] = [
    await get(prosecutor, id),
    await get(detective, id),
    await get(neighbor, id),
  ];
  expect([mine, theirs, sealed].map((c) => Boolean(itemFor(chair, c.id)))).toEqual([true, true, false]);
  expect([mine, theirs, sealed].map((c) => Boolean(itemFor(first, c.id)))).toEqual([true, false, false]);
  expect([mine, theirs, sealed].map((c) => Boolean(itemFor(second, c.id)))).toEqual([false, true, false]);
  expect([chair.called > 0, first.called, second.called]).toEqual([true, null, null]);
});

test('a meeting of law enforcement is not there for others, in list, page and database', async () => {
  const { id } = await prepare(prosecutor);
  expect((await house.call(specialist, 'meetings.get', { id })).status).toBe(404);
  const rows = (await house.call(specialist, 'meetings.list', {})).body.rows;
  expect(rows).toEqual([]);
  const open = await prepare(prosecutor, { audience: 'all_members' });
  expect(
    (await house.call(specialist, 'meetings.list', {})).body.rows.map((r: { id: string }) => r.id),
  ).toEqual([open.id]);
  expect((await get(specialist, open.id)).items, 'a member of no case sees no case').toEqual([]);
  const counted = await house.as(specialist, 'read', ({ db }) =>
    db.selectFrom('meetings').select('id').execute(),
  );
  expect(counted).toHaveLength(1);
});

test('a strand whose label the reader is not cleared for is no reason they see, nor counted', async () => {
  const analyst = await house.person('Ana Analyst', ['analyst']);
  const one = await arrangeCase(house, detective);
  const plain = await arrangeStrand(house, one.id, 'Target A');
  const hidden = await arrangeStrand(house, one.id, 'Child witness', { handling: ['juvenile'] });
  const { id } = await prepare(prosecutor);
  const changed = (body: unknown) =>
    itemFor(body, one.id).points.find((p: { reason: string }) => p.reason === 'phase_changed');
  expect(changed(await get(prosecutor, id))).toMatchObject({ count: 2 });
  const seen = changed(await get(analyst, id));
  expect(seen).toMatchObject({ count: 1 });
  expect(JSON.stringify(seen)).toContain(plain);
  expect(JSON.stringify(await get(analyst, id))).not.toContain(hidden);
});

test('a case is added by hand and taken off, each with a reason that stays', async () => {
  const { id } = await prepare(prosecutor);
  const extra = await quietCase(detective);
  const add = await house.call(prosecutor, 'meetings.addCase', {
    meetingId: id,
    number: extra.number,
    reason: 'The sheriff asked about it.',
  });
  expect(add.status).toBe(200);
  expect(itemFor(await get(detective, id), extra.id)).toMatchObject({
    added: 'by_hand',
    addReason: 'The sheriff asked about it.',
  });
  const remove = (version: number) =>
    house.call(prosecutor, 'meetings.removeItem', {
      itemId: add.body.id,
      version,
      reason: 'Settled by phone.',
    });
  expect((await remove(1)).status).toBe(200);
  expect((await remove(2)).body.data.fields[0].problem).toBe('already_removed');
  expect(itemFor(await get(detective, id), extra.id)).toMatchObject({ removeReason: 'Settled by phone.' });
  const byOther = await house.call(detective, 'meetings.addCase', {
    meetingId: id,
    number: extra.number,
    reason: 'Me too.',
  });
  expect(byOther.status, 'only the chair writes the agenda').toBe(404);
});

test('minutes stay as they were taken: no change by hand-written SQL, none after the meeting is closed', async () => {
  const chair = await house.person('Ivy Investigator', ['investigator']);
  const one = await quietCase(chair);
  const { id } = await prepare(chair);
  const item = itemFor(await get(chair, id), one.id);
  const taken = await house.call(chair, 'meetings.record', {
    itemId: item.id,
    outcome: 'Ask the bank for the records of May.',
    tasks: [{ title: 'Subpoena to the bank', assigneeId: chair.id, dueOn: '2027-01-15' }],
  });
  expect(taken.status).toBe(200);
  const [minutes] = itemFor(await get(chair, id), one.id).minutes;
  expect(minutes).toMatchObject({
    outcome: 'Ask the bank for the records of May.',
    recordedBy: 'Ivy Investigator',
  });
  expect(minutes.tasks).toMatchObject([
    { title: 'Subpoena to the bank', assignee: 'Ivy Investigator', state: 'open' },
  ]);
  await expect(
    house.as(chair, 'write', ({ db }) =>
      db.updateTable('meetingMinutes').set({ outcome: 'Nothing.' }).execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  const closing = await Promise.all(
    [1, 1].map((version) => house.call(chair, 'meetings.close', { id, version, state: 'held' })),
  );
  expect(closing.map((c) => c.status).toSorted()).toEqual([200, 409]);
  const after = await house.call(chair, 'meetings.record', { itemId: item.id, outcome: 'One thing more.' });
  expect(after.body.data.fields[0]).toMatchObject({ path: 'meeting', problem: 'meeting_closed' });
});

test('the chair of another office takes minutes, but makes tasks only in cases they work on', async () => {
  const one = await quietCase(detective);
  const { id } = await prepare(prosecutor);
  const item = itemFor(await get(prosecutor, id), one.id);
  const refused = await house.call(prosecutor, 'meetings.record', {
    itemId: item.id,
    outcome: 'Go on.',
    tasks: [{ title: 'Interview' }],
  });
  expect(refused.body.data.fields[0]).toMatchObject({ path: 'tasks', problem: 'not_on_this_case' });
  expect(
    (await house.call(prosecutor, 'meetings.record', { itemId: item.id, outcome: 'Go on.' })).status,
  ).toBe(200);
});

test('the printed agenda holds the minutes and the cases of its reader, and no other', async () => {
  const mine = await quietCase(detective);
  const { id } = await prepare(prosecutor);
  const item = itemFor(await get(prosecutor, id), mine.id);
  await house.call(prosecutor, 'meetings.record', { itemId: item.id, outcome: 'Go on until spring.' });
  const print = (person: Person) => house.call(person, 'meetings.document', { id });
  const paper = (await print(prosecutor)).body;
  expect(paper.name).toBe(`agenda-${today}.pdf`);
  const { bytes } = await byTicket(house, paper.url);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const { bytes: smaller } = await byTicket(house, (await print(neighbor)).body.url);
  expect(smaller.length).toBeLessThan(bytes.length);
  expect((await print(specialist)).status).toBe(404);
});

test('no agenda is made for yesterday, and the labor prompt stands while no labor strand was opened', async () => {
  const past = await house.call(prosecutor, 'meetings.prepare', {
    heldOn: '2026-01-01',
    title: 'Late',
    audience: 'all_members',
  });
  expect(past.body.data.fields[0]).toMatchObject({ path: 'heldOn', problem: 'in_the_past' });
  const { id } = await prepare(prosecutor);
  expect((await get(prosecutor, id)).laborPrompt, 'labor strands were opened').toBe(false);
  await house.owner.query(`update taskforce.strands set type = 'sex'`);
  expect((await get(prosecutor, id)).laborPrompt, 'only others were').toBe(true);
});

test('several cases are put on the agenda at once, and the answer says which stood there and which are not open', async () => {
  const { id } = await prepare(detective);
  const [first, second] = [await quietCase(detective), await quietCase(detective)];
  const hidden = await quietCase(neighbor, { sealed: true, members: [neighbor] });
  const add = (caseIds: string[]) =>
    house.call(detective, 'meetings.addCases', { meetingId: id, caseIds, reason: 'Same recruiter' });
  const one = await add([first.id]);
  expect(one.body.rows).toMatchObject([{ outcome: 'added', number: first.number }]);
  const many = (await add([first.id, second.id, hidden.id, second.id])).body.rows;
  expect(many.map((row: { outcome: string }) => row.outcome)).toEqual(['already', 'added', 'not_open']);
  expect(many[2]).toMatchObject({ number: null, itemId: null });
  const { items } = await get(detective, id);
  expect(itemFor({ items }, second.id)).toMatchObject({ added: 'by_hand', addReason: 'Same recruiter' });
  expect(itemFor({ items }, second.id).place).toBeGreaterThan(itemFor({ items }, first.id).place);

  const undo = (version: number) =>
    house.call(detective, 'meetings.removeItems', {
      items: [
        { itemId: one.body.rows[0].itemId, version: 1 },
        { itemId: many[1].itemId, version },
      ],
      reason: 'Put on by mistake',
    });
  expect((await undo(7)).status).toBe(409);
  expect(itemFor(await get(detective, id), first.id).removedAt, 'all of them or none').toBeNull();
  expect((await undo(1)).status).toBe(200);
  expect((await add([first.id])).body.rows[0].outcome, 'it can be put on again').toBe('added');
  const only = await house.call(neighbor, 'meetings.addCases', {
    meetingId: id,
    caseIds: [hidden.id],
    reason: 'Not my meeting',
  });
  expect(only.status).toBe(404);
});
