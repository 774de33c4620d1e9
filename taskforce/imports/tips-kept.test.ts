import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvPieces } from '../../kit/documents/csv.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';
import { hotLine, told } from './arranging-tips.ts';
import { expireImports } from './expiring.ts';

let house: TestHouse;
let analyst: Person;
let by: Importer;

beforeAll(async () => {
  house = await openTestHouse();
  await house.server.startJobs();
  analyst = await house.person('Ana Import', ['analyst']);
  by = importer(house, analyst);
});
afterAll(() => house.close());

async function previewed(system: string, ...rows: string[]) {
  const { id } = await by.upload('hotline.csv', hotLine(...rows));
  const { mapping, doubts } = await by.call('suggest', { id, target: 'tips', name: 'Hotline', system });
  expect(doubts).toEqual(
    [{ column: 'Received', why: 'day_or_month_first' }].slice(doubts.length === 0 ? 1 : 0),
  );
  const job = await by.preview(id, mapping);
  expect(job.state, JSON.stringify(job)).toBe('done');
  return { id, mapping, preview: job.result };
}
async function imported(system: string, ...rows: string[]) {
  const { id, preview } = await previewed(system, ...rows);
  const job = await by.run(id);
  return { id, preview, job };
}
const all = async (query: string, values: unknown[] = []) => (await house.owner.query(query, values)).rows;
const hoursAgo = (id: string, hours: number) =>
  house.owner.query(
    `update taskforce.imports set made_at = made_at - make_interval(hours => $2), previewed_at = previewed_at - make_interval(hours => $2),
       run_at = run_at - make_interval(hours => $2) where id = $1`,
    [id, hours],
  );
const left = async (id: string) => ({
  staged: (await all('select 1 from taskforce.import_staged where import_id = $1', [id])).length,
  problems: (await all('select 1 from taskforce.import_problems where import_id = $1', [id])).length,
  files: (await all(`select 1 from kit.files where scope_table = 'imports' and scope_id = $1`, [id])).length,
});

test('a preview that nobody goes on with for a day is emptied, and its file goes with it', async () => {
  const fresh = await previewed('fresh', told('HL-40'));
  const stale = await previewed('stale', told('HL-41', { phone: '555-0144' }), told('HL-42', { what: '' }));
  expect(await left(stale.id)).toEqual({ staged: 1, problems: 1, files: 1 });
  await hoursAgo(fresh.id, 23);
  await hoursAgo(stale.id, 25);
  expect(await expireImports(house.server.door)).toBe(1);
  expect(await left(stale.id)).toEqual({ staged: 0, problems: 0, files: 0 });
  expect(await left(fresh.id)).toEqual({ staged: 1, problems: 0, files: 1 });
  expect(await by.call('read', { id: stale.id })).toMatchObject({
    state: 'expired',
    fileName: 'hotline.csv',
  });
  expect((await house.call(analyst, 'imports.run', { id: stale.id })).status).toBe(422);
  expect((await by.run(fresh.id)).state).toBe('done');
  expect(await expireImports(house.server.door)).toBe(0);
});

test('the file of written tips is let go a day later; what it was is still known by its hash', async () => {
  const { id } = await imported('kept', told('HL-43', { phone: '555-0145' }));
  const [before] = await all(
    `select f.sha256 from kit.files f join taskforce.imports i on i.file_id = f.id where i.id = $1`,
    [id],
  );
  await expireImports(house.server.door);
  expect(await left(id)).toMatchObject({ files: 1 });
  await hoursAgo(id, 25);
  await expireImports(house.server.door);
  expect(await left(id)).toEqual({ staged: 0, problems: 0, files: 0 });
  const [after] = await all(`select file_hash from taskforce.imports where id = $1`, [id]);
  expect(after.file_hash).toEqual(before.sha256);
  expect((await by.undo(id)).state).toBe('done');
});

test('a list of tips that left here comes back without doubling one, the tips of the public form among them', async () => {
  const { id } = await imported('left', told('HL-50'), told('HL-51'));
  await house.owner.query(
    `insert into taskforce.tips (number, channel, origin_route, origin_mode, received_at, what, triage_due_at, retain_until)
     values ('T-2026-7777', 'public_form', 'good_samaritan', 'reactive', now(), 'Told on the form', now(), '2030-01-01')`,
  );
  const columns = ['external_id', 'received_at', 'channel', 'route', 'what_was_reported', 'number', 'state'];
  const rows = await all(
    `select coalesce(external_id, number) as external_id, received_at, channel, origin_route as route, what as what_was_reported,
       number, state from taskforce.tips where import_id = $1 or channel = 'public_form' order by number`,
    [id],
  );
  let list = '';
  const cell = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
  for await (const piece of csvPieces(
    columns.map((name) => ({ name })),
    rows.map((row) => columns.map((name) => cell(row[name]))),
  ))
    list += piece;
  const back = await by.upload('tips.csv', list);
  const { mapping } = await by.call('suggest', {
    id: back.id,
    target: 'tips',
    name: 'Ours',
    system: 'spreadsheet',
  });
  expect(mapping.system).toBe('concert');
  const job = await by.preview(back.id, mapping);
  expect(job.result, JSON.stringify(job)).toMatchObject({
    errors: 0,
    warnings: 0,
    counts: { tips: { created: 0, changed: 0, kept: rows.length } },
  });
  const before = await all('select count(*)::int as n from taskforce.tips');
  expect((await by.run(back.id)).state).toBe('done');
  expect(await all('select count(*)::int as n from taskforce.tips')).toEqual(before);
  const unknown = await by.upload('tips.csv', list.replaceAll('T-2026-7777', 'T-2019-4711'));
  await by.preview(unknown.id, mapping);
  expect((await by.call('problems', { id: unknown.id })).rows).toMatchObject([
    { severity: 'error', code: 'unknown_tip' },
  ]);
});

test('a file whose rows have no number of their own keeps no contact in its identity', async () => {
  const text =
    'received_at,channel,route,what_was_reported,contact_phone\n2026-03-02,email,hotline,Two men wait outside,555-0188\n';
  const { id } = await by.upload('mail.csv', text);
  const { mapping } = await by.call('suggest', { id, target: 'tips', name: 'Mail', system: 'mail' });
  await by.preview(id, mapping);
  expect((await by.run(id)).state).toBe('done');
  const [{ key, external_id: external }] = await all(
    `select r.key, t.external_id from taskforce.import_records r join taskforce.tips t on t.id = r.record_id where r.import_id = $1`,
    [id],
  );
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(external).toBeNull();
  const again = await by.upload('mail.csv', text);
  expect((await by.preview(again.id, mapping)).result.counts.tips).toMatchObject({ created: 0, kept: 1 });
});
