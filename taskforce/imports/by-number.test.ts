import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvPieces } from '../../kit/documents/csv.ts';
import { printedFurniture } from '../../kit/documents/pages.ts';
import { workbook } from '../../kit/documents/sheets.ts';
import { columnNames } from '../../kit/imports/target.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';
import { casesTarget } from './targets.ts';

let house: TestHouse;
let commander: Person;
let by: Importer;

beforeAll(async () => {
  house = await openTestHouse();
  await house.server.startJobs();
  commander = await house.person('Cora Commander', ['commander']);
  by = importer(house, commander);
  await house.agency('Harbor Police');
  for (const title of ['Harbor kitchens', 'Nail salons', 'Farm road'])
    await house.call(commander, 'cases.open', {
      title,
      type: 'labor',
      originRoute: 'hotline',
      leadAgencyId: await house.agency('Harbor Police'),
      strands: [{ label: 'Site', kind: 'location' }],
    });
});
afterAll(() => house.close());

type Row = Record<string, string>;
const all = async (query: string, values: unknown[] = []) => (await house.owner.query(query, values)).rows;

/** The list of cases as this installation exports it: the columns an import knows, and some it does not. */
async function exported(): Promise<Row[]> {
  return all(
    `select coalesce(c.external_id, '') as external_id, c.number as case_number, c.title, c.type, c.origin_route as route,
       a.name as lead_agency, c.opened_on::text as opened_on, 'open' as status
     from taskforce.cases c join kit.agencies a on a.id = c.lead_agency_id order by c.number`,
  );
}
const columns = [...columnNames(casesTarget), 'status'];
async function csv(rows: Row[]): Promise<string> {
  let text = '';
  for await (const piece of csvPieces(
    columns.map((name) => ({ name })),
    rows.map((row) => columns.map((name) => row[name] ?? '')),
  ))
    text += piece;
  return text;
}

async function previewed(rows: Row[], updateExisting = false, as: Importer = by) {
  const { id } = await as.upload('cases.csv', await csv(rows));
  const { mapping } = await as.call('suggest', { id, target: 'cases', name: 'Ours', system: 'spreadsheet' });
  expect(mapping.system).toBe('concert');
  const { jobId } = await as.call('preview', { id, mapping, updateExisting });
  const job = await as.ended(jobId);
  expect(job.state, JSON.stringify(job)).toBe('done');
  return { id, mapping, ...job.result };
}
const withTitle = (rows: Row[], from: string, to: string) =>
  rows.map((row) => (row['title'] === from ? { ...row, title: to } : row));

test('an export that comes back unchanged finds every case and doubles none', async () => {
  const rows = await exported();
  const { id, counts, errors } = await previewed(rows);
  expect({ counts, errors }).toEqual({
    counts: { cases: { created: 0, changed: 0, kept: rows.length } },
    errors: 0,
  });
  expect((await by.run(id)).state).toBe('done');
  expect(await exported()).toEqual(rows);
});

test('the Excel export comes back like the CSV', async () => {
  const rows = await exported();
  const bytes = await workbook(
    'Cases',
    columns.map((name) => ({ name })),
    rows.map((row) => columns.map((name) => row[name] ?? '')),
    printedFurniture({
      title: 'Cases',
      language: 'en',
      label: 'Law enforcement sensitive',
      period: { from: '2026-01-01', to: '2026-01-31' },
      madeBy: { name: 'Cora Commander', agency: 'Harbor Police' },
      madeAt: '2026-02-01T09:00:00Z',
      version: 1,
      hash: 'ab'.repeat(32),
    }),
  );
  const { id } = await by.upload('cases.xlsx', bytes);
  const { mapping } = await by.call('suggest', { id, target: 'cases', name: 'Ours', system: 'spreadsheet' });
  expect((await by.preview(id, mapping)).result).toMatchObject({
    errors: 0,
    counts: { cases: { created: 0, changed: 0, kept: rows.length } },
  });
});

test('what a row says otherwise is listed and left alone, until the person chooses to update', async () => {
  const rows = await exported();
  const changed = withTitle(rows, 'Nail salons', 'Nail salons on Pier Street');
  const looked = await previewed(changed);
  expect(looked.counts.cases).toEqual({ created: 0, changed: 0, kept: rows.length, differ: 1 });
  const { rows: kept } = await by.call('records', { id: looked.id, target: 'cases', doing: 'keep' });
  expect(kept[0]).toMatchObject({ changes: { title: ['Nail salons', 'Nail salons on Pier Street'] } });
  expect(kept[1].changes).toBeNull();
  expect((await by.run(looked.id)).state).toBe('done');
  expect(await exported()).toEqual(rows);

  const chosen = await previewed(changed, true);
  expect(chosen.counts.cases).toEqual({ created: 0, changed: 1, kept: rows.length - 1 });
  expect((await by.run(chosen.id)).state).toBe('done');
  expect(await exported()).toEqual(changed);
  expect((await by.undo(chosen.id)).state).toBe('done');
  expect(await exported()).toEqual(rows);
});

test('a row without a number is a new case, once, however often the file comes', async () => {
  const fresh = {
    title: 'Orchard',
    type: 'labor',
    route: 'hotline',
    lead_agency: 'Harbor Police',
    opened_on: '2026-01-15',
  };
  const rows = [...(await exported()), fresh];
  const first = await previewed(rows);
  expect(first.counts.cases).toMatchObject({ created: 1, changed: 0 });
  expect((await by.run(first.id)).state).toBe('done');
  const again = await previewed(rows);
  expect(again.counts.cases).toMatchObject({ created: 0, changed: 0 });
  const numbered = await exported();
  expect(numbered.map(({ title }) => title)).toContain('Orchard');
  expect((await previewed(numbered)).counts.cases).toEqual({ created: 0, changed: 0, kept: numbered.length });
});

test('a number that leads nowhere is an error of its row, whether the case is hidden or was never there', async () => {
  const rows = await exported();
  const { id, errors } = await previewed([...rows, { ...rows[0]!, case_number: '2019-4711' }]);
  expect(errors).toBe(1);
  expect((await by.call('problems', { id })).rows).toMatchObject([
    { row: rows.length + 2, field: 'case_number', code: 'unknown_number' },
  ]);
  const before = await all('select count(*)::int as n from taskforce.cases');
  expect((await by.run(id)).result.fields[0].problem).toBe('rows_with_errors');
  expect(await all('select count(*)::int as n from taskforce.cases')).toEqual(before);
});

test('the first day and the route of a case never change by a file, and the preview says so', async () => {
  const rows = await exported();
  const { id, warnings } = await previewed([{ ...rows[0]!, opened_on: '2020-01-01' }], true);
  expect(warnings).toBe(1);
  expect((await by.call('problems', { id })).rows).toMatchObject([
    { field: 'opened_on', code: 'stays_as_it_was' },
  ]);
  await by.run(id);
  expect(await exported()).toEqual(rows);
});

test('a case that somebody changed after the preview is not overwritten', async () => {
  const rows = await exported();
  const { id } = await previewed(withTitle(rows, 'Farm road', 'Farm road north'), true);
  const [farm] = await all(`select id, version from taskforce.cases where title = 'Farm road'`);
  await house.owner.query(`update taskforce.cases set title = 'Farm road south' where id = $1`, [farm.id]);
  const job = await by.run(id);
  expect(job).toMatchObject({ state: 'failed', result: { fields: [{ problem: 'preview_outdated' }] } });
  expect((await all('select title from taskforce.cases where id = $1', [farm.id]))[0].title).toBe(
    'Farm road south',
  );
});

test('a case changed again after the import is not taken back over the later change', async () => {
  const rows = await exported();
  const { id } = await previewed(withTitle(rows, 'Harbor kitchens', 'Harbor kitchens, two sites'), true);
  expect((await by.run(id)).state).toBe('done');
  await house.owner.query(
    `update taskforce.cases set title = 'Kitchens' where title = 'Harbor kitchens, two sites'`,
  );
  const undo = { id, reason: 'The wrong file was chosen here.' };
  expect((await house.call(commander, 'imports.undo', undo)).body.data.fields[0].problem).toBe('built_on');
});

test('who imports and may not write in a case sees what the file says and changes nothing', async () => {
  const analyst = await house.person('Ana Import', ['analyst']);
  const [farm] = await all(
    `select id, title, version, lead_agency_id from taskforce.cases where title like 'Farm road%'`,
  );
  const mayWrite = (
    await house.call(analyst, 'cases.change', {
      id: farm.id,
      version: farm.version,
      title: 'X',
      type: 'labor',
      summary: '',
      handling: [],
      leadAgencyId: farm.lead_agency_id,
    })
  ).status;
  expect(mayWrite).toBe(404);
  const asAnalyst = importer(house, analyst);
  const rows = await exported();
  const preview = await previewed(withTitle(rows, farm.title, 'Farm road west'), true, asAnalyst);
  expect(preview.counts.cases).toMatchObject({ changed: 0, differ: 1 });
  expect((await asAnalyst.call('problems', { id: preview.id })).rows).toMatchObject([
    { severity: 'warning', code: 'not_yours_to_change' },
  ]);
  // Not even by laying out the change by hand.
  await house.owner.query(
    `update taskforce.import_staged set doing = 'change' where import_id = $1 and changes is not null`,
    [preview.id],
  );
  await asAnalyst.run(preview.id);
  expect(await exported()).toEqual(rows);
});
