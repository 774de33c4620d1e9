import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { quietPool } from '../kit/database/pool.ts';
import { sweepFiles } from '../kit/files/sweep.ts';
import { testCluster } from '../kit/postgres/testing.ts';
import { arrangeCase, type Arranged } from './cases/arranging.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { logins } from './database/migrate.ts';
import { openTestHouse, type Person, type TestHouse } from './testing.ts';

let house: TestHouse;
let detective: Person;
let neighbor: Person;
let theCase: Arranged;
let at: string;
let downloads: string;

beforeAll(async () => {
  house = await openTestHouse();
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  theCase = await arrangeCase(house, detective);
  at = await house.server.app.listen({ host: '127.0.0.1', port: 0 });
  downloads = await house.server.downloads.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house.close());

type Sent = {
  name?: string;
  scopeId?: string;
  scopeTable?: string;
  handling?: string[];
  headers?: Record<string, string>;
};

/** Sends a file as a browser's form or a program does. */
async function send(person: Person | null, bytes: Buffer | string, sent: Sent = {}) {
  const form = new FormData();
  form.append('scopeTable', sent.scopeTable ?? 'cases');
  form.append('scopeId', sent.scopeId ?? theCase.id);
  for (const label of sent.handling ?? []) form.append('handling', label);
  form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]), sent.name ?? 'statement.txt');
  const headers = person
    ? { authorization: `Bearer ${person.secret}`, ...sent.headers }
    : { ...sent.headers };
  const response = await fetch(`${at}/files`, { method: 'POST', body: form, headers });
  return { status: response.status, body: (await response.json()) as any };
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const placeOf = (hash: string) =>
  join(dirname(house.server.keys.dir), 'files', hash.slice(0, 2), hash.slice(2, 4), hash);
async function download(person: Person, id: string) {
  const { body } = await house.call(person, 'files.ticket', { id });
  return fetch(`${downloads}${new URL(body.url).pathname}`);
}
const count = async () => (await house.owner.query('select count(*) as n from kit.files')).rows[0].n;

test('a file sent to a case lies in the store under its hash, on the case, with its receipt in the custody', async () => {
  const text = 'She was told that her papers were in the safe.';
  const { status, body } = await send(detective, text, {
    handling: ['victim_identity'],
    name: '../../Aussage ü.txt',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text), kind: 'text' });
  const { body: list } = await house.call(detective, 'files.list', {
    scopeTable: 'cases',
    scopeId: theCase.id,
  });
  expect(list.rows[0]).toMatchObject({
    id: body.id,
    name: 'Aussage ü.txt',
    handling: ['victim_identity'],
    uploadedBy: 'Dana Detective',
    version: 1,
  });
  const { body: custody } = await house.call(detective, 'files.custody', { id: body.id });
  expect(custody.rows).toMatchObject([{ event: 'received', by: 'Dana Detective' }]);
});

test('a download comes once, as an attachment, from the place without cookies, and is in custody and audit', async () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000), Buffer.from('\n%%EOF\n')]);
  const { body } = await send(detective, bytes, { name: 'Lease.pdf' });
  const { body: ticket } = await house.call(detective, 'files.ticket', { id: body.id });
  const address = `${downloads}${new URL(ticket.url).pathname}`;
  const response = await fetch(address, { headers: { cookie: '__Host-concert=whatever' } });
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="Lease.pdf"; filename*=UTF-8''Lease.pdf`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  });
  expect(response.headers.get('set-cookie')).toBeNull();
  expect((await fetch(address)).status, 'a second time').toBe(404);
  const { body: custody } = await house.call(detective, 'files.custody', { id: body.id });
  expect(custody.rows.map((row: { event: string }) => row.event)).toEqual(['received', 'read']);
  const { rows } = await house.owner.query(
    `select scope_table, scope_id from kit.audit_entries where action = 'read' and subject_table = 'files' and $1 = any(subject_ids)`,
    [body.id],
  );
  expect(rows).toEqual([{ scope_table: 'cases', scope_id: theCase.id }]);
  const { rows: kept } = await house.owner.query('select hash::text from kit.file_tickets');
  expect(JSON.stringify(kept)).not.toContain(address.split('/').at(-1));
});

test('ten browsers with one ticket: one gets the file', async () => {
  const { body } = await send(detective, 'one ticket');
  const { body: ticket } = await house.call(detective, 'files.ticket', { id: body.id });
  const address = `${downloads}${new URL(ticket.url).pathname}`;
  const all = await Promise.all(Array.from({ length: 10 }, () => fetch(address)));
  expect(all.filter((one) => one.status === 200)).toHaveLength(1);
});

test('a ticket is void after a minute and when the account is suspended', async () => {
  const leaving = await house.person('Lena Leaving', ['commander']);
  const { body } = await send(detective, 'going away');
  for (const spoil of [
    `update kit.file_tickets set expires_at = now() - interval '1 second' where used_at is null`,
    `update kit.accounts set status = 'suspended' where id = '${leaving.id}'`,
  ]) {
    const { body: ticket } = await house.call(leaving, 'files.ticket', { id: body.id });
    await house.owner.query(spoil);
    expect((await fetch(`${downloads}${new URL(ticket.url).pathname}`)).status).toBe(404);
  }
});

test('the place for downloads knows nothing else', async () => {
  for (const path of [
    '/',
    '/f/',
    `/f/${'A'.repeat(43)}`,
    '/f/../api/identity/me',
    '/api/openapi.json',
    '/files',
  ])
    expect((await fetch(`${downloads}${path}`)).status, path).toBe(404);
  const posted = await fetch(`${downloads}/rpc/identity/me`, { method: 'POST', body: '{}' });
  expect(posted.status).toBe(404);
});

test('who does not write on the case adds nothing, and learns nothing of it', async () => {
  const before = await count();
  const foreign = await send(neighbor, 'hello');
  const nowhere = await send(neighbor, 'hello', { scopeId: randomUUID() });
  expect(foreign.status).toBe(404);
  expect(foreign.body).toEqual(nowhere.body);
  expect((await send(null, 'hello')).status).toBe(401);
  expect((await send(detective, 'hello', { scopeTable: 'accounts', scopeId: detective.id })).status).toBe(
    404,
  );
  const { body } = await send(detective, 'mine');
  for (const procedure of ['ticket', 'custody', 'verify'])
    expect((await house.call(neighbor, `files.${procedure}`, { id: body.id })).status, procedure).toBe(404);
  const list = await house.call(neighbor, 'files.list', { scopeTable: 'cases', scopeId: theCase.id });
  expect(list.body.rows).toEqual([]);
  expect(Number(await count()) - Number(before)).toBe(1);
});

test('a file under a label is hidden from those who are not cleared, and nobody sets a label above their own', async () => {
  const analyst = await house.person('Ana Analyst', ['analyst']);
  const { body } = await send(detective, 'her name', { handling: ['victim_identity'] });
  expect((await house.call(analyst, 'files.ticket', { id: body.id })).status).toBe(404);
  const above = await send(detective, 'jury', { handling: ['grand_jury'] });
  expect(above.status).toBe(422);
  expect(above.body.data.fields[0]).toMatchObject({ path: 'handling', problem: 'not_cleared' });
  const change = { id: body.id, version: 1, handling: ['tax'] };
  expect((await house.call(detective, 'files.relabel', change)).status).toBe(422);
  const done = await house.call(detective, 'files.relabel', { ...change, handling: [], name: 'Plain.txt' });
  expect(done.body).toMatchObject({ version: 2, handling: [], name: 'Plain.txt' });
  expect((await house.call(detective, 'files.relabel', { ...change, handling: [] })).body.code).toBe(
    'conflict',
  );
  expect((await house.call(analyst, 'files.relabel', { ...change, version: 2, handling: [] })).status).toBe(
    404,
  );
  const { body: custody } = await house.call(analyst, 'files.custody', { id: body.id });
  expect(custody.rows.at(-1)).toMatchObject({
    event: 'relabelled',
    detail: { from: ['victim_identity'], to: [] },
  });
});

test.each([
  ['an empty file', '', 'statement.txt', 400, 'empty'],
  ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex'), 'tool', 415, 'kind'],
  ['a page called a picture', '<html><script>alert(1)</script>', 'photo.jpg', 415, 'kind'],
  ['a text called a PDF', 'just text', 'report.pdf', 415, 'misnamed'],
])(
  '%s is refused with the field and the remedy, and leaves nothing',
  async (_what, bytes, name, status, problem) => {
    const before = await count();
    const answer = await send(detective, bytes, { name });
    expect(answer.status).toBe(status);
    expect(answer.body.data.fields[0]).toMatchObject({ path: 'file', problem });
    expect(answer.body.data.fields[0].remedy.length).toBeGreaterThan(10);
    expect(JSON.stringify(answer.body)).not.toContain(name.split('.')[0]);
    expect(await count()).toBe(before);
    expect(readdirSync(join(dirname(house.server.keys.dir), 'files', 'tmp'))).toEqual([]);
  },
);

test('a form without its fields, with the file first, or that is none, is refused with what to do', async () => {
  const headers = { authorization: `Bearer ${detective.secret}` };
  const early = new FormData();
  early.append('file', new Blob(['x']), 'a.txt');
  early.append('scopeTable', 'cases');
  for (const body of [early, new FormData(), JSON.stringify({}), 'file=1']) {
    const response = await fetch(`${at}/files`, { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    expect(((await response.json()) as any).data.fields[0].remedy.length).toBeGreaterThan(10);
  }
});

test('the same file sent twice under one key is received once; the key does not serve another file', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const all = await Promise.all([1, 2, 3].map(() => send(detective, 'twice', { headers })));
  expect(new Set(all.map((one) => one.body.id)).size).toBe(1);
  expect((await send(detective, 'another', { headers })).status).toBe(409);
  const { rows } = await house.owner.query('select 1 from kit.files where sha256 = $1', [
    Buffer.from(sha256('twice'), 'hex'),
  ]);
  expect(rows).toHaveLength(1);
});

test('a page of another origin cannot send a file with the cookie of somebody who is signed in', async () => {
  const cookie = { cookie: `__Host-concert=${detective.secret}` };
  expect((await send(null, 'x', { headers: cookie })).status).toBe(403);
  const cross = { ...cookie, 'x-concert': '1', 'sec-fetch-site': 'cross-site' };
  expect((await send(null, 'x', { headers: cross })).status).toBe(403);
  expect((await send(null, 'x', { headers: { ...cookie, 'x-concert': '1' } })).status).toBe(200);
});

test('a sender who goes away in the middle leaves nothing, and the server goes on', async () => {
  const before = await count();
  const { port } = new URL(at);
  const head = `--b\r\nContent-Disposition: form-data; name="scopeTable"\r\n\r\ncases\r\n--b\r\nContent-Disposition: form-data; name="scopeId"\r\n\r\n${theCase.id}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`;
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${detective.secret}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n${head}${'a'.repeat(200_000)}`,
  );
  const half = () => readdirSync(join(dirname(house.server.keys.dir), 'files', 'tmp'));
  await vi.waitFor(() => expect(half()).toHaveLength(1), 20_000);
  socket.destroy();
  await vi.waitFor(() => expect(half()).toEqual([]), 20_000);
  expect(await count()).toBe(before);
  expect((await send(detective, 'still here')).status).toBe(200);
});

test('a file that was altered on disk is not passed on as if it were whole, and the check says so', async () => {
  const small = await send(detective, 'the true words');
  const large = await send(detective, `${'line of a long record\n'.repeat(20_000)}`);
  expect((await house.call(detective, 'files.verify', { id: small.body.id })).body.standing).toBe('intact');
  writeFileSync(placeOf(small.body.sha256), 'the false word');
  truncateSync(placeOf(large.body.sha256), 300_000);
  const response = await download(detective, small.body.id);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('altered or damaged');
  await expect(download(detective, large.body.id).then((one) => one.arrayBuffer())).rejects.toThrow();
  for (const one of [small, large])
    expect((await house.call(detective, 'files.verify', { id: one.body.id })).body.standing).toBe('damaged');
  rmSync(placeOf(small.body.sha256));
  expect((await house.call(detective, 'files.verify', { id: small.body.id })).body.standing).toBe('missing');
  const { body: custody } = await house.call(detective, 'files.custody', { id: small.body.id });
  expect(custody.rows.map((row: any) => row.detail.standing).filter(Boolean)).toEqual([
    'intact',
    'damaged',
    'missing',
  ]);
});

test('the sweep takes contents that no record claims once they are a day old, and nothing else', async () => {
  const kept = await send(detective, 'kept by a record');
  const yesterday = new Date(Date.now() - 25 * 3600_000);
  const put = async (text: string) =>
    (await house.server.store.put(Readable.from([Buffer.from(text)]), { maxBytes: 1000 })).sha256;
  const [old, young] = [await put('an old orphan'), await put('a young orphan')];
  utimesSync(placeOf(old), yesterday, yesterday);
  utimesSync(placeOf(kept.body.sha256), yesterday, yesterday);
  const password = loginPassword(testCluster().password || undefined, logins.jobs);
  const pool = quietPool(house.database.connection(logins.jobs, password));
  try {
    expect(await sweepFiles(pool, house.server.store, new Date())).toBe(1);
  } finally {
    await pool.end();
  }
  expect(await house.server.store.has(old)).toBe(false);
  expect(await house.server.store.has(young)).toBe(true);
  expect(await house.server.store.has(kept.body.sha256)).toBe(true);
});

test('a file on a tip is open to those who read the tip, and goes with the tip when it is purged', async () => {
  const { rows } = await house.owner.query(
    `insert into taskforce.tips (number, channel, origin_route, origin_mode, language, danger, what, received_at, triage_due_at, retain_until, received_by)
     values ('T-2026-0001', 'phone', 'hotline', 'reactive', 'en', 'no', 'Men at a gate, at night.', now(), now(), current_date, $1) returning id`,
    [detective.id],
  );
  const tip = { scopeTable: 'tips', scopeId: rows[0].id as string };
  const coordinator = await house.person('Olga Outreach', ['outreach_coordinator']);
  const inspector = await house.person('Ines Inspector', ['labor_inspector']);
  const { status, body } = await send(detective, 'a picture of the gate', tip);
  expect(status).toBe(200);
  const colleague = await house.person('Cleo Commander', ['commander']);
  expect((await download(colleague, body.id)).status).toBe(200);
  for (const other of [coordinator, inspector]) {
    expect((await house.call(other, 'files.ticket', { id: body.id })).status).toBe(404);
    expect((await send(other, 'not my tip', tip)).status).toBe(404);
  }
  const relabel = { id: body.id, version: 1, handling: ['law_enforcement_sensitive'], name: 'Gate.txt' };
  expect((await house.call(colleague, 'files.relabel', relabel)).body.name).toBe('Gate.txt');
  const officer = await house.person('Rita Records', ['records_officer']);
  await house.owner.query('set session_replication_role = replica');
  await house.owner.query(
    `update taskforce.tips set state = 'expired', expired_at = now(), purge_asked_by = $2 where id = $1`,
    [tip.scopeId, colleague.id],
  );
  await house.owner.query('set session_replication_role = origin');
  const purged = await house.as(officer, 'write', ({ db }) =>
    sql<{ done: boolean }>`select taskforce.purge_tip(${tip.scopeId}::uuid) as done`.execute(db),
  );
  expect(purged.rows).toEqual([{ done: true }]);
  const left = await house.owner.query(
    `select 1 from kit.files where id = $1 union all select 1 from kit.file_custody where file_id = $1
     union all select 1 from kit.record_versions where subject_id = $1 and before <> '{}'`,
    [body.id],
  );
  expect(left.rows).toEqual([]);
  expect((await send(detective, 'too late', tip)).status).toBe(404);
});
