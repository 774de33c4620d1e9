import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import {
  approve,
  ask as askOf,
  makeCrew,
  planned,
  refusals,
  settleAll,
  standsBy,
  type Crew,
} from './arranging-gate.ts';
import { lessonItem } from './rules-gate-items.ts';

// With the real room of deconfliction, which the other tests of the gate answer for.
let house: TestHouse;
let crew: Crew;
let county: Person;
beforeAll(async () => {
  house = await openTestHouse();
  crew = await makeCrew(house);
  county = await house.person('Cole County', ['investigator'], 'County Sheriff');
});
afterAll(() => house.close());

const ask = (person: Person, procedure: string, input: unknown) => askOf(house, person, procedure, input);
const items = async (operationId: string): Promise<Record<string, any>> =>
  Object.fromEntries(
    (await ask(crew.detective, 'gate', { operationId })).items.map((one: any) => [one.item, one]),
  );
const start = async (operationId: string) => {
  const { version } = await ask(crew.analyst, 'approval', { operationId });
  return refusals(house, crew.detective, 'start', { operationId, version });
};
const deconfliction = async (who: Person, procedure: string, input: object) => {
  const { status, body } = await house.call(who, `deconfliction.${procedure}`, input);
  expect([procedure, status, body?.data?.fields]).toEqual([procedure, 200, undefined]);
  return body;
};
const place = (id: string, lat: number) =>
  house.owner.query(
    `update taskforce.operation_places set lat = $2, lon = -90 where operation_id = $1 and kind = 'scene'`,
    [id, lat],
  );
const notices = async (person: Person, kind: string) =>
  (
    await house.owner.query('select subject_id from kit.notices where account_id = $1 and kind like $2', [
      person.id,
      kind,
    ])
  ).rows.map(({ subject_id }) => subject_id);

/** The regional system knows the operation as it stands. */
async function handOff(who: Person, operationId: string): Promise<void> {
  const { entry } = await deconfliction(who, 'ofOperation', { operationId });
  const answer = { state: 'answered', reference: 'RS-46', result: 'no_conflict', reason: null };
  await deconfliction(who, 'recordHandoff', { id: entry.id, system: 'RISSafe', ...answer });
}

test('a conflict of the room of deconfliction holds up the start until both sides have settled it', async () => {
  const id = await planned(house, crew.detective);
  await place(id, 31);
  await standsBy(house, crew.detective, id);
  await settleAll(house, crew.detective, id);
  expect((await items(id))['regional_deconfliction']).toMatchObject({ state: 'open', record: false });
  await handOff(crew.detective, id);
  expect((await items(id))['regional_deconfliction']).toMatchObject({
    state: 'done',
    record: true,
    evidence: 'RISSafe: RS-46',
  });
  const theirs = await planned(house, county);
  await place(theirs, 31);
  await approve(house, crew, id);
  expect(await start(id)).toEqual(['deconfliction: item_open']);
  for (const [who, operationId] of [
    [crew.detective, id],
    [county, theirs],
  ] as const) {
    expect((await items(id))['deconfliction'].state).toBe('open');
    const [one] = (await deconfliction(who, 'ofOperation', { operationId })).conflicts;
    await deconfliction(who, 'answer', { id: one.id, entryId: one.entryId, answer: 'separated' });
  }
  expect(await start(id)).toEqual([]);
});

test('nobody ticks regional deconfliction; an answer for another place counts no longer', async () => {
  const id = await planned(house, crew.detective);
  await place(id, 32);
  const tick = { operationId: id, item: 'regional_deconfliction', version: null, state: 'done' };
  expect(
    await refusals(house, crew.detective, 'settleItem', { ...tick, evidence: 'I have called them' }),
  ).toEqual(['item: item_computed']);
  await handOff(crew.detective, id);
  await place(id, 33);
  expect((await items(id))['regional_deconfliction']).toMatchObject({ state: 'open', evidence: '' });
});

test('an item is given to somebody who can read the operation, and they are told once', async () => {
  const found = await arrangeCase(house, crew.detective, { members: [crew.detective], title: 'Salt Lane' });
  const id = await planned(house, crew.detective, { caseId: found.id });
  const give = (version: number | null, ownerId: string | null) => ({
    operationId: id,
    item: 'housing',
    version,
    ownerId,
  });
  const { people } = await ask(crew.detective, 'gate', { operationId: id });
  expect(people.map((one: { id: string }) => one.id)).toContain(crew.commander.id);
  expect(people.map((one: { id: string }) => one.id)).not.toContain(county.id);
  expect(await refusals(house, crew.detective, 'giveItem', give(null, county.id))).toEqual([
    'ownerId: owner_unknown',
  ]);
  const { version } = await ask(crew.detective, 'giveItem', give(null, crew.commander.id));
  expect((await items(id))['housing']).toMatchObject({
    state: 'open',
    owner: { displayName: 'Carla Commander' },
  });
  expect(await notices(crew.commander, 'gate_item_given')).toEqual([id]);
  expect(await refusals(house, crew.detective, 'giveItem', give(version + 1, null))).toEqual([
    'request: conflict',
  ]);
  const settled = { operationId: id, item: 'housing', state: 'done', evidence: 'Two rooms are held' };
  await ask(crew.detective, 'settleItem', { ...settled, version, ownerId: crew.commander.id });
  await ask(crew.detective, 'giveItem', give(version + 1, null));
  expect((await items(id))['housing']).toMatchObject({ state: 'done', owner: null });
});

test('an accepted lesson is an item of every operation of its kind, which reminds and does not hold up the start', async () => {
  const past = await planned(house, crew.detective);
  const lesson = randomUUID();
  await house.owner.query(
    `insert into taskforce.operation_reviews (operation_id, due_at) values ($1, now())`,
    [past],
  );
  await house.owner.query(
    `insert into taskforce.operation_lessons (id, operation_id, lesson, for_kind, reminder, created_by)
     values ($1, $2, 'It was cold in the yard', 'recovery', 'Blankets and water are in the van', $3)`,
    [lesson, past, crew.detective.id],
  );
  const id = await planned(house, crew.detective);
  const item = lessonItem(lesson);
  expect((await items(id))[item]).toBeUndefined();
  const settled = { operationId: id, item, version: null, state: 'done', evidence: 'Both are in van 2' };
  expect(await refusals(house, crew.detective, 'settleItem', settled)).toEqual(['item: item_unknown']);
  await ask(crew.commander, 'decideLesson', { lessonId: lesson, version: 1, accept: true });
  expect((await items(id))[item]).toMatchObject({
    text: 'Blankets and water are in the van',
    from: 'lesson',
    state: 'open',
    critical: false,
  });
  await ask(crew.detective, 'settleItem', settled);
  expect((await items(id))[item]).toMatchObject({ state: 'done', evidence: 'Both are in van 2' });
  const other = await planned(house, crew.detective, { kind: 'knock_and_talk' });
  expect((await items(other))[item]).toBeUndefined();
});

test('a warrant that runs out is told of once a threshold, and anew when it ends at another time', async () => {
  const id = await planned(house, crew.detective);
  const ends = (inHours: number) =>
    house.owner.query(
      `update taskforce.operation_authorities set expires_at = date_trunc('second', now()) + make_interval(hours => $2) where operation_id = $1`,
      [id, inHours],
    );
  const remind = async () => {
    await house.owner.query('select taskforce.remind_authorities()');
    const { rows } = await house.owner.query(
      `select kind from kit.notices where account_id = $1 and subject_id = $2 and kind like 'authority_%' order by created_at`,
      [crew.detective.id, id],
    );
    return rows.map(({ kind }) => kind);
  };
  await ends(200);
  expect(await remind()).toEqual([]);
  await ends(100);
  await remind();
  expect(await remind()).toEqual(['authority_week']);
  await ends(40);
  await remind();
  expect(await remind()).toEqual(['authority_week', 'authority_two_days']);
  await ends(-1);
  expect(await remind()).toEqual(['authority_week', 'authority_two_days', 'authority_over']);
  expect(await notices(county, 'authority_%')).toEqual([]);
});

test('the head of an operation tells the risk that approval goes by, and what was chosen', async () => {
  const id = await planned(house, crew.detective, { risk: 'low' });
  const { risk, riskInForce } = await ask(crew.detective, 'get', { id });
  const approval = await ask(crew.detective, 'approval', { operationId: id });
  expect([risk, riskInForce, approval.risk]).toEqual(['low', 'high', 'high']);
});
