import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let ada: Person;
let ana: Person;
let now = new Date('2026-03-06T22:30:00Z');
beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  ada = await house.person('Ada Admin', ['account_administrator']);
  ana = await house.person('Ana Investigator', ['investigator']);
});
afterAll(() => house.close());

const protocol = async () => (await house.call(ada, 'administration.protocol')).body;
const settings = async () => (await house.call(ada, 'identity.settings')).body;
const es = { 'accept-language': 'es' };

test('an installation begins with the items and deadlines of the product, and only its administrator changes them', async () => {
  const begun = await protocol();
  expect(begun.requiredItems).toContain('deconfliction');
  expect(begun.clocks).toMatchObject({ triageWorkingDays: 2, dangerOfficerMinutes: 15, holidays: [] });
  expect((await house.call(ana, 'administration.protocol')).status).toBe(403);
  expect((await house.call(ana, 'administration.setProtocol', begun)).status).toBe(403);
  expect((await house.call(ana, 'administration.settingChanges')).status).toBe(403);
});

test('a change of deadlines holds for tips from now on, counts holidays, and leaves earlier tips as they were', async () => {
  const receive = async (what: string) =>
    (
      await house.call(ana, 'tips.receive', {
        what,
        channel: 'phone',
        originRoute: 'hotline',
      })
    ).body;
  const earlier = await receive('Before the change');
  const begun = await protocol();
  const clocks = {
    ...begun.clocks,
    triageWorkingDays: 3,
    retentionDays: 30,
    holidays: ['2026-03-09', '2026-03-09'],
  };
  const saved = await house.call(ada, 'administration.setProtocol', { ...begun, clocks });
  expect(saved.status).toBe(200);
  const later = await receive('After the change');
  const due = async (id: string) => (await house.call(ana, 'tips.open', { id })).body.triageDueAt;
  // Friday evening; Monday the 9th is a holiday here.
  expect(await due(later.id)).toBe('2026-03-12T22:30:00.000Z');
  expect(await due(earlier.id)).toBe('2026-03-10T22:30:00.000Z');
  const page = (await house.call(ana, 'tips.open', { id: later.id })).body;
  expect(page.clocks.find((one: { clock: string }) => one.clock === 'triage').dueAt).toBe(page.triageDueAt);
  const conflict = await house.call(ada, 'administration.setProtocol', { ...begun, clocks });
  expect(conflict.status).toBe(409);
  expect(conflict.body.data.current.clocks.triageWorkingDays).toBe(3);
});

test('the items of the checklist that are required are those that were set', async () => {
  const before = await protocol();
  await house.call(ada, 'administration.setProtocol', { ...before, requiredItems: ['goals'] });
  const { rows } = await house.owner.query('select taskforce.required_items() as items');
  expect(rows[0].items).toEqual(['goals']);
  expect((await protocol()).requiredItems).toEqual(['goals']);
});

test('who set what before is kept and cannot be written by hand', async () => {
  const { rows } = (await house.call(ada, 'administration.settingChanges')).body;
  expect(rows[0]).toMatchObject({ key: 'required_checklist_items', after: ['goals'], by: 'Ada Admin' });
  const clocks = rows.find((row: { key: string }) => row.key === 'tip_clocks');
  expect(clocks.after.holidays).toEqual(['2026-03-09']);
  await expect(
    house.as(ada, 'write', ({ db }) => db.deleteFrom('settingChanges').execute()),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('the time zone moves the border of the day, and one that nobody knows is refused in the reader’s language', async () => {
  const before = await settings();
  expect(before.timeZone).toBe('UTC');
  const change = { installationName: 'Tri-County', notice: '', changedAt: before.changedAt };
  const wrong = await house.call(
    ada,
    'identity.changeSettings',
    { ...change, timeZone: 'Riverton/Docks' },
    es,
  );
  expect(wrong.body.data.fields).toMatchObject([
    { path: 'timeZone', remedy: 'Elija una zona horaria de la lista.' },
  ]);
  expect(
    (await house.call(ada, 'identity.changeSettings', { ...change, timeZone: 'Asia/Tokyo' })).status,
  ).toBe(200);
  now = new Date('2026-03-06T16:00:00Z');
  const opened = await house.call(ana, 'cases.open', {
    title: 'Zone trial',
    type: 'labor',
    originRoute: 'hotline',
    leadAgencyId: ana.agencyId,
    strands: [{ label: 'Laundry', kind: 'location', mode: 'reactive' }],
  });
  // In Tokyo it is past midnight already.
  const read = await house.call(ana, 'cases.read', { id: opened.body.id });
  expect(read.body.openedOn).toBe('2026-03-07');
  const kept = await house.call(ada, 'identity.changeSettings', {
    ...change,
    changedAt: (await settings()).changedAt,
  });
  expect([kept.status, (await settings()).timeZone]).toEqual([200, 'Asia/Tokyo']);
});

test('an agency is renamed against the version that was seen, and ended when nobody works for it any more', async () => {
  const otto = await house.person('Otto Other', ['investigator'], 'Harbor Police');
  const find = async (id: string) =>
    (await house.call(ada, 'identity.colleagues')).body.agencies.find((one: { id: string }) => one.id === id);
  const harbor = await find(otto.agencyId);
  const given = {
    id: harbor.id,
    version: harbor.version,
    name: 'Harbor City Police',
    shortName: 'HCPD',
    kind: 'police',
  };
  expect((await house.call(ana, 'identity.changeAgency', given)).status).toBe(403);
  expect((await house.call(ada, 'identity.changeAgency', { ...given, name: 'Riverton Police' })).status).toBe(
    422,
  );
  expect((await house.call(ada, 'identity.changeAgency', given)).status).toBe(200);
  expect((await house.call(ada, 'identity.changeAgency', given)).status).toBe(409);
  const renamed = await find(harbor.id);
  expect(renamed).toMatchObject({
    name: 'Harbor City Police',
    shortName: 'HCPD',
    version: harbor.version + 1,
  });
  const end = { id: harbor.id, version: renamed.version };
  const people = await house.call(ada, 'identity.endAgency', end, es);
  expect(people.body.data.fields[0].remedy).toMatch(/^Suspenda antes/);
  expect((await house.call(ada, 'identity.endAgency', { ...end, id: ada.agencyId })).status).toBe(422);
  await house.owner.query(`update kit.accounts set status = 'suspended' where id = $1`, [otto.id]);
  expect((await house.call(ada, 'identity.endAgency', end)).status).toBe(200);
  expect(await find(harbor.id)).toBeUndefined();
});
