import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteSearch } from '../../kit/audit/searches.ts';
import { arrangeCase, type Arranged } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let auditor: Person;
let privacy: Person;
let detective: Person;
let neighbor: Person;
let theCase: Arranged;
// Three weeks on, so that weeks are over.
const later = () => new Date(Date.now() + 21 * 86_400_000);

beforeAll(async () => {
  house = await openTestHouse({ clock: later });
  auditor = await house.person('Otto Auditor', ['auditor']);
  privacy = await house.person('Rita Records', ['records_officer']);
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  theCase = await arrangeCase(house, detective);
  await house.as(detective, 'read', async (work) =>
    work.noteReading('cases', [theCase.id], {}, { table: 'cases', id: theCase.id }),
  );
  await house.server.startJobs();
});
afterAll(() => house.close());

const list = (person: Person, input: Record<string, unknown> = {}) => house.call(person, 'audit.list', input);

test('an auditor finds who read which record, by person, act, kind of record, outcome and time', async () => {
  const { body } = await list(auditor, {
    accountId: detective.id,
    action: 'read',
    table: 'cases',
    outcome: 'done',
  });
  expect(body.total).toEqual({ count: 1, capped: false });
  expect(body.rows[0]).toMatchObject({
    account: { id: detective.id, displayName: 'Dana Detective', agency: 'Riverton Police' },
    action: 'read',
    table: 'cases',
    ids: [theCase.id],
    count: 1,
    outcome: 'done',
    scope: { table: 'cases', id: theCase.id },
  });
  const at = body.rows[0].at;
  const next = new Date(Date.parse(at) + 1).toISOString();
  expect((await list(auditor, { action: 'read', from: at, to: next })).body.rows).toHaveLength(1);
  expect((await list(auditor, { action: 'read', to: at })).body.rows).toHaveLength(0);
  expect((await list(auditor, { outcome: 'refused' })).body.rows).toHaveLength(0);
  const { body: choices } = await house.call(auditor, 'audit.choices');
  expect(choices.actions).toEqual(expect.arrayContaining(['insert', 'read']));
  expect(choices.tables).toEqual(expect.arrayContaining(['accounts', 'cases']));
});

test('pages follow each other without a gap or a double while new entries come in', async () => {
  const seen: number[] = [];
  let before: number | undefined;
  for (let n = 0; n < 50; n++) {
    const { body } = await list(auditor, { limit: 3, ...(before === undefined ? {} : { before }) });
    seen.push(...body.rows.map((row: { id: number }) => row.id));
    if (body.next === null) break;
    before = body.next;
    await house.call(detective, 'identity.setLanguage', { language: n % 2 ? 'en' : 'es' });
  }
  const { rows } = await house.owner.query(
    'select id from kit.audit_entries where id <= $1 order by id desc',
    [seen[0]],
  );
  expect(seen).toEqual(rows.map((row) => Number(row.id)));
});

test('a refused sign-in is found among what was not done', async () => {
  const input = {
    email: detective.email,
    password: 'not the password',
    code: '000000',
    noticeAccepted: true,
  };
  expect((await house.call(null, 'identity.signIn', input)).status).toBe(401);
  const { body } = await list(auditor, { outcome: 'refused' });
  expect(body.rows).toHaveLength(1);
  expect(body.rows[0]).toMatchObject({
    action: 'sign_in',
    account: { id: detective.id },
    outcome: 'refused',
  });
});

test('looking through the audit is itself in the audit', async () => {
  await list(privacy, { action: 'read' });
  const { rows } = await house.owner.query(
    `select detail from kit.audit_entries where action = 'review' and account_id = $1`,
    [privacy.id],
  );
  expect(rows).toEqual([{ detail: { by: ['action'] } }]);
});

test('nobody without the permission reads the audit, its searches, its weeks or starts a verification', async () => {
  for (const procedure of ['list', 'choices', 'head', 'reviews', 'searches', 'verify'])
    expect((await house.call(detective, `audit.${procedure}`)).status, procedure).toBe(403);
  expect((await house.call(detective, 'audit.week', { week: '2026-03-02' })).status).toBe(403);
});

test('who reads a case sees who opened it; somebody else sees the same as for a case that is not there', async () => {
  const log = (person: Person, id = theCase.id) => house.call(person, 'audit.record', { table: 'cases', id });
  const { body } = await log(detective);
  expect(body.rows[0]).toMatchObject({ action: 'read', account: { displayName: 'Dana Detective' } });
  expect((await log(neighbor)).body).toEqual({ rows: [], next: null });
  expect((await log(neighbor, neighbor.id)).body).toEqual({ rows: [], next: null });
});

async function verdictOf(person: Person, input = {}) {
  const { body } = await house.call(person, 'audit.verify', input);
  for (let n = 0; n < 500; n++) {
    const job = (await house.call(person, 'jobs.read', { id: body.jobId })).body;
    if (job.finishedAt) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

test('a verification runs as a job, tells how far signatures and witnesses reach, and finds a changed entry', async () => {
  const whole = await verdictOf(auditor);
  expect(whole.result).toMatchObject({ ok: true, witnessedTo: 0 });
  expect(whole.result.size).toBeGreaterThan(10);
  expect(whole.result.root).toMatch(/^[0-9a-f]{64}$/);
  const wrong = await verdictOf(auditor, { witnessedHeads: ['good morning'] });
  expect(wrong).toMatchObject({ state: 'failed', result: { fields: [{ path: 'witnessedHeads' }] } });
  const change = (from: string, to: string) =>
    house.owner.query(
      `set session_replication_role = replica; update kit.audit_entries set action = '${to}' where action = '${from}'; set session_replication_role = origin`,
    );
  await change('read', 'raed');
  const broken = await verdictOf(auditor);
  expect(broken.result).toMatchObject({ ok: false, kind: 'edited' });
  await change('raed', 'read');
  expect((await verdictOf(auditor)).result.ok).toBe(true);
});

test('a verification asked for by somebody who lost the permission in between says so instead of "whole"', async () => {
  const { rows } = await house.owner.query(
    `insert into kit.jobs (account_id, kind) values ($1, 'verify_audit') returning id`,
    [detective.id],
  );
  await house.owner.query(`select graphile_worker.add_job('job', json_build_object('job', $1::uuid))`, [
    rows[0].id,
  ]);
  for (let n = 0; n < 500; n++) {
    const job = (await house.call(detective, 'jobs.read', { id: rows[0].id })).body;
    if (job.finishedAt) return expect(job).toMatchObject({ state: 'failed', problem: 'not_permitted' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
});

test('the head to hand to a witness verifies as witnessed', async () => {
  await house.owner.query('select 1');
  const { signTreeHead } = await import('../../kit/audit/signing.ts');
  await signTreeHead(house.server.identity.pool, house.server.keys, 'taskforce', new Date(), true);
  const { body } = await house.call(privacy, 'audit.head');
  expect(body.signed.size).toBeLessThanOrEqual(body.entries);
  const job = await verdictOf(privacy, { witnessedHeads: [body.signed.line] });
  expect(job.result).toMatchObject({ ok: true, headedTo: body.signed.size, witnessedTo: body.signed.size });
});

test('a week is signed off once, when it is over, with the number of its entries', async () => {
  const { body } = await house.call(auditor, 'audit.reviews');
  const now = body.open.find((week: string) => Date.parse(week) <= Date.now());
  expect(body.rows).toEqual([]);
  const { body: week } = await house.call(auditor, 'audit.week', { week: now });
  expect(week.entries).toBe(week.actions.reduce((n: number, one: { count: number }) => n + one.count, 0));
  expect(week.accounts).toBeGreaterThan(1);
  const early = await house.call(auditor, 'audit.signOff', { week: now, note: 'Nothing unusual.' });
  expect(early.body.data.fields[0], 'the database has its own clock').toMatchObject({
    path: 'week',
    problem: 'not_over',
  });
  const tuesday = await house.call(auditor, 'audit.signOff', { week: '2026-03-03' });
  expect(tuesday.body.data.fields[0]).toMatchObject({ path: 'week', remedy: 'Name a week by its Monday.' });
  const past = { week: '2026-03-02', note: 'Nothing unusual.' };
  const signed = await house.call(privacy, 'audit.signOff', past);
  expect(signed.body).toMatchObject({ ...past, reviewedBy: 'Rita Records', entries: 0 });
  expect((await house.call(auditor, 'audit.signOff', past)).body.code).toBe('already_done');
  expect((await house.call(detective, 'audit.signOff', past)).status).toBe(403);
  const future = await house.call(auditor, 'audit.signOff', { week: '2040-01-02' });
  expect(future.body.data.fields[0]).toMatchObject({ problem: 'not_over' });
});

test('searches are listed page by page with who, for whom and why, and a term opens against a reason', async () => {
  const colleague = { kind: 'colleague', accountId: auditor.id } as const;
  for (const n of [1, 2, 3, 4, 5])
    await house.as(detective, 'read', async (work) =>
      noteSearch(work, house.server.keys, {
        term: `term ${n}`,
        purpose: n === 5 ? 'training' : 'case_work',
        onBehalf: n === 1 ? colleague : { kind: 'self' },
        places: ['cases'],
        hits: n,
      }),
    );
  const all: any[] = [];
  let before: unknown;
  for (;;) {
    const { body } = await house.call(auditor, 'audit.searches', { limit: 2, ...(before ? { before } : {}) });
    all.push(...body.rows);
    if (!body.next) break;
    before = body.next;
  }
  expect(all.map((one) => one.hits)).toEqual([5, 4, 3, 2, 1]);
  expect(all.at(-1)).toMatchObject({
    onBehalf: 'colleague',
    onBehalfOf: 'Otto Auditor',
    purpose: 'case_work',
  });
  const trained = await house.call(auditor, 'audit.searches', {
    purpose: 'training',
    accountId: detective.id,
  });
  expect(trained.body.rows).toHaveLength(1);
  await house.owner.query(
    `update kit.sessions set stepped_up_at = now() + interval '21 days' where account_id = $1`,
    [auditor.id],
  );
  const unmask = (person: Person, reason = 'complaint') =>
    house.call(
      person,
      'audit.unmaskSearch',
      { id: all[0].id, reason },
      { 'idempotency-key': crypto.randomUUID() },
    );
  expect((await unmask(auditor)).body).toEqual({ term: 'term 5' });
  expect((await unmask(auditor, 'just curious')).status).toBe(400);
  expect((await unmask(detective)).status).toBe(403);
  const { rows } = await house.owner.query(`select 1 from kit.receipts where output::text like '%term 5%'`);
  expect(rows, 'no receipt keeps the term').toEqual([]);
});
