import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellings } from '../provider/vocabulary/releases.ts';
import type { Person as ProviderPerson } from '../provider/testing.ts';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

let houses: PairedHouses;
let advocate: ProviderPerson;
let investigator: Person;
let caseId: string;

beforeAll(async () => {
  houses = await openPairedHouses();
  advocate = await houses.provider.person('June Park', ['community_advocate']);
  investigator = await houses.taskforce.person('Ines Vega', ['investigator']);
  caseId = (await arrangeCase(houses.taskforce, investigator, { members: [investigator] })).id;
});
afterAll(() => houses.close());

const there = async (who: ProviderPerson, procedure: string, input: unknown) => {
  const answer = await houses.provider.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const here = async (who: Person, procedure: string, input: unknown) => {
  const answer = await houses.taskforce.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const client = async (): Promise<string> => {
  const intakeOn = new Date().toISOString().slice(0, 10);
  return (await there(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn, ageGroup: 'adult' })).id;
};
const arrived = async (release: string): Promise<string | null> =>
  (await houses.taskforce.owner.query('select id from taskforce.releases where release = $1', [release]))
    .rows[0]?.id ?? null;
const read = (ours: string) => here(investigator, 'releases.open', { id: ours, why: 'case_work' });

test('a release that names a referral goes to its case by itself; one that is not this client’s cannot be named', async () => {
  const { taskforce, provider } = houses;
  const one = async (text: string, values: unknown[]): Promise<string> =>
    (await taskforce.owner.query(`${text} returning id`, values)).rows[0].id;
  // Arranged past the triggers, which ask who is signed in.
  await taskforce.owner.query(`set session_replication_role = 'replica'`);
  const asked = await one(
    `insert into taskforce.referrals (number, case_id, alias, needs, created_by)
     values ('R-2026-9001', $1, 'Juniper', '{shelter}', $2)`,
    [caseId, investigator.id],
  );
  const whom = await one(
    `insert into taskforce.providers (name, pair_id, created_by) values ('Harbor House', $1, $2)
     on conflict (pair_id) do update set name = excluded.name`,
    [houses.pairs.taskforce, investigator.id],
  );
  const referral = await one(
    `insert into taskforce.referral_offers (referral_id, case_id, provider_id, way, pair_id, answer_by, offered_by)
     values ($1, $2, $3, 'bridge', $4, now() + interval '2 days', $5)`,
    [asked, caseId, whom, houses.pairs.taskforce, investigator.id],
  );
  await taskforce.owner.query(`set session_replication_role = 'origin'`);
  const clientId = await client();
  const draft = {
    clientId,
    recipientKind: 'task_force',
    pairId: houses.pairs.provider,
    purpose: 'safety',
    language: 'en',
    texts: { safe_contact: 'Through my advocate.' },
    referral,
  };
  const strange = await provider.call(advocate, 'releases.draft', draft);
  expect([strange.status, strange.body.data.fields[0].path]).toEqual([422, 'referral']);
  await provider.owner.query(
    `with o as (insert into provider.offers (organisation_id, pair_id, referral, state, alias, interpreter, age, needs, urgency, agreed_on, answer_by)
       values ($1, $2, $3, 'accepted', 'Juniper', false, 'adult', '{shelter}', 'today', current_date, now() + interval '2 days') returning id)
     insert into provider.offer_clients (offer_id, client_id, linked_by) select id, $4, $5 from o`,
    [advocate.agencyId, houses.pairs.provider, referral, clientId, advocate.id],
  );
  const { id } = await there(advocate, 'releases.draft', draft);
  const explained = await there(advocate, 'releases.explain', {
    id,
    version: 1,
    cameBy: 'read_alone',
    told: tellings,
    alternative: 'wants_us_to',
    confirmed: ['safe_contact'],
  });
  const signatures = [{ as: 'client', name: 'Juniper', how: 'typed' }];
  const done = await there(advocate, 'releases.sign', {
    id,
    version: explained.version,
    capacity: 'adult',
    signatures,
  });
  await there(advocate, 'releases.open', { id, version: done.version });
  const ours = await until(() => arrived(id));
  expect((await read(ours)).texts).toEqual([{ field: 'safe_contact', text: 'Through my advocate.' }]);
  expect((await here(investigator, 'releases.list', { referral })).rows).toMatchObject([
    { id: ours, caseId },
  ]);
});
