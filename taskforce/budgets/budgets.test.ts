import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { makeEstimates, type EstimatingHouse } from '../estimates/estimating.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let estimating: EstimatingHouse;
let jobs: pg.Pool;
let commander: Person;
let detective: Person;
let neighbor: Person;
let analyst: Person;
let caseId = '';
const now = new Date('2026-03-02T12:00:00Z');

beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  jobs = new pg.Pool({ ...house.loginTo('jobs'), max: 2 });
  estimating = { pool: jobs, clock: () => now };
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  analyst = await house.person('Ada Analyst', ['analyst']);
  const one = await arrangeCase(house, detective, { title: 'Riverside', openedOn: '2025-06-01' });
  caseId = one.id;
  await arrangeStrand(house, caseId, 'Target A', { since: '2025-06-01', opened: '2025-06-01' });
}, 60_000);
afterAll(async () => {
  await jobs?.end();
  await house?.close();
});

const ok = async (person: Person, procedure: string, input: object) => {
  const { status, body } = await house.call(person, procedure, input);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as any;
};
const money = async (person: Person) => (await ok(person, 'estimates.ofCase', { caseId })).money;
const log = (handling: string[], minutes: number, cents: number) =>
  ok(detective, 'activities.log', {
    caseId,
    kind: 'record_check',
    title: 'Records of the crew',
    happenedOn: '2026-02-10',
    handling,
    work: [{ minutes }],
    costs: [{ kind: 'travel', amountCents: cents }],
  });

test('commanders alone set rates and money by year; others read them, auditors do not', async () => {
  const rate = { workRole: 'detective', fromOn: '2025-01-01', centsPerHour: 6000 };
  expect((await house.call(detective, 'budgets.setRate', rate)).status).toBe(403);
  await ok(commander, 'budgets.setRate', rate);
  const { funding } = await ok(commander, 'budgets.list', {});
  await ok(commander, 'budgets.setFunding', {
    fundingSourceId: funding[0].id,
    fiscalYear: 2026,
    amountCents: 5_000_000,
  });
  const seen = await ok(detective, 'budgets.list', {});
  expect(seen.rates).toMatchObject([{ workRole: 'detective', agencyId: null, centsPerHour: 6000 }]);
  expect(seen.funding[0].years).toMatchObject([{ fiscalYear: 2026, amountCents: 5_000_000 }]);
  expect(seen.fiscalMonth).toBe(10);
  const auditor = await house.person('Otto Auditor', ['auditor']);
  expect((await house.call(auditor, 'budgets.list', {})).status).toBe(403);
});

test('the same role and day again corrects the figure; a rate written by mistake is taken away once', async () => {
  const { id } = await ok(commander, 'budgets.setRate', {
    workRole: 'analyst',
    fromOn: '2025-01-01',
    centsPerHour: 100,
  });
  const again = await ok(commander, 'budgets.setRate', {
    workRole: 'analyst',
    fromOn: '2025-01-01',
    centsPerHour: 5200,
  });
  expect(again.id).toBe(id);
  expect((await ok(analyst, 'budgets.list', {})).rates).toHaveLength(2);
  const { funding } = await ok(commander, 'budgets.list', {});
  await ok(commander, 'budgets.setRate', {
    workRole: 'analyst',
    fromOn: '2025-01-01',
    centsPerHour: 5200,
    fundingSourceId: funding[1].id,
  });
  expect((await ok(analyst, 'budgets.list', {})).rates).toContainEqual(
    expect.objectContaining({ workRole: 'analyst', fundingSource: funding[1].name }),
  );
  await ok(commander, 'budgets.removeRate', { id });
  expect((await house.call(commander, 'budgets.removeRate', { id })).status).toBe(404);
});

test('a case tells what it cost exactly and what it may still take, frozen with its dates', async () => {
  await log([], 120, 4_500);
  await makeEstimates(estimating, 'office', null);
  const told = await money(detective);
  expect(told.asOf).toBe('2026-03-02');
  const whole = told.lines.at(-1);
  expect(whole).toMatchObject({ fiscalYear: null, spentCents: 12_000 + 4_500, committedCents: 0 });
  expect(whole.p10).toBeLessThanOrEqual(whole.p50);
  expect(whole.p50).toBeGreaterThan(0);
  const thisYear = told.lines.find((one: any) => one.fiscalYear === 2026);
  expect(thisYear.spentCents).toBe(16_500);
  expect(told.hours.find((one: any) => one.role === 'detective').until).toBe(2);
  await expect(house.owner.query(`update taskforce.money_estimates set p50 = 1`)).rejects.toThrow('frozen');
});

test('the whole office is told to who looks at all of it, with what the sources give', async () => {
  const { money: office } = await ok(commander, 'estimates.office', {});
  expect(office.lines.find((one: any) => one.fiscalYear === 2026).fundedCents).toBe(5_000_000);
  expect((await ok(detective, 'estimates.office', {})).money).toBeNull();
  expect((await house.call(neighbor, 'estimates.ofCase', { caseId })).status).toBe(404);
});

test('what is ordered counts as committed until it is paid, and is settled once', async () => {
  const { id } = await ok(detective, 'budgets.commit', {
    caseId,
    kind: 'forensic_examination',
    amountCents: 90_000,
    dueOn: '2026-05-01',
  });
  await makeEstimates(estimating, 'office', null);
  expect((await money(detective)).lines.at(-1).committedCents).toBe(90_000);
  expect((await house.call(neighbor, 'budgets.commitments', { caseId })).body.rows).toEqual([]);
  const other = await house.call(neighbor, 'budgets.settle', { id, version: 1, state: 'paid' });
  expect(other.status).toBe(404);
  await ok(detective, 'budgets.settle', { id, version: 1, state: 'paid' });
  const twice = await house.call(detective, 'budgets.settle', { id, version: 2, state: 'cancelled' });
  expect(twice.body.data.fields[0].problem).toBe('commitment_settled');
});

test('a strand of another case cannot be charged with an order', async () => {
  const other = await arrangeCase(house, detective, { title: 'Quay' });
  const strand = await arrangeStrand(house, other.id, 'Target Q');
  const strandId = typeof strand === 'string' ? strand : (strand as any).id;
  const answer = await house.call(detective, 'budgets.commit', {
    caseId,
    strandId,
    kind: 'travel',
    amountCents: 1,
    dueOn: '2026-05-01',
  });
  expect(answer.status).not.toBe(200);
});

test('money that rests on a record with a label is told to who is cleared for the label alone', async () => {
  const before = (await money(analyst)).lines.at(-1).spentCents;
  await log(['juvenile'], 60, 10_000);
  await makeEstimates(estimating, 'office', null);
  expect((await money(detective)).lines.at(-1).spentCents).toBe(before + 16_000);
  // The analyst keeps the last figure that rests on what an analyst may read.
  expect((await money(analyst)).lines.at(-1).spentCents).toBe(before);
});
