import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJob } from '../../kit/jobs/handlers.ts';
import { arrangeCase, arrangeStrand, type Arranged } from '../cases/arranging.ts';
import { importer } from '../imports/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip } from '../tips/arranging.ts';
import { ended, exported, fetched, unpacked } from './arranging.ts';
import { expireExports } from './expiring.ts';

let house: TestHouse;
let commander: Person;
let analyst: Person;
let officer: Person;
let other: Person;
let auditor: Person;
let open: Arranged;
let sneaky: Arranged;
let sealed: Arranged;

const formula = '=HYPERLINK("http://example.org","Open")';

beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cora Command', ['commander']);
  analyst = await house.person('Ana Lyst', ['analyst']);
  officer = await house.person('Ivo Vestigator', ['investigator'], 'Riverton Police');
  other = await house.person('Otto Other', ['investigator'], 'Hill County Sheriff');
  auditor = await house.person('Ulla Auditor', ['auditor']);
  open = await arrangeCase(house, officer, { title: 'Motel on Mill Road', handling: ['juvenile'] });
  await arrangeStrand(house, open.id, 'Manager');
  sneaky = await arrangeCase(house, other, { title: formula });
  sealed = await arrangeCase(house, officer, { title: 'Not for many', sealed: true, members: [officer] });
  await house.server.startJobs();
});
afterAll(() => house.close());

const read = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });
const casesOf = async (person: Person, more: object = {}) => {
  const job = await exported(house, person, { list: 'cases', filter: {}, ...more });
  expect(job.state).toBe('done');
  const { csv, about } = unpacked((await fetched(house, person, job.result.fileId)).bytes);
  return { rows: read(csv), csv, about, job };
};

test('a case list leaves as a table with what the exporter may read, and nothing else', async () => {
  const command = await casesOf(commander);
  expect(command.rows.map((row) => row['case_number'])).toEqual([sneaky.number, open.number]);
  const own = await casesOf(officer);
  expect(own.rows.map((row) => row['case_number'])).toEqual([sealed.number, open.number]);
  expect(own.rows[1]).toMatchObject({ title: 'Motel on Mill Road', pre_operational: '1', operational: '0' });
  expect((await casesOf(other)).rows.map((row) => row['title'])).toEqual([`'${formula}`]);
});

test('the papers say what was selected, under which label, by whom, why, and the hash of the table', async () => {
  const { about, csv, job } = await casesOf(officer, { filter: { type: ['labor'] } });
  expect(about).toContain('Law enforcement sensitive; Juvenile record');
  expect(about).toMatch(/Selection: status: open; type: Labor/i);
  expect(about).toContain('Ivo Vestigator, Riverton Police');
  expect(about).toContain('Purpose: Supervision');
  expect(about).toContain(createHash('sha256').update(csv).digest('hex'));
  expect(job.result.hash).toBe(createHash('sha256').update(csv).digest('hex'));
});

test('of the marked rows only those leave that are marked and open to the exporter', async () => {
  const { rows, about } = await casesOf(commander, { ids: [open.id, sealed.id] });
  expect(rows.map((row) => row['case_number'])).toEqual([open.number]);
  expect(about).toContain('2 marked rows');
});

test('the file of an export is there for seven days; then it and what was selected are gone, and the audit stays', async () => {
  const { job } = await casesOf(officer, { filter: { type: ['labor'] } });
  const mine = async () =>
    (await house.call(officer, 'exports.list', {})).body.rows.find(
      (row: { id: string }) => row.id === job.id,
    );
  const kept = await mine();
  expect(Date.parse(kept.until) - Date.parse(kept.finishedAt)).toBe(7 * 86_400_000);
  const daysAgo = (days: number) =>
    house.owner.query('update kit.jobs set finished_at = now() - make_interval(days => $2) where id = $1', [
      job.id,
      days,
    ]);
  await daysAgo(6);
  await expireExports(house.server.door);
  expect(await mine()).toMatchObject({ expired: false, fileId: job.result.fileId });
  await daysAgo(8);
  expect(await expireExports(house.server.door)).toBe(1);
  expect(await mine()).toMatchObject({ expired: true, fileId: null, name: null, list: 'cases' });
  expect((await house.call(officer, 'files.ticket', { id: job.result.fileId })).status).toBe(404);
  const { rows } = await house.owner.query(
    `select (select input::text from kit.jobs where id = $1) as input,
       (select count(*) from kit.files where scope_table = 'exports' and scope_id = $1)::integer as files,
       (select count(*) from kit.audit_entries where action = 'export' and subject_ids = array[$1]::uuid[] and detail ->> 'sha256' = $2)::integer as audited`,
    [job.id, job.result.hash],
  );
  expect(rows[0].input).not.toMatch(/filter|labor/);
  expect(rows[0]).toMatchObject({ files: 0, audited: 1 });
  expect(await expireExports(house.server.door)).toBe(0);
});

test('a title that is a formula comes back by import as the same text, from CSV and from Excel', async () => {
  const by = importer(house, analyst);
  for (const format of ['csv', 'xlsx'] as const) {
    const job = await exported(house, commander, {
      list: 'cases',
      filter: {},
      ids: [sneaky.id],
      format,
    });
    const { bytes, headers } = await fetched(house, commander, job.result.fileId);
    expect(headers['content-disposition']).toContain(job.result.name);
    const content = format === 'csv' ? unpacked(bytes).csv : bytes;
    const { id } = await by.upload(`cases.${format}`, content);
    await by.call('inspect', { id });
    const { mapping } = await by.call('suggest', {
      id,
      target: 'cases',
      name: 'Back',
      system: `back-${format}`,
    });
    const preview = await by.preview(id, mapping);
    expect(preview).toMatchObject({ state: 'done' });
    const { rows } = await by.call('records', { id, target: 'cases', doing: 'keep' });
    expect(rows.map((row: any) => [row.key, row.fields.title, row.fields.type, row.changes])).toEqual([
      [sneaky.number, formula, 'labor', null],
    ]);
  }
});

test('a workbook holds no formula, and its second sheet says what it is', async () => {
  const job = await exported(house, commander, { list: 'cases', filter: {}, format: 'xlsx' });
  const { bytes, headers } = await fetched(house, commander, job.result.fileId);
  expect(headers['content-type']).toContain('spreadsheetml');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  const cells: unknown[] = [];
  book.worksheets[0]!.eachRow((row) => row.eachCell((cell) => cells.push(cell.formula)));
  expect(cells.filter((one) => one !== undefined)).toEqual([]);
  const about = book.worksheets[1]!.getColumn(1).values.map(String).join('\n');
  expect(about).toContain(job.result.hash);
});

test('who took a case out of the house, and why, stands in the access log of the case', async () => {
  await casesOf(commander, { purpose: 'court_or_disclosure', ids: [open.id], filter: {} });
  const { body } = await house.call(officer, 'audit.record', { table: 'cases', id: open.id });
  expect(body.rows[0]).toMatchObject({
    action: 'export',
    account: { displayName: 'Cora Command' },
    detail: { purpose: 'court_or_disclosure', list: 'cases', format: 'csv', rows: 1 },
  });
});

test('an export asks for both factors, when it is ordered and when it is fetched', async () => {
  const { job } = await casesOf(commander);
  await house.owner.query(
    `update kit.sessions set stepped_up_at = now() - interval '11 minutes' where account_id = $1 and kind = 'web'`,
    [commander.id],
  );
  const order = { list: 'cases', filter: {}, format: 'csv', purpose: 'supervision' };
  expect((await house.call(commander, 'exports.ask', order)).body.code).toBe('step_up_needed');
  const ticket = await house.call(commander, 'files.ticket', { id: job.result.fileId });
  expect(ticket.body.code).toBe('step_up_needed');
  await house.owner.query(`update kit.sessions set stepped_up_at = now() where account_id = $1`, [
    commander.id,
  ]);
  expect((await fetched(house, commander, job.result.fileId)).status).toBe(200);
});

test('nobody but the exporter can fetch an export or sees it in their list', async () => {
  const { job } = await casesOf(commander);
  for (const somebody of [officer, auditor]) {
    const answer = await house.call(somebody, 'files.ticket', { id: job.result.fileId });
    expect(answer.body.code).toBe('missing');
  }
  const mine = (await house.call(commander, 'exports.list')).body.rows;
  expect(mine[0]).toMatchObject({
    id: job.id,
    list: 'cases',
    state: 'done',
    fileId: job.result.fileId,
    rows: 2,
  });
  expect((await house.call(auditor, 'exports.list')).body.rows).toEqual([]);
});

test('without the permission to export nothing is exported, whatever one may read', async () => {
  const inspector = await house.person('Lia Inspector', ['labor_inspector']);
  const order = { filter: {}, format: 'csv', purpose: 'statistics' };
  for (const list of ['cases', 'tips', 'tasks', 'audit', 'accounts'])
    expect((await house.call(inspector, 'exports.ask', { list, ...order })).body.code, list).toBe(
      'not_permitted',
    );
  expect((await house.call(auditor, 'exports.ask', { list: 'cases', ...order })).body.code).toBe(
    'not_permitted',
  );
});

test('an export is made with what its asker may do when it runs', async () => {
  const passing = await house.person('Pat Passing', ['analyst']);
  const order = { list: 'cases', filter: {}, ids: null, format: 'csv', purpose: 'statistics' };
  const placed = () => house.as(passing, 'write', (work) => startJob(work, 'export', order));
  expect((await ended(house, passing, await placed())).state).toBe('done');
  await house.owner.query('update kit.account_roles set ended_at = now() where account_id = $1', [
    passing.id,
  ]);
  const late = await ended(house, passing, await placed());
  expect(late).toMatchObject({ state: 'failed', problem: 'not_permitted' });
});

test('tips leave without what tells who reported them', async () => {
  const tip = await takeTip(house, officer, {
    what: '@SUM(1) is what the sign said',
    contact: { name: 'Robin Reporter', way: '555-0123', when: 'evenings' },
  });
  const job = await exported(house, commander, { list: 'tips', filter: { lane: 'all' } });
  const { csv } = unpacked((await fetched(house, commander, job.result.fileId)).bytes);
  expect(csv).not.toMatch(/Robin|555-0123|contact/);
  expect(read(csv)[0]).toMatchObject({
    number: tip.number,
    what_was_reported: "'@SUM(1) is what the sign said",
  });
  const { body } = await house.call(officer, 'audit.record', { table: 'tips', id: tip.id });
  expect(body.rows[0]).toMatchObject({ action: 'export', detail: { list: 'tips' } });
});

test('tasks leave with the number of their case', async () => {
  const added = await house.call(officer, 'tasks.add', {
    caseId: open.id,
    kind: 'other',
    title: 'Ask the county for the register',
    dueOn: '2026-02-01',
  });
  expect(added.status).toBe(200);
  const job = await exported(house, officer, { list: 'tasks', filter: { caseId: open.id } });
  const rows = read(unpacked((await fetched(house, officer, job.result.fileId)).bytes).csv);
  expect(rows).toMatchObject([
    { case_number: open.number, title: 'Ask the county for the register', state: 'open' },
  ]);
});

test('the auditor takes out audit and searches; the account administrator people and agencies', async () => {
  const audit = await exported(house, auditor, {
    list: 'audit',
    filter: { action: 'export' },
    format: 'csv',
  });
  const entries = read(unpacked((await fetched(house, auditor, audit.result.fileId)).bytes).csv);
  expect(entries.length).toBeGreaterThan(3);
  expect(new Set(entries.map((row) => row['action']))).toEqual(new Set(['export']));
  const none = await exported(house, auditor, { list: 'searches', filter: {} });
  expect(none).toMatchObject({
    state: 'failed',
    problem: 'refused',
    result: { fields: [{ problem: 'no_rows' }] },
  });
  const admin = await house.person('Ada Admin', ['account_administrator']);
  const people = await exported(house, admin, { list: 'accounts', filter: {}, format: 'xlsx' });
  expect(people.result.rows).toBeGreaterThan(5);
  expect((await exported(house, admin, { list: 'agencies', filter: {} })).state).toBe('done');
});

test('many rows leave in pages, each noted', async () => {
  await house.owner.query(
    `insert into taskforce.cases (number, title, type, origin_route, origin_mode, lead_agency_id, opened_on, created_by)
     select '1999-' || lpad(n::text, 4, '0'), 'Old file ' || n, 'sex', 'hotline', 'reactive', $1, '1999-01-01', $2 from generate_series(1, 1203) n`,
    [officer.agencyId, officer.id],
  );
  const { rows, job } = await casesOf(commander, { filter: { openedTo: '1999-12-31' } });
  expect(rows.length).toBe(1203);
  expect(new Set(rows.map((row) => row['case_number'])).size).toBe(1203);
  const { rows: noted } = await house.owner.query(
    `select count(*)::int as n from kit.audit_entries where action = 'export' and detail ->> 'rows' = '1203' and scope_table = 'cases'`,
  );
  expect(noted[0].n).toBe(1203);
  expect(job.result.rows).toBe(1203);
}, 180_000);

test('nobody sends a file of their own into what the program makes', async () => {
  const form = ['scopeTable', 'exports', 'scopeId', open.id];
  const boundary = 'xx';
  const body = [
    `--${boundary}\r\nContent-Disposition: form-data; name="${form[0]}"\r\n\r\n${form[1]}`,
    `--${boundary}\r\nContent-Disposition: form-data; name="${form[2]}"\r\n\r\n${form[3]}`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nHello`,
    `--${boundary}--\r\n`,
  ].join('\r\n');
  const answer = await house.server.app.inject({
    method: 'POST',
    url: '/files',
    headers: {
      authorization: `Bearer ${commander.secret}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: body,
  });
  expect(answer.statusCode).toBe(404);
  // The database refuses it too: only an export of one's own may have such a file.
  const forged = house.as(officer, 'write', ({ db }) =>
    db
      .insertInto('files')
      .values({
        sha256: Buffer.alloc(32),
        bytes: 1,
        kind: 'text',
        name: 'a.txt',
        scopeTable: 'exports',
        scopeId: open.id,
      })
      .execute(),
  );
  await expect(forged).rejects.toMatchObject({ code: 'missing' });
});
