import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let records: Person;
let supervisor: Person;
let advocate: Person;
let colleague: Person;
let administrator: Person;
let elsewhere: Person;
const now = () => new Date().toISOString();
const marker = 'Dogwood-Marker-1138';

beforeAll(async () => {
  house = await openProviderHouse();
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  administrator = await house.person('Agnes Whitlock', ['provider_administrator']);
  elsewhere = await house.person('Bea Nunes', ['provider_records_officer'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const problems = async (who: Person, procedure: string, input: unknown): Promise<string[]> => {
  const { status, body } = await house.call(who, procedure, input);
  expect(status, JSON.stringify(body)).toBe(422);
  return body.data.fields.map((one: { problem: string }) => one.problem);
};
const client = async (): Promise<string> =>
  (await ask(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn: now().slice(0, 10) })).id;
const entered = async (clientId: string): Promise<string> =>
  (
    await ask(records, 'compelled.enter', {
      clientId,
      kind: 'subpoena',
      receivedAt: now(),
      receivedHow: 'in_person',
      dueAt: '2030-01-10T17:00:00Z',
      paper: { asker: `County court ${marker}`, reference: 'invented', asksFor: 'The whole file' },
    })
  ).id;
const step = (id: string, more: object, who = records) =>
  ask(who, 'compelled.step', { id, step: { at: now(), who: '', words: '', ...more } });
const settle = (id: string, version: number, outcome: string, more: object = {}) => ({
  id,
  version,
  outcome,
  at: now(),
  words: '',
  ...more,
});
const handedOver = { recipientKind: 'court', recipient: 'The clerk of the invented court' };

test('nothing is handed over before counsel was asked, the client was told or it was reasoned why not, and the least was named', async () => {
  const clientId = await client();
  const id = await entered(clientId);
  const complied = (version: number) => settle(id, version, 'complied', handedOver);
  expect(await problems(records, 'compelled.settle', complied(1))).toEqual([
    'counsel_first',
    'notice_first',
    'minimum_first',
  ]);
  await step(id, { kind: 'counsel_asked', who: 'An invented attorney' });
  await step(id, { kind: 'counsel_advised', words: 'A subpoena is not an order: object first.' });
  expect(await problems(records, 'compelled.settle', complied(1))).toEqual(['notice_first', 'minimum_first']);
  expect(
    await problems(records, 'compelled.step', {
      id,
      step: { kind: 'notice_impossible', because: 'cannot_be_found', at: now(), who: '', words: '' },
    }),
  ).toEqual(['missing']);
  await step(id, { kind: 'notice_attempted', how: 'phone', result: 'told' });
  const { version } = await ask(records, 'compelled.nameFields', {
    id,
    version: 1,
    fields: ['dates_of_service'],
  });
  expect(await problems(records, 'compelled.settle', settle(id, version, 'complied'))).toEqual(['missing']);
  await ask(records, 'compelled.settle', complied(version));
  const read = await ask(records, 'compelled.read', { id });
  expect(read).toMatchObject({ outcome: 'complied', missing: [], fields: ['dates_of_service'] });
  expect(read.steps.map((one: { kind: string }) => one.kind)).toEqual([
    'counsel_asked',
    'counsel_advised',
    'notice_attempted',
    'fields_named',
    'outcome',
  ]);
  const { rows } = await house.owner.query(
    `select kind, recipient_kind, fields, basis, source, told_client_at is not null as told from provider.disclosures where client_id = $1`,
    [clientId],
  );
  expect(rows).toEqual([
    {
      kind: 'compelled',
      recipient_kind: 'court',
      fields: ['dates_of_service'],
      basis: 'subpoena',
      source: id,
      told: true,
    },
  ]);
});

test('the database refuses it too when the program is passed by', async () => {
  const id = await entered(await client());
  const comply = (outcome: string) =>
    house.as(records, 'write', (work) =>
      work.db
        .updateTable('compelledRequests')
        .set({ outcome, outcomeAt: work.now, outcomeBy: work.account.id })
        .where('id', '=', id)
        .execute(),
    );
  for (const [outcome, next] of [
    ['complied', { kind: 'counsel_asked' }],
    ['narrowed', { kind: 'notice_impossible', because: 'not_safe', words: 'He reads her mail.' }],
  ] as const) {
    await expect(comply(outcome)).rejects.toMatchObject({ code: 'refused' });
    await step(id, next);
  }
  await expect(comply('complied')).rejects.toMatchObject({ fields: [{ problem: 'minimum_first' }] });
  await ask(records, 'compelled.nameFields', { id, version: 1, fields: ['age_group'] });
  await comply('complied');
  await expect(comply('refused')).rejects.toMatchObject({ fields: [{ problem: 'ended' }] });
});

test('what is refused, quashed or withdrawn needs none of it, and hands nothing over', async () => {
  const clientId = await client();
  const id = await entered(clientId);
  await ask(supervisor, 'compelled.settle', settle(id, 1, 'quashed'));
  const { rowCount } = await house.owner.query('select from provider.disclosures where client_id = $1', [
    clientId,
  ]);
  expect(rowCount).toBe(0);
  expect((await house.call(records, 'compelled.settle', settle(id, 2, 'refused'))).status).toBe(409);
  expect(
    await problems(records, 'compelled.step', {
      id,
      step: { kind: 'motion_filed', motion: 'to_quash', at: now(), who: '', words: '' },
    }),
  ).toEqual(['ended']);
  await step(id, { kind: 'note', words: 'The court sent its order by mail.' });
});

test('a client who is told only afterwards is told in the log of who received what as well', async () => {
  const clientId = await client();
  const id = await entered(clientId);
  await step(id, { kind: 'counsel_asked' });
  await step(id, { kind: 'notice_attempted', how: 'phone', result: 'not_reached' });
  const { version } = await ask(records, 'compelled.nameFields', { id, version: 1, fields: ['language'] });
  await ask(records, 'compelled.settle', settle(id, version, 'narrowed', handedOver));
  const told = async () =>
    (await house.owner.query('select told_client_at from provider.disclosures where source = $1', [id]))
      .rows[0].told_client_at;
  expect(await told()).toBe(null);
  await step(id, { kind: 'notice_attempted', how: 'in_person', result: 'told' });
  expect(await told()).not.toBe(null);
});

test('who asks and what was said is sealed: no table holds a word of it', async () => {
  const id = await entered(await client());
  await step(id, { kind: 'note', words: `Spoke with ${marker}` });
  const read = await ask(records, 'compelled.read', { id });
  expect(read.paper.asker).toContain(marker);
  expect(read.steps[0].words).toContain(marker);
  const { rows } = await house.owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('kit', 'provider', 'bridge', 'graphile_worker') and c.relkind = 'r'`,
  );
  for (const { name } of rows) {
    const found = await house.owner.query(
      `select 1 from ${name} t where to_jsonb(t)::text ilike '%' || $1 || '%' limit 1`,
      [marker],
    );
    expect(found.rowCount, name).toBe(0);
  }
});

test('a request that is open keeps the record from being destroyed', async () => {
  const clientId = await client();
  const id = await entered(clientId);
  const destroy = () =>
    house.call(records, 'clients.askDestruction', { id: clientId, reason: 'client_asked' });
  expect((await destroy()).body.data.fields[0].problem).toBe('asked_for');
  await ask(records, 'compelled.settle', settle(id, 1, 'withdrawn'));
  expect((await destroy()).status).toBe(200);
});

test('the register is for the organisation of the client; colleagues read it, their own advocates and the officer write it', async () => {
  const clientId = await client();
  const id = await entered(clientId);
  expect((await ask(colleague, 'compelled.list', { clientId })).rows).toMatchObject([
    { id, kind: 'subpoena', missing: ['counsel_first', 'notice_first', 'minimum_first'] },
  ]);
  const note = { id, step: { kind: 'note', at: now(), who: '', words: 'x' } };
  expect((await house.call(colleague, 'compelled.step', note)).status).toBe(404);
  expect((await house.call(advocate, 'compelled.step', note)).status).toBe(200);
  for (const [procedure, input] of [
    ['compelled.read', { id }],
    ['compelled.step', note],
    ['compelled.settle', settle(id, 1, 'withdrawn')],
  ] as const) {
    expect((await house.call(elsewhere, procedure, input)).status, procedure).toBe(404);
    expect((await house.call(administrator, procedure, input)).status, procedure).toBe(403);
  }
  expect((await ask(elsewhere, 'compelled.list', {})).rows).toEqual([]);
});

test('two people who change a request at once do not overwrite each other', async () => {
  const id = await entered(await client());
  const paper = { asker: 'Another court' };
  await ask(records, 'compelled.change', { id, version: 1, dueAt: null, paper });
  const late = await house.call(supervisor, 'compelled.change', { id, version: 1, dueAt: null, paper });
  expect(late.status).toBe(409);
});
