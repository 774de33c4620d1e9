import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Meta } from '../kit/rpc/contract.ts';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { contract } from '../taskforce/contract.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { takeTip } from '../taskforce/tips/arranging.ts';
import { arrangeVictim } from '../taskforce/victims/arranging.ts';
import { provider, ready } from '../taskforce/referrals/testing.ts';

let house: TestHouse;
let admin: Person;
let officer: Person;
let auditor: Person;
let chair: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('Ada Admin', ['account_administrator']);
  officer = await house.person('Ines Vega', ['investigator']);
  auditor = await house.person('Ulla Auditor', ['auditor']);
  chair = await house.person('Elena Chair', ['commander']);
});
afterAll(() => house.close());

/** Names under which an answer would hold what lets somebody in, or tells who somebody is. */
const telling =
  /^(.*token|.*secret|.*password.*|.*invitation.*|recoveryCodes?|.*codes?|enrolment|qr|contact|term|url|.*ticket|phone|email|reporter|receipt)$/i;
type Procedure = { '~orpc': { meta: Meta; outputSchema?: z.ZodType } };
const procedures = Object.entries(contract).flatMap(([room, rooms]) =>
  Object.entries(rooms as unknown as Record<string, Procedure>).map(([name, made]) => ({
    name: `${room}.${name}`,
    meta: made['~orpc'].meta,
    output: made['~orpc'].outputSchema,
  })),
);

/** Every name of a field in an answer, at any depth. */
function fieldNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldNames);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => [name, ...fieldNames(inner)]),
    ...Object.values(rest).flatMap(fieldNames),
  ];
}

const tellingFields = (output: z.ZodType | undefined) =>
  fieldNames(z.toJSONSchema(output!, { io: 'output', unrepresentable: 'any' })).filter((field) =>
    telling.test(field),
  );

test('every act whose answer holds a secret or an unmasked identity says so, and so leaves no receipt', () => {
  expect(procedures.length).toBeGreaterThan(100);
  const writes = procedures.filter(({ meta }) => meta.effect === 'write');
  const secret = writes.filter(({ meta }) => meta.secret);
  expect(secret.filter(({ output }) => tellingFields(output).length === 0).map(({ name }) => name)).toEqual(
    [],
  );
  const silent = writes
    .filter(({ meta }) => !meta.secret)
    .flatMap(({ name, output }) => tellingFields(output).map((field) => `${name}.${field}`));
  expect([...new Set(silent)]).toEqual([]);
});

/** Calls with a key, as a program that repeats a lost request does. @returns the secret of the answer */
async function ask(person: Person, procedure: string, input: object, secretOf: (body: any) => string) {
  const reply = await house.call(person, procedure, input, { 'idempotency-key': randomUUID() });
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  const secret = secretOf(reply.body);
  expect(secret.length, procedure).toBeGreaterThan(5);
  return secret;
}

async function upload(caseId: string): Promise<string> {
  const field = (name: string, value: string) =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const reply = await house.server.app.inject({
    method: 'POST',
    url: '/files',
    headers: {
      'content-type': 'multipart/form-data; boundary=edge',
      authorization: `Bearer ${officer.secret}`,
    },
    payload: `${field('scopeTable', 'cases')}${field('scopeId', caseId)}--edge\r\ncontent-disposition: form-data; name="file"; filename="note.txt"\r\ncontent-type: text/plain\r\n\r\nA plain note.\r\n--edge--\r\n`,
  });
  expect(reply.statusCode, reply.body).toBe(200);
  return JSON.parse(reply.body).id as string;
}

/** An operation with one person on its roster. */
async function roster(): Promise<{ id: string; postId: string }> {
  const { body } = await house.call(officer, 'operations.open', {
    title: 'A recovery',
    kind: 'recovery',
    type: 'sex',
  });
  const { rows } = await house.owner.query(
    `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind) values ($1, $2, $3, 'entry', 'scene') returning id`,
    [body.id, officer.id, officer.agencyId],
  );
  return { id: body.id, postId: rows[0].id };
}

const acts: Record<string, () => Promise<string>> = {
  'identity.invite': () =>
    ask(
      admin,
      'identity.invite',
      {
        displayName: 'New Person',
        email: `new.${randomUUID()}@example.org`,
        agencyId: admin.agencyId,
        roles: ['analyst'],
      },
      (body) => body.invitation,
    ),
  'identity.reinvite': () =>
    ask(admin, 'identity.reinvite', { accountId: officer.id }, (body) => body.invitation),
  'bridge.makeCode': () => ask(admin, 'bridge.makeCode', {}, (body) => body.code),
  'calendar.makeFeed': () => ask(officer, 'calendar.makeFeed', {}, (body) => body.url),
  'operations.briefingDocument': async () =>
    ask(officer, 'operations.briefingDocument', { id: (await roster()).id }, (body) => body.url),
  'operations.cardsDocument': async () =>
    ask(officer, 'operations.cardsDocument', { id: (await roster()).id }, (body) => body.url),
  'operations.cardDocument': async () =>
    ask(officer, 'operations.cardDocument', { postId: (await roster()).postId }, (body) => body.url),
  'tips.unmask': async () => {
    const { id } = await takeTip(house, officer, {
      contact: { name: 'Quilla Zephyrmark', way: '773-555-0177', when: '' },
    });
    return ask(officer, 'tips.unmask', { id, reason: 'question_cannot_wait' }, (body) => body.contact.name);
  },
  'victims.unmask': async () => {
    const { id: caseId } = await arrangeCase(house, officer, { members: [officer] });
    const { id } = await arrangeVictim(house, officer, caseId);
    await house.call(officer, 'victims.sealIdentity', {
      id,
      version: 0,
      identity: { name: 'Quilla Zephyrmark' },
    });
    const asked = { id, part: 'identity', reason: 'contact_needed' };
    return ask(officer, 'victims.unmask', asked, (body) => body.identity.name);
  },
  'referrals.link': async () => {
    const { id: caseId } = await arrangeCase(house, officer, { members: [officer] });
    const providerId = await provider(house, 'Guest house');
    const { body: made } = await house.call(officer, 'referrals.draft', ready(caseId));
    await house.call(officer, 'referrals.offer', { id: made.id, version: 1, providerId, way: 'link' });
    const { body: read } = await house.call(officer, 'referrals.read', { id: made.id });
    return ask(officer, 'referrals.link', { offerId: read.offers[0].id }, (body) => body.code);
  },
  'audit.unmaskSearch': async () => {
    await house.call(officer, 'search.find', {
      term: 'zephyrmark laundry',
      purpose: 'case_work',
      onBehalf: { kind: 'self' },
    });
    const { rows } = await house.owner.query('select id from kit.searches');
    return ask(
      auditor,
      'audit.unmaskSearch',
      { id: rows[0].id, reason: 'weekly_review' },
      (body) => body.term,
    );
  },
  'files.ticket': async () => {
    const { id } = await arrangeCase(house, officer, { members: [officer] });
    return ask(officer, 'files.ticket', { id: await upload(id) }, (body) => body.url);
  },
  'briefs.document': async () => {
    const { id: caseId } = await arrangeCase(house, officer, { members: [officer] });
    const brief = await house.call(officer, 'briefs.make', { caseId });
    return ask(officer, 'briefs.document', { id: brief.body.id, format: 'pdf' }, (body) => body.url);
  },
  'meetings.document': async () => {
    const heldOn = new Date().toISOString().slice(0, 10);
    const meeting = await house.call(chair, 'meetings.prepare', {
      heldOn,
      title: 'Monthly case meeting',
      audience: 'law_enforcement',
    });
    return ask(chair, 'meetings.document', { id: meeting.body.id }, (body) => body.url);
  },
  'resources.document': async () => {
    const { rows } = await house.owner.query<{ id: string }>(
      `with run as (
         insert into taskforce.estimate_runs (made_for, as_of, engine, seed, runs, inputs_hash, basis)
         values ('office', current_date, 'phases', 1, 1000, repeat('ab', 32), '[]') returning id)
       insert into taskforce.resource_requests (title, run_id, figures, figures_hash, made_by, written_by)
       select 'Money for the work', id, $1, repeat('ab', 32), $2, $2 from run returning id`,
      [
        JSON.stringify({
          asOf: '2026-03-02',
          engine: 'phases',
          seed: 1,
          runs: 1000,
          inputsHash: 'ab'.repeat(32),
          whatIf: null,
          estimate: null,
          kept: [],
          spentCents: null,
        }),
        chair.id,
      ],
    );
    return ask(chair, 'resources.document', { id: rows[0]!.id }, (body) => body.url);
  },
  'deconfliction.sheet': async () => {
    const event = await house.call(officer, 'deconfliction.enterEvent', {
      activity: 'controlled_buy',
      from: new Date(Date.now() + 86_400_000).toISOString(),
      until: new Date(Date.now() + 90_000_000).toISOString(),
      place: 'Parking lot',
      lat: 41.5,
      lon: -87.6,
      phone: '555-0101',
    });
    return ask(officer, 'deconfliction.sheet', { id: event.body.id, format: 'csv' }, (body) => body.url);
  },
};

test('no receipt is kept of such an answer, even when it was asked for with a key', async () => {
  const kept = procedures.filter(({ meta }) => meta.effect === 'write' && meta.secret && !meta.open);
  expect(Object.keys(acts).toSorted()).toEqual(kept.map(({ name }) => name).toSorted());
  // Another act with a key, so that the store is not empty for a reason of its own.
  await house.call(
    officer,
    'tips.receive',
    { channel: 'phone', originRoute: 'good_samaritan', what: 'Workers sleep in the store room.' },
    { 'idempotency-key': randomUUID() },
  );
  const secrets: string[] = [];
  for (const act of Object.values(acts)) secrets.push(await act());
  const { rows } = await house.owner.query<{ procedure: string; output: string }>(
    'select procedure, output::text from kit.receipts',
  );
  expect(rows.map((row) => row.procedure)).toEqual(['tips.receive']);
  for (const secret of secrets) expect(rows.filter((row) => row.output.includes(secret))).toEqual([]);
});
