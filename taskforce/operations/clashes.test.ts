import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';

let house: TestHouse;
let planner: Person;
let officer: Person;
let neighbor: Person;
let commander: Person;
beforeAll(async () => {
  house = await openTestHouse();
  planner = await house.person('Dan Detective', ['investigator']);
  officer = await house.person('Olga Officer', ['investigator']);
  neighbor = await house.person('Nora Neighbor', ['investigator'], 'Harbor Police');
  commander = await house.person('Cora Dunn', ['commander']);
});
afterAll(() => house.close());

const day = addDays(dayOf(new Date()), 30);
const at = (hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00Z`;

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
async function operation(
  person: Person,
  from: number,
  until: number,
  accounts: Person[] = [],
  more: object = {},
) {
  const { id } = await ok(person, 'operations.open', {
    title: 'An operation',
    kind: 'surveillance',
    type: 'sex',
    plannedFrom: at(from),
    plannedUntil: at(until),
    ...more,
  });
  for (const account of accounts)
    await house.owner.query(
      `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind) values ($1, $2, $3, 'entry', 'scene')`,
      [id, account.id, account.agencyId],
    );
  return id as string;
}
const clashes = async (person: Person, id: string): Promise<any[]> =>
  (await ok(person, 'operations.clashes', { id })).rows;
const seal = (id: string) =>
  house.owner.query('update taskforce.operations set sealed = true where id = $1', [id]);
async function clear(): Promise<void> {
  await house.owner.query('delete from taskforce.operation_posts');
  await house.owner.query(`update taskforce.case_dates set state = 'cancelled', change_code = 'other'`);
  await house.owner.query('update taskforce.absences set ended_at = now()');
}

test('somebody on two operations at one time is told with both, and one hour later they are not', async () => {
  await clear();
  const one = await operation(planner, 8, 12, [officer]);
  const two = await operation(planner, 11, 14, [officer]);
  expect(await clashes(planner, one)).toMatchObject([
    {
      who: 'Olga Officer',
      told: 'shown',
      kind: 'operation',
      id: two,
      from: new Date(at(11)).toISOString(),
      until: new Date(at(12)).toISOString(),
    },
  ]);
  const { version } = await ok(planner, 'operations.get', { id: two });
  await ok(planner, 'operations.change', {
    id: two,
    version,
    head: { plannedFrom: at(12), plannedUntil: at(14) },
  });
  expect(await clashes(planner, one)).toEqual([]);
});

test('a court date binds who must be there, and a vehicle cannot be in two places', async () => {
  await clear();
  const one = await operation(planner, 0, 23, [officer]);
  const { id: caseId } = await ok(planner, 'cases.open', {
    title: 'Heron house',
    type: 'sex',
    originRoute: 'hotline',
    openedOn: addDays(day, -60),
    strands: [{ label: 'Owner', kind: 'target_person' }],
  });
  await ok(planner, 'courtDates.add', {
    caseId,
    kind: 'trial',
    plannedFor: day,
    fromTime: '10:00',
    attendeeIds: [officer.id],
  });
  const { id: vehicleId } = await ok(planner, 'vehicles.add', {
    name: 'Van 2',
    kind: 'van',
    agencyId: planner.agencyId,
  });
  const two = await operation(planner, 20, 22);
  for (const id of [one, two]) await ok(planner, 'operations.setVehicles', { id, vehicles: [{ vehicleId }] });
  const rows = await clashes(planner, one);
  expect(rows.map((row) => [row.who, row.of, row.kind]).toSorted()).toEqual([
    ['Olga Officer', 'person', 'court_date'],
    ['Van 2', 'vehicle', 'operation'],
  ]);
});

test('of what a planner may not read, an own colleague is told as busy, one of another agency not at all', async () => {
  await clear();
  const theirs = await operation(neighbor, 8, 12, [officer, neighbor]);
  const mine = await operation(planner, 10, 14, [officer, neighbor]);
  const rows = await clashes(planner, mine);
  expect(rows).toEqual([
    {
      who: 'Olga Officer',
      of: 'person',
      told: 'busy',
      kind: null,
      id: null,
      subkind: null,
      number: null,
      from: new Date(at(10)).toISOString(),
      until: new Date(at(12)).toISOString(),
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain(theirs);
  expect((await house.call(neighbor, 'operations.clashes', { id: mine })).status).toBe(404);
});

test('sealed work and leave are told in the same words and for the same whole window', async () => {
  await clear();
  const sealed = await operation(commander, 11, 12, [officer]);
  await seal(sealed);
  const mine = await operation(planner, 8, 14, [officer]);
  const hidden = await clashes(planner, mine);
  await clear();
  const again = await operation(planner, 8, 14, [officer]);
  await ok(officer, 'calendar.addAbsence', { fromDay: day, untilDay: day });
  const away = await clashes(planner, again);
  expect(hidden).toEqual(away);
  expect(hidden).toMatchObject([
    { told: 'not_available', from: new Date(at(8)).toISOString(), until: new Date(at(14)).toISOString() },
  ]);
});

test('who only reads the plan is told of nothing they may not read', async () => {
  const reader = await house.person('Rita Records', ['records_officer']);
  await clear();
  const sealed = await operation(commander, 8, 12, [officer]);
  await seal(sealed);
  const mine = await operation(planner, 10, 14, [officer]);
  expect(await clashes(reader, mine)).toEqual([]);
});

test('the same person without an account is known by name and agency', async () => {
  await clear();
  const one = await operation(planner, 8, 12);
  const two = await operation(planner, 9, 10);
  for (const [id, name] of [
    [one, 'Ana  Ruiz'],
    [two, 'ana ruiz'],
  ])
    await house.owner.query(
      `insert into taskforce.operation_posts (operation_id, person_name, agency_id, role, place_kind) values ($1, $2, $3, 'medic', 'staging')`,
      [id, name, planner.agencyId],
    );
  expect(await clashes(planner, one)).toMatchObject([{ told: 'shown', id: two }]);
});

test('vehicles are a part of the plan: choosing them counts the revision, and another agency cannot', async () => {
  await clear();
  const id = await operation(planner, 8, 12);
  const { id: vehicleId } = await ok(planner, 'vehicles.add', {
    name: 'Van 7',
    kind: 'van',
    agencyId: planner.agencyId,
  });
  const before = (await ok(planner, 'operations.get', { id })).planRevision;
  const { planRevision } = await ok(planner, 'operations.setVehicles', {
    id,
    vehicles: [{ vehicleId, note: 'For families' }],
  });
  expect(planRevision).toBe(before + 1);
  expect((await ok(planner, 'operations.vehicles', { id })).rows).toMatchObject([
    { name: 'Van 7', note: 'For families' },
  ]);
  expect(
    (await ok(planner, 'operations.setVehicles', { id, vehicles: [{ vehicleId, note: 'For families' }] }))
      .planRevision,
  ).toBe(planRevision);
  expect((await house.call(neighbor, 'operations.setVehicles', { id, vehicles: [] })).status).toBe(404);
});

test('the calendar names who is wanted in two places on both entries, and to another agency on none', async () => {
  await clear();
  const one = await operation(planner, 8, 12, [officer]);
  const { id: caseId } = await ok(planner, 'cases.open', {
    title: 'Heron house',
    type: 'sex',
    originRoute: 'hotline',
    openedOn: addDays(day, -60),
    strands: [{ label: 'Owner', kind: 'target_person' }],
  });
  const { id: trial } = await ok(planner, 'courtDates.add', {
    caseId,
    kind: 'trial',
    plannedFor: day,
    attendeeIds: [officer.id],
  });
  const marked = async (person: Person) =>
    (await ok(person, 'calendar.read', { from: day, until: day })).rows
      .filter((row: any) => row.id === one || row.id === trial)
      .map((row: any) => [row.kind, row.clashes])
      .toSorted();
  expect(await marked(planner)).toEqual([
    ['court_date', ['Olga Officer']],
    ['operation', ['Olga Officer']],
  ]);
  expect(await marked(neighbor)).toEqual([]);
});
