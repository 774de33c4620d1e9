import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let planner: Person;
let prosecutor: Person;
let neighbor: Person;
let at: string;
let downloads: string;
beforeAll(async () => {
  house = await openTestHouse();
  planner = await house.person('Dana Detective', ['investigator']);
  prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  at = await house.server.app.listen({ host: '127.0.0.1', port: 0 });
  downloads = await house.server.downloads.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house.close());

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}

async function send(person: Person, scopeId: string, text: string) {
  const form = new FormData();
  form.append('scopeTable', 'operation_authorities');
  form.append('scopeId', scopeId);
  form.append('file', new Blob([text]), 'Warrant 26-118.txt');
  const headers = { authorization: `Bearer ${person.secret}` };
  const response = await fetch(`${at}/files`, { method: 'POST', body: form, headers });
  return { status: response.status, body: (await response.json()) as any };
}

test('a warrant is attached by who plans, read by who reads the plan, and changes no revision', async () => {
  const { id } = await ok(planner, 'operations.open', {
    title: 'Motel on Route 9',
    kind: 'enforcement_action',
    type: 'sex',
  });
  await ok(planner, 'operations.savePart', {
    operationId: id,
    part: 'authority',
    id: null,
    version: null,
    value: {
      kind: 'search_warrant',
      reference: '26-118',
      covers: 'Room 12',
      issuedAt: null,
      expiresAt: null,
    },
  });
  const before = await ok(planner, 'operations.get', { id });
  const [{ id: authority }] = before.authorities;
  const sent = await send(planner, authority, 'Search warrant 26-118');
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  const scope = { scopeTable: 'operation_authorities', scopeId: authority };
  expect((await ok(prosecutor, 'files.list', scope)).rows).toMatchObject([
    { id: sent.body.id, name: 'Warrant 26-118.txt', uploadedBy: 'Dana Detective' },
  ]);
  const { url } = await ok(prosecutor, 'files.ticket', { id: sent.body.id });
  const handed = await fetch(`${downloads}${new URL(url).pathname}`);
  expect(await handed.text()).toBe('Search warrant 26-118');
  expect((await send(prosecutor, authority, 'Another')).status).toBe(404);
  expect((await send(neighbor, authority, 'Another')).status).toBe(404);
  expect((await ok(neighbor, 'files.list', scope)).rows).toEqual([]);
  expect((await house.call(neighbor, 'files.ticket', { id: sent.body.id })).status).toBe(404);
  expect((await ok(planner, 'operations.get', { id })).planRevision).toBe(before.planRevision);
});
