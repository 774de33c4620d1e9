import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';

let house: TestHouse;
let investigator: Person;
let commander: Person;
let prosecutor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
  prosecutor = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
});
afterAll(() => house.close());

const today = dayOf(new Date());
const why = 'The engagement was broken off on the advice of counsel.';

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
const problems = async (person: Person, procedure: string, input: object) =>
  ((await house.call(person, procedure, input)).body.data?.fields ?? []).map((one: any) => one.problem);

async function open() {
  const { id, strandIds } = await ok(investigator, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'hotline',
    openedOn: addDays(today, -30),
    strands: [{ label: 'Owner', kind: 'target_person' }],
    members: [{ accountId: prosecutor.id, capacity: 'prosecutor', reason: 'Charging advice' }],
  });
  return { caseId: id as string, strandId: strandIds[0] as string };
}
const version = async (strandId: string) =>
  (await ok(investigator, 'strands.read', { id: strandId })).strand.version;

test('a covert engagement logged on a pre-operational strand offers the transition; accepting it needs the checklist', async () => {
  const { caseId, strandId } = await open();
  const { offer, id } = await ok(investigator, 'activities.log', {
    caseId,
    strandId,
    kind: 'covert_contact',
    title: 'First call to the recruiter',
    happenedOn: addDays(today, -2),
    work: [{ minutes: 90 }, { who: 'Interpreter', minutes: 45 }],
    costs: [{ kind: 'interpreter', amountCents: 12_050 }],
  });
  expect(offer).toMatchObject({
    strandId,
    to: 'operational',
    event: 'first_covert_engagement',
    needsSupervisor: false,
  });
  const accept = async () => ({
    id: strandId,
    version: await version(strandId),
    to: offer.to,
    event: offer.event,
    effectiveOn: offer.effectiveOn,
    activityId: id,
  });
  expect(await problems(investigator, 'strands.move', await accept())).toEqual(
    Array.from({ length: 6 }, () => 'checklist_open'),
  );
  for (const item of exitChecklistItems.slice(0, 5))
    await ok(investigator, 'strands.answerItem', { id: strandId, item, state: 'present', version: 0 });
  expect(
    await problems(investigator, 'strands.answerItem', {
      id: strandId,
      item: 'deconfliction',
      state: 'waived',
      reason: 'no',
      version: 0,
    }),
  ).toEqual(['reason_needed']);
  await ok(investigator, 'strands.answerItem', {
    id: strandId,
    item: 'deconfliction',
    state: 'waived',
    reason: 'The exchange is closed until Monday.',
    version: 0,
  });
  const moved = await ok(investigator, 'strands.move', await accept());
  expect(moved.lateByDays).toBe(2);
  const page = await ok(investigator, 'cases.read', { id: caseId });
  expect(page).toMatchObject({
    picture: { operational: 1 },
    effort: { minutes: 135, cents: 12_050 },
    counts: { activities: 1 },
  });
  expect(page.strands[0].spells).toMatchObject([
    { phase: 'pre_operational', left: offer.effectiveOn },
    { phase: 'operational', entered: offer.effectiveOn, left: null, lateByDays: 2 },
  ]);
  const again = await ok(investigator, 'activities.log', {
    caseId,
    strandId,
    kind: 'covert_contact',
    title: 'Second call',
    happenedOn: today,
  });
  expect(again.offer).toBeNull();
});

test('going back is asked for by the investigator and recorded in the moment a supervisor signs', async () => {
  const { caseId, strandId } = await open();
  for (const item of exitChecklistItems)
    await ok(investigator, 'strands.answerItem', { id: strandId, item, state: 'present', version: 0 });
  await ok(investigator, 'strands.move', {
    id: strandId,
    version: await version(strandId),
    to: 'operational',
    event: 'first_covert_engagement',
    effectiveOn: addDays(today, -9),
  });
  const back = {
    to: 'pre_operational',
    event: 'engagement_ended',
    effectiveOn: addDays(today, -1),
    reason: why,
  };
  expect(
    await problems(investigator, 'strands.move', { id: strandId, version: await version(strandId), ...back }),
  ).toEqual(['supervisor_needed']);
  expect(
    await problems(investigator, 'requests.ask', { kind: 'move', strandId, ...back, reason: 'short' }),
  ).toEqual(['reason_needed']);
  const { id } = await ok(investigator, 'requests.ask', { kind: 'move', strandId, ...back });
  expect((await ok(commander, 'notices.list', {})).rows[0]).toMatchObject({
    kind: 'approval_asked',
    subjectId: caseId,
  });
  expect((await house.call(investigator, 'requests.decide', { id, version: 1, approve: true })).status).toBe(
    403,
  );
  expect((await ok(commander, 'requests.waiting', {})).rows.find((row: any) => row.id === id)).toMatchObject({
    mayDecide: true,
    reason: why,
  });
  await ok(commander, 'requests.decide', { id, version: 1, approve: true, note: 'Agreed' });
  const strand = await ok(investigator, 'strands.read', { id: strandId });
  expect(strand.strand).toMatchObject({ place: 'pre_operational', phaseSince: addDays(today, -1) });
  expect(strand.history.at(-1)).toMatchObject({
    recordedBy: { id: investigator.id },
    approvedBy: { id: commander.id },
    reason: why,
  });

  const first = strand.history[1];
  await ok(investigator, 'strands.correct', {
    id: strandId,
    version: strand.strand.version,
    entryId: first.id,
    effectiveOn: addDays(today, -8),
    reason: 'The log of the call gives the day after.',
  });
  const corrected = await ok(investigator, 'strands.read', { id: strandId });
  expect(corrected.history).toHaveLength(4);
  expect(corrected.history[1].supersededBy).toBe(corrected.history[3].id);
  expect(corrected.strand.spells[1].entered).toBe(addDays(today, -8));
});

test('two people move one strand at once: one entry is written and the other sees the strand as it stands', async () => {
  const { strandId } = await open();
  const at = await version(strandId);
  const close = {
    id: strandId,
    version: at,
    closeReason: 'inactive',
    effectiveOn: today,
    reason: 'Nothing new for a year and a half.',
  };
  const replies = await Promise.all([
    house.call(investigator, 'strands.close', close),
    house.call(commander, 'strands.close', close),
  ]);
  expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
  expect(replies.find((reply) => reply.status === 409)!.body.data.current).toMatchObject({
    closeReason: 'inactive',
  });
});

test('more than a day of hours on one day is refused, by the rules and by the database', async () => {
  const { caseId } = await open();
  const log = (minutes: number) => ({
    caseId,
    kind: 'surveillance',
    title: 'Watch',
    happenedOn: addDays(today, -4),
    work: [{ minutes }],
  });
  await ok(investigator, 'activities.log', log(1000));
  expect(await problems(investigator, 'activities.log', log(600))).toEqual(['over_a_day']);
  const { rows } = await ok(investigator, 'activities.list', { caseId });
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .insertInto('workEntries')
        .values({
          activityId: rows[0].id,
          caseId,
          accountId: investigator.id,
          day: addDays(today, -4),
          minutes: 500,
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'over_a_day' }] });
  expect(
    await problems(investigator, 'activities.log', { ...log(10), happenedOn: addDays(today, 1) }),
  ).toEqual(['in_the_future']);
});
