import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';

let house: TestHouse;
let ines: Person;
let cora: Person;
let pia: Person;
let grace: Person;
let far: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  cora = await house.person('Cora Dunn', ['commander']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  grace = await house.person('Grace Moss', ['victim_specialist'], 'State Attorney');
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
});
afterAll(() => house.close());

const because = 'The facts found so far do not yet show force or fraud.';
const fields = (body: { data?: { fields?: { path: string }[] } }) =>
  (body.data?.fields ?? []).map(({ path }) => path);
const victimOf = (more: object = {}): Promise<ArrangedVictim> =>
  arrangeVictim(house, ines, { members: [ines, pia, grace], foreignNational: 'yes', ...more });

async function ask(victim: ArrangedVictim, tool: string, more: object = {}): Promise<string> {
  const input = {
    victimId: victim.id,
    tool,
    basis: 'Held and made to work without pay',
    askedOn: '2026-01-10',
  };
  const { status, body } = await house.call(ines, 'relief.ask', { ...input, ...more });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id;
}
const read = async (person: Person, victim: ArrangedVictim, id: string) =>
  (await house.call(person, 'relief.list', { victimId: victim.id })).body.rows.find(
    (row: { id: string }) => row.id === id,
  );
async function step(person: Person, victim: ArrangedVictim, id: string, step: string, more: object = {}) {
  const { version } = await read(person, victim, id);
  return house.call(person, 'relief.step', {
    requestId: id,
    version,
    step,
    happenedOn: '2026-02-01',
    ...more,
  });
}
const signature = { signatory: 'Captain Dana Reyes', designatedOn: '2025-06-01' };

test('continued presence goes from the request to the grant, with its end and its renewal on the calendar', async () => {
  const victim = await victimOf();
  const id = await ask(victim, 'continued_presence');
  expect((await read(ines, victim, id)).next).toEqual(['reviewing', 'withdrawn']);
  for (const [person, to, more] of [
    [ines, 'reviewing', {}],
    [cora, 'submitted', { reference: 'CP-0091' }],
    [ines, 'granted', { happenedOn: '2026-03-31' }],
  ] as const) {
    const { status, body } = await step(person, victim, id, to, more);
    expect(status, JSON.stringify(body)).toBe(200);
  }
  const row = await read(ines, victim, id);
  expect(row).toMatchObject({
    state: 'granted',
    validFrom: '2026-03-31',
    validUntil: '2027-03-31',
    renewalDueOn: '2026-12-31',
    mayRenew: true,
  });
  const again = await ask(victim, 'continued_presence', { renews: id });
  expect((await read(ines, victim, again)).renews).toBe(id);
  expect((await read(ines, victim, id)).mayRenew).toBe(false);
});

test('the term of continued presence is what the task force set', async () => {
  const admin = await house.person('Ruth Able', ['account_administrator']);
  const set = await house.call(admin, 'duties.setProtocol', { presenceMonths: 24 });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const victim = await victimOf();
  const id = await ask(victim, 'continued_presence');
  await step(ines, victim, id, 'reviewing');
  await step(cora, victim, id, 'submitted');
  await step(ines, victim, id, 'granted', { happenedOn: '2026-02-28' });
  expect((await read(ines, victim, id)).validUntil).toBe('2028-02-28');
  await house.call(admin, 'duties.setProtocol', { presenceMonths: 12 });
});

test('a certification is good for six months from the signature, to the last day of a shorter month', async () => {
  const victim = await victimOf();
  const id = await ask(victim, 'u_certification', { askedOn: '2025-08-01' });
  await step(ines, victim, id, 'reviewing', { happenedOn: '2025-08-02' });
  const signed = await step(pia, victim, id, 'signed', { happenedOn: '2025-08-31', ...signature });
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  expect((await read(ines, victim, id)).validUntil).toBe('2026-02-28');
});

test('who asked does not sign, send or decline, whatever their role, and the database says so too', async () => {
  const victim = await victimOf();
  const input = { victimId: victim.id, tool: 't_declaration', basis: 'Held by debt', askedOn: '2026-01-10' };
  const { body } = await house.call(cora, 'relief.ask', input);
  await step(ines, victim, body.id, 'reviewing');
  expect((await read(cora, victim, body.id)).next).toEqual(['withdrawn']);
  const own = await step(cora, victim, body.id, 'signed', signature);
  expect([own.status, fields(own.body)]).toEqual([422, ['step']]);
  const raw = house.as(cora, 'write', ({ db }) =>
    db
      .insertInto('reliefSteps')
      .values({
        requestId: body.id,
        victimId: victim.id,
        caseId: victim.caseId,
        place: 1,
        step: 'signed',
        happenedOn: '2026-02-01',
        ...signature,
      })
      .execute(),
  );
  await expect(raw).rejects.toMatchObject({ code: 'refused', fields: [{ path: 'step' }] });
  const investigator = await step(ines, victim, body.id, 'signed', signature);
  expect([403, 404]).toContain(investigator.status);
  expect((await step(pia, victim, body.id, 'signed', signature)).status).toBe(200);
});

test.each([
  ['declined', 'reviewing'],
  ['withdrawn', 'asked'],
])('a request is %s only with a reason from the list and an explanation', async (to, from) => {
  const victim = await victimOf();
  const id = await ask(victim, 't_declaration');
  if (from === 'reviewing') await step(ines, victim, id, 'reviewing');
  const bare = await step(pia, victim, id, to);
  expect([bare.status, fields(bare.body)]).toEqual([422, ['reason']]);
  const short = await step(pia, victim, id, to, { reasonCode: 'facts_not_enough', reason: 'No.' });
  expect(short.status).toBe(422);
  const given = await step(pia, victim, id, to, { reasonCode: 'facts_not_enough', reason: because });
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  expect((await read(pia, victim, id)).next).toEqual([]);
});

test('a step that does not follow, a day before the request, an undesignated official are refused', async () => {
  const victim = await victimOf();
  const id = await ask(victim, 't_declaration');
  expect(fields((await step(pia, victim, id, 'signed', signature)).body)).toContain('step');
  await step(ines, victim, id, 'reviewing');
  const early = await step(pia, victim, id, 'signed', { ...signature, happenedOn: '2026-01-01' });
  expect(fields(early.body)).toEqual(['happenedOn']);
  const undesignated = await step(pia, victim, id, 'signed', { signatory: 'Captain Dana Reyes' });
  expect(fields(undesignated.body)).toEqual(['signatory']);
});

test('the reminder of relief comes at the moment a status becomes likely, and goes with the first request', async () => {
  const victim = await victimOf();
  await house.owner.query(`alter table taskforce.victims disable trigger user`);
  await house.owner.query(`alter table taskforce.victims enable trigger duties_of_victim`);
  await house.owner.query(
    `update taskforce.victims set status = 'likely', status_since = '2026-01-10' where id = $1`,
    [victim.id],
  );
  await house.owner.query(`alter table taskforce.victims enable trigger user`);
  const duties = async () =>
    (await house.call(ines, 'duties.list', { victimId: victim.id })).body.rows.map(
      (row: { kind: string; state: string }) => `${row.kind} ${row.state}`,
    );
  expect(await duties()).toEqual(['relief_reminder open']);
  await ask(victim, 'continued_presence');
  expect(await duties()).toEqual(['relief_decision open', 'relief_reminder done']);
});

test('another agency learns nothing: the victim is missing, and there is no request', async () => {
  const victim = await victimOf();
  const id = await ask(victim, 't_declaration');
  expect((await house.call(far, 'relief.list', { victimId: victim.id })).status).toBe(404);
  const taken = { requestId: id, version: 1, step: 'withdrawn', happenedOn: '2026-02-01' };
  expect((await house.call(far, 'relief.step', taken)).status).toBe(404);
});
