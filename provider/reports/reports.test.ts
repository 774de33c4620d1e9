import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';
import { dueAt } from './rules.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let supervisor: Person;
let intake: Person;
let records: Person;
let elsewhere: Person;
const now = () => new Date().toISOString();
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const marker = 'Hawthorn-Marker-2271';

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  elsewhere = await house.person('Bea Nunes', ['advocate_supervisor'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const client = async (more: object = {}): Promise<string> =>
  (await ask(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn: now().slice(0, 10), ...more })).id;
const made = (more: object = {}) => ({
  at: now(),
  how: 'phone',
  fields: ['age_group', 'what_was_seen'],
  ...more,
});
const disclosures = async (clientId: string) =>
  (
    await house.owner.query(
      `select kind, recipient_kind, basis, fields, told_client_at is not null as told from provider.disclosures where client_id = $1`,
      [clientId],
    )
  ).rows;

test('danger for a minor without a record: an alias is enough, nothing is asked first, and what was done stands apart', async () => {
  const {
    id,
    clientId,
    dueAt: due,
  } = await ask(intake, 'reports.enter', {
    who: { alias: 'Caller at two', ageGroup: 'minor' },
    path: 'imminent_danger',
    words: `A man with a knife at the door ${marker}`,
    made: made({ takenBy: 'Dispatcher 4' }),
  });
  expect(due).toBe(null);
  expect(await ask(intake, 'clients.read', { id: clientId })).toMatchObject({
    alias: 'Caller at two',
    ageGroup: 'minor',
    state: 'intake',
  });
  expect(await disclosures(clientId)).toEqual([
    {
      kind: 'danger',
      recipient_kind: 'emergency_services',
      basis: 'danger_to_life',
      fields: ['age_group', 'what_was_seen'],
      told: false,
    },
  ]);
  const read = await ask(intake, 'reports.read', { id });
  expect(read).toMatchObject({ path: 'imminent_danger', takenBy: 'Dispatcher 4', told: 'not_yet' });
  expect(read.words).toContain(marker);
});

test('no field of any report asks for a permission, a release, consent or cooperation', () => {
  for (const [name, one] of Object.entries(contract.reports)) {
    const names = JSON.stringify(z.toJSONSchema(one['~orpc'].inputSchema as z.ZodType, { io: 'input' }));
    expect(names.length, name).toBeGreaterThan(10);
    expect(names, name).not.toMatch(/"[^"]*(consent|release|cooperat|signature|agreed)[^"]*":/i);
  }
});

test('a foreign-national minor has 24 hours for the notice to HHS, and the report settles the deadline that runs', async () => {
  const clientId = await client({ ageGroup: 'may_be_minor', foreignMinor: 'may_be' });
  const { id } = await ask(advocate, 'reports.enter', { who: { clientId }, path: 'hhs_minor', words: '' });
  const clocks = async () =>
    (await ask(advocate, 'clients.read', { id: clientId })).clocks.filter(
      (one: { kind: string }) => one.kind === 'hhs_notice',
    );
  expect(await clocks()).toMatchObject([{ endedAt: null }]);
  await ask(advocate, 'reports.made', {
    id,
    version: 1,
    recipient: 'hhs',
    made: made({ how: 'web_form', reference: 'invented-17' }),
  });
  expect(await clocks()).toMatchObject([{ outcome: 'done' }]);
  expect(await disclosures(clientId)).toMatchObject([{ kind: 'mandated_report', basis: 'hhs_notice' }]);
  const again = await house.call(advocate, 'reports.made', {
    id,
    version: 2,
    recipient: 'hhs',
    made: made(),
  });
  expect(again.status).toBe(409);
});

test('each way has its last moment: HHS never more than a day, a state as the list says, danger at once', () => {
  const found = new Date('2026-03-02T10:00:00Z');
  const hours = (due: Date | null) => due && (due.getTime() - found.getTime()) / 3_600_000;
  expect(hours(dueAt('hhs_minor', found, undefined))).toBe(24);
  expect(hours(dueAt('hhs_minor', found, 72))).toBe(24);
  expect(hours(dueAt('hhs_minor', found, 12))).toBe(12);
  expect(hours(dueAt('child_protection', found, 48))).toBe(48);
  expect(hours(dueAt('child_protection', found, null))).toBe(0);
  expect(hours(dueAt('missing_from_care', found, undefined))).toBe(24);
  expect(dueAt('imminent_danger', found, 24)).toBe(null);
});

test('the list of a state is the provider’s own: the supervisor and the records officer keep it, all colleagues read it', async () => {
  const rule = {
    path: 'child_protection',
    region: 'CA',
    words: 'By phone at once, in writing within 36 hours (as our counsel wrote).',
    hours: 36,
    call: 'County hotline 555-0177',
    confirmedOn: '2026-01-15',
  };
  const { id: ruleId } = await ask(records, 'reports.addRule', rule);
  expect((await house.call(advocate, 'reports.addRule', rule)).status).toBe(403);
  expect((await ask(advocate, 'reports.rules', {})).rows).toMatchObject([{ id: ruleId, hours: 36 }]);
  expect((await ask(elsewhere, 'reports.rules', {})).rows).toEqual([]);
  const clientId = await client({ ageGroup: 'minor' });
  const foundAt = ago(2);
  const { dueAt: due } = await ask(advocate, 'reports.enter', {
    who: { clientId },
    path: 'child_protection',
    foundAt,
    ruleId,
    words: '',
  });
  expect(new Date(due).getTime() - new Date(foundAt).getTime()).toBe(36 * 3_600_000);
  const wrong = await house.call(advocate, 'reports.enter', {
    who: { clientId },
    path: 'missing_from_care',
    ruleId,
    words: '',
  });
  expect(wrong.body.data.fields[0].problem).toBe('no_such_rule');
  await ask(supervisor, 'reports.endRule', { id: ruleId, version: 1 });
  expect((await ask(advocate, 'reports.rules', {})).rows).toEqual([]);
});

test('the preview shows the least that is needed out of the record, and its opening is written down', async () => {
  const clientId = await client({ ageGroup: 'minor' });
  await ask(advocate, 'clients.saveDetails', {
    id: clientId,
    version: null,
    detail: { section: 'identity', value: { legalName: marker, birthDate: '2011-02-03' } },
  });
  const { fields } = await ask(colleague, 'reports.preview', { clientId, path: 'child_protection' });
  expect(fields).toContainEqual({ part: 'identity.legal_name', value: marker });
  expect(fields.map((one: { part: string }) => one.part)).not.toContain('contacts.safe');
  const danger = await ask(colleague, 'reports.preview', { clientId, path: 'imminent_danger' });
  expect(JSON.stringify(danger)).not.toContain(marker);
  const { rows } = await ask(advocate, 'audit.record', { table: 'clients', id: clientId, limit: 50 });
  expect(rows.filter((row: { action: string }) => row.action === 'unmask')).toContainEqual(
    expect.objectContaining({
      account: expect.objectContaining({ displayName: 'Rosa Diaz' }),
      detail: { sections: ['identity'], for: 'child_protection' },
    }),
  );
});

test('the client is told, or it stands why not yet; told once, it stays told, in the log as well', async () => {
  const clientId = await client({ ageGroup: 'minor' });
  const { id } = await ask(advocate, 'reports.enter', {
    who: { clientId },
    path: 'child_protection',
    words: '',
    made: made(),
    told: { told: 'not_safe', words: 'The person who is reported reads the phone.' },
  });
  expect((await ask(advocate, 'reports.list', { open: true, clientId })).rows).toMatchObject([
    { id, told: 'not_safe' },
  ]);
  await ask(advocate, 'reports.told', { id, version: 1, told: { told: 'told', words: 'In person.' } });
  expect((await ask(advocate, 'reports.list', { open: true, clientId })).rows).toEqual([]);
  expect(await disclosures(clientId)).toMatchObject([{ told: true }]);
  const back = await house.call(advocate, 'reports.told', {
    id,
    version: 2,
    told: { told: 'not_yet', words: '' },
  });
  expect(back.status).toBe(409);
  await expect(
    house.as(advocate, 'write', (work) =>
      work.db
        .updateTable('protectiveReports')
        .set({ told: 'not_yet', toldAt: null })
        .where('id', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
});

test('what another made settles the deadline as done by another and hands nothing out', async () => {
  const clientId = await client({ ageGroup: 'minor' });
  const { id } = await ask(advocate, 'reports.enter', {
    who: { clientId },
    path: 'missing_from_care',
    words: '',
  });
  await ask(advocate, 'reports.notMade', { id, version: 1, reason: 'made_by_another' });
  const { clocks } = await ask(advocate, 'clients.read', { id: clientId });
  expect(clocks.find((one: { kind: string }) => one.kind === 'missing_from_care').outcome).toBe(
    'done_by_another',
  );
  expect(await disclosures(clientId)).toEqual([]);
});

test('nothing lies in the future and nothing was done before it was found', async () => {
  const clientId = await client();
  const problem = async (more: object) =>
    (
      await house.call(advocate, 'reports.enter', {
        who: { clientId },
        path: 'imminent_danger',
        words: '',
        ...more,
      })
    ).body.data.fields[0];
  expect(await problem({ foundAt: '2099-01-01T00:00:00Z' })).toMatchObject({ path: 'foundAt' });
  expect(await problem({ foundAt: now(), made: made({ at: ago(3) }) })).toMatchObject({
    path: 'made.at',
    problem: 'before_found',
  });
});

test('another organisation finds no report, and a worker off the team writes none', async () => {
  const clientId = await client();
  const { id } = await ask(advocate, 'reports.enter', {
    who: { clientId },
    path: 'imminent_danger',
    words: '',
  });
  for (const [procedure, input] of [
    ['reports.read', { id }],
    ['reports.preview', { clientId, path: 'imminent_danger' }],
    ['reports.enter', { who: { clientId }, path: 'imminent_danger', words: '' }],
    ['reports.notMade', { id, version: 1, reason: 'facts_changed' }],
  ] as const) {
    expect((await house.call(elsewhere, procedure, input)).status, procedure).toBe(404);
    expect((await house.call(intake, procedure, input)).status, procedure).toBe(404);
  }
  expect((await ask(elsewhere, 'reports.list', {})).rows).toEqual([]);
});

test('the words of a report are sealed: no table holds one of them; and nothing goes over the bridge', async () => {
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
  expect((await house.owner.query('select from bridge.outbox')).rowCount).toBe(0);
});
