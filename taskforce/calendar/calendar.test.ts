import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';

let house: TestHouse;
let detective: Person;
let colleague: Person;
let elsewhere: Person;
let prosecutor: Person;
let commander: Person;
beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Ines Vega', ['investigator']);
  colleague = await house.person('Otto Brand', ['investigator']);
  elsewhere = await house.person('Nora Lind', ['investigator'], 'Harbor Police');
  prosecutor = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  commander = await house.person('Cora Dunn', ['commander']);
});
afterAll(() => house.close());

const today = dayOf(new Date());
const later = (days: number) => addDays(today, days);

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
async function refusedFields(person: Person, procedure: string, input: object): Promise<string[]> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status).toBe(422);
  return reply.body.data.fields.map((one: any) => `${one.path}: ${one.problem}`);
}
async function openCase(members: Person[] = []): Promise<string> {
  const { id } = await ok(detective, 'cases.open', {
    title: 'Heron house',
    type: 'sex',
    originRoute: 'hotline',
    openedOn: later(-30),
    strands: [{ label: 'Owner', kind: 'target_person' }],
    members: members.map((one) => ({ accountId: one.id, capacity: 'investigator', reason: 'Works on it' })),
  });
  return id;
}
const hearing = (caseId: string, more: object = {}) => ({
  caseId,
  kind: 'motion_hearing',
  plannedFor: later(20),
  fromTime: '09:30',
  untilTime: '11:00',
  courtroom: 'County court, room 4B',
  forWhom: 'Defendant 1',
  ...more,
});
const read = async (person: Person, more: object = {}) =>
  (await ok(person, 'calendar.read', { from: later(-5), until: later(90), ...more })).rows;

test('a hearing that is moved keeps every day it was planned for, with the reason, and tells by how much it slipped', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId));
  const moved = await ok(detective, 'courtDates.move', {
    id,
    version: 1,
    plannedFor: later(34),
    fromTime: '13:00',
    changeCode: 'defense_asked',
    changeNote: 'New counsel',
  });
  await ok(detective, 'courtDates.move', {
    id,
    version: moved.version,
    plannedFor: later(41),
    fromTime: '13:00',
    changeCode: 'court_moved',
  });
  const date = await ok(detective, 'courtDates.read', { id });
  expect(date).toMatchObject({ plannedFor: later(41), untilTime: null, slipDays: 21, state: 'planned' });
  expect(date.values.map((v: any) => [v.plannedFor, v.reason, v.outcome])).toEqual([
    [later(20), null, 'moved'],
    [later(34), 'defense_asked', 'moved'],
    [later(41), 'court_moved', null],
  ]);
  expect(date.values[1]).toMatchObject({ note: 'New counsel', setBy: { name: 'Ines Vega' } });
});

test('a day that was entered wrongly is corrected and counts as no slip', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId, { plannedFor: later(2) }));
  await ok(detective, 'courtDates.move', {
    id,
    version: 1,
    plannedFor: later(12),
    changeCode: 'entered_wrongly',
  });
  expect(await ok(detective, 'courtDates.read', { id })).toMatchObject({ slipDays: 0 });
});

test('after sentencing the ninety days for restitution are added with one answer, and after nothing else', async () => {
  const caseId = await openCase();
  const sentencing = await ok(
    detective,
    'courtDates.add',
    hearing(caseId, { kind: 'sentencing', plannedFor: later(-2) }),
  );
  const { restitutionId } = await ok(detective, 'courtDates.settle', {
    id: sentencing.id,
    version: 1,
    happenedOn: later(-2),
    addRestitution: true,
  });
  const { rows } = await ok(detective, 'courtDates.list', { caseId });
  expect(rows.find((one: any) => one.id === restitutionId)).toMatchObject({
    kind: 'restitution_due',
    plannedFor: later(88),
    forWhom: 'Defendant 1',
  });
  expect(rows.find((one: any) => one.id === sentencing.id).values[0]).toMatchObject({
    outcome: 'kept',
    happenedOn: later(-2),
  });
  const other = await ok(detective, 'courtDates.add', hearing(caseId, { plannedFor: today }));
  expect(
    await refusedFields(detective, 'courtDates.settle', {
      id: other.id,
      version: 1,
      happenedOn: today,
      addRestitution: true,
    }),
  ).toEqual(['addRestitution: not_sentencing']);
});

test('what has not come yet cannot have taken place; what is settled moves only after it is opened again', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId, { plannedFor: today }));
  expect(
    await refusedFields(detective, 'courtDates.settle', { id, version: 1, happenedOn: later(1) }),
  ).toEqual(['happenedOn: in_the_future']);
  const { version } = await ok(detective, 'courtDates.settle', { id, version: 1, happenedOn: today });
  const move = { id, version, plannedFor: later(3), changeCode: 'other' };
  expect(await refusedFields(detective, 'courtDates.move', move)).toEqual(['state: date_settled']);
  const again = await ok(detective, 'courtDates.reopen', { id, version });
  await ok(detective, 'courtDates.move', { ...move, version: again.version });
  const date = await ok(detective, 'courtDates.read', { id });
  expect(date.values.map((v: any) => v.outcome)).toEqual(['moved', null]);
});

test('hand-written SQL moves no date without a reason and rewrites no former value', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId));
  await expect(
    house.as(detective, 'write', ({ db }) =>
      db
        .updateTable('caseDates')
        .set({ plannedFor: later(60) })
        .where('id', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
  await expect(
    house.as(detective, 'write', ({ db }) =>
      db
        .updateTable('caseDatePlans')
        .set({ plannedFor: later(60) })
        .where('dateId', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('the calendar of another agency holds nothing of a case it may not read, by day, by kind or by number', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId));
  expect((await read(detective)).map((one: any) => one.id)).toContain(id);
  expect((await read(commander)).map((one: any) => one.id)).toContain(id);
  expect(await read(elsewhere)).toEqual([]);
  expect((await house.call(elsewhere, 'courtDates.read', { id })).status).toBe(404);
  expect((await house.call(elsewhere, 'courtDates.list', { caseId })).status).toBe(404);
});

test('a date of a sealed case stands in the calendar of its members alone', async () => {
  const caseId = await openCase([colleague]);
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId, { courtroom: 'Sealed courtroom' }));
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'A court ordered it for the test' where id = $1`,
    [caseId],
  );
  expect((await read(colleague)).map((one: any) => one.id)).toContain(id);
  for (const person of [commander, prosecutor, elsewhere])
    expect(JSON.stringify(await read(person)), person.id).not.toContain(id);
});

test('a date before the grand jury must carry the label, and then only who is cleared for it sees it', async () => {
  const caseId = await openCase([prosecutor]);
  expect(await refusedFields(detective, 'courtDates.add', hearing(caseId, { kind: 'grand_jury' }))).toEqual([
    'handling: label_needed',
  ]);
  const { id } = await ok(
    prosecutor,
    'courtDates.add',
    hearing(caseId, { kind: 'grand_jury', handling: ['grand_jury'] }),
  );
  expect((await read(prosecutor)).map((one: any) => one.id)).toContain(id);
  expect((await read(detective)).map((one: any) => one.id)).not.toContain(id);
  expect((await house.call(detective, 'courtDates.read', { id })).status).toBe(404);
});

test('the calendar joins dates, tasks, meetings and what is owed, and can be cut to what is mine', async () => {
  const caseId = await openCase();
  await ok(
    detective,
    'courtDates.add',
    hearing(caseId, { kind: 'discovery_due', fromTime: null, untilTime: null }),
  );
  await ok(detective, 'tasks.add', {
    caseId,
    kind: 'follow_up',
    title: 'Call the landlord',
    dueOn: later(3),
    assigneeId: colleague.id,
  });
  await ok(detective, 'meetings.prepare', { heldOn: later(5), title: 'Weekly', audience: 'law_enforcement' });
  const rows = await read(detective, { kinds: ['deadline', 'task', 'meeting'] });
  expect(new Set(rows.map((one: any) => one.kind))).toEqual(new Set(['deadline', 'task', 'meeting']));
  const mine = await read(colleague, { whose: 'mine', kinds: ['task'] });
  expect(mine.map((one: any) => one.title)).toEqual(['Call the landlord']);
  expect(await read(detective, { whose: 'mine', kinds: ['task'] })).toEqual([]);
});

test('who is expected at a hearing is told, and finds it among what is theirs', async () => {
  const caseId = await openCase();
  const { id } = await ok(detective, 'courtDates.add', hearing(caseId, { attendeeIds: [colleague.id] }));
  expect((await read(colleague, { whose: 'mine' })).map((one: any) => one.id)).toContain(id);
  const { rows } = await house.owner.query(
    `select 1 from kit.notices where account_id = $1 and kind = 'court_date' and subject_id = $2`,
    [colleague.id, id],
  );
  expect(rows).toHaveLength(1);
  expect(
    await refusedFields(detective, 'courtDates.add', hearing(caseId, { attendeeIds: [caseId] })),
  ).toEqual(['attendeeIds: unknown_person']);
});

test('nobody asks for more than a hundred days at once', async () => {
  expect(await refusedFields(detective, 'calendar.read', { from: today, until: later(101) })).toEqual([
    'until: window',
  ]);
  expect(await refusedFields(detective, 'calendar.read', { from: today, until: later(-1) })).toEqual([
    'until: window',
  ]);
});

test('days away are seen by the person alone, and need no reason', async () => {
  const { id } = await ok(colleague, 'calendar.addAbsence', { fromDay: later(10), untilDay: later(14) });
  expect((await read(colleague, { kinds: ['absence'] })).map((one: any) => one.id)).toEqual([id]);
  expect(await read(commander, { kinds: ['absence'] })).toEqual([]);
  expect((await house.call(commander, 'calendar.endAbsence', { id, version: 1 })).status).toBe(404);
  await ok(colleague, 'calendar.endAbsence', { id, version: 1 });
  expect((await ok(colleague, 'calendar.absences')).rows).toEqual([]);
});

test('vehicles are known to everybody who works with cases and kept by those who plan', async () => {
  const agencyId = await house.agency('Riverton Police');
  const { id } = await ok(detective, 'vehicles.add', { name: 'Van 2', kind: 'van', agencyId, seats: 8 });
  expect((await ok(prosecutor, 'vehicles.list')).rows).toMatchObject([{ id, name: 'Van 2', seats: 8 }]);
  const fields = { name: 'Van 2', kind: 'van', agencyId, seats: 9 };
  expect((await house.call(prosecutor, 'vehicles.change', { id, version: 1, ...fields })).status).toBe(403);
  await ok(detective, 'vehicles.change', { id, version: 1, ...fields, endedOn: today });
  expect((await ok(detective, 'vehicles.list')).rows).toEqual([]);
  const history = (person: Person) =>
    house.as(person, 'read', ({ db }) =>
      db.selectFrom('recordVersions').select('id').where('subjectId', '=', id).execute(),
    );
  expect(await history(prosecutor)).toHaveLength(1);
  const administrator = await house.person('Adi Kern', ['account_administrator']);
  expect(await history(administrator)).toHaveLength(0);
  expect((await house.call(administrator, 'vehicles.list')).status).toBe(403);
});
