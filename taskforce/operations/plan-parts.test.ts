import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let detective: Person;
let prosecutor: Person;
let specialist: Person;
let neighbor: Person;
let outreach: Person;
let provider: string;
beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Dan Detective', ['investigator']);
  prosecutor = await house.person('Pia Prosecutor', ['prosecutor'], 'County Attorney');
  specialist = await house.person('Sofia Specialist', ['victim_specialist']);
  neighbor = await house.person('Nora Neighbor', ['investigator'], 'Harbor Police');
  outreach = await house.person('Olga Outreach', ['outreach_coordinator']);
  const { rows } = await house.owner.query(
    `insert into taskforce.providers (name) values ('Safe Passage') returning id`,
  );
  provider = rows[0].id;
});
afterAll(() => house.close());

async function ask(person: Person, procedure: string, input: unknown): Promise<any> {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const refusedAs = async (person: Person, procedure: string, input: unknown) => {
  const { status, body } = await house.call(person, `operations.${procedure}`, input);
  return status === 422 ? body.data.fields.map((field: any) => field.problem) : status;
};
const open = async (more: Record<string, unknown> = {}, person = detective) =>
  (await ask(person, 'open', { title: 'Motel', kind: 'recovery', type: 'sex', ...more })).id as string;
const get = (id: string, person = detective) => ask(person, 'get', { id });
const save = (operationId: string, part: string, value: unknown) => ({
  operationId,
  part,
  id: null,
  version: null,
  value,
});
const place = (more: Record<string, unknown>) => ({
  kind: 'scene',
  label: 'Motel',
  address: '12 Mill Road',
  lat: null,
  lon: null,
  zip: null,
  note: null,
  ...more,
});
const post = (more: Record<string, unknown>) => ({
  stageId: null,
  accountId: null,
  personName: null,
  agencyId: null,
  providerId: null,
  role: 'victim_liaison',
  placeKind: 'staging',
  duties: '',
  contact: null,
  radio: null,
  backupPostId: null,
  ...more,
});

test('a template writes stages in their order, posts with duties and the written parts, as the first revision', async () => {
  const plan = await get(await open({ kind: 'labor_inspection', type: 'labor' }));
  expect(plan).toMatchObject({ planRevision: 1, victimsForeseen: 'yes' });
  expect(plan.stages[0]).toMatchObject({ name: 'Briefing', place: 1 });
  expect(plan.dependencies.length).toBeGreaterThanOrEqual(plan.stages.length - 1);
  expect(plan.posts.filter((one: any) => one.role === 'inspector')).toHaveLength(2);
  expect(plan.posts[0].duties).not.toBe('');
  expect(plan.sections.map((one: any) => one.kind)).toContain('property_and_children');
  expect(plan.inspection).toMatchObject({ notPretext: false });
});

test('a part is added, changed under its version and taken away, and each counts a revision', async () => {
  const id = await open({ from: 'nothing' });
  const made = await ask(detective, 'savePart', save(id, 'place', place({})));
  const change = { ...save(id, 'place', place({ label: 'Motel, back' })), id: made.id };
  await ask(detective, 'savePart', { ...change, version: made.version });
  const late = await house.call(detective, 'operations.savePart', { ...change, version: made.version });
  expect([late.status, late.body.data.current.label]).toEqual([409, 'Motel, back']);
  expect(await get(id)).toMatchObject({ planRevision: 3, places: [{ label: 'Motel, back' }] });
  await ask(detective, 'removePart', { operationId: id, part: 'place', id: made.id });
  expect(await get(id)).toMatchObject({ planRevision: 4, places: [] });
});

test('victims and providers meet away from the scene, whoever writes it', async () => {
  const id = await open({ from: 'nothing' });
  await ask(detective, 'savePart', save(id, 'place', place({})));
  const near = place({ kind: 'interview', label: 'Interviews', address: '12 mill road' });
  expect(await refusedAs(detective, 'savePart', save(id, 'place', near))).toEqual(['place_at_scene']);
  await expect(
    house.as(detective, 'write', (work) =>
      work.db
        .insertInto('operationPlaces')
        .values({ operationId: id, kind: 'interview', label: 'x', address: '12 MILL  ROAD' })
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'place_at_scene' }] });
});

test('nobody of a provider and no victim specialist gets a post at the scene', async () => {
  const id = await open({ from: 'nothing' });
  const { agencyId } = (
    await house.owner.query('select agency_id as "agencyId" from kit.accounts where id = $1', [specialist.id])
  ).rows[0];
  const at = (placeKind: string) => post({ accountId: specialist.id, agencyId, placeKind });
  expect(await refusedAs(detective, 'savePart', save(id, 'post', at('scene')))).toEqual([
    'specialist_at_scene',
  ]);
  await ask(detective, 'savePart', save(id, 'post', at('interview')));
  const theirs = post({ personName: 'Rosa', providerId: provider, placeKind: 'scene' });
  expect(await refusedAs(detective, 'savePart', save(id, 'post', theirs))).toEqual(['specialist_at_scene']);
  expect(await refusedAs(detective, 'savePart', save(id, 'post', post({})))).toEqual(['post_from']);
});

test('a person on the roster reads the own post and nothing else of the plan', async () => {
  const id = await open({ from: 'nothing' });
  const { agencyId } = (
    await house.owner.query('select agency_id as "agencyId" from kit.accounts where id = $1', [neighbor.id])
  ).rows[0];
  await ask(
    detective,
    'savePart',
    save(id, 'post', post({ accountId: neighbor.id, agencyId, role: 'arrest' })),
  );
  await ask(detective, 'savePart', save(id, 'post', post({ agencyId, role: 'entry' })));
  await house.as(neighbor, 'read', async (work) => {
    const posts = await work.db
      .selectFrom('operationPosts')
      .select('role')
      .where('operationId', '=', id)
      .execute();
    expect(posts).toEqual([{ role: 'arrest' }]);
    expect(await work.db.selectFrom('operations').select('id').where('id', '=', id).execute()).toEqual([]);
  });
  expect((await house.call(neighbor, 'operations.get', { id })).status).toBe(404);
});

test('stages wait for each other in no circle, by the screen and by hand', async () => {
  const id = await open();
  const { stages, dependencies } = await get(id);
  const [first, second, third] = stages;
  expect(dependencies[0]).toMatchObject({ stageId: second.id, needsStageId: first.id });
  expect(
    await refusedAs(detective, 'addDependency', {
      operationId: id,
      stageId: first.id,
      needsStageId: third.id,
    }),
  ).toEqual(['stage_circle']);
  await expect(
    house.as(detective, 'write', (work) =>
      work.db
        .insertInto('operationStageDependencies')
        .values({ operationId: id, stageId: first.id, needsStageId: third.id })
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'stage_circle' }] });
});

test('who checked an interpreter and who acknowledged is the session; a new name is checked anew', async () => {
  const id = await open({ kind: 'labor_inspection', type: 'labor' });
  const value = { language: 'es', personName: 'Ida', mode: 'in_person', contact: null, conflict: 'clear' };
  const made = await ask(detective, 'savePart', save(id, 'interpreter', value));
  expect((await get(id)).interpreters[0]).toMatchObject({ conflict: 'clear', checkedBy: 'Dan Detective' });
  await ask(detective, 'savePart', {
    ...save(id, 'interpreter', { ...value, personName: 'Eva' }),
    id: made.id,
    version: made.version,
  });
  const plan = await get(id);
  expect(plan.interpreters[0]).toMatchObject({ conflict: 'not_checked', checkedBy: null });
  const { id: inspectionId, version } = plan.inspection;
  await ask(detective, 'savePart', {
    operationId: id,
    part: 'inspection',
    id: inspectionId,
    version,
    value: {
      trainedOn: '2026-01-05',
      notPretext: true,
      criminalFirstToldOn: null,
      interviewPlace: 'Library, second floor',
      retaliationPlan: null,
    },
  });
  expect((await get(id)).inspection).toMatchObject({ acknowledgedBy: 'Dan Detective' });
});

test('an authority that runs out soon is told to those who plan, and not to others', async () => {
  const id = await open({ from: 'nothing' });
  const value = {
    kind: 'search_warrant',
    reference: 'SW-12',
    covers: 'Room 4',
    issuedAt: null,
    expiresAt: new Date(Date.now() + 30 * 3_600_000).toISOString(),
  };
  await ask(detective, 'savePart', save(id, 'authority', value));
  const { rows } = await ask(detective, 'expiring', {});
  expect(rows).toMatchObject([{ operation: { id }, what: 'authority', alarm: 'two_days' }]);
  expect((await ask(neighbor, 'expiring', {})).rows).toEqual([]);
});

test('a prosecutor plans where asked to, and reads before; outreach sees operations without a case', async () => {
  const id = await open({ from: 'nothing' });
  expect((await get(id, prosecutor)).may).toEqual({ plan: false, run: false, approve: true });
  const denied = await house.call(prosecutor, 'operations.savePart', save(id, 'place', place({})));
  expect(denied.status).toBe(404);
  await ask(detective, 'addPlanner', { operationId: id, accountId: prosecutor.id, capacity: 'plan' });
  await ask(prosecutor, 'savePart', save(id, 'place', place({})));
  expect((await get(id, outreach)).number).toBeTruthy();
  const one = await arrangeCase(house, detective);
  const inCase = await open({ caseId: one.id });
  expect((await house.call(outreach, 'operations.get', { id: inCase })).status).toBe(404);
});

test('a sealed operation opens to its planners alone', async () => {
  const colleague = await house.person('Cleo Colleague', ['investigator']);
  const commander = await house.person('Carla Commander', ['commander']);
  const id = await open({ from: 'nothing', sealed: true });
  for (const person of [colleague, commander])
    expect((await house.call(person, 'operations.get', { id })).status, person.id).toBe(404);
  await ask(detective, 'addPlanner', { operationId: id, accountId: colleague.id, capacity: 'read' });
  expect((await get(id, colleague)).may).toMatchObject({ plan: false });
});

test('planning again takes over the plan without its day: checks, authorities and times are made anew', async () => {
  const id = await open({ kind: 'takedown' });
  await ask(detective, 'savePart', save(id, 'place', place({})));
  await ask(detective, 'savePart', save(id, 'budget', { kind: 'overtime', what: null, amountCents: 120_00 }));
  await ask(
    detective,
    'savePart',
    save(id, 'interpreter', {
      language: 'es',
      personName: 'Ida',
      mode: 'telephone',
      contact: null,
      conflict: 'clear',
    }),
  );
  const before = await get(id);
  const again = await get(await open({ kind: 'takedown', from: 'earlier', copyFrom: id }));
  expect(again).toMatchObject({ planRevision: 1, copiedFrom: { id }, places: [{ address: '12 Mill Road' }] });
  expect(again.stages.map((one: any) => one.name)).toEqual(before.stages.map((one: any) => one.name));
  expect(again.dependencies).toHaveLength(before.dependencies.length);
  expect(again.posts).toHaveLength(before.posts.length);
  expect(again.interpreters).toMatchObject([{ personName: 'Ida', conflict: 'not_checked', checkedBy: null }]);
  expect(again.authorities).toEqual([]);
  const denied = await house.call(neighbor, 'operations.open', {
    title: 'Theirs',
    kind: 'takedown',
    type: 'sex',
    from: 'earlier',
    copyFrom: id,
  });
  expect(denied.status).toBe(404);
});
