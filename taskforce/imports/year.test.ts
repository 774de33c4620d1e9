import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { shippedMapping } from './mappings.ts';
import { importer, type Importer } from './arranging.ts';

const file = new URL('../../../shared/reference/survival/data/ccsao2019.csv.gz', import.meta.url).pathname;
const absent = !existsSync(file);
if (absent) console.warn('The Cook County file is not in ../shared/reference: its tests are skipped.');

/** The file read in the plainest way, without any of our code: no cell of it is quoted. */
function plainRows(): Record<string, string>[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

describe.skipIf(absent)('a whole year of felony cases, imported by an analyst', () => {
  let house: TestHouse;
  let analyst: Person;
  let by: Importer;
  let first: { id: string };
  const took: Record<string, number> = {};
  const rows = absent ? [] : plainRows();
  const mapping = shippedMapping('cook-county-felony-2019');

  beforeAll(async () => {
    house = await openTestHouse();
    await house.server.startJobs();
    analyst = await house.person('Ana Import', ['analyst']);
    by = importer(house, analyst);
  }, 180_000);
  afterAll(async () => {
    console.info(`Cook County import, milliseconds: ${JSON.stringify(took)}`);
    await house.close();
  });

  const timed = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await act();
    took[name] = Math.round(performance.now() - begun);
    return result;
  };
  const one = async (query: string, values: unknown[] = []) =>
    (await house.owner.query(query, values)).rows[0];

  test('the preview shows what would be made and writes no case', async () => {
    first = await by.upload('ccsao2019.csv.gz', readFileSync(file));
    const { result } = await timed('preview', () => by.preview(first.id, mapping));
    expect(result).toMatchObject({ rows: 36_190, errors: 0, warnings: 120 });
    expect(result.counts).toMatchObject({
      cases: { created: 33_405, changed: 0, kept: 0 },
      strands: { created: 36_190, changed: 0, kept: 0 },
      phase_transitions: { created: 38_880, changed: 0, kept: 0 },
    });
    expect((await one('select count(*)::int as n from taskforce.cases')).n).toBe(0);
  }, 900_000);

  test('the import writes all of it, as the file says', async () => {
    const done = await timed('import', () => by.run(first.id));
    expect(done.state, JSON.stringify(done)).toBe('done');
    const inCourt = rows.filter((r) => `${r['charged']}${r['arraigned']}${r['disposed']}` !== '');
    expect(
      await one(`select
        (select count(*)::int from taskforce.cases) as cases, (select count(*)::int from taskforce.strands) as strands,
        (select count(distinct lead_agency_id)::int from taskforce.cases) as agencies,
        (select count(*)::int from taskforce.phase_transitions where to_phase = 'post_operational') as charged,
        (select count(*)::int from taskforce.strands where close_reason = 'charged_and_done') as disposed`),
    ).toEqual({
      cases: new Set(rows.map((r) => r['case'])).size,
      strands: rows.length,
      agencies: new Set(rows.map((r) => r['agency'])).size,
      charged: inCourt.length,
      disposed: rows.filter((r) => r['disposed'] !== '').length,
    });
  }, 900_000);

  test('the phase picture in the database is that of the file', async () => {
    const inCourt = rows.filter((r) => `${r['charged']}${r['arraigned']}${r['disposed']}` !== '').length;
    const disposed = rows.filter((r) => r['disposed'] !== '').length;
    const picture = await one(`select
      (count(*) filter (where closed_on is not null))::int as closed,
      (count(*) filter (where closed_on is null and phase = 'post_operational'))::int as after,
      (count(*) filter (where phase = 'operational'))::int as during from taskforce.strands`);
    expect(picture.after).toBe(inCourt - disposed);
    expect(picture.during).toBe(0);
    const spells = await one(
      `select count(*)::int as n from taskforce.phase_spells where phase = 'post_operational'`,
    );
    expect(spells.n).toBe(inCourt);
  });

  test('cases are numbered in the year they were received, without a gap', async () => {
    const numbered = await one(`select count(distinct number)::int as n, min(number) as first,
      max(split_part(number, '-', 2)::integer)::int as last, bool_and(left(number, 4) = '2019') as year from taskforce.cases`);
    expect(numbered).toEqual({ n: 33_405, first: '2019-0001', last: 33_405, year: true });
  });

  test('the clock estimates every open strand of it, and the analyst reads when a case may be through', async () => {
    const waiting = 'select count(*)::int as n from taskforce.cases_to_estimate(current_date)';
    await timed('estimates', async () => {
      while ((await one(waiting)).n > 0) await new Promise((resolve) => setTimeout(resolve, 1000));
    });
    const told = await one(`select count(*)::int as open, count(e.id)::int as told from taskforce.strands s
      left join taskforce.strand_estimates e on e.strand_id = s.id and e.phase = s.phase and e.at_entry where s.closed_on is null`);
    expect(told.told).toBe(told.open);
    const { rows } = await house.owner.query<{ id: string }>(
      'select case_id as id from taskforce.strands where closed_on is null order by id limit 1',
    );
    const { body } = await house.call(analyst, 'estimates.ofCase', { caseId: rows[0]!.id });
    expect(body).toMatchObject({ waiting: 0, run: { asOf: expect.any(String) } });
    expect(body.strands.length).toBeGreaterThan(0);
  }, 900_000);

  test('the role with the narrowest reach sees the cases it is a member of, and nothing else', async () => {
    const inspector = await house.person('Lia Inspect', ['labor_inspector']);
    const { rows: members } = await house.owner.query<{ case_id: string }>(
      `insert into taskforce.case_members (case_id, account_id, capacity, added_by)
       select id, $1, 'labor_inspector', $2 from taskforce.cases order by number limit 300 returning case_id`,
      [inspector.id, analyst.id],
    );
    const mine = new Set(members.map((m) => m.case_id));
    const seen = await house.as(inspector, 'read', async ({ db }) => ({
      cases: await db.selectFrom('cases').select('id').execute(),
      strands: await db.selectFrom('strands').select('caseId').execute(),
      spells: await db.selectFrom('phaseSpells').select('caseId').execute(),
      imports: await db.selectFrom('imports').select('id').execute(),
    }));
    expect(new Set(seen.cases.map((c) => c.id))).toEqual(mine);
    expect(new Set(seen.strands.map((s) => s.caseId))).toEqual(mine);
    expect(new Set(seen.spells.map((s) => s.caseId))).toEqual(mine);
    expect(seen.imports).toEqual([]);
    expect((await house.call(inspector, 'imports.list')).status).toBe(403);
    const list = (await house.call(inspector, 'cases.list', { status: 'all', limit: 100 })).body;
    expect(list.total).toEqual({ count: 300, capped: false });
    expect(list.rows.every((row: { id: string }) => mine.has(row.id))).toBe(true);
    const inside = (await house.call(inspector, 'cases.read', { id: list.rows[0].id })).body;
    expect(inside.strands.length).toBeGreaterThan(0);
    const outside = (await one('select id from taskforce.cases where id <> all ($1) limit 1', [[...mine]]))
      .id;
    expect((await house.call(inspector, 'cases.read', { id: outside })).status).toBe(404);
    const line = await house.call(inspector, 'timeline.read', { caseId: list.rows[0].id });
    expect(line.status, JSON.stringify(line.body)).toBe(200);
    const picture = await one(
      'select phase, count(*)::int as n from taskforce.strands where case_id = any ($1) group by 1 order by 2 desc',
      [[...mine]],
    );
    expect(picture.n).toBeGreaterThan(0);
    await house.owner.query('delete from taskforce.case_members where account_id = $1', [inspector.id]);
  }, 180_000);

  test('the same file again changes nothing and says so', async () => {
    const again = await by.upload('again.csv.gz', readFileSync(file));
    const { result } = await timed('preview again', () => by.preview(again.id, mapping));
    expect(result.counts).toEqual({
      cases: { created: 0, changed: 0, kept: 33_405 },
      strands: { created: 0, changed: 0, kept: 36_190 },
      phase_transitions: { created: 0, changed: 0, kept: 38_880 },
    });
    const before = await one(`select count(*)::int as n, max(version) as version from taskforce.strands`);
    expect((await timed('import again', () => by.run(again.id))).state).toBe('done');
    expect(await one(`select count(*)::int as n, max(version) as version from taskforce.strands`)).toEqual(
      before,
    );
  }, 900_000);

  test('the import is taken back as a whole, and the audit says what went', async () => {
    const undone = await timed('undo', () => by.undo(first.id));
    expect(undone.state, JSON.stringify(undone)).toBe('done');
    expect(undone.result.taken).toMatchObject({ cases: 33_405, strands: 36_190, phase_transitions: 38_880 });
    expect(
      await one(`select (select count(*)::int from taskforce.cases) as cases, (select count(*)::int from taskforce.strands) as strands,
        (select count(*)::int from taskforce.phase_transitions) as lines, (select count(*)::int from taskforce.import_records) as known,
        (select count(*)::int from kit.agencies where name like 'Police agency%') as agencies`),
    ).toEqual({ cases: 0, strands: 0, lines: 0, known: 0, agencies: 0 });
    const entry = await one(`select detail, subject_ids from kit.audit_entries where action = 'undo_import'`);
    expect(entry).toMatchObject({ detail: { cases: 33_405 }, subject_ids: [first.id] });
  }, 180_000);
});
