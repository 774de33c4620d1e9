import ExcelJS from 'exceljs';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { bytesSource } from './source.ts';
import { inspect, readTable } from './table.ts';
import type { Choices, TableRow } from './table.ts';

async function rowsOf(bytes: Uint8Array, choices: Choices = {}, limits = LIMITS) {
  const source = bytesSource(bytes);
  const shape = await inspect(source, choices, limits);
  const rows: TableRow[] = [];
  for await (const row of readTable(source, shape, limits)) rows.push(row);
  return { shape, rows, cells: rows.map((row) => row.cells) };
}

async function excel(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Reports'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('Excel', () => {
  test('texts, numbers, dates and truth values become text; formulas give their stored result', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['Name', 'Count', 'On', 'At', 'Urgent', 'Sum']);
      sheet.addRow([
        'Peña & <Co>',
        12.5,
        new Date('2026-02-28T00:00:00Z'),
        new Date('2026-02-28T14:30:00Z'),
        true,
        null,
      ]);
      sheet.getCell('C2').numFmt = 'mm/dd/yyyy';
      sheet.getCell('D2').numFmt = 'm/d/yy h:mm';
      sheet.getCell('F2').value = { formula: 'B2*2', result: 25 };
    });
    const { shape, cells, rows } = await rowsOf(bytes);
    expect(shape).toMatchObject({ kind: 'excel', sheet: 'Reports', sheets: ['Reports'], headRow: 1 });
    expect(cells).toEqual([['Peña & <Co>', '12.5', '2026-02-28', '2026-02-28T14:30:00', 'true', '25']]);
    expect(rows[0]?.row).toBe(2);
  });

  test('leading zeros are kept, typed as text or shown by the format of the cell', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['Report', 'ZIP', 'Count']);
      sheet.addRow(['00417', 601, 7]);
      sheet.getCell('B2').numFmt = '00000';
      sheet.getCell('C2').numFmt = '0.00';
    });
    expect((await rowsOf(bytes)).cells).toEqual([['00417', '00601', '7']]);
  });

  test('a merged title and a merged head cell do not move the columns', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['Calls of March', null, null, null]);
      sheet.mergeCells('A1:D1');
      sheet.addRow([]);
      sheet.addRow(['Number', 'Caller', null, 'Told']);
      sheet.mergeCells('B3:C3');
      sheet.addRow(['1', 'Neighbor', '555-0142', 'Crying at night']);
    });
    const { shape, cells } = await rowsOf(bytes);
    expect(shape.headRow).toBe(3);
    expect(shape.columns.map(({ name }) => name)).toEqual(['Number', 'Caller', 'Column 3', 'Told']);
    expect(cells).toEqual([['1', 'Neighbor', '555-0142', 'Crying at night']]);
  });

  test('an error and a formula nobody calculated are named, not read as empty', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['a', 'b', 'c']);
      sheet.addRow(['x', { error: '#REF!' }, { formula: 'A1&B1' }]);
      sheet.addRow(['y', '', 'z']);
    });
    expect((await rowsOf(bytes)).rows.map(({ row, unreadable }) => [row, unreadable])).toEqual([
      [2, [1, 2]],
      [3, undefined],
    ]);
  });

  test('a workbook of more than 20 MB is refused with the way out', async () => {
    const bytes = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(LIMITS.workbook)]);
    await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'workbook_too_large' });
  });

  test('empty rows and cells keep their places', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['a', 'b', 'c']);
      sheet.getCell('C4').value = 'far';
      sheet.getCell('A5').value = 'near';
    });
    const { rows } = await rowsOf(bytes);
    expect(rows.map(({ row, cells }) => [row, cells])).toEqual([
      [4, ['', '', 'far']],
      [5, ['near', '', '']],
    ]);
  });

  test('rich text and apostrophe-like characters are read as they look', async () => {
    const bytes = await excel((sheet) => {
      sheet.addRow(['Text', 'Other']);
      sheet.getCell('A2').value = {
        richText: [{ text: 'bold ' }, { text: 'and plain', font: { bold: true } }],
      };
      sheet.getCell('B2').value = '  spaces & "quotes" _x0041_ ';
    });
    expect((await rowsOf(bytes)).cells[0]?.[0]).toBe('bold and plain');
  });

  test('a small file that unpacks into a huge one is refused', async () => {
    const bomb = zipSync({
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
      'xl/worksheets/sheet1.xml': new Uint8Array(30_000_000),
    });
    await expect(inspect(bytesSource(bomb), {}, { ...LIMITS, bytes: 5_000_000 })).rejects.toMatchObject({
      code: 'too_large',
    });
  });

  test.each([
    ['a zip of something else', zipSync({ 'a.txt': strToU8('hello') }), 'broken_excel'],
    [
      'a cut-off workbook',
      zipSync({ 'xl/workbook.xml': strToU8('x'.repeat(500)) }).subarray(0, 60),
      'broken_excel',
    ],
    [
      'an old Excel file',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'old_excel',
    ],
  ])('%s is refused with a remedy', async (_, bytes, code) => {
    await expect(inspect(bytesSource(bytes))).rejects.toMatchObject({
      code,
      remedy: expect.stringMatching(/\w/u),
    });
  });
});
