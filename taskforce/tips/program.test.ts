import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let officer: Person;
let url = '';
let token = '';

beforeAll(async () => {
  house = await openTestHouse();
  officer = await house.person('Ofelia Officer', ['investigator']);
  await house.server.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(house.server.app.server.address() as AddressInfo).port}`;
  const made = await house.call(officer, 'identity.makeToken', { label: 'Hot-line desk', days: 30 });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  token = made.body.token;
});
afterAll(() => house.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as any };
}
async function example(): Promise<Record<string, unknown>> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as any;
  return document.paths['/tips/receive'].post.requestBody.content['application/json'].schema.examples[0];
}

test('a program with a token files the tip that the open API gives as its example', async () => {
  const tip = await example();
  const { status, body } = await post('/tips/receive', tip);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.number).toMatch(/^T-2026-\d{4}$/);
  const { body: page } = await post('/tips/open', { id: body.id });
  expect(page).toMatchObject({
    what: tip['what'],
    channel: 'hotline',
    externalId: 'HL-20417',
    receivedAt: '2026-03-14T21:05:00.000Z',
    receivedBy: { displayName: 'Ofelia Officer' },
    reporter: { hasContact: true },
  });
  expect(JSON.stringify(page)).not.toContain('555-0142');
});

test('the page of the open API shows the example beside the fields', async () => {
  const page = await (await fetch(`${url}/api/reference`)).text();
  expect(page).toContain('POST /api/tips/receive');
  expect(page).toContain('The caller hears crying');
});

test('a tip sent twice with one key is one tip', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const tip = { ...(await example()), externalId: 'HL-20418' };
  const first = await post('/tips/receive', tip, headers);
  const second = await post('/tips/receive', tip, headers);
  expect(second.body).toEqual(first.body);
  const { rows } = await house.owner.query(`select 1 from taskforce.tips where external_id = 'HL-20418'`);
  expect(rows).toHaveLength(1);
});

test('a program that says danger now raises the danger at once', async () => {
  const { body } = await post('/tips/receive', { ...(await example()), danger: 'yes' });
  expect(body.dangerId).not.toBeNull();
  expect((await post('/tips/open', { id: body.id })).body.inDanger).toBe(true);
});

test('what is wrong is named by field with the way out, and a token that was ended opens nothing', async () => {
  const wrong = await post('/tips/receive', { ...(await example()), channel: 'public_form' });
  expect(wrong.status).toBe(400);
  expect(wrong.body.data.fields).toMatchObject([{ path: 'channel' }]);
  await house.owner.query(`update kit.sessions set ended_at = now() where kind = 'api'`);
  expect((await post('/tips/receive', await example())).status).toBe(401);
});
