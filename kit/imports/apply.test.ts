import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMapping, misfits } from './apply.ts';
import type { MappedRecord } from './apply.ts';
import { readMapping } from './mapping.ts';
import type { Mapping, Transform, ValueRule } from './mapping.ts';
import type { RowProblem } from './problems.ts';
import { rowProblems } from './problems.ts';
import { bytesSource } from './source.ts';
import { suggestMapping } from './suggest.ts';
import { inspect, readTable } from './table.ts';
import { columnNames, templateCsv } from './target.ts';
import type { ImportTarget, TargetField } from './target.ts';

const field = (name: string, type: TargetField['type'], more: Partial<TargetField> = {}): TargetField => ({
  name,
  type,
  required: false,
  synonyms: [],
  help: '',
  ...more,
});
const boats: ImportTarget = {
  kind: 'boats',
  fields: [
    field('name', 'text', { required: true, most: 30, synonyms: ['boat name', 'nombre'] }),
    field('built_on', 'date', { synonyms: ['built', 'construido'] }),
    field('length', 'number'),
    field('price', 'cents'),
    field('colour', 'code', { values: { red: ['Red', 'Rojo'], blue: ['Blue', 'Azul'] } }),
    field('afloat', 'boolean'),
    field('radio', 'phone'),
    field('flags', 'list'),
    field('seen_at', 'instant'),
    field('harbor', 'link', { to: 'harbors' }),
  ],
};
const harbors: ImportTarget = { kind: 'harbors', fields: [field('name', 'text', { required: true })] };
const targets = [boats, harbors];

function mapping(fields: Record<string, ValueRule>, more: Partial<Mapping['records'][number]> = {}): Mapping {
  const record = { target: 'boats', key: { column: 'id' }, fields, ...more };
  return readMapping({
    schema: 'concert.import-mapping/1',
    name: 'Boats',
    version: 1,
    description: '',
    system: 'boats',
    records: [record],
  });
}

async function run(csv: string, map: Mapping, batchRows?: number) {
  const source = bytesSource(Buffer.from(csv));
  const shape = await inspect(source, { delimiter: ',', headRow: 1 });
  const ignored = Object.fromEntries(shape.columns.map((c) => [c.name, 'Not needed here.']));
  const whole = { ...map, ignored };
  const started = applyMapping(whole, targets, shape.columns, readTable(source, shape), batchRows);
  const records: MappedRecord[] = [];
  const problems: RowProblem[] = [];
  const progress: number[] = [];
  for await (const batch of started.batches) {
    records.push(...batch.records);
    problems.push(...batch.problems);
    progress.push(batch.rows);
  }
  return { records, problems, progress, summary: started.summary() };
}

const name = { column: 'name' };
const one = async (value: string, fieldName: string, transforms: Transform[] = []) => {
  const rule = { column: 'v', transforms };
  const csv = `id,name,v\n1,Ann,"${value.replaceAll('"', '""')}"\n`;
  const { records, problems } = await run(csv, mapping({ name, [fieldName]: rule }));
  return records[0]?.fields[fieldName] ?? problems[0]?.code ?? null;
};

describe('values', () => {
  test.each<[string, string, Transform[], unknown]>([
    ['built_on', '2/28/2026', [{ kind: 'date', formats: ['MM/DD/YYYY'] }], '2026-02-28'],
    ['built_on', '28 de febrero de 2026', [{ kind: 'date', formats: ['D MON YYYY'] }], '2026-02-28'],
    ['built_on', 'Sept. 3, 2026', [{ kind: 'date', formats: ['MON D, YYYY'] }], '2026-09-03'],
    ['built_on', '2/29/2026', [{ kind: 'date', formats: ['MM/DD/YYYY'] }], 'not_a_date'],
    ['built_on', '59', [{ kind: 'dayOffset', base: '2019-01-01' }], '2019-03-01'],
    ['built_on', '1.5', [{ kind: 'dayOffset', base: '2019-01-01' }], 'not_a_day_offset'],
    [
      'seen_at',
      '3/4/2026 1:05 pm',
      [{ kind: 'instant', formats: ['MM/DD/YYYY'], offset: '-06:00' }],
      '2026-03-04T19:05:00Z',
    ],
    ['seen_at', '2026-03-04T13:05:00Z', [], '2026-03-04T13:05:00Z'],
    ['length', '1.234,5', [{ kind: 'number', decimal: ',' }], 1234.5],
    ['length', '(12)', [{ kind: 'number', decimal: '.' }], -12],
    ['length', '1,23', [{ kind: 'number', decimal: '.' }], 'not_a_number'],
    ['price', '$1,234.50', [], 123450],
    ['price', '0.295', [], 'not_a_number'],
    ['colour', 'rojo', [], 'red'],
    ['colour', 'green', [], 'not_in_list'],
    ['colour', 'R', [{ kind: 'map', values: { r: 'red' }, otherwise: 'problem' }], 'red'],
    ['afloat', 'Sí', [], true],
    ['afloat', 'sunk', [{ kind: 'boolean', no: ['sunk'] }], false],
    ['afloat', 'perhaps', [], 'not_a_boolean'],
    ['radio', '(212) 555-0123 ext. 4', [{ kind: 'phone', country: 'US' }], '+12125550123;ext=4'],
    ['radio', 'none', [{ kind: 'phone', country: 'US' }], 'not_a_phone'],
    ['flags', 'a / b', [{ kind: 'split', separator: '/' }], ['a', 'b']],
    ['name', 'x'.repeat(31), [], 'too_long'],
    ['built_on', '', [{ kind: 'date', formats: ['MM/DD/YYYY'] }], null],
  ])('%s from "%s"', async (fieldName, value, transforms, expected) => {
    expect(await one(value, fieldName, transforms)).toEqual(expected);
  });

  test('values are joined, chosen and compared', async () => {
    const day = (column: string): ValueRule => ({
      column,
      transforms: [{ kind: 'date', formats: ['YYYY-MM-DD'] }],
    });
    const rule = mapping({
      name: { join: [{ constant: 'Boat' }, { column: 'name' }], separator: ' ' },
      built_on: { earliest: [day('a'), { firstOf: [day('b'), day('c')] }] },
    });
    const { records } = await run('id,name,a,b,c\n1,Ann,2020-05-01,,2019-01-02\n2,Bob,,2021-01-01,\n', rule);
    expect(records.map((r) => r.fields)).toEqual([
      { name: 'Boat Ann', built_on: '2019-01-02' },
      { name: 'Boat Bob', built_on: '2021-01-01' },
    ]);
  });
});

describe('rows', () => {
  test('a row with an error gives nothing, and its problem names row, column and remedy but never the value', async () => {
    const csv = 'id,name,v\n1,Ann,2026-01-01\n2,Bob,SECRET\n,Cleo,2026-01-01\n4,,2026-01-01\n';
    const rule: ValueRule = { column: 'v', transforms: [{ kind: 'date', formats: ['YYYY-MM-DD'] }] };
    const { records, problems, summary } = await run(csv, mapping({ name, built_on: rule }));
    expect(records.map((r) => r.key)).toEqual(['1']);
    expect(problems.map((p) => [p.row, p.column, p.code])).toEqual([
      [3, 'v', 'not_a_date'],
      [4, 'id', 'no_key'],
      [5, 'name', 'required'],
    ]);
    expect(JSON.stringify(problems)).not.toContain('SECRET');
    expect(summary).toMatchObject({ rows: 4, refused: 3, records: { boats: 1 } });
  });

  test('many rows make one record; rows that say otherwise are reported', async () => {
    const csv = 'id,name,harbor\n1,Ann,North\n2,Bob,North\n3,Cleo,South\n';
    const map = readMapping({
      ...mapping({ name, harbor: { column: 'harbor' } }),
      records: [
        {
          target: 'harbors',
          key: { column: 'harbor' },
          shared: true,
          fields: { name: { column: 'harbor' } },
        },
        { target: 'boats', key: { column: 'id' }, fields: { name, harbor: { column: 'harbor' } } },
      ],
    });
    const { summary } = await run(csv, map);
    expect(summary).toMatchObject({ records: { harbors: 2, boats: 3 }, warnings: 0, openLinks: {} });
    const named = {
      ...map,
      records: map.records.map((r) => (r.target === 'harbors' ? { ...r, fields: { name } } : r)),
    };
    const disagreeing = await run(csv, named);
    expect(disagreeing.problems.map((p) => [p.row, p.code, p.severity])).toEqual([
      [3, 'rows_disagree', 'warning'],
    ]);
    expect(disagreeing.summary.records).toEqual({ harbors: 2, boats: 3 });
  });

  test('the same identity twice is refused unless many rows may make one record', async () => {
    const { problems } = await run('id,name\n1,Ann\n1,Bob\n', mapping({ name }));
    expect(problems.map((p) => [p.row, p.code])).toEqual([[3, 'key_twice']]);
  });

  test('links to records the file does not make are listed', async () => {
    const { summary } = await run(
      'id,name,h\n1,Ann,North\n2,Bob,North\n',
      mapping({ name, harbor: { column: 'h' } }),
    );
    expect(summary.openLinks).toEqual({ harbors: ['North'] });
  });

  test('conditions choose rows and records', async () => {
    const when = { all: [{ column: 'v', is: ['YES', 'maybe'] }, { not: { column: 'name', empty: true } }] };
    const map = { ...mapping({ name }, { when }), only: { not: { column: 'id', is: ['9'] } } };
    const { records, summary } = await run('id,name,v\n1,Ann,yes\n2,Bob,no\n9,Cleo,yes\n3,,yes\n', map);
    expect(records.map((r) => r.key)).toEqual(['1']);
    expect(summary).toMatchObject({ rows: 4, leftOut: 1, refused: 0 });
  });

  test('a second run over the same file gives the same identities and fingerprints', async () => {
    const csv = 'id,name\n1,Ann\n2,Bob\n';
    const first = await run(csv, mapping({ name }));
    const second = await run(csv, mapping({ name }), 1);
    expect(second.records).toEqual(first.records);
    expect(second.progress).toEqual([1, 2]);
    const changed = await run(csv.replace('Bob', 'Rob'), mapping({ name }));
    expect(changed.records[0]?.fingerprint).toBe(first.records[0]?.fingerprint);
    expect(changed.records[1]?.fingerprint).not.toBe(first.records[1]?.fingerprint);
  });

  test('no value of any cell ever stands in a problem', async () => {
    const secret = fc.stringMatching(/^zq[a-z]{6}$/u);
    const everywhere = mapping({
      name,
      built_on: { column: 'v' },
      colour: { column: 'v' },
      afloat: { column: 'v' },
      radio: { column: 'v', transforms: [{ kind: 'phone', country: 'US' }] },
      length: { column: 'v' },
    });
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const { problems } = await run(`id,name,v\n1,${value.repeat(9)},${value}\n`, everywhere);
        expect(problems).toHaveLength(6);
        expect(JSON.stringify(problems)).not.toContain('zq');
      }),
      { numRuns: 20 },
    );
  });

  test('every row problem says what to do', () => {
    for (const [problem, remedy] of Object.values(rowProblems))
      expect(`${problem} ${remedy}`).toMatch(/\. .+\.$/u);
  });
});

describe('the mapping document', () => {
  test('a mapping that does not fit the file says what is missing', () => {
    const map = mapping({ built_on: { column: 'gone' }, sails: { constant: 2 } });
    const found = misfits(
      map,
      [
        { name: 'id', samples: [] },
        { name: 'spare', samples: [] },
      ],
      targets,
    );
    expect(found.map((m) => [m.what, m.name])).toEqual([
      ['column', 'gone'],
      ['ignored', 'spare'],
      ['field', 'boats.sails'],
      ['required', 'boats.name'],
    ]);
  });

  test.each([
    ['a transform outside the closed list', { column: 'a', transforms: [{ kind: 'eval', code: '1' }] }],
    ['an unknown member', { column: 'a', script: 'x' }],
    ['an impossible base date', { column: 'a', transforms: [{ kind: 'dayOffset', base: '2019-02-30' }] }],
  ])('%s is refused', (_, rule) => {
    expect(() => mapping({ name: rule as ValueRule })).toThrow();
  });

  test('column names and synonyms in either language suggest the mapping', async () => {
    const csv =
      'External ID,Nombre,Built,Color,LENGTH,Remarks\n7,Ann,13/02/2026,Red,"12,5",x\n8,Bob,14/02/2026,Azul,"3,5",y\n';
    const source = bytesSource(Buffer.from(csv));
    const shape = await inspect(source);
    const about = { name: 'Boats', system: 'boats' };
    const { mapping: suggested, doubts } = suggestMapping(shape.columns, boats, about);
    expect(misfits(suggested, shape.columns, targets)).toEqual([]);
    expect(doubts.map((d) => [d.column, d.why])).toEqual([
      ['Color', 'not_recognised'],
      ['Remarks', 'not_recognised'],
    ]);
    const { records } = await run(csv, readMapping(suggested));
    expect(records[0]).toMatchObject({
      key: '7',
      fields: { name: 'Ann', built_on: '2026-02-13', length: 12.5 },
    });
  });

  test('dates that could be read either way are doubted, not guessed in silence', () => {
    const columns = [
      { name: 'id', samples: [] },
      { name: 'name', samples: [] },
      { name: 'built', samples: ['03/04/2026', '05/06/2026'] },
    ];
    const { doubts } = suggestMapping(columns, boats, { name: 'x', system: 'x' });
    expect(doubts).toEqual([{ column: 'built', why: 'day_or_month_first' }]);
  });

  test('the template has the columns that the suggestion recognises, all of them', async () => {
    const csv = `${templateCsv(boats)}1,Ann${','.repeat(9)}\n`;
    const shape = await inspect(bytesSource(Buffer.from(csv)), { headRow: 1 });
    expect(shape.columns.map((c) => c.name)).toEqual(columnNames(boats));
    expect(suggestMapping(shape.columns, boats, { name: 'x', system: 'x' }).doubts).toEqual([]);
  });
});
