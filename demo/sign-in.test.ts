import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { makeTaskforceServer, type ServerOptions, type TaskforceServer } from '../taskforce/server.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import { calendarFrom } from './calendar.ts';
import { handsOn } from './hands.ts';
import { joinAll } from './joining.ts';
import { demoSignIn } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'concert-demo-'));
const open: TaskforceServer[] = [];
let database: FreshDatabase;

const serverWith = async (options: Partial<ServerOptions>) => {
  const connection = (login: string) =>
    database.connection(login, loginPassword(testCluster().password || undefined, login));
  const server = await makeTaskforceServer({ connection, dataDir, hashing: 'light', ...options });
  open.push(server);
  return async (procedure: string, input: unknown) => {
    const url = `/api/identity/${procedure}`;
    const { statusCode, body } = await server.app.inject({ method: 'POST', url, payload: input as object });
    return { status: statusCode, body: JSON.parse(body) };
  };
};

beforeAll(async () => {
  database = await freshTaskforceDatabase();
  await serverWith({});
  await joinAll(handsOn(open[0]!, { now: new Date() }, calendarFrom(new Date()), []), open[0]!);
}, 180_000);
afterAll(async () => {
  for (const server of open) await server.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const email = 'daniel@example.org';
const named = (ask: { people: { email: string }[] }) => ask.people.map((person) => person.email);

test('without the demonstration nobody is offered to be, and no code is told, even of the demo people', async () => {
  const ordinary = await serverWith({});
  const halfGiven = await serverWith({ demoSignIn });
  const onlyMarked = await serverWith({ demo: true });
  for (const ask of [ordinary, halfGiven, onlyMarked]) {
    expect(named((await ask('state', {})).body)).toEqual([]);
    expect((await ask('demoFactors', { email })).status).toBe(404);
    expect((await ask('demoFactors', {})).status).toBe(404);
  }
});

test('in the demonstration a person signs in with the code that is told, each time another one', async () => {
  const ask = await serverWith({ demo: true, demoSignIn });
  expect(named((await ask('state', {})).body)).toContain(email);
  const told = await ask('demoFactors', { email });
  const { password, code } = told.body;
  expect((await ask('signIn', { email, password, code: '000000', noticeAccepted: true })).status).toBe(401);
  expect((await ask('signIn', { email, password, code, noticeAccepted: true })).status).toBe(200);
  const again = await ask('demoFactors', { email });
  expect(again.body.code).not.toBe(code);
  expect((await ask('signIn', { email, password, code, noticeAccepted: true })).status).toBe(401);
});

test('of people who are not of the demonstration no code is told', async () => {
  const others = { ...demoSignIn, people: demoSignIn.people.filter((person) => person.email !== email) };
  const ask = await serverWith({ demo: true, demoSignIn: others });
  expect((await ask('demoFactors', { email })).status).toBe(404);
  expect((await ask('demoFactors', { email: 'nobody@example.org' })).status).toBe(404);
});
