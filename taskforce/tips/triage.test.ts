import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip, versionOf } from './arranging.ts';

let house: TestHouse;
let ana: Person;
let ben: Person;
let olga: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
  ben = await house.person('Ben Analyst', ['analyst']);
  olga = await house.person('Olga Outreach', ['outreach_coordinator'], 'Harbor Outreach');
});
afterAll(() => house.close());

const decide = async (by: Person, id: string, decision: Record<string, unknown>) =>
  house.call(by, 'tips.decide', { id, version: await versionOf(house, id), ...decision });

test('a tip gets a number, a clock and a place in the queue', async () => {
  const { id, number } = await takeTip(house, ana, {
    minors: 'yes',
    ongoing: 'yes',
    place: 'Car wash on Pine',
  });
  expect(number).toMatch(/^T-\d{4}-\d{4}$/);
  const queue = await house.call(ben, 'tips.list', {});
  expect(queue.body.rows.find((row: { id: string }) => row.id === id)).toMatchObject({
    number,
    state: 'received',
    why: 'minor_and_going_on',
    assignedTo: null,
  });
});

test('opening a case from a tip makes the case, its first strand and the link, and the tip leaves the queue', async () => {
  const { id } = await takeTip(house, ana, { originRoute: 'clinic_or_emergency_room' });
  const made = await decide(ana, id, {
    decision: 'open_case',
    title: 'Store room',
    type: 'labor',
    strandLabel: 'Owner',
  });
  expect(made.status).toBe(200);
  const page = await house.call(ana, 'tips.open', { id });
  expect(page.body).toMatchObject({
    state: 'opened_case',
    cases: [{ id: made.body.caseId, number: made.body.caseNumber, title: 'Store room' }],
    decisions: [{ decision: 'open_case', fromState: 'received', toState: 'opened_case' }],
  });
  const { rows } = await house.owner.query(
    'select origin_route, origin_mode, (select count(*) from taskforce.strands s where s.case_id = c.id)::int as strands from taskforce.cases c where id = $1',
    [made.body.caseId],
  );
  expect(rows).toEqual([{ origin_route: 'clinic_or_emergency_room', origin_mode: 'proactive', strands: 1 }]);
});

test('one tip feeds two cases', async () => {
  const open = async () => {
    const { id } = await takeTip(house, ana);
    return (await decide(ana, id, { decision: 'open_case', title: 'Base', type: 'sex', strandLabel: 'A' }))
      .body.caseId;
  };
  const caseIds = [await open(), await open()];
  const { id } = await takeTip(house, ana);
  expect((await decide(ana, id, { decision: 'attach', caseIds })).status).toBe(200);
  const page = await house.call(ana, 'tips.open', { id });
  expect(page.body.cases.map((one: { id: string }) => one.id).toSorted()).toEqual(caseIds.toSorted());
});

test('a tip cannot be attached to a case that is not open to the person', async () => {
  const { id: first } = await takeTip(house, ben);
  const hidden = (
    await decide(ben, first, { decision: 'open_case', title: 'Sealed one', type: 'sex', strandLabel: 'A' })
  ).body.caseId;
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'A sealed case of the test house' where id = $1`,
    [hidden],
  );
  const { id } = await takeTip(house, ana);
  const refused = await decide(ana, id, { decision: 'attach', caseIds: [hidden] });
  expect(refused.status).toBe(422);
  const none = await decide(ana, id, { decision: 'attach', caseIds: [crypto.randomUUID()] });
  expect(none.body).toEqual(refused.body);
});

test('referring out needs a recipient with a name and how it was handed over', async () => {
  const { id } = await takeTip(house, ana);
  const thin = await decide(ana, id, {
    decision: 'refer_out',
    recipient: 'labor_department',
    recipientName: '',
    how: '',
  });
  expect(thin.status).toBe(422);
  expect(thin.body.data.fields.map((field: { path: string }) => field.path)).toEqual([
    'recipientName',
    'how',
  ]);
  const done = await decide(ana, id, {
    decision: 'refer_out',
    recipient: 'labor_department',
    recipientName: 'State labor department, wages',
    how: 'By phone to the duty desk',
  });
  expect(done.status).toBe(200);
});

test('closing without action needs a listed reason and, for a judgement, an explanation', async () => {
  const { id } = await takeTip(house, ana);
  expect((await decide(ana, id, { decision: 'no_action', reasonCode: 'she_seemed_fine' })).status).toBe(400);
  expect((await decide(ana, id, { decision: 'no_action', reasonCode: 'not_trafficking' })).status).toBe(422);
  const { id: original } = await takeTip(house, ana);
  expect(
    (await decide(ana, id, { decision: 'no_action', reasonCode: 'duplicate', duplicateOfId: original }))
      .status,
  ).toBe(200);
  const again = await decide(ana, id, { decision: 'no_action', reasonCode: 'information_only' });
  expect(again.body.data.fields[0].problem).toBe('already_decided');
});

test('asking back needs a way to the reporter; the recorded answer brings the tip back ahead of what waits', async () => {
  const { id: mute } = await takeTip(house, ana);
  const refused = await decide(ana, mute, { decision: 'ask_back', question: 'Which door do they use?' });
  expect(refused.body.data.fields[0].problem).toBe('no_way_back');
  const { id } = await takeTip(house, ana, {
    contact: { name: 'Reporter', way: '312-555-0142', when: 'mornings' },
  });
  expect((await decide(ana, id, { decision: 'ask_back', question: 'Which door do they use?' })).status).toBe(
    200,
  );
  const waiting = await house.call(ana, 'tips.list', { lane: 'waiting' });
  expect(waiting.body.rows.map((row: { id: string }) => row.id)).toContain(id);
  await house.call(ana, 'tips.recordAnswer', {
    id,
    version: await versionOf(house, id),
    body: 'The one in the back.',
  });
  const queue = await house.call(ana, 'tips.list', {});
  expect(queue.body.rows.find((row: { id: string }) => row.id === id)).toMatchObject({
    state: 'received',
    why: 'answer_arrived',
  });
});

test('a decision is taken back by an entry of its own, and nothing of the history is lost', async () => {
  const { id } = await takeTip(house, ana);
  await decide(ana, id, { decision: 'no_action', reasonCode: 'information_only' });
  const short = await house.call(ana, 'tips.reopen', {
    id,
    version: await versionOf(house, id),
    reason: 'oops',
  });
  expect(short.status).toBe(422);
  const back = await house.call(ana, 'tips.reopen', {
    id,
    version: await versionOf(house, id),
    reason: 'A second caller told of the same place.',
  });
  expect(back.status).toBe(200);
  const page = await house.call(ana, 'tips.open', { id });
  expect(page.body.state).toBe('received');
  expect(page.body.decisions.map((one: { decision: string }) => one.decision)).toEqual([
    'no_action',
    'reopen',
  ]);
  await expect(
    house.as(ana, 'write', (work) => work.db.deleteFrom('tipDecisions').where('tipId', '=', id).execute()),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('a case that was worked on keeps its tip', async () => {
  const { id } = await takeTip(house, ana);
  const { caseId } = (
    await decide(ana, id, { decision: 'open_case', title: 'Worked on', type: 'labor', strandLabel: 'A' })
  ).body;
  await house.owner.query(`update taskforce.cases set title = 'Worked on much' where id = $1`, [caseId]);
  const back = await house.call(ana, 'tips.reopen', {
    id,
    version: await versionOf(house, id),
    reason: 'It was opened for the wrong place.',
  });
  expect(back.body.data.fields[0].problem).toBe('case_has_work');
});

test('two officers take the same tip: the second learns of the first and nothing is overwritten', async () => {
  const { id } = await takeTip(house, ana);
  const version = await versionOf(house, id);
  expect((await house.call(ana, 'tips.take', { id, version })).status).toBe(200);
  const second = await house.call(ben, 'tips.take', { id, version });
  expect(second.status).toBe(409);
  expect(second.body.data.current.assignedTo).toBe(ana.id);
});

test('the outreach coordinator sees only the tips received by themself', async () => {
  const { id: own } = await takeTip(house, olga, { channel: 'partner_referral' });
  const { id: other } = await takeTip(house, ana);
  const list = await house.call(olga, 'tips.list', { lane: 'all' });
  expect(list.body.rows.map((row: { id: string }) => row.id)).toEqual([own]);
  expect(list.body.total).toEqual({ count: 1, capped: false });
  expect((await house.call(olga, 'tips.open', { id: other })).status).toBe(404);
  expect((await house.call(olga, 'tips.open', { id: own })).status).toBe(200);
  expect((await decide(olga, own, { decision: 'no_action', reasonCode: 'information_only' })).status).toBe(
    403,
  );
});

test('pages of the queue join without gap or double, in the order of the rule', async () => {
  for (let n = 0; n < 5; n += 1) await takeTip(house, ana, { ongoing: n % 2 ? 'yes' : 'no' });
  const whole = await house.call(ana, 'tips.list', { limit: 100 });
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: { body: { rows: { id: string }[]; next: string | null } } = await house.call(
      ana,
      'tips.list',
      {
        limit: 3,
        after,
      },
    );
    seen.push(...page.body.rows.map((row) => row.id));
    after = page.body.next;
    if (after === null) break;
  }
  expect(seen).toEqual(whole.body.rows.map((row: { id: string }) => row.id));
  const bad = await house.call(ana, 'tips.list', { after: 'nonsense' });
  expect(bad.body.data.fields[0].path).toBe('after');
});

test('earlier tips are shown with what they share', async () => {
  const { id: earlier } = await takeTip(house, ana, { phones: '(312) 555-0199', place: '1200 Pine Street' });
  const { id } = await takeTip(house, ben, {
    what: 'They call from 312.555.0199 every night',
    onlineLinks: '',
  });
  await takeTip(house, ben, { what: 'Nothing shared with any other', phones: '773-555-0101' });
  const page = await house.call(ben, 'tips.open', { id });
  expect(page.body.similar).toHaveLength(1);
  expect(page.body.similar[0]).toMatchObject({
    id: earlier,
    reasons: [{ reason: 'same_phone', value: '+13125550199' }],
  });
});
