import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { tellings } from '../provider/vocabulary/releases.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';
import type { Person as ProviderPerson } from '../provider/testing.ts';
import type { Person } from '../taskforce/testing.ts';

let houses: PairedHouses;
let advocate: ProviderPerson;
let supervisor: ProviderPerson;
let records: ProviderPerson;
let specialist: Person;
let investigator: Person;
let inspector: Person;
let outsider: Person;
let caseId: string;
const marker = 'Wisteria-Marker-8821';

beforeAll(async () => {
  houses = await openPairedHouses();
  const { provider, taskforce } = houses;
  advocate = await provider.person('June Park', ['community_advocate']);
  supervisor = await provider.person('Helen Marsh', ['advocate_supervisor']);
  records = await provider.person('Miriam Katz', ['provider_records_officer']);
  specialist = await taskforce.person('Vera Specialist', ['victim_specialist']);
  investigator = await taskforce.person('Ines Vega', ['investigator']);
  inspector = await taskforce.person('Leo Inspector', ['labor_inspector']);
  outsider = await taskforce.person('Carl Commander', ['commander']);
  const members = [investigator, specialist, inspector];
  caseId = (await arrangeCase(taskforce, investigator, { members })).id;
  await typeOfCase('sex');
});
afterAll(() => houses.close());

const typeOfCase = (type: string) =>
  houses.taskforce.owner.query('update taskforce.cases set type = $2 where id = $1', [caseId, type]);

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

/** A client of the provider; an adult unless said otherwise. */
async function client(ageGroup = 'adult'): Promise<string> {
  const intakeOn = new Date().toISOString().slice(0, 10);
  return (await there(advocate, 'clients.takeIn', { alias: 'Marigold', intakeOn, ageGroup })).id;
}

type More = { texts?: Record<string, string>; until?: string; clientId?: string };
/** Drafts, explains and signs a release for the paired task force. @returns id and version */
async function signed(more: More = {}): Promise<{ id: string; version: number; clientId: string }> {
  const clientId = more.clientId ?? (await client());
  const texts = more.texts ?? { statement: `What I saw. ${marker}`, wanted_next_step: `Call me. ${marker}` };
  const { id } = await there(advocate, 'releases.draft', {
    clientId,
    recipientKind: 'task_force',
    pairId: houses.pairs.provider,
    purpose: 'investigation',
    language: 'es',
    texts,
    ...(more.until ? { until: more.until } : {}),
  });
  const explained = await there(advocate, 'releases.explain', {
    id,
    version: 1,
    cameBy: 'read_aloud',
    told: tellings,
    alternative: 'wants_us_to',
    confirmed: Object.keys(texts),
  });
  const done = await there(advocate, 'releases.sign', {
    id,
    version: explained.version,
    capacity: 'adult',
    signatures: [
      {
        as: 'client',
        name: 'Marigold',
        how: 'drawn',
        strokes: [
          [
            [10, 20],
            [400, 200],
          ],
        ],
      },
    ],
  });
  return { id, version: done.version, clientId };
}

/** A release that lives, came over the bridge and was put to the case. @returns its ids on both sides */
async function shared(more: More = {}): Promise<{ id: string; ours: string; clientId: string }> {
  const { id, version, clientId } = await signed(more);
  await there(advocate, 'releases.open', { id, version });
  const ours = await until(() => arrived(id));
  await here(specialist, 'releases.link', { id: ours, version: 1, caseId });
  return { id, ours, clientId };
}

const arrived = async (release: string): Promise<string | null> =>
  (await houses.taskforce.owner.query('select id from taskforce.releases where release = $1', [release]))
    .rows[0]?.id ?? null;
const read = (ours: string, who = investigator) => here(who, 'releases.open', { id: ours, why: 'case_work' });
const stateHere = async (ours: string): Promise<{ state: string; sealed: boolean }> =>
  (
    await houses.taskforce.owner.query(
      `select r.state, t.release_id is not null as sealed from taskforce.releases r
       left join taskforce.release_texts t on t.release_id = r.id where r.id = $1`,
      [ours],
    )
  ).rows[0];

test('what a survivor released is read by the investigator of the case, and the advocate sees that it was', async () => {
  const { id, ours } = await shared();
  const reading = await read(ours);
  expect(reading).toMatchObject({ state: 'live', releasedBy: 'Harbor House', purpose: 'investigation' });
  expect(reading.texts).toEqual([
    { field: 'statement', text: `What I saw. ${marker}` },
    { field: 'wanted_next_step', text: `Call me. ${marker}` },
  ]);
  const told = await there(advocate, 'releases.read', { id });
  expect(told.readingsList).toMatchObject([{ role: 'investigator', why: 'case_work', answer: 'given' }]);
  expect(told).toMatchObject({ state: 'live', readings: 1 });
  await read(ours, specialist);
  const log = await houses.provider.owner.query(
    'select kind, recipient, fields, basis, told_client_at from provider.disclosures where source = $1',
    [id],
  );
  // Two readings, one line in the log of what was given out: it says what, to whom and on which ground.
  expect(log.rows).toMatchObject([
    { kind: 'release', fields: ['statement', 'wanted_next_step'], basis: 'release' },
  ]);
  const entries = await houses.taskforce.owner.query(
    `select detail from kit.audit_entries where action = 'read' and subject_table = 'releases' and scope_id = $1`,
    [caseId],
  );
  expect(entries.rows).toContainEqual({ detail: { why: 'case_work', answer: 'live' } });
});

test('taken back by a word, it is gone at once: the next reading is refused and the ciphertext is deleted', async () => {
  const { id, ours, clientId } = await shared();
  expect((await read(ours)).state).toBe('live');
  await there(records, 'releases.revoke', { id });
  expect(await read(ours)).toEqual({ state: 'over', ended: 'revoked' });
  await until(async () => !(await stateHere(ours)).sealed);
  expect(await stateHere(ours)).toEqual({ state: 'ended', sealed: false });
  const kept = await houses.provider.owner.query(
    'select state, key_sealed, key_gone_at, ended_why, ended_how from provider.releases where id = $1',
    [id],
  );
  expect(kept.rows[0]).toMatchObject({ state: 'revoked', key_sealed: null, ended_how: 'spoken' });
  expect(kept.rows[0].key_gone_at).not.toBeNull();
  // Taking back twice is no harm; coming back to life is impossible, even past every policy.
  await there(advocate, 'releases.revoke', { id });
  await expect(
    houses.provider.owner.query(`update provider.releases set state = 'live' where id = $1`, [id]),
  ).rejects.toMatchObject({ code: 'CR422' });
  expect((await there(advocate, 'clients.read', { id: clientId })).state).toBe('intake');
});

test('it is closed even before the message of its end has arrived', async () => {
  const { id, ours } = await shared();
  // The message waits here for ever: only the question tells.
  await houses.provider.owner.query(`create function public.hold_back() returns trigger language plpgsql as
    $$ begin if new.kind = 'release.ended' then return null; end if; return new; end $$`);
  await houses.provider.owner.query(
    'create trigger hold_back before insert on bridge.outbox for each row execute function public.hold_back()',
  );
  try {
    await there(advocate, 'releases.revoke', { id });
    expect(await stateHere(ours)).toEqual({ state: 'live', sealed: true });
    expect(await read(ours)).toEqual({ state: 'over', ended: 'revoked' });
    expect(await stateHere(ours)).toEqual({ state: 'ended', sealed: false });
  } finally {
    await houses.provider.owner.query('drop trigger hold_back on bridge.outbox');
    await houses.provider.owner.query('drop function public.hold_back');
  }
});

test('when its time is over nobody opens it, whatever was or was not sent', async () => {
  const { id, ours } = await shared({ until: new Date(Date.now() + 4000).toISOString() });
  expect((await read(ours)).state).toBe('live');
  await until(async () => (await read(ours)).state === 'over');
  expect(await read(ours)).toEqual({ state: 'over', ended: 'expired' });
  expect((await stateHere(ours)).sealed).toBe(false);
  await houses.provider.owner.query('select provider.expire_releases()');
  expect((await there(advocate, 'releases.read', { id })).state).toBe('expired');
});

test('the clock here ends it too, where the provider was never heard of again', async () => {
  const { ours } = await shared();
  await houses.taskforce.owner.query(
    `update taskforce.releases set until_at = now() - interval '1 minute' where id = $1`,
    [ours],
  );
  await houses.taskforce.owner.query('select taskforce.expire_releases()');
  expect(await stateHere(ours)).toEqual({ state: 'expired', sealed: false });
});

test('a provider that cannot be reached opens nothing, and no older text is shown instead', async () => {
  const { ours } = await shared();
  expect((await read(ours)).state).toBe('live');
  const at = (address: string) =>
    houses.taskforce.owner.query('update bridge.pairs set peer_address = $2 where id = $1', [
      houses.pairs.taskforce,
      address,
    ]);
  await at('http://127.0.0.1:9');
  expect(await read(ours)).toEqual({ state: 'not_confirmed' });
  await at(houses.addresses.provider);
  expect((await read(ours)).state).toBe('live');
});

test('destroying the client destroys what was released: the text is gone on both sides', async () => {
  const { id, ours, clientId } = await shared();
  const asked = await there(records, 'clients.askDestruction', { id: clientId, reason: 'client_asked' });
  await there(supervisor, 'clients.agreeDestruction', { id: asked.id, version: 1 });
  expect((await read(ours)).state).toBe('over');
  await until(async () => !(await stateHere(ours)).sealed);
  const { rows } = await houses.provider.owner.query(
    'select state, ended_why, texts_sealed, signing_sealed, key_sealed from provider.releases where id = $1',
    [id],
  );
  expect(rows[0]).toEqual({
    state: 'revoked',
    ended_why: 'record_destroyed',
    texts_sealed: null,
    signing_sealed: null,
    key_sealed: null,
  });
});

test('another pair asks in vain for a release, and cannot end it either', async () => {
  const { id, ours } = await shared();
  const { owner } = houses.provider;
  const { rows } = await owner.query(
    `insert into bridge.pairs (end_id, peer, peer_name, fingerprint, state, own_key_id)
     select end_id, $2, 'Another task force', fingerprint, 'open', own_key_id from bridge.pairs where id = $1 returning id`,
    [houses.pairs.provider, randomUUID()],
  );
  const asked = await owner.query(
    `select * from provider.release_asked($1, $2, 'investigator', 'case_work')`,
    [rows[0].id, id],
  );
  expect(asked.rows).toEqual([]);
  const strange = await houses.taskforce.owner.query(
    `insert into bridge.pairs (end_id, peer, peer_name, fingerprint, state, own_key_id)
     select end_id, $2, 'Another provider', fingerprint, 'open', own_key_id from bridge.pairs where id = $1 returning id`,
    [houses.pairs.taskforce, randomUUID()],
  );
  await houses.taskforce.owner.query('select taskforce.end_release($1, $2)', [strange.rows[0].id, id]);
  expect(await stateHere(ours)).toEqual({ state: 'live', sealed: true });
  for (const [house, pair] of [
    [owner, rows[0].id],
    [houses.taskforce.owner, strange.rows[0].id],
  ])
    await house.query(`update bridge.pairs set state = 'ended' where id = $1`, [pair]);
});

test('a question that was listened to and asked once more is refused, and is not a reading', async () => {
  const { id, ours } = await shared();
  const heard: string[] = [];
  const ear = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      heard.push(body);
      response.end(await (await ask(body)).text());
    })();
  });
  const ask = (body: string) =>
    fetch(`${houses.addresses.provider}/bridge/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  await new Promise<void>((ready) => void ear.listen(0, '127.0.0.1', ready));
  const at = (address: string) =>
    houses.taskforce.owner.query('update bridge.pairs set peer_address = $2 where id = $1', [
      houses.pairs.taskforce,
      address,
    ]);
  try {
    await at(`http://127.0.0.1:${(ear.address() as AddressInfo).port}`);
    expect((await read(ours)).state).toBe('live');
  } finally {
    await at(houses.addresses.provider);
    ear.closeAllConnections();
    ear.close();
  }
  const question = heard.find((body) => body.includes(id))!;
  expect(question).not.toContain(marker);
  expect(await (await ask(question)).json()).toEqual({ refused: 'played_back' });
  expect((await there(advocate, 'releases.read', { id })).readings).toBe(1);
});

test('a message that comes late, twice or for something unknown does nothing and blocks nothing', async () => {
  const { id, ours } = await shared();
  const { owner } = houses.taskforce;
  const body = {
    release: id,
    purpose: 'safety',
    fields: ['other'],
    language: 'en',
    from: '2026-01-01T00:00:00Z',
    until: '2027-01-01T00:00:00Z',
    sealed: '',
  };
  const take = (more: object) =>
    owner.query('select taskforce.receive_release($1, $2)', [
      houses.pairs.taskforce,
      JSON.stringify({ ...body, ...more }),
    ]);
  await take({});
  expect(
    (await owner.query('select purpose from taskforce.releases where id = $1', [ours])).rows[0].purpose,
  ).toBe('investigation');
  await take({ release: randomUUID(), until: '2026-01-02T00:00:00Z' });
  await take({ release: randomUUID() });
  await take({ release: randomUUID(), until: '0000-01-01T00:00:00Z' });
  await owner.query('select taskforce.end_release($1, $2)', [houses.pairs.taskforce, randomUUID()]);
  expect((await read(ours)).state).toBe('live');
});

test('only members of the case read it; a labor inspector only where the case is about labor; nobody by rank', async () => {
  const { ours } = await shared();
  const open = (who: Person) => houses.taskforce.call(who, 'releases.open', { id: ours, why: 'case_work' });
  expect((await open(outsider)).status).toBe(404);
  expect((await open(inspector)).status).toBe(404);
  expect((await here(outsider, 'releases.list', { caseId })).rows).toEqual([]);
  await typeOfCase('labor');
  expect((await open(inspector)).body.state).toBe('live');
  await typeOfCase('sex');
  expect((await open(inspector)).status).toBe(404);
});

test('the database of the task force holds no word of what was released, in no table, read or not', async () => {
  const { ours } = await shared();
  await read(ours);
  const dump = async (owner: { query(text: string): Promise<{ rows: any[] }> }) => {
    const { rows } = await owner.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    let found = '';
    for (const { name } of rows) {
      const hits = await owner.query(
        `select count(*) as n from ${name} t where t::text ilike '%${marker}%' or t::text ilike '%${Buffer.from(marker).toString('hex')}%'`,
      );
      if (Number(hits.rows[0].n) > 0) found += `${name} `;
    }
    return found;
  };
  expect(await dump(houses.taskforce.owner)).toBe('');
  expect(await dump(houses.provider.owner)).toBe('');
});

test('no reading is answered from a cache, kept by the server as a receipt, or carried into a search or an export', async () => {
  const { ours } = await shared();
  const reply = await houses.taskforce.call(
    investigator,
    'releases.open',
    { id: ours, why: 'court' },
    { 'idempotency-key': randomUUID() },
  );
  expect(reply.headers['cache-control']).toMatch(/no-store/);
  const kept = await houses.taskforce.owner.query(
    `select from kit.receipts where procedure = 'releases.open' union all
     select from taskforce.search_documents d where d::text ilike '%${marker}%'`,
  );
  expect(kept.rows).toHaveLength(0);
});

test('no permission of either wing passes over the word of a client', async () => {
  const named = async (owner: { query(text: string): Promise<{ rows: any[] }> }) =>
    (
      await owner.query(
        `select distinct permission from kit.role_permissions where permission like 'release%' order by 1`,
      )
    ).rows.map((row) => row.permission);
  expect(await named(houses.taskforce.owner)).toEqual([
    'releases.every_type',
    'releases.link',
    'releases.read',
  ]);
  expect(await named(houses.provider.owner)).toEqual([
    'releases.read',
    'releases.revoke',
    'releases.rules',
    'releases.write',
  ]);
  for (const { owner } of [houses.taskforce, houses.provider]) {
    const { rows } = await owner.query(
      `select permission from kit.role_permissions where permission ~ '(override|bypass|emergency|break|unseal|consent|waive)'`,
    );
    expect(rows).toEqual([]);
  }
  // The function that gives a key asks for no permission and no role: only whether the release lives.
  const policy = readFileSync(join(import.meta.dirname, '../provider/database/policy.sql'), 'utf8');
  const answers = policy.split('create or replace function provider.release_asked')[1]!.split('end $$;')[0]!;
  expect(answers).not.toMatch(/kit\.reach|provider\.may|current_account/);
  expect(answers).toMatch(/one\.state = 'live'/);
});
