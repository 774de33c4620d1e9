import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeEstimates } from '../estimates/estimating.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';
import { caseTable, strandsMapping } from './arranging-cases.ts';

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

const count = async (table: string, where = 'true') =>
  (await house.owner.query(`select count(*)::int as n from taskforce.${table} where ${where}`)).rows[0].n;
const one = async (query: string) => (await house.owner.query(query)).rows[0];

async function imported(system: string, ...rows: string[]) {
  const { id } = await by.upload('trial.csv', caseTable(system, ...rows));
  const { result } = await by.preview(id, strandsMapping(system));
  const job = await by.run(id);
  return { id, preview: result, job };
}

test('a file with one bad row names the row and imports nothing', async () => {
  const before = await count('cases');
  const { id } = await by.upload(
    'bad.csv',
    caseTable(
      'bad',
      '@1,Kitchen,Harbor Police,@p1,2025-03-01,',
      '@2,Salon,Harbor Police,@p2,the third of March,',
    ),
  );
  const { result } = await by.preview(id, strandsMapping('bad'));
  expect(result).toMatchObject({ rows: 2, errors: 1 });
  const { rows } = await by.call('problems', { id });
  expect(rows).toMatchObject([{ row: 3, severity: 'error', code: 'not_a_date', column: 'opened' }]);
  expect(JSON.stringify(rows)).not.toContain('third of March');
  expect((await by.call('problemsFile', { id })).content).toContain('3,opened,error,');
  const job = await by.run(id);
  expect(job).toMatchObject({ state: 'failed', problem: 'refused' });
  expect(job.result.fields[0].problem).toBe('rows_with_errors');
  expect(await count('cases')).toBe(before);
});

test('what the rules of cases forbid is named with its row before anything is written', async () => {
  const { id } = await by.upload(
    'rules.csv',
    caseTable(
      'rules',
      '@1,Kitchen,Harbor Police,@p1,2025-03-05,2025-03-01',
      '@1,Kitchen,Harbor Police,@p2,2090-01-01,',
    ),
  );
  const { result } = await by.preview(id, strandsMapping('rules'));
  expect(result.errors).toBe(2);
  const { rows } = await by.call('problems', { id });
  expect(rows.map((r: { row: number; code: string }) => [r.row, r.code])).toEqual([
    [2, 'before_current_spell'],
    [3, 'in_the_future'],
  ]);
});

test('a changed row changes its record with a new version, and the rest is left as it is', async () => {
  await imported('chg', '@1,Kitchen,Harbor Police,@p1,2025-03-01,', '@2,Salon,Harbor Police,@p2,2025-03-01,');
  const again = await imported(
    'chg',
    '@1,Kitchen,Harbor Police,@p1,2025-03-01,',
    '@2,Nail salon,Harbor Police,@p2,2025-03-01,',
  );
  expect(again.preview.counts.cases).toEqual({ created: 0, changed: 1, kept: 1 });
  expect(again.job.state).toBe('done');
  const salon = await one(`select title, version from taskforce.cases where external_id = 'chg2'`);
  expect(salon).toEqual({ title: 'Nail salon', version: 2 });
  expect((await by.undo(again.id)).state).toBe('done');
  expect((await one(`select title from taskforce.cases where external_id = 'chg2'`)).title).toBe('Salon');
});

test('a later file goes on with strands that an earlier one brought, and is taken back first', async () => {
  const first = await imported('later', '@1,Kitchen,Harbor Police,@p1,2025-03-01,');
  const second = await imported('later', '@1,Kitchen,Harbor Police,@p1,2025-03-01,2025-05-02');
  expect(second.job, JSON.stringify(second.job)).toMatchObject({ state: 'done' });
  const strand = `select phase, phase_since::text from taskforce.strands where external_id = 'laterp1'`;
  expect(await one(strand)).toEqual({ phase: 'post_operational', phase_since: '2025-05-02' });
  const third = await imported('later', '@1,Kitchen,Harbor Police,@p1,2025-03-01,2025-05-09');
  expect(third.job.state).toBe('done');
  expect(await one(strand)).toEqual({ phase: 'post_operational', phase_since: '2025-05-09' });
  expect(
    (await house.call(analyst, 'imports.undo', { id: first.id, reason: 'The wrong file was chosen here.' }))
      .status,
  ).toBe(422);
  for (const { id } of [third, second, first]) {
    const undone = await by.undo(id);
    expect(undone.state, JSON.stringify(undone)).toBe('done');
    if (id === third.id) expect((await one(strand)).phase_since).toBe('2025-05-02');
    if (id === second.id) expect((await one(strand)).phase).toBe('pre_operational');
  }
  expect(await count('cases', `external_id = 'later1'`)).toBe(0);
});

test('what the clock computed of an import is no obstacle: it goes when the import is taken back', async () => {
  const kept = await imported('kept', '@1,Dock,Harbor Police,@p1,2025-03-01,');
  const { id } = await imported('range', '@1,Kitchen,Harbor Police,@p1,2025-03-01,');
  const pool = new pg.Pool(house.loginTo('jobs'));
  await makeEstimates({ pool, clock: () => new Date() }, 'entries', null);
  await pool.end();
  const ranges = (system: string) =>
    `strand_id in (select id from taskforce.strands where external_id = '${system}p1')`;
  expect(await count('strand_estimates', ranges('range'))).toBe(1);
  expect(await by.call('obstacles', { id })).toEqual({ rows: [], total: 0 });
  await expect(house.owner.query('delete from taskforce.strand_estimates')).rejects.toThrow('frozen');
  const undone = await by.undo(id);
  expect(undone.state, JSON.stringify(undone)).toBe('done');
  expect(await count('cases', `external_id = 'range1'`)).toBe(0);
  expect(
    await count('strand_estimates', 'not exists (select from taskforce.strands s where s.id = strand_id)'),
  ).toBe(0);
  expect(await count('strand_estimates', ranges('kept'))).toBe(1);
  expect((await by.undo(kept.id)).state).toBe('done');
});

test('an import on which somebody has built is not taken back, and what is in the way is listed', async () => {
  const { id } = await imported(
    'built',
    '@1,Kitchen,Harbor Police,@p1,2025-03-01,',
    '@2,Farm,Harbor Police,@p2,2025-03-01,',
  );
  const { rows } = await house.owner.query(
    `select id, number from taskforce.cases where external_id = 'built2'`,
  );
  await house.owner.query(
    `insert into taskforce.case_members (case_id, account_id, capacity, added_by) values ($1, $2, 'analyst', $2)`,
    [rows[0].id, analyst.id],
  );
  const blocked = await house.call(analyst, 'imports.undo', {
    id,
    reason: 'The wrong file was chosen here.',
  });
  expect(blocked.body.data.fields[0]).toMatchObject({ problem: 'built_on' });
  expect(await by.call('obstacles', { id })).toEqual({
    rows: [{ what: 'case_members', caseId: rows[0].id, number: rows[0].number, count: 1 }],
    total: 1,
  });
  expect(await count('cases', `external_id like 'built%'`)).toBe(2);
});

test('JSON lines, tabs and packed files are read like CSV', async () => {
  const line = {
    file: 'jl1',
    title: 'Kitchen',
    agency: 'Harbor Police',
    person: 'jlp',
    opened: '2025-03-01',
    public: '',
  };
  const files: [string, string | Uint8Array][] = [
    ['a.jsonl', `${JSON.stringify(line)}\n`],
    ['a.tsv', caseTable('tabs', '@1,Kitchen,Harbor Police,@p1,2025-03-01,').replaceAll(',', '\t')],
    ['a.csv.gz', gzipSync(caseTable('packed', '@1,Kitchen,Harbor Police,@p1,2025-03-01,'))],
  ];
  for (const [name, content] of files) {
    const { id } = await by.upload(name, content);
    expect((await by.preview(id, strandsMapping('kinds'))).result, name).toMatchObject({
      rows: 1,
      errors: 0,
    });
  }
});

test('a large file comes in by the upload route', async () => {
  const response = await house.server.app.inject({
    method: 'POST',
    url: '/imports/file',
    headers: {
      authorization: `Bearer ${analyst.secret}`,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent('año.csv'),
    },
    payload: Buffer.from(caseTable('route', '@1,Kitchen,Harbor Police,@p1,2025-03-01,')),
  });
  expect(response.statusCode, response.body).toBe(200);
  const shape = await by.call('inspect', { id: response.json().id });
  expect(shape).toMatchObject({ kind: 'delimited', delimiter: ',', headRow: 1, encoding: 'utf-8' });
  expect(shape.columns[0]).toEqual({ name: 'file', samples: ['route1'] });
});

test('a mapping that does not fit is refused with the columns and fields it misses', async () => {
  const { id } = await by.upload('misfit.csv', 'other\n1\n');
  const { status, body } = await house.call(analyst, 'imports.preview', {
    id,
    mapping: strandsMapping('misfit'),
  });
  expect(status).toBe(422);
  expect(body.data.misfits.map((one: { name: string }) => one.name)).toContain('title');
  expect((await house.call(analyst, 'imports.preview', { id, mapping: { name: 'x' } })).status).toBe(400);
  const [record] = strandsMapping('misfit').records;
  const boats = { ...strandsMapping('misfit'), records: [{ ...record, target: 'boats' }] };
  const toBoats = await house.call(analyst, 'imports.preview', { id, mapping: boats });
  expect(toBoats.body.data.misfits.map((one: { what: string }) => one.what)).toContain('target');
});

test('a suggested mapping brings in our own template, and is saved in editions', async () => {
  const { content } = await by.call('template', { target: 'cases' });
  const row = 'e1,,Harbor kitchens,labor,hotline,Harbor Police,2025-02-03\r\n';
  const { id } = await by.upload('cases.csv', content + row);
  const { mapping: made, doubts } = await by.call('suggest', {
    id,
    target: 'cases',
    name: 'Ours',
    system: 'ours',
  });
  expect(doubts).toEqual([]);
  expect((await by.call('saveMapping', { mapping: made, shared: true })).edition).toBe(1);
  expect((await by.call('saveMapping', { mapping: made, shared: true })).edition).toBe(2);
  const { rows } = await by.call('mappings', { importId: id });
  expect(rows.filter((m: { name: string }) => m.name === 'Ours')).toMatchObject([
    { edition: 2, fits: true },
    { edition: 1 },
  ]);
  await by.preview(id, made);
  expect((await by.run(id)).state).toBe('done');
  expect((await one(`select title from taskforce.cases where external_id = 'e1'`)).title).toBe(
    'Harbor kitchens',
  );
});

test('nobody claims to be an import: not in a session of a person, and not for a record that is there', async () => {
  const refused = (act: (db: any) => Promise<unknown>) =>
    expect(house.as(analyst, 'write', ({ db }) => act(db))).rejects.toMatchObject({ name: 'Problem' });
  const { id } = await by.upload('claim.csv', caseTable('claim', '@1,Kitchen,Harbor Police,@p1,2025-03-01,'));
  await by.preview(id, strandsMapping('claim'));
  await refused((db) => sql`select taskforce.begin_import(${id}::uuid)`.execute(db));
  await refused((db) => sql`update imports set state = 'running' where id = ${id}::uuid`.execute(db));
  await refused((db) =>
    sql`insert into cases (id, number, title, type, origin_route, origin_mode, lead_agency_id, opened_on, import_id)
      values (gen_random_uuid(), '2025-9999', 'Claimed', 'labor', 'hotline', 'reactive', ${analyst.agencyId}::uuid, '2025-01-01', ${id}::uuid)`.execute(
      db,
    ),
  );
  const strand = await one('select id, case_id from taskforce.strands limit 1');
  await refused((db) =>
    sql`insert into phase_transitions (strand_id, case_id, place, from_phase, to_phase, event, effective_on, provenance, import_id)
      values (${strand.id}::uuid, ${strand.case_id}::uuid, 2, 'pre_operational', 'post_operational', 'arrest', '2025-06-01', 'imported', ${id}::uuid)`.execute(
      db,
    ),
  );
  await refused((db) =>
    sql`insert into import_records (import_id, target, key, system, record_id, fingerprint, action)
    values (${id}::uuid, 'cases', 'x', 'claim', ${strand.case_id}::uuid, sha256('x'), 'created')`.execute(db),
  );
});

test('another person who imports sees that there was an import and nothing of what is being prepared', async () => {
  const { id } = await by.upload('mine.csv', caseTable('mine', '@1,Kitchen,Harbor Police,@p1,2025-03-01,'));
  await by.preview(id, strandsMapping('mine'));
  const other = await house.person('Olu Other', ['commander']);
  expect((await house.call(other, 'imports.read', { id })).body).toMatchObject({
    mine: false,
    fileName: null,
  });
  expect(
    (await house.call(other, 'imports.records', { id, target: 'cases', doing: 'create' })).body.rows,
  ).toEqual([]);
  expect((await house.call(other, 'imports.inspect', { id })).status).toBe(404);
  expect((await house.call(other, 'imports.run', { id })).status).toBe(422);
  const inspector = await house.person('Ivo Inspect', ['investigator']);
  expect((await house.call(inspector, 'imports.list')).status).toBe(403);
});
