import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../kit/problems.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';

let house: TestHouse;
let ines: Person;
let otto: Person;
let pia: Person;
let far: Person;
let inspector: Person;
let adult: ArrangedVictim;
let child: ArrangedVictim;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  otto = await house.person('Otto Brand', ['investigator']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
  inspector = await house.person('Lena Ortiz', ['labor_inspector'], 'Labor Department');
  adult = await arrangeVictim(house, ines, { members: [ines, otto, pia, inspector] });
  child = await arrangeVictim(house, ines, { ageGroup: 'from_15_to_17' });
});
afterAll(() => house.close());

const because = 'There is no other room within two hours of travel.';
const plan = (victim: ArrangedVictim, more: object = {}) => ({
  victimId: victim.id,
  priorSeen: 0,
  purpose: 'in_depth',
  plannedFor: '2026-12-01T15:00:00Z',
  safe: 'yes',
  stable: 'yes',
  wantsTo: 'yes',
  interviewerKind: 'investigator',
  interviewerName: 'Ines Vega',
  noteTakerId: otto.id,
  placeKind: 'neutral_office',
  interpreter: 'not_needed',
  breaksMinutes: 30,
  foodAndDrink: true,
  recording: 'none',
  ...more,
});
const fields = (body: { data?: { fields?: { path: string }[] } }) =>
  (body.data?.fields ?? []).map(({ path }) => path);
async function planned(victim: ArrangedVictim, more: object = {}): Promise<{ id: string; version: number }> {
  const { status, body } = await house.call(ines, 'interviews.plan', plan(victim, more));
  expect(status, JSON.stringify(body)).toBe(200);
  return { id: body.id, version: 1 };
}

const priorOf = async (victim: ArrangedVictim): Promise<number> =>
  (await house.call(ines, 'interviews.list', { victimId: victim.id })).body.priorHere;

test('an interview is planned, held, and its report entered by the one note-taker alone', async () => {
  const at = await planned(adult, { placeNote: 'Door in view, two chairs, no desk between' });
  const held = await house.call(ines, 'interviews.hold', {
    ...at,
    state: 'held',
    heldOn: '2026-01-20',
    toldFreeToLeave: true,
  });
  expect(held.status, JSON.stringify(held.body)).toBe(200);
  const report = { id: at.id, version: held.body.version, reportReference: 'RPT-2026-0117' };
  const other = await house.call(ines, 'interviews.report', report);
  expect([other.status, fields(other.body)]).toEqual([422, ['reportReference']]);
  expect((await house.call(otto, 'interviews.report', report)).status).toBe(200);
  const { body } = await house.call(pia, 'interviews.list', { victimId: adult.id });
  expect(body.rows[0]).toMatchObject({
    state: 'held',
    reportReference: 'RPT-2026-0117',
    noteTaker: { name: 'Otto Brand' },
    mayReport: false,
  });
  expect(body).toMatchObject({ priorHere: 1, minor: false, usual: { recording: null, reasonFrom: 2 } });
});

test.each([
  ['a police station without a reason', { placeKind: 'police_station' }, 'placeReason'],
  ['an immigration office without a reason', { placeKind: 'immigration_office' }, 'placeReason'],
  ['a jail with a word for a reason', { placeKind: 'jail', placeReason: 'because' }, 'placeReason'],
  ['an address in the note', { placeNote: 'Meet at 1420 North Harbor Street' }, 'placeNote'],
  ['a shelter in the note', { placeNote: 'the women’s shelter downtown' }, 'placeNote'],
  ['a shelter in a Spanish note', { placeNote: 'El Albergue del centro' }, 'placeNote'],
  ['coordinates in the note', { placeNote: '27.9506, -82.4572' }, 'placeNote'],
  [
    'a relative of the suspect in the room',
    {
      people: [{ name: 'Cousin Ray', role: 'support_person', connection: 'relative', wantedByVictim: true }],
    },
    'people',
  ],
  [
    'the employer in the room',
    { people: [{ name: 'Mr. Boss', role: 'interpreter', connection: 'employer', wantedByVictim: true }] },
    'people',
  ],
  [
    'an advocate whom the victim does not want there',
    {
      people: [
        { name: 'Ada Moss', role: 'community_advocate', connection: 'none_known', wantedByVictim: false },
      ],
    },
    'people',
  ],
  [
    'an interpreter who was not vetted',
    { interpreter: 'arranged', interpreterLanguage: 'es' },
    'interpreter',
  ],
  [
    'an interpreter from the circle of the suspects',
    { interpreter: 'needed', interpreterConnection: 'suspect_circle' },
    'interpreterConnection',
  ],
  ['a victim who does not want it', { wantsTo: 'no' }, 'wantsTo'],
])('a plan is refused with its field for %s, and the database refuses it too', async (_name, more, field) => {
  const { body: before } = await house.call(ines, 'interviews.list', { victimId: child.id });
  const setting = { settingReason: because, recordingReason: because, priorSeen: before.priorHere };
  const { status, body } = await house.call(ines, 'interviews.plan', plan(child, { ...setting, ...more }));
  expect([status, fields(body)]).toEqual([422, [field]]);
  const refused = await house
    .as(ines, 'write', async ({ db }) => {
      const { people, plannedFor, ...rest } = plan(child, { people: [], ...setting, ...more }) as unknown as {
        people: unknown;
        plannedFor: string;
      };
      await db
        .insertInto('interviewPlans')
        .values({
          ...(rest as object),
          plannedFor: new Date(plannedFor),
          people: JSON.stringify(people),
          caseId: child.caseId,
        } as never)
        .execute();
    })
    .catch((problem: Problem) => problem.fields.map(({ path }) => path));
  expect(refused).toEqual([field]);
});

test('a minor is interviewed by a forensic interviewer at a child advocacy center and recorded, unless a reason is given', async () => {
  const { body } = await house.call(ines, 'interviews.list', { victimId: child.id });
  expect(body.usual).toMatchObject({
    interviewerKind: 'forensic_interviewer',
    placeKind: 'child_advocacy_center',
    recording: 'video',
  });
  const refused = await house.call(ines, 'interviews.plan', plan(child));
  expect(fields(refused.body)).toEqual(['settingReason', 'recordingReason']);
  await planned(child, { ...body.usual, reasonFrom: undefined, recording: 'video' });
});

test('who plans has seen how many interviews there were, and says why after several', async () => {
  const victim = await arrangeVictim(house, ines);
  for (const day of ['2026-01-10', '2026-01-11']) {
    const { body } = await house.call(ines, 'interviews.list', { victimId: victim.id });
    const at = await planned(victim, { priorSeen: body.priorHere });
    const held = { ...at, state: 'held', heldOn: day, toldFreeToLeave: true };
    expect((await house.call(ines, 'interviews.hold', held)).status).toBe(200);
  }
  const unaware = await house.call(ines, 'interviews.plan', plan(victim, { againReason: because }));
  expect(fields(unaware.body)).toEqual(['priorSeen']);
  const again = await house.call(ines, 'interviews.plan', plan(victim, { priorSeen: 2 }));
  expect(fields(again.body)).toEqual(['againReason']);
  await planned(victim, { priorSeen: 2, againReason: because });
});

test('nothing begins before the victim says yes, is safe and stable, and was told that they may leave', async () => {
  const victim = await arrangeVictim(house, ines);
  const at = await planned(victim, { safe: 'unsure', wantsTo: 'not_asked', interpreter: 'needed' });
  const { body: listed } = await house.call(ines, 'interviews.list', { victimId: victim.id });
  expect(listed.rows[0].missing).toEqual(['wantsTo', 'safe', 'interpreter']);
  const begun = { ...at, state: 'held', heldOn: '2026-01-20', toldFreeToLeave: false };
  const { status, body } = await house.call(ines, 'interviews.hold', begun);
  expect([status, fields(body)]).toEqual([422, ['wantsTo', 'safe', 'interpreter', 'toldFreeToLeave']]);
  const early = await planned(victim, { safe: 'no', purpose: 'early_facts', earlyReason: because });
  const held = { ...early, state: 'held', heldOn: '2026-01-20', toldFreeToLeave: true };
  expect((await house.call(ines, 'interviews.hold', held)).status).toBe(200);
});

test('a victim stops an interview without owing a reason, and it counts as one of the interviews', async () => {
  const victim = await arrangeVictim(house, ines);
  const at = await planned(victim);
  const stopped = { ...at, state: 'stopped', heldOn: '2026-01-20', toldFreeToLeave: true };
  expect((await house.call(ines, 'interviews.hold', stopped)).status).toBe(200);
  const { body } = await house.call(ines, 'interviews.list', { victimId: victim.id });
  expect([body.priorHere, body.rows[0].state, body.rows[0].postponeReason]).toEqual([1, 'stopped', null]);
});

test('an interview is postponed with a reason from the list; what is over stays as it was', async () => {
  const victim = await arrangeVictim(house, ines);
  const at = await planned(victim);
  const put = { ...at, state: 'postponed' };
  expect(fields((await house.call(ines, 'interviews.postpone', put)).body)).toEqual(['postponeReason']);
  const done = await house.call(ines, 'interviews.postpone', { ...put, postponeReason: 'victim_asked' });
  expect(done.status).toBe(200);
  const over = await house.call(ines, 'interviews.postpone', {
    id: at.id,
    version: done.body.version,
    state: 'called_off',
  });
  expect([over.status, fields(over.body)]).toEqual([422, ['state']]);
});

test('another agency and a labor inspector of the case find no interview; the victim is missing to them', async () => {
  const at = await planned(adult, { priorSeen: 1 });
  for (const person of [far, inspector]) {
    const read = await house.call(person, 'interviews.list', { victimId: adult.id });
    const change = await house.call(person, 'interviews.postpone', {
      ...at,
      state: 'called_off',
    });
    expect([403, 404], person.displayName).toContain(read.status);
    expect([403, 404], person.displayName).toContain(change.status);
  }
});

test('what a plan said before each change can be read again, whole, with who changed it; to another agency it is missing', async () => {
  const at = await planned(adult, {
    priorSeen: await priorOf(adult),
    placeNote: 'Two chairs',
    againReason: because,
  });
  const { priorSeen: _seen, victimId: _victim, ...fields } = plan(adult, { againReason: because });
  const second = { ...at, ...fields, placeNote: 'Three chairs', noteTakerId: ines.id };
  expect((await house.call(otto, 'interviews.change', second)).status).toBe(200);
  const third = { ...second, version: 2, plannedFor: '2026-12-02T16:00:00Z' };
  expect((await house.call(ines, 'interviews.change', third)).status).toBe(200);
  const { rows } = (await house.call(ines, 'interviews.versions', { id: at.id })).body;
  expect(rows.map((row: { by: string }) => row.by)).toEqual(['Ines Vega', 'Otto Brand']);
  expect(rows[0].plan).toMatchObject({
    version: 2,
    placeNote: 'Three chairs',
    noteTaker: { name: 'Ines Vega' },
  });
  expect(rows[1].plan).toMatchObject({
    version: 1,
    placeNote: 'Two chairs',
    plannedFor: '2026-12-01T15:00:00.000Z',
    noteTaker: { name: 'Otto Brand' },
  });
  expect((await house.call(far, 'interviews.versions', { id: at.id })).status).toBe(404);
});
