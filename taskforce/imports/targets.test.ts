import { expect, test } from 'vitest';
import { csvPieces } from '../../kit/documents/csv.ts';
import { applyMapping, misfits } from '../../kit/imports/apply.ts';
import { bytesSource } from '../../kit/imports/source.ts';
import { plainName, suggestMapping } from '../../kit/imports/suggest.ts';
import { inspect, readTable } from '../../kit/imports/table.ts';
import { columnNames, templateCsv } from '../../kit/imports/target.ts';
import type { ImportTarget } from '../../kit/imports/target.ts';
import { shippedMappings } from './mappings.ts';
import { tipsTarget } from './targets-tips.ts';
import { casesTarget, importTargets } from './targets.ts';

const about = { name: 'Trial', system: 'trial' };

/** Suggests a mapping for a CSV and applies it. */
async function imported(csv: string, target: ImportTarget) {
  const source = bytesSource(Buffer.from(csv));
  const shape = await inspect(source, { headRow: 1, delimiter: ',' });
  const { mapping, doubts } = suggestMapping(shape.columns, target, about);
  expect(misfits(mapping, shape.columns, importTargets)).toEqual([]);
  const records = [];
  const problems = [];
  for await (const batch of applyMapping(mapping, importTargets, shape.columns, readTable(source, shape))
    .batches) {
    records.push(...batch.records);
    problems.push(...batch.problems);
  }
  return { records, problems, doubts };
}

test.each(importTargets.map((target) => [target.kind, target] as const))(
  'no two columns of %s can be mistaken for each other by their own names',
  (_, target) => {
    const names = columnNames(target).map(plainName);
    expect(new Set(names).size).toBe(names.length);
    for (const field of target.fields) {
      const own = field.synonyms.map(plainName).filter((name) => names.includes(name));
      expect(own.filter((name) => name !== plainName(field.name))).toEqual([]);
    }
  },
);

test.each(importTargets.map((target) => [target.kind, target] as const))(
  'the template of %s is recognised column by column',
  async (_, target) => {
    const shape = await inspect(bytesSource(Buffer.from(templateCsv(target))), {
      headRow: 1,
      delimiter: ',',
    });
    const { mapping, doubts } = suggestMapping(shape.columns, target, about);
    expect(doubts).toEqual([]);
    expect(Object.keys(mapping.records[0]?.fields ?? {})).toEqual(target.fields.map((field) => field.name));
  },
);

test('cases written under our column names come back as the same records', async () => {
  const rows = [
    ['c1', '2026-7', 'Harbor nail salons', 'labor', 'hotline', 'Harbor City Police', '2026-02-03'],
    ['c2', null, '=Riverside', 'Not yet determined', 'Línea directa', 'State Labor Department', '2026-02-04'],
  ];
  let csv = '';
  const columns = columnNames(casesTarget).map((name) => ({ name }));
  for await (const piece of csvPieces(columns, rows)) csv += piece;
  const { records, problems } = await imported(csv, casesTarget);
  expect(problems.map((p) => [p.row, p.field, p.code])).toEqual([[3, 'route', 'not_in_list']]);
  expect(records.map((r) => [r.key, r.fields])).toEqual([
    [
      'c1',
      {
        case_number: '2026-7',
        title: 'Harbor nail salons',
        type: 'labor',
        route: 'hotline',
        lead_agency: 'Harbor City Police',
        opened_on: '2026-02-03',
      },
    ],
  ]);
});

test('a list of tips as an agency keeps it is understood', async () => {
  const csv =
    'ID,Date Received,How Received,Origin,Narrative,Phone,Urgent\n' +
    '17,3/14/2026 9:05 PM,phone,hotline,"Two workers, no pay",(212) 555-0123,no\n' +
    '18,3/15/2026 08:00,walk_in,good_samaritan,Door locked from outside,,yes\n';
  const { records, problems } = await imported(csv, tipsTarget);
  expect(problems).toEqual([]);
  expect(
    records.map((r) => [r.key, r.fields['received_at'], r.fields['danger'], r.fields['contact_phone']]),
  ).toEqual([
    ['17', '2026-03-14T21:05:00Z', 'no', '(212) 555-0123'],
    ['18', '2026-03-15T08:00:00Z', 'yes', undefined],
  ]);
});

test('every shipped mapping has a system and version of its own', () => {
  const systems = shippedMappings.map((mapping) => mapping.system);
  expect(new Set(systems).size).toBe(systems.length);
  for (const mapping of shippedMappings) expect(mapping.description.length).toBeGreaterThan(100);
});
