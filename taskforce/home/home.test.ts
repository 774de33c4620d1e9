import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip } from '../tips/arranging.ts';
import { addUp, monthsUntil } from './rules-balance.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let partner: Person;
let stranger: Person;
let caseId: string;
const open = async (person: Person, title: string, more: Record<string, unknown> = {}) =>
  (
    await house.call(person, 'cases.open', {
      title,
      type: 'sex',
      originRoute: 'hotline',
      strands: [{ label: 'Target 1', kind: 'target_person' }],
      ...more,
    })
  ).body.id as string;
const mine = async (person: Person) => (await house.call(person, 'home.mine', {})).body;

beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cora Command', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  partner = await house.person('Pat Partner', ['investigator']);
  stranger = await house.person('Sam Stranger', ['labor_inspector'], 'Labor Department');
  caseId = await open(detective, 'Harbor kitchens');
});
afterAll(() => house.close());

test('on a quiet day every part is there and empty', async () => {
  const body = await mine(stranger);
  expect(body).toMatchObject({
    dangers: [],
    decisions: [],
    approvals: [],
    reviews: [],
    changes: [],
    unread: 0,
    supervisor: null,
  });
  expect(body.tasks).toEqual({ overdue: 0, week: 0, rows: [] });
});

test('my tasks stand with the overdue first, and those of others do not', async () => {
  for (const [title, assignee, due] of [
    ['Next week', detective, 3],
    ['Long overdue', detective, -9],
    ['Some day', detective, null],
    ['Not mine', partner, -2],
  ] as const)
    await house.owner.query(
      `insert into taskforce.tasks (case_id, kind, title, assignee_id, due_on) values ($1, 'follow_up', $2, $3, taskforce.today() + $4::integer)`,
      [caseId, title, assignee.id, due],
    );
  const { tasks, supervisor } = await mine(detective);
  expect(tasks.rows.map((row: any) => [row.title, row.overdue])).toEqual([
    ['Long overdue', true],
    ['Next week', false],
    ['Some day', false],
  ]);
  expect([tasks.overdue, tasks.week, supervisor]).toEqual([1, 1, null]);
  const chief = await mine(commander);
  expect(chief.supervisor.overdue.map((one: any) => [one.person.name, one.overdue])).toEqual([
    ['Dana Detective', 1],
    ['Pat Partner', 1],
  ]);
});

test('a decision waits for the person named and for nobody else', async () => {
  await house.owner.query(
    `insert into taskforce.decisions_needed (case_id, question, decider_id, asked_by) values ($1, 'May the kitchen be inspected?', $2, $3)`,
    [caseId, commander.id, detective.id],
  );
  expect((await mine(commander)).decisions).toMatchObject([
    { question: 'May the kitchen be inspected?', case: { id: caseId } },
  ]);
  expect((await mine(detective)).decisions).toEqual([]);
});

test('a request waits for the signature of a supervisor, never for that of its author', async () => {
  const strand = await house.owner.query('select id from taskforce.strands where case_id = $1', [caseId]);
  for (const author of [detective, commander])
    await house.owner.query(
      `insert into taskforce.approval_requests (case_id, strand_id, kind, to_phase, reason, asked_by) values ($1, $2, 'move', 'operational', 'Because the order of the court says so', $3)`,
      [caseId, strand.rows[0].id, author.id],
    );
  expect((await mine(commander)).approvals.map((one: any) => one.askedBy.name)).toEqual(['Dana Detective']);
  expect((await mine(detective)).approvals).toEqual([]);
});

test('open danger stands first for those who answer, with the tip it came by', async () => {
  const { id } = await takeTip(house, detective, {
    what: 'Men locked in at night',
    danger: 'yes',
    place: 'Behind the plant',
  });
  const body = await mine(commander);
  expect(body.dangers).toHaveLength(1);
  expect(body.dangers[0]).toMatchObject({
    what: 'Men locked in at night',
    place: 'Behind the plant',
    tip: { id },
    mine: false,
    accountable: null,
  });
  expect(body.tips.waiting).toEqual({ count: 1, capped: false });
  expect(body.supervisor.unassignedTips).toBe(1);
  expect((await mine(stranger)).dangers).toEqual([]);
});

test('what others recorded in my cases while I was away is told, my own work is not', async () => {
  await house.owner.query(
    `insert into taskforce.notes (case_id, kind, body, created_by) values ($1, 'general', 'Seen', $2), ($1, 'general', 'Own', $3)`,
    [caseId, partner.id, detective.id],
  );
  const { changes } = await mine(detective);
  expect(changes[0].case.id).toBe(caseId);
  expect(changes[0].changes).toContainEqual({ kind: 'note', count: 1 });
  // A session that was here a moment ago leaves nothing to tell.
  await house.owner.query(
    `insert into kit.sessions (account_id, kind, secret_hash, expires_at, idle_seconds, last_seen_at) values ($1, 'web', sha256('x'), now() + interval '1 hour', 900, clock_timestamp())`,
    [detective.id],
  );
  expect((await mine(detective)).changes).toEqual([]);
  expect((await mine(stranger)).changes).toEqual([]);
});

test('the balance counts what the reader may see, and asks about labor when a year holds none', async () => {
  const read = async (person: Person) => (await house.call(person, 'home.balance', { months: 12 })).body;
  const first = await read(commander);
  expect(first.types.strands).toMatchObject({ sex: 1, labor: 0 });
  expect([first.laborPrompt, first.months.length]).toEqual([true, 12]);
  await open(detective, 'Orchard', { type: 'labor' });
  const second = await read(commander);
  expect([second.types.cases.labor, second.laborPrompt]).toEqual([1, false]);
  expect(second.months.at(-1)).toMatchObject({ cases: 2, labor: 1, sex: 1, tips: 1 });
  const other = await read(stranger);
  expect(other.types.cases).toEqual({ sex: 0, labor: 0, both: 0, undetermined: 0 });
  expect([other.modes.cases.reactive, other.laborPrompt]).toEqual([0, false]);
});

test('months run back over new year and sums of months are the totals', () => {
  expect(monthsUntil('2026-02-10', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  const months = monthsUntil('2026-02-10', 12);
  const counted = fc.array(
    fc.record({
      month: fc.constantFrom(...months),
      type: fc.constantFrom('sex', 'labor', 'both', 'undetermined'),
      mode: fc.constantFrom('reactive', 'proactive', 'spin_off'),
      n: fc.nat(50),
    }),
  );
  fc.assert(
    fc.property(counted, counted, (cases, strands) => {
      const sums = addUp(months, cases, strands, null);
      const total = (key: 'labor' | 'reactive' | 'spinOffs') =>
        sums.months.reduce((all, one) => all + one[key], 0);
      expect(total('labor')).toBe(sums.types.strands['labor']);
      expect(total('reactive')).toBe(sums.modes.cases['reactive']);
      expect(total('spinOffs')).toBe(sums.modes.cases['spin_off']);
    }),
  );
});
