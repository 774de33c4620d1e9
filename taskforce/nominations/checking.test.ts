import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { checkResults, checkStanding, roomResults, type CheckFacts } from './rules.ts';

// Whether others work on a nominated target is asked of deconfliction itself.
let house: TestHouse;
let app: pg.Client | undefined;
let detective: Person;
let neighbor: Person;
let analyst: Person;
let inspector: Person;
let commander: Person;

const because = 'Three workers told the same story to two people.';
const level = { harm: 'high', vulnerability: 'high', solvability: 'some', resources: 'some' };
const why = { harmWhy: because, vulnerabilityWhy: because, solvabilityWhy: because, resourcesWhy: because };
const today = new Date().toISOString().slice(0, 10);

async function ask(person: Person, procedure: string, input: unknown = {}): Promise<any> {
  const { status, body } = await house.call(person, procedure, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const problems = async (person: Person, procedure: string, input: unknown) => {
  const { status, body } = await house.call(person, procedure, input);
  return body.data?.fields?.map((field: { problem: string }) => field.problem) ?? [`status ${status}`];
};
const read = (id: string, person = analyst) => ask(person, 'nominations.read', { id });
async function nominated(by: Person): Promise<string> {
  const { id } = await ask(by, 'nominations.nominate', {
    title: 'Man with the white van',
    kind: 'target_person',
    type: 'labor',
    known: 'Drives workers to the fields before dawn.',
    ...level,
    ...why,
    from: { source: 'fresh', knownSince: today },
  });
  return id;
}
const target = (value: string, more: object = {}) => ({
  type: 'phone',
  value,
  scope: null,
  phone: '312-555-0100',
  ...more,
});
const enter = (by: Person, value: string, more: object = {}) =>
  ask(by, 'deconfliction.enterTarget', target(value, more));

beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Ines Detective', ['investigator']);
  neighbor = await house.person('Nia Neighbor', ['investigator'], 'Harbor Police');
  analyst = await house.person('Ana Analyst', ['analyst']);
  inspector = await house.person('Lars Inspector', ['labor_inspector'], 'Labor Office');
  commander = await house.person('Carla Commander', ['commander']);
});
afterAll(async () => {
  await app?.end();
  await house.close();
});

test('an identifier of a nominated target is compared at once, and a hit tells contacts and type alone', async () => {
  await enter(neighbor, '312-555-0141');
  const id = await nominated(detective);
  expect(await read(id)).toMatchObject({ check: 'never', checks: [], targets: [] });
  expect(await enter(detective, '(312) 555-0141', { nominationId: id })).toMatchObject({ told: 'hit' });
  const page = await read(id);
  expect(page).toMatchObject({
    check: 'open',
    checkedOn: today,
    checks: [{ madeBy: 'room', result: 'hit_open', targets: 1, system: 'Concert', reference: null }],
    targets: [{ type: 'phone', by: 'Ines Detective', mine: false, state: 'live' }],
    conflicts: [{ kind: 'target', identifierType: 'phone', officer: 'Nia Neighbor', state: 'open' }],
  });
  expect(JSON.stringify(page)).not.toContain('0141');
  // The other side learns who to call, and nothing of the nomination.
  const theirs = await ask(neighbor, 'deconfliction.mine');
  expect(theirs.conflicts).toMatchObject([{ officer: 'Ines Detective', state: 'open' }]);
  expect(JSON.stringify(theirs)).not.toContain(id);
});

test('a hit that both sides settled holds nothing up any more, also when it is compared again', async () => {
  await enter(neighbor, '312-555-0142');
  const id = await nominated(detective);
  await enter(detective, '312-555-0142', { nominationId: id });
  const [conflict] = (await read(id)).conflicts;
  await ask(detective, 'deconfliction.answer', {
    id: conflict.id,
    entryId: conflict.entryId,
    answer: 'agreed',
  });
  expect((await read(id)).check).toBe('open');
  const other = (await ask(neighbor, 'deconfliction.mine')).conflicts.find(
    (one: { id: string }) => one.id === conflict.id,
  );
  await ask(neighbor, 'deconfliction.answer', { id: other.id, entryId: other.entryId, answer: 'agreed' });
  expect((await read(id)).check).toBe('clear');
  expect(await ask(analyst, 'nominations.check', { id })).toEqual({ told: 'hit_resolved' });
  expect(await read(id)).toMatchObject({
    check: 'clear',
    checks: [{ result: 'hit_resolved', by: { name: 'Ana Analyst' } }, { result: 'hit_open' }],
  });
});

test('who begins to work on the same target later opens the answer again', async () => {
  const id = await nominated(detective);
  expect(await enter(detective, '312-555-0143', { nominationId: id })).toMatchObject({ told: 'nothing' });
  expect((await read(id)).check).toBe('clear');
  await enter(neighbor, '312-555-0143');
  expect((await read(id)).check).toBe('open');
});

test('an answer is current for the days that are set, and stale when nothing is compared any more', async () => {
  const id = await nominated(detective);
  await enter(detective, '312-555-0144', { nominationId: id });
  await house.owner.query(
    `update taskforce.nomination_checks set checked_on = checked_on - 31 where nomination_id = $1`,
    [id],
  );
  expect((await read(id)).check).toBe('stale');
  await ask(detective, 'nominations.check', { id });
  const page = await read(id, detective);
  expect(page.check).toBe('clear');
  await ask(detective, 'deconfliction.withdraw', {
    id: page.targets[0].id,
    version: page.targets[0].version,
  });
  expect(await read(id)).toMatchObject({ check: 'stale', targets: [] });
});

test('where nothing identifies the target, the reason stands in its place', async () => {
  const id = await nominated(detective);
  expect(await problems(detective, 'nominations.check', { id })).toEqual(['identifier_needed']);
  expect(
    await ask(detective, 'nominations.check', { id, reason: 'Only a first name and a street are known.' }),
  ).toEqual({ told: 'no_identifier' });
  expect(await read(id)).toMatchObject({
    check: 'clear',
    checks: [{ result: 'no_identifier', targets: 0, note: 'Only a first name and a street are known.' }],
  });
});

test('silence is asked of the coordinator first, and until then nothing is approved', async () => {
  const id = await nominated(detective);
  const silentReason = 'The other agency may be part of what is looked into.';
  await enter(detective, '312-555-0145', { nominationId: id, silentReason });
  expect(await read(id)).toMatchObject({ check: 'waiting', targets: [{ state: 'waiting' }] });
  const { waiting } = await ask(commander, 'deconfliction.coordination');
  const asked = waiting.find((one: { asks: string }) => one.asks === 'silence');
  await ask(commander, 'deconfliction.decideSilence', { id: asked.id, version: asked.version, agreed: true });
  await ask(detective, 'nominations.check', { id });
  expect((await read(id)).check).toBe('clear');
});

test('what is not taken up meets nothing any more, and what becomes a strand takes its identifiers along', async () => {
  const dropped = await nominated(detective);
  await enter(detective, '312-555-0146', { nominationId: dropped });
  await ask(detective, 'nominations.withdraw', { id: dropped, version: (await read(dropped)).version });
  expect(await enter(neighbor, '312-555-0146')).toMatchObject({ told: 'nothing' });
  const left = await house.owner.query(
    `select count(*)::int as n from taskforce.deconfliction_keys k join taskforce.deconfliction_entries e on e.id = k.entry_id where e.nomination_id = $1`,
    [dropped],
  );
  expect(left.rows[0].n).toBe(0);

  const id = await nominated(detective);
  await enter(detective, '312-555-0147', { nominationId: id });
  for (const member of [analyst, commander, neighbor])
    await ask(member, 'nominations.vote', { id, vote: 'approve', rationale: because });
  await ask(commander, 'nominations.decide', {
    id,
    version: (await read(id)).version,
    decision: 'approve',
    rationale: because,
  });
  const { strandId } = await ask(detective, 'nominations.open', {
    id,
    version: (await read(id)).version,
    into: { kind: 'new_case' },
  });
  const { entries } = await ask(detective, 'deconfliction.mine');
  expect(entries.find((one: { nominationId: string }) => one.nominationId === id)).toMatchObject({
    strandId,
  });
  expect(await enter(neighbor, '312-555-0147')).toMatchObject({ told: 'hit' });
});

test('an inspector who nominates is told no contacts and compares nothing; nobody compares what is decided', async () => {
  const id = await nominated(inspector);
  expect((await house.call(inspector, 'nominations.check', { id })).status).toBe(403);
  expect(
    (await house.call(inspector, 'deconfliction.enterTarget', target('312-555-0148', { nominationId: id })))
      .status,
  ).toBe(403);
  await enter(neighbor, '312-555-0148');
  await enter(analyst, '312-555-0148', { nominationId: id });
  expect(await read(id, inspector)).toMatchObject({
    check: 'open',
    conflicts: [],
    may: { check: false, record: false },
  });
  await ask(inspector, 'nominations.withdraw', { id, version: (await read(id)).version });
  expect((await house.call(analyst, 'nominations.check', { id })).status).toBe(404);
});

test('by hand-written SQL nobody writes an answer of the room, or one of a regional system without its number', async () => {
  const id = await nominated(detective);
  app = new pg.Client(house.loginTo('app'));
  await app.connect();
  const attempt = async (text: string) => {
    await app!.query('begin');
    await app!.query(`select set_config('concert.session', $1, true)`, [analyst.secret]);
    try {
      return (await app!.query(text, [id])).rowCount;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await app!.query('rollback');
    }
  };
  const insert = (columns: string, values: string) =>
    attempt(
      `insert into taskforce.nomination_checks (nomination_id, result, checked_on, ${columns}) values ($1, 'no_hit', current_date, ${values})`,
    );
  expect(await insert('system, made_by, targets', `'Concert', 'room', 1`)).toMatch(/permission denied/);
  expect(await insert('system', `'RISSafe'`)).toBe('reference_needed');
  expect(await insert('system, reference', `'A friend', 'X-1'`)).toBe('handoff_system');
  expect(await insert('system, reference', `'RISSafe', 'RS-1'`)).toBe(1);
  for (const inner of ['nomination_facts(array[$1::uuid])', `nomination_checked($1::uuid, 'because')`])
    expect(await attempt(`select * from taskforce.${inner}`), inner).toMatch(/permission denied/);
});

test('the database says what the rules say about the standing of an answer', async () => {
  const anyFacts: fc.Arbitrary<CheckFacts> = fc.record({
    room: fc.option(
      fc.record({
        result: fc.constantFrom(...roomResults),
        on: fc.constantFrom('2026-01-01', '2026-05-01', '2026-05-02', '2026-05-31'),
      }),
    ),
    hand: fc.option(fc.constantFrom(...checkResults)),
    live: fc.nat(2),
    waiting: fc.nat(1),
    open: fc.nat(1),
  });
  await house.owner.query('begin');
  await house.owner.query(
    `create or replace function taskforce.today() returns date language sql stable as $$ select date '2026-06-01' $$`,
  );
  for (const facts of fc.sample(anyFacts, { numRuns: 120, seed: 12 })) {
    await house.owner.query(
      `create or replace function taskforce.nomination_facts(nominations uuid[]) returns table (id uuid, room_result text, room_on date, hand_result text, live integer, waiting integer, open integer)
       language sql stable as $f$ select nominations[1], ${facts.room ? `'${facts.room.result}', date '${facts.room.on}'` : 'null::text, null::date'}, ${facts.hand ? `'${facts.hand}'` : 'null::text'}, ${facts.live}, ${facts.waiting}, ${facts.open} $f$`,
    );
    const { rows } = await house.owner.query(
      'select taskforce.nomination_standing(gen_random_uuid()) as said',
    );
    expect(rows[0].said, JSON.stringify(facts)).toBe(checkStanding(facts, '2026-06-01'));
  }
  await house.owner.query('rollback');
});
