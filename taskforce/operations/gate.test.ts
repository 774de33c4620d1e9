import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import {
  approve,
  ask as askOf,
  deconflict,
  makeCrew,
  planned,
  ready,
  refusals as refusalsOf,
  settleAll,
  standsBy,
  type Crew,
} from './arranging-gate.ts';

let house: TestHouse;
let crew: Crew;
beforeAll(async () => {
  house = await openTestHouse();
  crew = await makeCrew(house);
  await deconflict(house, true);
});
afterAll(() => house.close());

const ask = (person: Person, procedure: string, input: unknown) => askOf(house, person, procedure, input);
const refusals = (person: Person, procedure: string, input: unknown) =>
  refusalsOf(house, person, procedure, input);
const versionOf = async (operationId: string): Promise<number> =>
  (await ask(crew.analyst, 'approval', { operationId })).version;
const stateOf = async (operationId: string): Promise<string> =>
  (await ask(crew.analyst, 'approval', { operationId })).state;
const start = async (by: Person, operationId: string) =>
  refusals(by, 'start', { operationId, version: await versionOf(operationId) });
const items = async (operationId: string): Promise<Record<string, any>> =>
  Object.fromEntries(
    (await ask(crew.detective, 'gate', { operationId })).items.map((one: any) => [one.item, one]),
  );

/** A hand-written statement as a login role, in the session of a person; committed when it works. */
async function byHand(person: Person, text: string, values: unknown[]): Promise<string> {
  const app = new pg.Client(house.loginTo('app'));
  await app.connect();
  try {
    await app.query('begin');
    await app.query(`select set_config('concert.session', $1, true)`, [person.secret]);
    const { rows } = await app.query(text, values);
    await app.query('commit');
    return JSON.stringify(rows[0] ?? null);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'CR422' ? message : `${String(code)} ${message}`.slice(0, code === '42501' ? 5 : 90);
  } finally {
    await app.end();
  }
}

test('an operation starts when its gate is open and its plan signed, and not before', async () => {
  const id = await planned(house, crew.detective);
  expect(await start(crew.detective, id)).toEqual(
    expect.arrayContaining(['approval: not_approved', 'victim_plan: item_open', 'providers_told: item_open']),
  );
  await standsBy(house, crew.detective, id);
  await settleAll(house, crew.detective, id);
  expect(await start(crew.detective, id)).toEqual(['approval: not_approved']);
  await approve(house, crew, id);
  expect(await start(crew.detective, id)).toEqual([]);
  expect(await stateOf(id)).toBe('started');
});

test('hand-written SQL starts nothing that the rules refuse: not as the application, not even as the owner', async () => {
  const id = await planned(house, crew.detective);
  const move = `select taskforce.move_operation($1, $2, 'started', null)`;
  expect(
    await byHand(crew.detective, `update taskforce.operations set state = 'started' where id = $1`, [id]),
  ).toBe('42501');
  expect(await byHand(crew.detective, move, [id, await versionOf(id)])).toBe('operation_state');
  await expect(
    house.owner.query(`update taskforce.operations set state = 'approved' where id = $1`, [id]),
  ).rejects.toThrow('operation_state');
  await standsBy(house, crew.detective, id);
  await settleAll(house, crew.detective, id);
  await approve(house, crew, id);
  await house.owner.query(
    `update taskforce.operation_items set state = 'open' where operation_id = $1 and item = 'minors_plan'`,
    [id],
  );
  expect(await byHand(crew.detective, move, [id, await versionOf(id)])).toBe('gate_open');
  await expect(
    house.owner.query(`update taskforce.operations set state = 'started' where id = $1`, [id]),
  ).rejects.toThrow('gate_open');
  expect(await byHand(crew.analyst, move, [id, await versionOf(id)])).toBe('{"move_operation":null}');
  for (const text of [
    `update taskforce.operations set signed_revision = 99 where id = $1`,
    `update taskforce.operations set danger_id = null, started_at = now() where id = $1`,
  ])
    await expect(house.owner.query(text, [id])).rejects.toThrow('operation_state');
});

test('a signature written by hand is held to four eyes, to the rank and to the plan as it stands', async () => {
  const id = await planned(house, crew.detective);
  const sign = `insert into taskforce.operation_signatures (id, operation_id, revision, decision) values (gen_random_uuid(), $1, $2, 'signed')`;
  const { revision } = await ask(crew.analyst, 'approval', { operationId: id });
  expect(await byHand(crew.commander, sign, [id, revision])).toBe('not_requested');
  await ask(crew.detective, 'askApproval', { operationId: id, version: await versionOf(id) });
  expect(await byHand(crew.commander, sign, [id, revision + 1])).toBe('plan_changed');
  expect(await byHand(crew.detective, sign, [id, revision])).toBe('four_eyes');
  expect(await byHand(crew.commander, sign, [id, revision])).toBe('null');
  expect(await byHand(crew.commander, sign, [id, revision])).toBe('signed_already');
  expect(await byHand(crew.second, sign, [id, revision])).toBe('rank_needed');
  expect(await stateOf(id)).toBe('reviewed');
  expect(await byHand(crew.prosecutor, sign, [id, revision])).toBe('null');
  expect(await stateOf(id)).toBe('approved');
});

test('a commander who changed the plan does not sign it, and neither does whoever asks', async () => {
  const id = await planned(house, crew.detective);
  const { version } = await ask(crew.commander, 'get', { id });
  await ask(crew.commander, 'change', { id, version, head: { objective: 'Bring everybody out' } });
  await ask(crew.second, 'askApproval', { operationId: id, version: await versionOf(id) });
  const { revision, may } = await ask(crew.commander, 'approval', { operationId: id });
  expect(may.whyNotSign).toBe('four_eyes');
  expect(await refusals(crew.commander, 'sign', { operationId: id, revision })).toContain(
    'account: four_eyes',
  );
  expect(await refusals(crew.second, 'sign', { operationId: id, revision })).toContain('account: four_eyes');
});

test('what changes after approval is shown, and needs a new signature', async () => {
  const id = await ready(house, crew);
  const { version } = await ask(crew.detective, 'get', { id });
  await ask(crew.detective, 'change', { id, version, head: { objective: 'Bring everybody out' } });
  expect(await start(crew.detective, id)).toEqual(['approval: plan_changed']);
  const changed = await ask(crew.commander, 'approval', { operationId: id });
  expect(changed.differences).toMatchObject([
    {
      part: 'operation',
      fields: [{ field: 'objective', before: 'Find the person', after: 'Bring everybody out' }],
    },
  ]);
  await approve(house, crew, id);
  expect((await ask(crew.commander, 'approval', { operationId: id })).differences).toEqual([]);
  expect(await start(crew.detective, id)).toEqual([]);
});

test('the second signer sees what changed since the last approval, not since the first signature', async () => {
  const id = await ready(house, crew);
  const { version } = await ask(crew.detective, 'get', { id });
  await ask(crew.detective, 'change', { id, version, head: { objective: 'Bring everybody out' } });
  await ask(crew.detective, 'askApproval', { operationId: id, version: await versionOf(id) });
  const { revision } = await ask(crew.commander, 'approval', { operationId: id });
  await ask(crew.commander, 'sign', { operationId: id, revision });
  const seen = await ask(crew.prosecutor, 'approval', { operationId: id });
  expect(seen.differences).toHaveLength(1);
  expect(seen.wanted).toEqual(['prosecutor']);
});

test('a plan is returned with a reason, taken back by who asked, and frozen meanwhile', async () => {
  const id = await planned(house, crew.detective);
  await ask(crew.detective, 'askApproval', { operationId: id, version: await versionOf(id) });
  const { version } = await ask(crew.detective, 'get', { id });
  expect(await refusals(crew.detective, 'change', { id, version, head: { title: 'Other' } })).toEqual([
    'state: plan_frozen',
  ]);
  expect(await refusals(crew.second, 'takeBack', { operationId: id, version })).toEqual([
    'account: not_proposer',
  ]);
  const { revision } = await ask(crew.commander, 'approval', { operationId: id });
  expect(await refusals(crew.commander, 'returnPlan', { operationId: id, revision, note: 'No' })).toEqual([
    'note: reason_needed',
  ]);
  await ask(crew.commander, 'returnPlan', {
    operationId: id,
    revision,
    note: 'The interview place is a station',
  });
  expect(await stateOf(id)).toBe('planning');
  await ask(crew.detective, 'askApproval', { operationId: id, version: await versionOf(id) });
  await ask(crew.detective, 'takeBack', { operationId: id, version: await versionOf(id) });
  expect(await stateOf(id)).toBe('planning');
});

test('a critical item is waived by a supervisor who did not plan, with a reason, and some are not', async () => {
  const id = await planned(house, crew.detective, { victimsForeseen: 'not_known', minorsPossible: 'no' });
  const reason = 'The hospital next door takes everybody in';
  const waive = (by: Person, item: string) =>
    refusals(by, 'settleItem', { operationId: id, item, version: null, state: 'waived', reason });
  expect(await waive(crew.detective, 'victim_plan')).toEqual(['item: waiver_supervisor']);
  expect(await waive(crew.prosecutor, 'victim_plan')).toEqual(['item: waiver_supervisor']);
  expect(await waive(crew.commander, 'interview_place')).toEqual(['item: never_waived']);
  expect(await waive(crew.commander, 'victim_plan')).toEqual([]);
  expect((await items(id))['victim_plan']).toMatchObject({
    state: 'waived',
    settledBy: { id: crew.commander.id },
  });
  const { version } = await ask(crew.commander, 'get', { id });
  await ask(crew.commander, 'change', { id, version, head: { objective: 'My own words now' } });
  expect((await items(id))['victim_plan']).toMatchObject({ state: 'open', said: 'waived' });
});

test('nobody ticks what the database computes, also not by hand', async () => {
  const id = await planned(house, crew.detective);
  expect(
    await byHand(
      crew.detective,
      `insert into taskforce.operation_items (id, operation_id, item, state, evidence) values (gen_random_uuid(), $1, 'deconfliction', 'done', 'I asked around')`,
      [id],
    ),
  ).toBe('item_computed');
  expect(
    await byHand(
      crew.detective,
      `insert into taskforce.operation_items (id, operation_id, item, state, reason) values (gen_random_uuid(), $1, 'danger_fallback', 'waived', 'because it is only a short one')`,
      [id],
    ),
  ).toBe('never_waived');
});

test('a warrant that runs out before the planned end holds the start up again', async () => {
  const id = await ready(house, crew);
  await house.owner.query(`alter table taskforce.operation_authorities disable trigger guard_plan`);
  await house.owner.query(
    `update taskforce.operation_authorities set expires_at = now() + interval '25 hours' where operation_id = $1`,
    [id],
  );
  await house.owner.query(`alter table taskforce.operation_authorities enable trigger guard_plan`);
  expect(await start(crew.detective, id)).toEqual(['legal_process: item_open']);
});

test('a postponed operation asks providers again and needs new signatures', async () => {
  const id = await ready(house, crew);
  await ask(crew.detective, 'postpone', {
    operationId: id,
    version: await versionOf(id),
    reason: 'The targets have left the county',
  });
  await ask(crew.detective, 'planAgain', { operationId: id, version: await versionOf(id) });
  const gate = await ask(crew.detective, 'gate', { operationId: id });
  expect(gate.standbys).toMatchObject([{ knows: false, askAgain: true }]);
  const again = await items(id);
  expect(again['providers_told'].state).toBe('open');
  expect(again['interview_place'].state).toBe('open');
  expect(again['danger_fallback'].state).toBe('done');
  expect(await start(crew.detective, id)).toContain('approval: not_approved');
});

test('imminent danger starts it in one press, and what it passed over is written down', async () => {
  await deconflict(house, false);
  const id = await planned(house, crew.detective);
  const { dangerId, state } = await ask(crew.detective, 'startThroughDanger', {
    operationId: id,
    version: await versionOf(id),
    what: 'A girl calls for help from room 12',
    reason: 'She is being moved out of the state now',
  });
  expect(state).toBe('started');
  await deconflict(house, true);
  const { body: danger } = await house.call(crew.detective, 'danger.open', { id: dangerId });
  expect(danger.accountable.id).toBe(crew.detective.id);
  expect(danger.bypasses.map((one: any) => one.gate).toSorted()).toEqual([
    'approval',
    'deconfliction',
    'pre_operational_checklist',
    'standby_notice',
  ]);
  const { rows } = await house.owner.query(
    `select subject_table, count(*)::integer as n from kit.audit_entries
     where account_id = $1 and (scope_id = $2 or scope_id = $3) and subject_table in ('danger_bypasses', 'operation_moves', 'dangers')
     group by 1 order by 1`,
    [crew.detective.id, id, dangerId],
  );
  expect(rows.map(({ subject_table }) => subject_table)).toEqual([
    'danger_bypasses',
    'dangers',
    'operation_moves',
  ]);
  expect((await ask(crew.analyst, 'approval', { operationId: id })).moves[0]).toMatchObject({
    from: 'planning',
    to: 'started',
    danger: true,
  });
});

test('danger by hand starts nothing without a line for every gate, nor through a danger that has ended or is another’s', async () => {
  const id = await planned(house, crew.detective);
  const other = await planned(house, crew.detective);
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.dangers (what, operation_id, officer_due_at, contact_due_at) values ('Help', $1, now(), now()) returning id`,
    [other],
  );
  const through = `update taskforce.operations set state = 'started', danger_id = $2 where id = $1`;
  await expect(house.owner.query(through, [id, rows[0]!.id])).rejects.toThrow('danger_not_live');
  await expect(house.owner.query(through, [other, rows[0]!.id])).rejects.toThrow('bypass_missing');
  expect(
    await byHand(crew.detective, `select taskforce.start_through_danger($1, $2, 'No time to lose')`, [
      id,
      rows[0]!.id,
    ]),
  ).toBe('danger_not_live');
});

test('an operation is ended, and closed only after its review', async () => {
  const id = await ready(house, crew);
  expect(await start(crew.detective, id)).toEqual([]);
  await ask(crew.detective, 'end', { operationId: id, version: await versionOf(id) });
  expect(await refusals(crew.detective, 'close', { operationId: id, version: await versionOf(id) })).toEqual([
    'state: review_owed',
  ]);
});

test('a medium risk is signed by one commander, a low one by a supervisor, and the installation may ask for more', async () => {
  const low = {
    kind: 'outreach_sweep',
    type: 'labor',
    risk: 'low',
    victimsForeseen: 'no',
    minorsPossible: 'no',
    languages: [],
  };
  const { id } = await ask(crew.detective, 'open', { title: 'Orchard road', ...low });
  await ask(crew.detective, 'askApproval', { operationId: id, version: 1 });
  const before = await ask(crew.prosecutor, 'approval', { operationId: id });
  expect(before).toMatchObject({ risk: 'low', needed: ['supervisor'], may: { whyNotSign: 'rank_needed' } });
  await house.owner.query(
    `insert into kit.settings (key, value, changed_by) values ('operations.approval', '{"low": ["supervisor", "prosecutor"]}', $1)`,
    [crew.commander.id],
  );
  await ask(crew.commander, 'sign', { operationId: id, revision: before.revision });
  expect(await stateOf(id)).toBe('reviewed');
  await ask(crew.prosecutor, 'sign', { operationId: id, revision: before.revision });
  expect(await stateOf(id)).toBe('approved');
  await house.owner.query(`delete from kit.settings where key = 'operations.approval'`);
});
