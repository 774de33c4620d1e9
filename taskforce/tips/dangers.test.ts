import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip, versionOf } from './arranging.ts';

let house: TestHouse;
let cora: Person;
let ana: Person;
let ben: Person;
let olga: Person;
beforeAll(async () => {
  house = await openTestHouse();
  cora = await house.person('Cora Commander', ['commander']);
  ana = await house.person('Ana Investigator', ['investigator']);
  ben = await house.person('Ben Analyst', ['analyst']);
  olga = await house.person('Olga Outreach', ['outreach_coordinator'], 'Harbor Outreach');
});
afterAll(() => house.close());

const raise = async (by: Person, what = 'A girl is locked in room 12 and calls for help') =>
  (await house.call(by, 'danger.raise', { what })).body.id as string;
const read = async (by: Person, id: string) => (await house.call(by, 'danger.open', { id })).body;
const accept = async (by: Person, id: string) =>
  house.call(by, 'danger.accept', { id, version: (await read(by, id)).version });
const end = async (by: Person, id: string) =>
  house.call(by, 'danger.end', {
    id,
    version: (await read(by, id)).version,
    ending: 'person_safe',
    summary: 'Patrol brought her to the hospital.',
  });
const problem = (answer: { body: any }) => answer.body.data.fields[0].problem;

test('a danger is raised with nothing but a sentence, also by outreach, and every commander is told without a name', async () => {
  const id = await raise(olga);
  const { rows } = await house.owner.query(
    'select account_id, kind, subject_table, subject_id, urgent from kit.notices where subject_id = $1',
    [id],
  );
  expect(rows).toEqual([
    { account_id: cora.id, kind: 'danger_raised', subject_table: 'dangers', subject_id: id, urgent: true },
  ]);
  expect((await read(olga, id)).standing).toBe('nobody_accountable');
  expect((await house.call(olga, 'danger.accept', { id, version: 1 })).status).toBe(403);
  expect(problem(await house.call(olga, 'danger.raise', { what: '' }))).toBe('too_short');
});

test('a danger nobody answers for stands before all others', async () => {
  const first = await raise(ana);
  const second = await raise(ana);
  await accept(ana, first);
  const { rows } = (await house.call(ben, 'danger.board', {})).body;
  const order = rows.map((row: { id: string }) => row.id);
  expect(order.indexOf(second)).toBeLessThan(order.indexOf(first));
  expect(rows.find((row: { id: string }) => row.id === first)).toMatchObject({
    standing: 'accepted',
    accountable: { id: ana.id, displayName: 'Ana Investigator' },
  });
});

test('two officers take the same danger: the second is told who has it', async () => {
  const id = await raise(ana);
  expect((await house.call(ana, 'danger.accept', { id, version: 1 })).status).toBe(200);
  const late = await house.call(ben, 'danger.accept', { id, version: 1 });
  expect(late.status).toBe(409);
  expect(late.body.data.current.accountableId).toBe(ana.id);
});

test('a danger ends only by its officer, after a contact or three tries, and then owes a review', async () => {
  const id = await raise(ana);
  expect(problem(await end(ana, id))).toBe('officer_needed');
  await accept(ana, id);
  expect(problem(await end(ben, id))).toBe('not_accountable');
  expect(problem(await end(ana, id))).toBe('contact_needed');
  for (const outcome of ['no_answer', 'message_left', 'no_answer'])
    await house.call(ana, 'danger.contact', { id, kind: 'patrol', whom: 'Sector 4', outcome });
  const ended = await end(ana, id);
  expect(ended.status).toBe(200);
  expect(problem(await house.call(ana, 'danger.contact', { id, kind: 'patrol', outcome: 'no_answer' }))).toBe(
    'danger_ended',
  );
  const owed = (await house.call(cora, 'danger.board', { show: 'reviews' })).body.rows;
  expect(owed.map((row: { id: string }) => row.id)).toContain(id);
  const findings = 'Dispatch should have been called before patrol was.';
  expect((await house.call(ana, 'danger.review', { id, version: 1, findings })).status).toBe(403);
  expect((await house.call(cora, 'danger.review', { id, version: 1, findings })).status).toBe(200);
  expect((await read(cora, id)).review).toMatchObject({ findings, doneBy: { id: cora.id } });
});

test('the database itself refuses to end a danger for which nobody was tried', async () => {
  const id = await raise(ana);
  await accept(ana, id);
  await expect(
    house.as(ana, 'write', (work) =>
      work.db
        .updateTable('dangers')
        .set({
          ending: 'person_safe',
          endedSummary: 'Written past the handlers of the room',
          endedAt: work.now,
          endedBy: ana.id,
          reviewDueAt: work.now,
        })
        .where('id', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused', fields: [{ problem: 'contact_needed' }] });
});

test('what was passed over is written down with the reason, and the audit shows it', async () => {
  const id = await raise(ana);
  await accept(ana, id);
  expect(problem(await house.call(ana, 'danger.bypass', { id, gate: 'deconfliction', reason: 'late' }))).toBe(
    'reason_needed',
  );
  expect(
    (await house.call(ana, 'danger.bypass', { id, gate: 'audit', reason: 'No time for it' })).status,
  ).toBe(400);
  const reason = 'She was about to be moved out of the state.';
  expect((await house.call(ana, 'danger.bypass', { id, gate: 'deconfliction', reason })).status).toBe(200);
  expect((await read(ana, id)).bypasses).toMatchObject([
    { gate: 'deconfliction', reason, recordedBy: { id: ana.id } },
  ]);
  const { rows } = await house.owner.query(
    `select account_id from kit.audit_entries where subject_table = 'danger_bypasses' and scope_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ account_id: ana.id }]);
});

test('a danger handed over tells the colleague, who then answers for it; nobody gets it who could not act', async () => {
  const id = await raise(ana);
  await accept(ana, id);
  const { version } = await read(ana, id);
  const outreach = await house.person('Olga Reach', ['outreach_coordinator']);
  const refusal = await house.call(ana, 'danger.handOver', { id, version, accountId: outreach.id });
  expect(refusal.body.data.fields).toMatchObject([{ path: 'accountId', problem: 'not_an_officer' }]);
  const { rows: officers } = (await house.call(ana, 'tips.officers', { duty: 'danger.answer' })).body;
  expect(officers.map((one: any) => one.id)).toContain(ben.id);
  expect(officers.map((one: any) => one.id)).not.toContain(outreach.id);
  expect((await house.call(ana, 'danger.handOver', { id, version, accountId: ben.id })).status).toBe(200);
  expect((await read(ben, id)).accountable.id).toBe(ben.id);
  const { rows } = await house.owner.query(
    'select kind from kit.notices where account_id = $1 and subject_id = $2',
    [ben.id, id],
  );
  expect(rows).toEqual([{ kind: 'danger_handed_over' }]);
});

test('a tip with danger leads the queue and cannot be filed away until the danger has ended', async () => {
  await takeTip(house, ana, { minors: 'yes', ongoing: 'yes' });
  const { id, dangerId } = await takeTip(house, olga, { channel: 'walk_in', danger: 'yes' });
  const queue = (await house.call(ana, 'tips.list', {})).body.rows;
  expect(queue[0]).toMatchObject({ id, why: 'danger_unaccepted', inDanger: true });
  const file = async () =>
    house.call(ana, 'tips.decide', {
      id,
      version: await versionOf(house, id),
      decision: 'no_action',
      reasonCode: 'information_only',
    });
  expect(problem(await file())).toBe('danger_open');
  await accept(ana, dangerId!);
  await house.call(ana, 'danger.contact', {
    id: dangerId,
    kind: 'dispatch_911',
    outcome: 'reached_and_responding',
  });
  expect((await end(ana, dangerId!)).status).toBe(200);
  expect((await file()).status).toBe(200);
});

test('a danger may be raised on a case, and the case shows that it is in danger', async () => {
  const { id: tipId } = await takeTip(house, ana);
  const { caseId } = (
    await house.call(ana, 'tips.decide', {
      id: tipId,
      version: 1,
      decision: 'open_case',
      title: 'Pier nine',
      type: 'sex',
      strandLabel: 'A',
    })
  ).body;
  const made = await house.call(ana, 'danger.raise', { what: 'He was seen with a weapon', caseId });
  expect(made.status).toBe(200);
  const { rows } = await house.owner.query('select taskforce.danger_open($1) as open', [caseId]);
  expect(rows[0].open).toBe(true);
  const outside = await house.call(olga, 'danger.raise', { what: 'He was seen with a weapon', caseId });
  expect(outside.status).toBe(404);
});
