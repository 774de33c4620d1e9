import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usualDoubts } from '../../analysis/survival/capacity.ts';
import { shippedSlip } from '../../analysis/survival/forecast.ts';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { addDays } from '../vocabulary/days.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import type { MoneyInputs } from './rules-money.ts';
import { noCalibration } from './rules-calibration.ts';
import { priorsOf, type SpellRow } from './rules-spells.ts';
import { checkQuestion, postCost, type Change, type Question } from './rules-whatif.ts';
import { runsFor } from './whatif-job.ts';
import { answerOf, balanceOf, type WhatIfOrder } from './whatif-office.ts';

const change: Change = {
  role: 'detective',
  people: 1,
  daysPerWeek: 5,
  fromOn: '2026-04-01',
  untilOn: null,
  newcomer: true,
  centsPerYear: null,
  onceCents: 0,
};
const question: Question = {
  measure: 'charged',
  days: 730,
  changes: [change],
  assumptions: usualDoubts,
  supply: [{ workRole: 'detective', people: 2, hoursPerWeek: 40 }],
};
const money: MoneyInputs = {
  work: [],
  costs: [],
  rates: [{ role: 'detective', agencyId: null, from: '2020-01-01', cents: 6000 }],
  commitments: [],
  labels: {},
  funding: [],
  fiscalMonth: 10,
};
const spell = (n: number): SpellRow => ({
  caseId: `case ${n % 13}`,
  strandId: `strand ${n}`,
  kind: 'labor/proactive',
  phase: n % 3 === 0 ? 'operational' : 'pre_operational',
  entered: `2025-0${1 + (n % 9)}-10`,
  left: null,
  to: null,
  closeReason: null,
  seenFrom: `2025-0${1 + (n % 9)}-10`,
});
/** Half of the strands of before have ended, so that the office has a pace of its own. */
const ended = (n: number, to: SpellRow['to'], phase: SpellRow['phase']): SpellRow => ({
  ...spell(n),
  strandId: `past ${phase} ${n}`,
  phase,
  entered: '2024-03-01',
  seenFrom: '2024-03-01',
  left: `2024-${10 + (n % 3)}-1${n % 9}`,
  to,
});
const order: WhatIfOrder = {
  question,
  spells: [
    ...Array.from({ length: 40 }, (_, n) => spell(n)),
    ...Array.from({ length: 20 }, (_, n) => ended(n, 'operational', 'pre_operational')),
    ...Array.from({ length: 20 }, (_, n) => ended(n, 'post_operational', 'operational')),
  ],
  money,
  planned: [],
  slip: shippedSlip,
  priors: priorsOf,
  calibration: noCalibration,
  asOf: '2026-03-02',
  seed: 5,
  runs: 120,
  runsOfDoubt: 40,
};

describe('a what-if', () => {
  const answer = answerOf(order);

  test('brings differences in order, never fewer strands with more hands, and the same bytes again', () => {
    for (const { p10, p50, p90 } of Object.values(answer.more)) {
      expect(p10 >= 0 && p10 <= p50 && p50 <= p90).toBe(true);
    }
    expect(answer.more.charged.p90).toBeGreaterThan(0);
    expect(answer.cost.total.p10).toBeLessThanOrEqual(answer.cost.total.p90);
    expect(JSON.stringify(answerOf(order))).toBe(JSON.stringify(answer));
  });

  test('says how loaded the role is now and with the change, and which assumption moves the answer', () => {
    const [detective] = answer.loads;
    expect(detective!.load).toBeGreaterThan(1);
    expect(detective!.after).toBeCloseTo((detective!.load * 2) / 3, 1);
    const line = answer.tornado.find(({ doubt }) => doubt === 'reaction0')!;
    expect(line.atLow).toBeLessThan(line.atHigh);
    expect(answer.tornado).toHaveLength(7);
  });

  test('with nothing added makes no difference at all', () => {
    const nothing = answerOf({
      ...order,
      question: { ...question, changes: [{ ...change, people: 0, newcomer: false }] },
    });
    const none = { p10: 0, p50: 0, p90: 0 };
    expect(nothing.more).toEqual({ operational: none, charged: none, done: none });
    expect(nothing.cost.total).toEqual(none);
    expect(nothing.tornado.every(({ atLow, atHigh }) => atLow === 0 && atHigh === 0)).toBe(true);
  });

  test('where hands are enough already costs money and changes nothing', () => {
    const idle = answerOf({
      ...order,
      question: { ...question, supply: [{ workRole: 'detective', people: 60, hoursPerWeek: 40 }] },
    });
    expect(idle.more.charged).toEqual({ p10: 0, p50: 0, p90: 0 });
    expect(idle.cost.total.p50).toBeGreaterThan(0);
  });

  test('is answered in fewer runs the larger the office is, and a redrawing never in more', () => {
    expect(runsFor(60, false)).toEqual({ runs: 1000, runsOfDoubt: 200 });
    expect(runsFor(18_000, false)).toEqual({ runs: 120, runsOfDoubt: 40 });
    expect(runsFor(60, true)).toEqual({ runs: 300, runsOfDoubt: 200 });
  });
});

describe('the cost of a post', () => {
  test('is paid hours at the rate of the role, split at the fiscal year, from the first day to the end of the span', () => {
    const { byYear, unpriced } = postCost(question, money, '2026-03-02');
    // 40 hours at 60 an hour a week; 183 days until the first of October, 365 in the year after.
    expect(byYear.get(2026)).toBe(Math.round((40 / 7) * 6000 * 183));
    expect(byYear.get(2027)).toBe(Math.round((40 / 7) * 6000 * 365));
    expect([...byYear.values()].reduce((a, b) => a + b)).toBeCloseTo((40 / 7) * 6000 * 700, -1);
    expect(unpriced).toEqual([]);
  });

  test('may be given by the year with something paid once; a role without a rate is named', () => {
    const given = { ...change, people: 2, centsPerYear: 36_525_00, onceCents: 500_00, untilOn: '2026-04-11' };
    const { byYear } = postCost({ ...question, changes: [given] }, money, '2026-03-02');
    expect(byYear).toEqual(new Map([[2026, 2 * 500_00 + 2 * 10 * 100_00]]));
    const analyst = { ...change, role: 'analyst' as const };
    expect(postCost({ ...question, changes: [analyst] }, money, '2026-03-02').unpriced).toEqual(['analyst']);
  });

  test('every reason against a question is told at once', () => {
    const bad = { ...change, role: 'analyst' as const, fromOn: '2026-01-01', untilOn: '2025-12-01' };
    const verdict = checkQuestion({ ...question, changes: [change, bad] }, '2026-03-02');
    expect(verdict.ok ? [] : verdict.refusals.map(({ field }) => field)).toEqual([
      'changes.1.fromOn',
      'changes.1.untilOn',
      'changes.1.role',
    ]);
    const late = checkQuestion({ ...question, changes: [{ ...change, fromOn: '2029-01-01' }] }, '2026-03-02');
    expect(late.ok).toBe(false);
  });
});

test('the balance of a phase counts what is open, what came in within a year, and how long it stays by its own curve', () => {
  const past = Array.from({ length: 30 }, (_, n): SpellRow => ({
    ...spell(1),
    strandId: `past ${n}`,
    entered: '2025-09-01',
    seenFrom: '2025-09-01',
    left: '2025-10-01',
    to: 'operational',
  }));
  const [pre] = balanceOf(past, '2026-08-31');
  // 30 a year, each for 30 days, are two and a half at a time.
  expect(pre).toMatchObject({ phase: 'pre_operational', open: 0, meanDays: 30, disagrees: true });
});

describe('in the house', () => {
  let house: TestHouse;
  let commander: Person;
  let analyst: Person;
  let prosecutor: Person;
  let detective: Person;
  const today = new Date().toISOString().slice(0, 10);
  const asked = {
    name: 'One more detective',
    measure: 'charged',
    days: 730,
    changes: [{ ...change, fromOn: addDays(today, 30) }],
    assumptions: usualDoubts,
  };

  beforeAll(async () => {
    house = await openTestHouse();
    commander = await house.person('Cleo Commander', ['commander']);
    analyst = await house.person('Ana Analyst', ['analyst']);
    prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
    detective = await house.person('Dana Detective', ['investigator']);
    const one = await arrangeCase(house, detective, { title: 'Riverside', openedOn: '2025-06-01' });
    for (const name of ['A', 'B', 'C'])
      await arrangeStrand(house, one.id, `Target ${name}`, { since: '2025-06-01', opened: '2025-06-01' });
    await house.server.startJobs();
  }, 60_000);
  afterAll(() => house?.close());

  async function jobOf(person: Person, id: string): Promise<any> {
    for (;;) {
      const { body } = await house.call(person, 'jobs.read', { id });
      if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  test('a what-if waits until somebody said how many people there are, which the commander alone does', async () => {
    const refused = await house.call(commander, 'whatIfs.ask', asked);
    expect(refused.status).toBe(422);
    expect(refused.body.data.fields[0]).toMatchObject({ path: 'changes.0.role', problem: 'no_supply' });
    const supply = { workRole: 'detective', people: 0.25, hoursPerWeek: 40, fromOn: '2026-01-01' };
    expect((await house.call(analyst, 'whatIfs.setSupply', supply)).status).toBe(403);
    expect((await house.call(commander, 'whatIfs.setSupply', { ...supply, people: 3 })).status).toBe(200);
    expect((await house.call(commander, 'whatIfs.setSupply', supply)).status).toBe(200);
    const { body } = await house.call(prosecutor, 'whatIfs.list', {});
    expect(body).toEqual({ rows: [], supply: [supply] });
  });

  test('it is computed as a job, kept with seed, hash and assumptions, and read by those who look at the whole office', async () => {
    const { body: started } = await house.call(analyst, 'whatIfs.ask', asked);
    expect(await jobOf(analyst, started.jobId)).toMatchObject({
      state: 'done',
      result: { whatIfId: started.id },
    });
    const { body } = await house.call(prosecutor, 'whatIfs.read', { id: started.id });
    expect(body).toMatchObject({
      name: 'One more detective',
      madeBy: 'Ana Analyst',
      question: { assumptions: usualDoubts, supply: [{ workRole: 'detective', people: 0.25 }] },
      computed: { engine: 'what-if-2', runs: 1000 },
    });
    expect(body.computed.answer.loads[0].load).toBeGreaterThan(1);
    expect((await house.call(prosecutor, 'whatIfs.list', {})).body.rows[0].more).toEqual(
      body.computed.answer.more.charged,
    );
    expect((await house.call(detective, 'whatIfs.list', {})).status).toBe(403);
    expect((await house.call(prosecutor, 'whatIfs.ask', asked)).status).toBe(403);
    expect((await house.call(analyst, 'whatIfs.compute', { id: started.id })).status).toBe(409);
  }, 60_000);

  test('redrawn at the same assumptions over the same records it rests on the same random numbers, and nothing is kept', async () => {
    const { body: list } = await house.call(commander, 'whatIfs.list', {});
    const { id } = list.rows[0];
    const redraw = async (assumptions: object) => {
      const { body } = await house.call(commander, 'whatIfs.redraw', { id, assumptions });
      return (await jobOf(commander, body.jobId)).result;
    };
    const { body: kept } = await house.call(commander, 'whatIfs.read', { id });
    const same = await redraw(usualDoubts);
    expect(same).toMatchObject({ sameRecords: true, runs: 300 });
    expect(same.answer.tornado).toEqual(kept.computed.answer.tornado);
    const moved = await redraw({ ...usualDoubts, reaction0: 0 });
    expect(moved.answer.mean).not.toBe(same.answer.mean);
    const { rows } = await house.owner.query('select count(*)::int as n from taskforce.what_if_answers');
    expect(rows).toEqual([{ n: 1 }]);
  }, 60_000);

  test('nobody changes what was asked or answered', async () => {
    for (const table of ['what_ifs', 'what_if_answers']) {
      await expect(house.owner.query(`delete from taskforce.${table}`)).rejects.toMatchObject({
        message: 'frozen',
      });
    }
  });
});
