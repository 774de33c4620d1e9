import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let harbor: Person;
let county: Person;
let chief: Person;
let outreach: Person;
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

beforeAll(async () => {
  house = await openTestHouse();
  harbor = await house.person('Hana Harbor', ['investigator'], 'Harbor Police');
  county = await house.person('Cole County', ['investigator'], 'County Sheriff');
  chief = await house.person('Cara Chief', ['commander'], 'Harbor Police');
  outreach = await house.person('Olga Outreach', ['outreach_coordinator'], 'City Outreach');
});
afterAll(() => house.close());

let corner = 0;
const freshCorner = () => ({ lat: 30 + (corner += 1), lon: -90 });
const one = async (text: string, values: unknown[] = []) => (await house.owner.query(text, values)).rows[0];

/** An operation with a scene, as its plan would leave it. */
async function operation(
  owner: Person,
  at: { lat: number; lon: number } | null,
  more: { sealed?: boolean; kind?: string } = {},
) {
  const number = `OP-2026-${String(1000 + (corner += 1) * 7)}`;
  const { id } = await one(
    `insert into taskforce.operations (number, title, kind, type, lead_agency_id, sealed, planned_from, planned_until, created_by)
     select $1, 'Night Heron', $2, 'sex', a.agency_id, $3, $4, $5, a.id from kit.accounts a where a.id = $6 returning id`,
    [number, more.kind ?? 'recovery', more.sealed ?? false, hours(30), hours(34), owner.id],
  );
  await one(
    `insert into taskforce.operation_planners (operation_id, account_id, capacity) values ($1, $2, 'plan')`,
    [id, owner.id],
  );
  await one(
    `insert into taskforce.operation_places (operation_id, kind, label, address, lat, lon) values ($1, 'scene', 'Motel', '1 Heron Road', $2, $3)`,
    [id, at?.lat ?? null, at?.lon ?? null],
  );
  return id as string;
}
const gate = async (id: string) =>
  one(
    'select taskforce.open_conflicts($1) as open, taskforce.conflict_check_current($1) as current, taskforce.conflict_check_lacks($1) as lacks, taskforce.handoff_current($1) as handed',
    [id],
  );
const done = async (who: Person, procedure: string, input: object = {}) => {
  const answer = await house.call(who, `deconfliction.${procedure}`, input);
  expect([procedure, answer.status, answer.body?.data?.fields]).toEqual([procedure, 200, undefined]);
  return answer.body;
};
/** Enters something, with the open conflicts that its side is told of. */
const entered = async (who: Person, procedure: string, input: object) => {
  const answer = await done(who, procedure, input);
  const { conflicts } = await done(who, 'mine');
  return {
    ...answer,
    conflicts: conflicts.filter(
      (c: { entryId: string; state: string }) => c.entryId === answer.id && c.state === 'open',
    ),
  };
};
const surveillance = (at: object) => ({
  activity: 'surveillance',
  from: hours(29),
  until: hours(31),
  place: 'Across the road',
  ...at,
  phone: '555-0103',
});

test('an operation with time and place is compared without anybody asking; both sides block until it is settled', async () => {
  const at = freshCorner();
  const mine = await operation(harbor, at);
  expect(await gate(mine)).toMatchObject({ open: 0, current: true, lacks: [], handed: false });
  const theirs = await operation(county, at, { kind: 'sting' });
  expect(await gate(mine)).toMatchObject({ open: 1, current: true });
  expect(await gate(theirs)).toMatchObject({ open: 1, current: true });
  const told = await done(harbor, 'ofOperation', { operationId: mine });
  expect(told.conflicts).toEqual([
    expect.objectContaining({
      kind: 'event',
      overlap: 'overlapping',
      agency: 'County Sheriff',
      officer: 'Cole County',
    }),
  ]);
  const text = JSON.stringify(told.conflicts);
  for (const secret of ['Heron', 'OP-2026', 'sting', 'planning', theirs]) expect(text).not.toContain(secret);
  const other = await done(county, 'ofOperation', { operationId: theirs });
  const word = { answer: 'separated' };
  await done(harbor, 'answer', { id: told.conflicts[0].id, entryId: told.conflicts[0].entryId, ...word });
  expect(await gate(mine)).toMatchObject({ open: 1 });
  await done(county, 'answer', { id: other.conflicts[0].id, entryId: other.conflicts[0].entryId, ...word });
  expect([await gate(mine), await gate(theirs)]).toMatchObject([{ open: 0 }, { open: 0 }]);
  // Another hour: asked again.
  await house.owner.query(
    `update taskforce.operations set planned_from = planned_from + interval '10 minutes' where id = $1`,
    [mine],
  );
  expect(await gate(mine)).toMatchObject({ open: 1 });
});

test('another agency’s reader of nothing gets nothing: neither the standing nor the conflicts of an operation', async () => {
  const mine = await operation(harbor, freshCorner());
  expect(await done(county, 'ofOperation', { operationId: mine })).toMatchObject({
    entry: null,
    conflicts: [],
    current: false,
    open: 0,
    handoffs: [],
  });
});

test('a sealed operation is compared like any other, and tells no more', async () => {
  const at = freshCorner();
  const sealed = await operation(harbor, at, { sealed: true });
  const event = await entered(county, 'enterEvent', surveillance(at));
  expect(event.conflicts).toEqual([
    expect.objectContaining({ agency: 'Harbor Police', officer: 'Hana Harbor', kind: 'event' }),
  ]);
  expect(JSON.stringify(event)).not.toContain(sealed);
  expect(JSON.stringify((await house.call(county, 'notices.list', {})).body)).not.toContain(sealed);
});

test('the check lacks what it lacks: time, place, coordinates, and the targets of its strands', async () => {
  const nowhere = await operation(harbor, null);
  expect(await gate(nowhere)).toMatchObject({ current: false, lacks: ['place', 'coordinates'] });
  const at = freshCorner();
  const mine = await operation(harbor, at);
  const opened = await house.call(harbor, 'cases.open', {
    title: 'Motels at the ring road',
    type: 'sex',
    originRoute: 'hotline',
    openedOn: '2026-02-03',
    strands: [{ label: 'Target A', kind: 'target_person' }],
  });
  expect(opened.status).toBe(200);
  const strand = await one('select id, case_id from taskforce.strands where case_id = $1', [opened.body.id]);
  await one(
    'insert into taskforce.operation_strands (operation_id, strand_id, case_id) values ($1, $2, $3)',
    [mine, strand.id, strand.case_id],
  );
  expect(await gate(mine)).toMatchObject({ current: false, lacks: ['targets'] });
  const target = await entered(harbor, 'enterTarget', {
    type: 'phone',
    value: '312-555-0199',
    scope: null,
    strandId: strand.id,
  });
  expect(await gate(mine)).toMatchObject({ current: true, open: 0 });
  await entered(county, 'enterTarget', { type: 'phone', value: '312-555-0199', scope: null });
  expect(await gate(mine)).toMatchObject({ current: true, open: 1 });
  expect((await done(harbor, 'ofOperation', { operationId: mine })).conflicts[0]).toMatchObject({
    kind: 'target',
    identifierType: 'phone',
    entryId: target.id,
  });
});

test('what is postponed holds no place; planned again, it is compared again; what is over, never', async () => {
  const at = freshCorner();
  const mine = await operation(harbor, at);
  const event = await entered(county, 'enterEvent', surveillance(at));
  expect(event.told).toBe('hit');
  await house.owner.query(
    `update taskforce.operations set state = 'postponed', postponed_reason = 'Heavy weather over the whole county' where id = $1`,
    [mine],
  );
  expect(
    (await done(county, 'mine')).conflicts.filter(
      (c: { state: string; entryId: string }) => c.state === 'open' && c.entryId === event.id,
    ),
  ).toEqual([]);
  await house.owner.query(`update taskforce.operations set state = 'planning' where id = $1`, [mine]);
  expect(await gate(mine)).toMatchObject({ open: 1 });
  await house.owner.query(
    `update taskforce.operations set state = 'aborted', aborted_reason = 'The targets have left the county' where id = $1`,
    [mine],
  );
  expect(await gate(mine)).toMatchObject({ open: 0, current: false });
});

test('who is not law enforcement is told to call the coordinator; the other side is told whom to call', async () => {
  const at = freshCorner();
  const sweep = await operation(outreach, at, { kind: 'outreach_sweep' });
  const event = await entered(county, 'enterEvent', surveillance(at));
  expect(event.conflicts[0]).toMatchObject({ agency: 'City Outreach', throughCoordinator: false });
  const told = await done(outreach, 'ofOperation', { operationId: sweep });
  expect(told.conflicts).toEqual([
    expect.objectContaining({ throughCoordinator: true, agency: null, officer: null }),
  ]);
});

test('silence for an operation: asked for, decided by somebody else, then the others are not told of it', async () => {
  const at = freshCorner();
  const mine = await operation(harbor, at);
  const { entry } = await done(harbor, 'ofOperation', { operationId: mine });
  await done(harbor, 'askSilence', {
    id: entry.id,
    version: entry.version,
    reason: 'An officer of another agency may be involved.',
  });
  expect(await gate(mine)).toMatchObject({ current: false, lacks: ['silent'] });
  const waiting = (await done(chief, 'coordination')).waiting.find(
    ({ id }: { id: string }) => id === entry.id,
  );
  await done(chief, 'decideSilence', { id: entry.id, version: waiting.version, agreed: true });
  const event = await entered(county, 'enterEvent', surveillance(at));
  expect(event).toMatchObject({ told: 'nothing', conflicts: [] });
  expect(await gate(mine)).toMatchObject({ current: true, open: 1 });
});

test('the hand-off holds for one time and place: a reference with its result, or a reason to do without', async () => {
  const at = freshCorner();
  const mine = await operation(harbor, at);
  const { entry, systems, handoffDue } = await done(harbor, 'ofOperation', { operationId: mine });
  expect(systems).toContain('RISSafe');
  expect(handoffDue).not.toBeNull();
  const refused = await house.call(harbor, 'deconfliction.recordHandoff', {
    id: entry.id,
    system: 'RISSafe',
    state: 'answered',
    reference: null,
    result: null,
    reason: null,
  });
  expect(refused.body.data.fields.map((f: { problem: string }) => f.problem)).toEqual([
    'reference_needed',
    'result_needed',
  ]);
  await done(harbor, 'recordHandoff', {
    id: entry.id,
    system: 'RISSafe',
    state: 'submitted',
    reference: null,
    result: null,
    reason: null,
  });
  expect(await gate(mine)).toMatchObject({ handed: false });
  await done(harbor, 'recordHandoff', {
    id: entry.id,
    system: 'RISSafe',
    state: 'answered',
    reference: 'RS-11',
    result: 'no_conflict',
    reason: null,
  });
  expect(await gate(mine)).toMatchObject({ handed: true });
  expect(
    (
      await house.call(county, 'deconfliction.recordHandoff', {
        id: entry.id,
        system: 'RISSafe',
        state: 'waived',
        reference: null,
        result: null,
        reason: 'Not ours to say anything about it.',
      })
    ).status,
  ).toBe(404);
  await house.owner.query(`update taskforce.operation_places set lat = lat + 0.01 where operation_id = $1`, [
    mine,
  ]);
  expect(await gate(mine)).toMatchObject({ handed: false });
  const again = await done(harbor, 'ofOperation', { operationId: mine });
  expect(again.handoffs).toEqual([expect.objectContaining({ reference: 'RS-11', present: false })]);
  for (const format of ['pdf', 'csv', 'json']) {
    const made = await done(harbor, 'sheet', { id: entry.id, format });
    expect(made.name).toMatch(new RegExp(`\\.${format}$`));
    expect(made.bytes).toBeGreaterThan(100);
  }
  expect((await house.call(county, 'deconfliction.sheet', { id: entry.id, format: 'csv' })).status).toBe(404);
});

test('an operation that no regional system knows is brought to mind in time, once', async () => {
  const mine = await operation(harbor, freshCorner());
  await house.owner.query('select taskforce.remind_handoffs()');
  await house.owner.query('select taskforce.remind_handoffs()');
  const { n } = await one(
    `select count(*)::int as n from kit.notices where kind = 'deconfliction_hand_off' and subject_id = $1`,
    [mine],
  );
  expect(n).toBe(1);
});

test('buffers set anew are applied to everything that is planned', async () => {
  const admin = await house.person('Ada Admin', ['account_administrator']);
  const at = freshCorner();
  const mine = await operation(harbor, at);
  await entered(county, 'enterEvent', surveillance({ ...at, lat: at.lat + 3000 / 111_195 }));
  expect(await gate(mine)).toMatchObject({ open: 0 });
  const { changedAt, ...settings } = await done(admin, 'settingsToSet');
  settings.buffers.surveillance = { meters: 4000, minutes: 120 };
  await done(admin, 'setSettings', { ...settings, changedAt });
  expect(await gate(mine)).toMatchObject({ open: 1 });
});
