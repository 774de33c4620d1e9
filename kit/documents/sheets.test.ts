import { Buffer } from 'node:buffer';
import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printedFurniture } from './pages.ts';
import { csvPieces, csvRecord, guarded, unguarded } from './csv.ts';
import { workbook } from './sheets.ts';

const furniture = printedFurniture({
  title: 'Tips',
  language: 'en',
  label: 'Law enforcement sensitive',
  period: { from: '2026-01-01', to: '2026-01-31' },
  madeBy: { name: 'Det. Ray Sample', agency: 'Harbor City Police' },
  madeAt: '2026-02-01T09:00:00Z',
  version: 1,
  hash: 'ab'.repeat(32),
});

async function csv(rows: string[][]): Promise<string> {
  let text = '';
  for await (const piece of csvPieces([{ name: 'a' }, { name: 'b' }], rows)) text += piece;
  return text;
}

test('a cell that could begin a formula gets an apostrophe', () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
    expect(guarded(`${sign}1+1`)).toBe(`'${sign}1+1`);
  }
  expect(guarded('a=1')).toBe('a=1');
  expect(csvRecord([-5, '-5', null, true])).toBe("-5,'-5,,true\r\n");
});

test('the guard can be taken off without changing any text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^'*[=+@-].*$/u));
  fc.assert(fc.property(text, (t) => unguarded(guarded(t)) === t));
});

test('whatever is written as CSV is read back the same', async () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'say "no"', 'two\r\nlines', ' edge ', '=1', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (rows) => {
      const read: string[][] = parse(await csv(rows), { bom: true, record_delimiter: '\r\n' });
      expect(read.slice(1).map((r) => r.map(unguarded))).toEqual(rows);
    }),
  );
});

test('an Excel list holds text and numbers, no formulas, and says who made it', async () => {
  const bytes = await workbook(
    'Tips: [open]',
    [{ name: 'Tip' }, { name: 'Hours' }],
    [['=2+2', 1.5]],
    furniture,
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  const sheet = book.worksheets[0];
  expect(sheet?.name).toBe('Tips   open');
  expect(sheet?.getCell('A2').value).toBe("'=2+2");
  expect(sheet?.getCell('B2').value).toBe(1.5);
  const about: string[] = [];
  book.worksheets[1]?.eachRow((row) => about.push(row.getCell(1).text));
  expect(about).toContain('Made by Det. Ray Sample, Harbor City Police on 1 Feb 2026, 09:00 UTC');
  expect(about.at(-1)).toContain('ab'.repeat(32));
  expect(Buffer.isBuffer(bytes)).toBe(true);
});
