import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let investigator: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
});
afterAll(() => house.close());

const newCase = {
  title: 'Harbor kitchens',
  type: 'labor',
  originRoute: 'hotline',
  strands: [{ label: 'Kitchen owner', kind: 'target_person' }],
};

test('a case opens under the next number, with its strand in the pre-operational phase and its opener in the lead', async () => {
  const { status, body } = await house.call(investigator, 'cases.open', {
    ...newCase,
    openedOn: '2026-02-03',
  });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.number).toBe('2026-0001');
  const { rows } = await house.owner.query(
    `select c.origin_mode, s.phase, s.phase_since, s.mode, t.place, t.from_phase, t.event, t.recorded_by, m.capacity
     from taskforce.cases c join taskforce.strands s on s.case_id = c.id
     join taskforce.phase_transitions t on t.strand_id = s.id
     join taskforce.case_members m on m.case_id = c.id where c.id = $1`,
    [body.id],
  );
  expect(rows).toEqual([
    {
      origin_mode: 'reactive',
      phase: 'pre_operational',
      phase_since: '2026-02-03',
      mode: 'reactive',
      place: 1,
      from_phase: null,
      event: null,
      recorded_by: investigator.id,
      capacity: 'lead',
    },
  ]);
});

test('a target who was already arrested begins in the post-operational phase', async () => {
  const strands = [{ ...newCase.strands[0], phase: 'post_operational', knownSince: '2026-03-01' }];
  const { body } = await house.call(investigator, 'cases.open', {
    ...newCase,
    openedOn: '2026-02-10',
    strands,
  });
  const { rows } = await house.owner.query(
    'select phase, phase_since from taskforce.strands where case_id = $1',
    [body.id],
  );
  expect(rows).toEqual([{ phase: 'post_operational', phase_since: '2026-02-10' }]);
});

test('twenty people who open a case at once get twenty numbers in a row', async () => {
  const before = await house.owner.query('select count(*)::int as n from taskforce.cases');
  const replies = await Promise.all(
    Array.from({ length: 20 }, () =>
      house.call(investigator, 'cases.open', { ...newCase, openedOn: '2026-03-01' }),
    ),
  );
  expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 20 }, () => 200));
  const first = before.rows[0].n + 1;
  expect(replies.map((reply) => reply.body.number).toSorted()).toEqual(
    Array.from({ length: 20 }, (_, i) => `2026-${String(first + i).padStart(4, '0')}`),
  );
});

test('the same request sent twice opens one case', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  const input = { ...newCase, title: 'Sent twice' };
  const replies = await Promise.all([1, 2].map(() => house.call(investigator, 'cases.open', input, key)));
  expect(replies[0]!.body).toEqual(replies[1]!.body);
  const { rows } = await house.owner.query(
    `select count(*)::int as n from taskforce.cases where title = 'Sent twice'`,
  );
  expect(rows[0].n).toBe(1);
});

test('an analyst opens a case for the lead of another agency', async () => {
  const analyst = await house.person('Ana Lopez', ['analyst'], 'County Sheriff');
  const { status, body } = await house.call(analyst, 'cases.open', {
    ...newCase,
    leadAgencyId: investigator.agencyId,
  });
  expect(status, JSON.stringify(body)).toBe(200);
});

test('a future day is refused with field and remedy, and nothing of the case is left behind', async () => {
  const refused = await house.call(investigator, 'cases.open', {
    ...newCase,
    title: 'Left behind',
    strands: [newCase.strands[0], { label: 'Later', kind: 'financial', openedOn: '2190-01-01' }],
  });
  expect(refused.status).toBe(422);
  expect(refused.body.data.fields[0]).toMatchObject({ path: 'strands.1.openedOn', problem: 'in_the_future' });
  const { rows } = await house.owner.query(`select 1 from taskforce.cases where title = 'Left behind'`);
  expect(rows).toEqual([]);
});

test('an investigator cannot open a case in the lead of another agency', async () => {
  const leadAgencyId = await house.agency('Federal Bureau');
  const reply = await house.call(investigator, 'cases.open', { ...newCase, leadAgencyId });
  expect(reply.status).toBe(404);
});
