import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Meta } from '../../kit/rpc/contract.ts';
import { contract } from '../contract.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';
import { tellings } from '../vocabulary/releases.ts';
import { answerReleaseKey } from './answering.ts';
import { drawing } from './printing.ts';
import { endReleases } from './sharing.ts';

let house: ProviderHouse;
let advocate: Person;
let supervisor: Person;
let records: Person;
let elsewhere: Person;
let administrator: Person;
const marker = 'Foxglove-Marker-5521';
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  administrator = await house.person('Pia Admin', ['provider_administrator']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const refusedAt = async (who: Person, procedure: string, input: unknown): Promise<string[]> => {
  const { status, body } = await house.call(who, procedure, input);
  expect(status, JSON.stringify(body)).toBe(422);
  return body.data.fields.map((one: { path: string }) => one.path);
};
const client = async (ageGroup = 'adult'): Promise<string> =>
  (await ask(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn: today, ageGroup })).id;

const paper = (clientId: string, more: object = {}) => ({
  clientId,
  recipientKind: 'outside',
  recipientName: `Legal Aid ${marker}`,
  purpose: 'benefits',
  language: 'en',
  texts: { hand_over_summary: `What happened, told once. ${marker}` },
  ...more,
});
const explaining = (id: string, more: object = {}) => ({
  id,
  version: 1,
  cameBy: 'interpreted',
  told: tellings,
  alternative: 'not_safe_alone',
  confirmed: ['hand_over_summary'],
  ...more,
});
const typed = { as: 'client', name: 'Marigold', how: 'typed' };

test('a release on paper goes its whole way: drafted, explained, signed, handed over, and into the log', async () => {
  const clientId = await client();
  const { id } = await ask(advocate, 'releases.draft', paper(clientId));
  const explained = await ask(advocate, 'releases.explain', explaining(id));
  const signing = { id, version: explained.version, capacity: 'adult', signatures: [typed] };
  const signed = await ask(advocate, 'releases.sign', signing);
  await ask(advocate, 'releases.open', { id, version: signed.version });
  const release = await ask(records, 'releases.read', { id });
  expect(release).toMatchObject({
    state: 'live',
    cameBy: 'interpreted',
    signers: ['client'],
    recipientName: '',
  });
  const days = (new Date(release.until).getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29);
  expect(days).toBeLessThan(30.1);
  const { texts, recipient } = await ask(advocate, 'releases.texts', { id });
  expect([texts.hand_over_summary, recipient]).toEqual([
    `What happened, told once. ${marker}`,
    `Legal Aid ${marker}`,
  ]);
  const { rows } = await house.owner.query(
    'select kind, fields, recipient, recipient_sealed is not null as sealed from provider.disclosures where source = $1',
    [id],
  );
  expect(rows).toEqual([{ kind: 'release', fields: ['hand_over_summary'], recipient: '', sealed: true }]);
  const found = await house.owner.query(
    `select id from provider.releases r where r::text like '%${marker}%'
     union all select scope_id from kit.record_versions v where v::text like '%${marker}%'
     union all select scope_id from kit.audit_entries e where e::text like '%${marker}%'`,
  );
  expect(found.rows).toEqual([]);
});

test('what is missing is named by its field, and nothing is shared out of its order', async () => {
  const clientId = await client();
  expect(
    await refusedAt(advocate, 'releases.draft', paper(clientId, { recipientName: '', texts: {} })),
  ).toEqual(['recipientName', 'texts']);
  const far = new Date(Date.now() + 60 * 86_400_000).toISOString();
  expect(await refusedAt(advocate, 'releases.draft', paper(clientId, { until: far }))).toEqual([
    'longerReason',
  ]);
  const { id } = await ask(advocate, 'releases.draft', paper(clientId));
  expect(await refusedAt(advocate, 'releases.open', { id, version: 1 })).toEqual(['state']);
  const half = explaining(id, { told: tellings.filter((one) => one !== 'right_to_refuse'), confirmed: [] });
  expect(await refusedAt(advocate, 'releases.explain', half)).toEqual([
    'told.right_to_refuse',
    'confirmed.hand_over_summary',
  ]);
  const { version } = await ask(advocate, 'releases.explain', explaining(id));
  expect(await refusedAt(advocate, 'releases.change', { version, ...paper(clientId), id })).toEqual([
    'state',
  ]);
  const sign = { id, version, capacity: 'adult' };
  expect(await refusedAt(advocate, 'releases.sign', { ...sign, signatures: [] })).toEqual(['signers']);
  expect(
    await refusedAt(advocate, 'releases.sign', { ...sign, signatures: [{ ...typed, how: 'paper' }] }),
  ).toEqual(['signatures.0.keptAt']);
  expect(
    (await house.call(advocate, 'releases.sign', { ...sign, version: 1, signatures: [typed] })).status,
  ).toBe(409);
});

test('a minor signs with a parent who is not the abuser, or alone once the organisation has named the law', async () => {
  const clientId = await client('minor');
  const { id } = await ask(advocate, 'releases.draft', paper(clientId));
  const { version } = await ask(advocate, 'releases.explain', explaining(id));
  const sign = { id, version, capacity: 'minor', age: 16, signatures: [typed] };
  expect(await refusedAt(advocate, 'releases.sign', sign)).toEqual(['signers']);
  const abuser = { as: 'parent', name: 'Somebody', how: 'typed', abuser: 'yes' };
  expect(await refusedAt(advocate, 'releases.sign', { ...sign, signatures: [typed, abuser] })).toEqual([
    'signers.1.abuser',
  ]);
  const rules = { defaultDays: 30, maxDays: 90, wardAlone: false, version: null };
  const lets = { ...rules, minorAlone: true, minorAloneFrom: 15 };
  expect(await refusedAt(supervisor, 'releases.setRules', { ...lets, authority: '' })).toEqual(['authority']);
  expect((await house.call(advocate, 'releases.setRules', { ...lets, authority: 'Code 1' })).status).toBe(
    403,
  );
  await ask(supervisor, 'releases.setRules', { ...lets, authority: 'State Code 12-34' });
  await ask(advocate, 'releases.sign', sign);
  expect(await ask(advocate, 'releases.read', { id })).toMatchObject({ aloneByLaw: true, state: 'signed' });
  // The database refuses an abuser's signature whoever writes it.
  await expect(
    house.owner.query(
      `update provider.releases set signers = array['client', 'parent'], alone_by_law = false, no_abuser = false where id = $1`,
      [id],
    ),
  ).rejects.toMatchObject({ constraint: 'signed_by_right' });
});

test('a word takes it back in any state, whoever wrote it last; an end is an end, and a new one begins as a draft', async () => {
  const clientId = await client();
  const { id } = await ask(advocate, 'releases.draft', paper(clientId));
  await ask(records, 'releases.revoke', { id, why: 'not_wanted' });
  expect(await ask(advocate, 'releases.read', { id })).toMatchObject({
    state: 'revoked',
    endedWhy: 'not_wanted',
    endedBy: 'Miriam Katz',
  });
  expect(await refusedAt(advocate, 'releases.explain', explaining(id, { version: 2 }))).toEqual(['state']);
  const next = await ask(advocate, 'releases.again', { id });
  expect(await ask(advocate, 'releases.read', { id: next.id })).toMatchObject({
    state: 'draft',
    told: [],
    signers: [],
    fields: ['hand_over_summary'],
  });
  expect((await ask(advocate, 'releases.list', { clientId })).rows.map((one: any) => one.state)).toEqual([
    'draft',
    'revoked',
  ]);
});

test('another organisation, and the administrator of this one, find nothing of it', async () => {
  const clientId = await client();
  const { id } = await ask(advocate, 'releases.draft', paper(clientId));
  for (const procedure of ['releases.read', 'releases.texts', 'releases.revoke', 'releases.again'])
    expect((await house.call(elsewhere, procedure, { id })).status, procedure).toBe(404);
  expect((await house.call(elsewhere, 'releases.list', {})).body.rows).toEqual([]);
  expect((await house.call(administrator, 'releases.read', { id })).status).toBe(403);
  expect((await house.call(elsewhere, 'releases.draft', paper(clientId))).status).toBe(404);
});

test('the form is printed in English and Spanish with the exact texts and the right to refuse', async () => {
  const clientId = await client();
  const { id } = await ask(advocate, 'releases.draft', paper(clientId, { language: 'es' }));
  for (const language of ['en', 'es']) {
    const { pdf, name } = await ask(advocate, 'releases.print', { id, language });
    const bytes = Buffer.from(pdf, 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(8000);
    expect(name).toBe(`release-${today}.pdf`);
  }
  expect(
    drawing([
      [
        [1, 2],
        [30, 40],
      ],
    ]),
  ).toContain('<path d="M1 2L30 40"/>');
});

/** A release that lives over the bridge, arranged past the rules of pairing. */
async function overTheBridge(): Promise<{ id: string; pairId: string }> {
  const clientId = await client();
  const { rows } = await house.owner.query<{ id: string }>(
    `with e as (insert into bridge.ends (wing, owner_id) values ('provider', $1)
       on conflict (coalesce(owner_id::text, '')) do update set wing = excluded.wing returning id),
     k as (insert into bridge.own_keys (key_id, end_id, public_key) select '00000000000000aa', id, 'x' from e
       on conflict (key_id) do update set public_key = 'x' returning key_id, end_id)
     insert into bridge.pairs (end_id, peer, peer_name, fingerprint, state, own_key_id)
     select end_id, gen_random_uuid(), 'Riverton task force', '0', 'open', key_id from k returning id`,
    [advocate.agencyId],
  );
  const pairId = rows[0]!.id;
  const { id } = await ask(
    advocate,
    'releases.draft',
    paper(clientId, { recipientKind: 'task_force', pairId, recipientName: '' }),
  );
  const { version } = await ask(advocate, 'releases.explain', explaining(id));
  const signed = await ask(advocate, 'releases.sign', {
    id,
    version,
    capacity: 'adult',
    signatures: [typed],
  });
  await ask(advocate, 'releases.open', { id, version: signed.version });
  return { id, pairId };
}
const answered = (release: string, pairId: string) =>
  answerReleaseKey(
    house.server.house,
    { release, role: 'investigator', why: 'case_work' },
    { id: pairId },
    house.server.house.bridge.pool,
  );

test('an older copy of the rows does not bring back to life what was taken back since', async () => {
  const { id, pairId } = await overTheBridge();
  const { rows } = await house.owner.query('select key_sealed from provider.releases where id = $1', [id]);
  expect(await answered(id, pairId)).toMatchObject({ live: true });
  await ask(advocate, 'releases.revoke', { id });
  expect(await answered(id, pairId)).toEqual({ live: false, ended: 'revoked' });
  // The backup of yesterday: the row lives again and has its sealed key. The list of destroyed keys lies outside.
  await house.owner.query(`set session_replication_role = 'replica'`);
  await house.owner.query(
    `update provider.releases set state = 'live', key_sealed = $2, ended_at = null, ended_why = null, key_gone_at = null where id = $1`,
    [id, rows[0].key_sealed],
  );
  await house.owner.query(`set session_replication_role = 'origin'`);
  expect(await answered(id, pairId)).toEqual({ live: false, ended: 'revoked' });
  await endReleases(house.server.house, house.server.door);
  expect(await ask(advocate, 'releases.read', { id })).toMatchObject({
    state: 'revoked',
    endedWhy: 'key_gone',
  });
});

test('what crosses is the ciphertext and the public facts, and nothing that could name the client', async () => {
  const { id, pairId } = await overTheBridge();
  const { rows } = await house.owner.query(
    `select body from bridge.outbox where pair_id = $1 and kind = 'release.opened'`,
    [pairId],
  );
  expect(Object.keys(rows[0].body).toSorted()).toEqual([
    'fields',
    'from',
    'language',
    'purpose',
    'release',
    'sealed',
    'until',
  ]);
  expect(rows[0].body.release).toBe(id);
  expect(JSON.stringify(rows[0].body)).not.toMatch(/Marigold|C-\d{4}|Marker/);
});

/** Names of everything a form must have, at any depth. */
function required(schema: unknown, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => required(one, path));
  if (typeof schema !== 'object' || schema === null) return [];
  const { required: names, ...rest } = schema as { required?: string[] };
  return [
    ...(Array.isArray(names) ? names.map((name) => `${path}${name}`) : []),
    ...Object.entries(rest).flatMap(([name, inner]) => required(inner, path || `${name} `)),
  ];
}

test('no form of the wing must have a release, a consent or cooperation to be saved', () => {
  const forms = Object.entries(contract).flatMap(([room, procedures]) =>
    Object.entries(
      procedures as unknown as Record<string, { '~orpc': { meta: Meta; inputSchema?: z.ZodType } }>,
    )
      .filter(([, made]) => room !== 'releases' && made['~orpc'].meta.effect === 'write')
      .map(([name, made]) => ({ name: `${room}.${name}`, input: made['~orpc'].inputSchema! })),
  );
  expect(forms.length).toBeGreaterThan(20);
  const asking = forms.flatMap(({ name, input }) =>
    required(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))
      // Of a service, that it asks for no cooperation, is said of the service, not of a client.
      .filter((field) => /release|consent|cooperat|permission|signature/i.test(field))
      .filter((field) => field !== 'withoutCooperation')
      .map((field) => `${name}: ${field}`),
  );
  expect(asking).toEqual([]);
});
