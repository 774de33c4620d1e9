import { generate } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from './contract.ts';
import { openProviderHouse, type Person, type ProviderHouse } from './testing.ts';

let house: ProviderHouse;
let administrator: Person;
let advocate: Person;

beforeAll(async () => {
  house = await openProviderHouse();
  administrator = await house.person('Ada Holm', ['provider_administrator'], 'Harbor House');
  advocate = await house.person('June Park', ['community_advocate'], 'Harbor House');
  await house.person('Somebody Else', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

test('the session cookie of the provider has a name of its own', async () => {
  const { database, owner } = house;
  expect(database).toBeDefined();
  const answer = await house.server.app.inject({
    method: 'POST',
    url: '/api/identity/me',
    headers: {
      'content-type': 'application/json',
      cookie: `__Host-concert=${advocate.secret}`,
      'x-concert': '1',
    },
    payload: '{}',
  });
  expect(answer.statusCode).toBe(401);
  const right = await house.server.app.inject({
    method: 'POST',
    url: '/api/identity/me',
    headers: {
      'content-type': 'application/json',
      cookie: `__Host-concert-provider=${advocate.secret}`,
      'x-concert': '1',
    },
    payload: '{}',
  });
  expect(right.statusCode).toBe(200);
  expect((await owner.query('select 1 from kit.agencies')).rowCount).toBe(2);
});

test('people of one organisation do not see those of another, nor that it exists', async () => {
  const { body } = await house.call(advocate, 'identity.colleagues');
  expect(body.colleagues.map((one: { displayName: string }) => one.displayName)).toEqual([
    'Ada Holm',
    'June Park',
  ]);
  expect(body.agencies.map((one: { name: string }) => one.name)).toEqual(['Harbor House']);
  const accounts = await house.call(administrator, 'identity.accounts');
  expect(accounts.body.accounts).toHaveLength(2);
});

test('an administrator cannot invite anybody into another organisation', async () => {
  const { rows } = await house.owner.query(`select id from kit.agencies where name = 'Other House'`);
  const answer = await house.call(administrator, 'identity.invite', {
    displayName: 'Trojan Horse',
    email: 'trojan@example.org',
    agencyId: rows[0].id,
    roles: ['community_advocate'],
  });
  expect(answer.status).toBe(404);
  expect((await house.owner.query(`select 1 from kit.accounts where email like 'trojan%'`)).rowCount).toBe(0);
});

test('a new organisation gets its first administrator by invitation, and who opened it sees nothing of it', async () => {
  const opened = await house.call(administrator, 'organisations.open', {
    name: 'River Shelter Network',
    shortName: 'River',
    administratorName: 'Nora Quist',
    administratorEmail: 'nora.quist@example.org',
  });
  expect(opened.status).toBe(200);
  const enrolment = (
    await house.call(null, 'identity.beginInvitation', { invitation: opened.body.invitation })
  ).body;
  const joined = await house.call(null, 'identity.acceptInvitation', {
    invitation: opened.body.invitation,
    password: 'a long river of words',
    enrolment: enrolment.enrolment,
    code: await generate({ secret: enrolment.secret }),
  });
  expect(joined.status).toBe(200);
  const secret = /__Host-concert-provider=([0-9a-f]{64})/.exec(String(joined.headers['set-cookie']))![1]!;
  const nora = { ...administrator, secret, actor: { secret } };
  const seen = await house.call(nora, 'identity.accounts');
  expect(seen.body.accounts.map((one: { displayName: string }) => one.displayName)).toEqual(['Nora Quist']);
  const before = await house.call(administrator, 'identity.accounts');
  expect(before.body.accounts).toHaveLength(2);
  expect(
    (
      await house.call(advocate, 'organisations.open', {
        name: 'x',
        shortName: 'x',
        administratorName: 'x',
        administratorEmail: 'x@example.org',
      })
    ).status,
  ).toBe(403);
});

test('no role of the task force can be given here', async () => {
  const answer = await house.call(administrator, 'identity.invite', {
    displayName: 'Sam Specialist',
    email: 'sam@example.org',
    agencyId: administrator.agencyId,
    roles: ['victim_specialist'],
  });
  expect(answer.status).toBe(422);
});

test('an auditor sees what people of the own organisation did, and nothing of other organisations', async () => {
  const auditor = await house.person('Vera Lind', ['provider_auditor'], 'Harbor House');
  const list = await house.call(auditor, 'audit.list', { limit: 50 });
  expect(list.status).toBe(200);
  const names = new Set(
    list.body.rows.map((row: { account: { displayName: string } }) => row.account.displayName),
  );
  expect(names.has('Nora Quist')).toBe(false);
  expect(names.has('Ada Holm')).toBe(true);
});

test('no procedure of this wing but those about releases themselves asks for a release, a consent or cooperation', async () => {
  const asked: string[] = [];
  for (const [room, procedures] of Object.entries(contract)) {
    if (room === 'releases') continue;
    for (const [name, procedure] of Object.entries(procedures)) {
      const { inputSchema } = (procedure as unknown as { '~orpc': { inputSchema: z.ZodType } })['~orpc'];
      const schema = JSON.stringify(z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }));
      for (const [, listed] of schema.matchAll(/"required":\[([^\]]*)\]/g)) {
        // In the directory: that a service asks nobody to cooperate. It is said of the service, not of a client.
        const required = room === 'directory' ? listed!.replace('"withoutCooperation"', '') : listed!;
        if (/release|consent|cooperat/i.test(required)) asked.push(`${room}.${name}: ${required}`);
      }
    }
  }
  expect(asked).toEqual([]);
});
