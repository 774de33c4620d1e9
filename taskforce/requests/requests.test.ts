import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usualDoubts } from '../../analysis/survival/capacity.ts';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { addDays } from '../vocabulary/days.ts';
import { expectedBy, moved, openMoves, requestMoves, requestStates, standingOf } from './rules.ts';

describe('the rules of a request', () => {
  const facts = {
    state: 'submitted' as const,
    what: 'One more detective from October on.',
    why: 'Strands wait four months for a second pair of hands.',
    madeBy: 'ana',
    writtenBy: 'ben',
    reviewedBy: 'cleo',
  };

  test('no history of moves ends with one person who both wrote and reviewed, or reviewed and approved', () => {
    const anyMove = fc.record({
      move: fc.constantFrom(...requestMoves),
      who: fc.constantFrom('ana', 'ben', 'cleo'),
    });
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 12 }), (history) => {
        let now: Parameters<typeof moved>[0] = {
          ...facts,
          state: 'draft',
          writtenBy: 'ana',
          reviewedBy: null,
        };
        let approvedBy: string | null = null;
        for (const { move, who } of history) {
          const verdict = moved(now, move, who, 'Figures of last spring are missing.');
          if (!verdict.ok) continue;
          now = { ...now, state: verdict.value, reviewedBy: move === 'review' ? who : now.reviewedBy };
          if (move === 'approve') approvedBy = who;
        }
        expect(now.state === 'approved').toBe(approvedBy !== null);
        if (approvedBy !== null) expect(new Set([now.madeBy, now.reviewedBy, approvedBy]).size).toBe(3);
      }),
    );
  });

  test('it is put to review only with a what and a why, and returned only with a reason', () => {
    const short = moved({ ...facts, state: 'draft', why: 'Because.' }, 'submit', 'ana', null);
    expect(short.ok ? [] : short.refusals.map(({ field }) => field)).toEqual(['why']);
    expect(moved(facts, 'return', 'cleo', 'No.').ok).toBe(false);
    expect(moved(facts, 'return', 'cleo', 'The cost of the car is missing.').ok).toBe(true);
  });

  test('what is approved or withdrawn moves no more', () => {
    expect(requestStates.filter((state) => openMoves(state).length === 0)).toEqual(['approved', 'withdrawn']);
  });

  test('what has happened by a day is held against a range that grows from nought, quarter by quarter', () => {
    const course = [
      { day: 100, p10: 2, p50: 4, p90: 6 },
      { day: 200, p10: 4, p50: 8, p90: 12 },
    ];
    expect(expectedBy(course, 0)).toBeNull();
    expect(expectedBy(course, 50)).toEqual({ p10: 1, p50: 2, p90: 3 });
    expect(expectedBy(course, 150)).toEqual({ p10: 3, p50: 6, p90: 9 });
    expect(expectedBy(course, 201)).toBeNull();
    expect([1, 2, 6, 7].map((n) => standingOf(n, course[0]!))).toEqual([
      'below',
      'within',
      'within',
      'above',
    ]);
  });
});

describe('in the house', () => {
  let house: TestHouse;
  let commander: Person;
  let analyst: Person;
  let prosecutor: Person;
  let detective: Person;
  let whatIfId = '';
  let id = '';
  const today = new Date().toISOString().slice(0, 10);

  async function jobOf(person: Person, jobId: string): Promise<any> {
    for (;;) {
      const { body } = await house.call(person, 'jobs.read', { id: jobId });
      if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  beforeAll(async () => {
    house = await openTestHouse();
    commander = await house.person('Cleo Commander', ['commander']);
    analyst = await house.person('Ana Analyst', ['analyst']);
    prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
    detective = await house.person('Dana Detective', ['investigator']);
    const one = await arrangeCase(house, detective, { title: 'Riverside', openedOn: '2026-01-01' });
    await arrangeStrand(house, one.id, 'Target A', { since: '2026-01-01', opened: '2026-01-01' });
    await house.server.startJobs();
    await house.call(commander, 'whatIfs.setSupply', {
      workRole: 'detective',
      people: 0.05,
      hoursPerWeek: 40,
      fromOn: '2026-01-01',
    });
    const { body } = await house.call(analyst, 'whatIfs.ask', {
      name: 'One more detective',
      measure: 'charged',
      days: 365,
      assumptions: usualDoubts,
      changes: [{ role: 'detective', people: 1, daysPerWeek: 5, fromOn: addDays(today, 7), newcomer: false }],
    });
    whatIfId = body.id;
    await jobOf(analyst, body.jobId);
  }, 120_000);
  afterAll(() => house?.close());

  const read = async (person = commander) => (await house.call(person, 'resources.read', { id })).body;
  const move = async (person: Person, name: string, reason: string | null = null) =>
    house.call(person, 'resources.move', { id, version: (await read()).version, move: name, reason });

  test('a request is made from a what-if: its figures are frozen and its first words are written', async () => {
    const { status, body } = await house.call(analyst, 'resources.make', {
      title: 'A fifth detective',
      whatIfId,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    id = body.id;
    const one = await read();
    expect(one).toMatchObject({ state: 'draft', madeBy: 'Ana Analyst', actuals: null, runId: null });
    expect(one.what).toMatch(/^1 × Detective from /);
    expect(one.figures.whatIf).toMatchObject({ name: 'One more detective', question: { days: 365 } });
    expect(one.figures.whatIf.answer.course).toHaveLength(4);
    const none = await house.call(analyst, 'resources.make', { title: 'From nothing', whatIfId: null });
    expect(none.body.data.fields[0].problem).toBe('not_computed');
    expect((await house.call(prosecutor, 'resources.make', { title: 'Mine', whatIfId })).status).toBe(403);
    expect((await house.call(detective, 'resources.list', {})).status).toBe(403);
  });

  test('it goes from who wrote it to a reviewer to a third person, comes back with a reason, and nobody skips a step', async () => {
    expect((await move(analyst, 'submit')).status).toBe(422);
    const text = {
      id,
      version: 1,
      title: 'A fifth detective',
      what: '1 × Detective from next week, full time.',
      why: 'Nineteen strands wait for somebody to look at them.',
    };
    expect((await house.call(analyst, 'resources.write', text)).status).toBe(200);
    expect((await house.call(analyst, 'resources.write', text)).status).toBe(409);
    expect((await move(analyst, 'submit')).body.state).toBe('submitted');
    expect((await move(analyst, 'review')).body.data.fields[0].problem).toBe('four_eyes');
    expect((await move(commander, 'approve')).body.data.fields[0].problem).toBe('wrong_order');
    expect((await move(prosecutor, 'return', 'The cost of the car is missing.')).body.state).toBe('returned');
    expect((await read()).reason).toBe('The cost of the car is missing.');
    await move(analyst, 'submit');
    expect((await move(prosecutor, 'review')).body.state).toBe('reviewed');
    expect((await move(prosecutor, 'approve')).body.data.fields[0].problem).toBe('four_eyes');
    expect((await move(commander, 'approve')).body.state).toBe('approved');
    expect(await read()).toMatchObject({ reviewedBy: 'Pia Prosecutor', decidedBy: 'Cleo Commander' });
  });

  test('once approved it stands beside what has happened since', async () => {
    const { actuals } = await read();
    expect(actuals).toMatchObject({ charged: 0, done: 0, operational: 0, spentCents: null });
    expect(await read(prosecutor)).toMatchObject({ actuals });
  });

  test('the database holds the order, four eyes and the figures, whoever writes', async () => {
    const change = (set: string) =>
      house.owner.query(`update taskforce.resource_requests set ${set} where id = $1`, [id]);
    await expect(change(`figures = '{}'`)).rejects.toMatchObject({ message: 'frozen' });
    await expect(change(`why = 'Something else that is long enough.'`)).rejects.toMatchObject({
      message: 'not_a_draft',
    });
    await expect(change(`state = 'draft'`)).rejects.toMatchObject({ message: 'wrong_order' });
    const { body } = await house.call(commander, 'resources.make', { title: 'Mine alone', whatIfId });
    await house.call(commander, 'resources.write', {
      id: body.id,
      version: 1,
      title: 'Mine alone',
      what: 'A day a week of a prosecutor.',
      why: 'Strands wait at court for four months.',
    });
    const asMe = (state: string) =>
      house.as(commander, 'write', (work) =>
        work.db.updateTable('resourceRequests').set({ state }).where('id', '=', body.id).execute(),
      );
    await asMe('submitted');
    await expect(asMe('reviewed')).rejects.toMatchObject({ fields: [{ problem: 'four_eyes' }] });
    await expect(asMe('approved')).rejects.toMatchObject({ fields: [{ problem: 'wrong_order' }] });
  });

  test('it is printed as a PDF in the language of the reader, with its state, and leaves with its custody', async () => {
    const { status, body } = await house.call(prosecutor, 'resources.document', { id });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ mime: 'application/pdf' });
    expect(body.bytes).toBeGreaterThan(5000);
  }, 60_000);
});
