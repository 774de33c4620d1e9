import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvPieces } from '../documents/csv.ts';
import { LIMITS } from './limits.ts';
import { FileRefused, refusals } from './refusal.ts';
import { bytesSource } from './source.ts';
import { inspect, readTable } from './table.ts';
import type { Choices, TableRow } from './table.ts';

const text = (content: string) => bytesSource(Buffer.from(content, 'utf8'));

async function rowsOf(bytes: Uint8Array, choices: Choices = {}, limits = LIMITS) {
  const source = bytesSource(bytes);
  const shape = await inspect(source, choices, limits);
  const rows: TableRow[] = [];
  for await (const row of readTable(source, shape, limits)) rows.push(row);
  return { shape, rows, cells: rows.map((row) => row.cells) };
}
const read = (content: string, choices?: Choices) => rowsOf(Buffer.from(content, 'utf8'), choices);

describe('delimited text', () => {
  test.each([
    ['comma', 'Number,City\n1,Springfield\n2,Shelbyville\n', ','],
    ['semicolon', 'Number;City\n1;Springfield, West\n2;Shelbyville\n', ';'],
    ['tab', 'Number\tCity\n1\tSpringfield, West\n2\tShelbyville; East\n', '\t'],
    ['bar', 'Number|City\n1|Springfield\n2|Shelbyville\n', '|'],
  ])('a file parted by %s is recognised', async (_, content, delimiter) => {
    const { shape, cells } = await read(content);
    expect(shape).toMatchObject({ kind: 'delimited', delimiter, headRow: 1 });
    expect(shape.columns.map((c) => c.name)).toEqual(['Number', 'City']);
    expect(cells).toHaveLength(2);
  });

  test('quoted cells keep separators, quotes and line ends', async () => {
    const { cells } = await read('a,b\n"x, ""y""","two\r\nlines"\n');
    expect(cells).toEqual([['x, "y"', 'two\r\nlines']]);
  });

  test('rows are numbered as a spreadsheet numbers them, empty rows and long cells included', async () => {
    const { rows } = await read('a,b\n1,"two\nlines"\n\n,\n2,x\n');
    expect(rows.map((row) => row.row)).toEqual([2, 5]);
  });

  test('a title above the head row is passed over', async () => {
    const { shape, cells } = await read('Report of tips\n\nDate,City,Text\n1/2/2026,X,a\n1/3/2026,Y,b\n');
    expect(shape.headRow).toBe(3);
    expect(shape.columns.map((c) => c.name)).toEqual(['Date', 'City', 'Text']);
    expect(cells).toHaveLength(2);
  });

  test('a file without a head row keeps its first row', async () => {
    const { shape, cells } = await read('1,Springfield\n2,Shelbyville\n');
    expect(shape.headRow).toBe(0);
    expect(shape.columns.map((c) => c.name)).toEqual(['Column 1', 'Column 2']);
    expect(cells).toHaveLength(2);
  });

  test('what was found can be set right by a person', async () => {
    const { shape, cells } = await read('a;b,c\n1;2,3\n', { delimiter: ',', headRow: 0 });
    expect(shape).toMatchObject({ delimiter: ',', headRow: 0 });
    expect(cells).toEqual([
      ['a;b', 'c'],
      ['1;2', '3'],
    ]);
  });

  test('columns of the same or of no name are told apart', async () => {
    const { shape } = await read('name,,name\na,b,c\n', { headRow: 1 });
    expect(shape.columns.map((c) => c.name)).toEqual(['name', 'Column 2', 'name (2)']);
  });

  test('a row with too many cells is named, not shifted; a short one is filled up', async () => {
    const { rows } = await read('a,b\n1,2\n1,2,3\n4\n');
    expect(rows.map(({ row, problem }) => [row, problem])).toEqual([
      [2, null],
      [3, 'too_many_cells'],
      [4, null],
    ]);
    expect(rows[2]?.cells).toEqual(['4', '']);
  });

  test('whatever our export writes is read back', async () => {
    const plain = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const formula = fc.constantFrom('=1+1', '+12125550123', '@x', '-', "'=1", "''+", "'quoted'");
    const cell = fc.oneof(plain, formula).filter((t) => t.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(t));
    const row = fc.tuple(cell, cell, fc.constantFrom('a,b', 'q"q', 'x;y', 'l1\nl2'));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        let csv = '';
        for await (const piece of csvPieces([{ name: 'one' }, { name: 'two' }, { name: 'three' }], rows))
          csv += piece;
        expect((await read(csv, { delimiter: ',', headRow: 1 })).cells).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});

describe('encodings', () => {
  const content = 'Name,City\nPeña,Tucumán\n';
  test.each([
    ['UTF-8', Buffer.from(content, 'utf8'), 'utf-8', 'content'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${content}`, 'utf8'), 'utf-8', 'mark'],
    ['UTF-16 of Windows', Buffer.from(`\ufeff${content}`, 'utf16le'), 'utf-16le', 'mark'],
    ['UTF-16, other byte order', Buffer.from(`\ufeff${content}`, 'utf16le').swap16(), 'utf-16be', 'mark'],
    ['UTF-16 without a mark', Buffer.from(content, 'utf16le'), 'utf-16le', 'content'],
    ['Windows-1252, as a guess', Buffer.from(content, 'latin1'), 'windows-1252', 'guess'],
    ['compressed', gzipSync(Buffer.from(content, 'utf8')), 'utf-8', 'content'],
  ])('%s', async (_, bytes, encoding, by) => {
    const { shape, cells } = await rowsOf(bytes);
    expect(shape.encoding).toEqual({ encoding, by });
    expect(shape.columns.map((c) => c.name)).toEqual(['Name', 'City']);
    expect(cells).toEqual([['Peña', 'Tucumán']]);
  });

  test('an accent far down in the file still decides the encoding', async () => {
    const bytes = Buffer.from(`a,b\n${'1,2\n'.repeat(40_000)}Peña,x\n`, 'latin1');
    const { shape, cells } = await rowsOf(bytes);
    expect(shape.encoding?.encoding).toBe('windows-1252');
    expect(cells.at(-1)).toEqual(['Peña', 'x']);
  });
});

describe('JSON lines', () => {
  test('objects become rows; nested members and lists become text', async () => {
    const { shape, cells } = await read(
      '{"id":1,"at":{"city":"X"},"tags":["a","b"],"ok":true}\n\n{"id":2,"at":null}\n',
    );
    expect(shape).toMatchObject({ kind: 'json_lines', headRow: 0 });
    expect(shape.columns.map((c) => c.name)).toEqual(['id', 'at.city', 'tags', 'ok', 'at']);
    expect(cells).toEqual([
      ['1', 'X', 'a; b', 'true', ''],
      ['2', '', '', '', ''],
    ]);
  });

  test('a broken line and a strange member are named with their line', async () => {
    const { rows } = await read(`${'{"a":1}\n'.repeat(5050)}{"a":\n{"a":1,"b":2}\n`);
    expect(rows.slice(-2).map(({ row, problem }) => [row, problem])).toEqual([
      [5051, 'not_an_object'],
      [5052, 'unknown_columns'],
    ]);
  });
});

describe('limits and refusals', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['blanks', '  \n \n', 'empty'],
    ['a JSON array', '[{"a":1}]', 'json_array'],
    ['a web page', '<!doctype html><p>a,b', 'not_a_table'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 'not_a_table'],
    ['a binary file', 'a,b\u0000\u0001\u0000\u0000\n', 'not_a_table'],
  ])('%s is no table', async (_, content, code) => {
    await expect(inspect(text(content))).rejects.toMatchObject({ code });
  });

  test('a quotation mark that is never closed names the row where it opens', async () => {
    const content = `a,b\n1,2\n3,"never\n${'4,5\n'.repeat(300)}`;
    await expect(read(content)).rejects.toMatchObject({ code: 'quote_not_closed', row: 3 });
  });

  test('too many rows, columns, bytes and letters', async () => {
    const limits = { bytes: 4000, workbook: LIMITS.workbook, rows: 10, columns: 5, cell: 20 };
    await expect(rowsOf(Buffer.from(`a\n${'b\n'.repeat(11)}`), {}, limits)).rejects.toMatchObject({
      code: 'too_many_rows',
    });
    await expect(rowsOf(Buffer.from('a,b,c,d,e,f\n'), {}, limits)).rejects.toMatchObject({
      code: 'too_many_columns',
    });
    await expect(rowsOf(gzipSync(Buffer.alloc(9000, 'a')), {}, limits)).rejects.toMatchObject({
      code: 'too_large',
    });
    const { rows } = await rowsOf(Buffer.from(`a,b\n1,${'x'.repeat(21)}\n`), {}, limits);
    expect(rows[0]).toMatchObject({ problem: 'cell_too_long', column: 1 });
  });

  test('a damaged archive is refused', async () => {
    const bytes = gzipSync(Buffer.from('a,b\n1,2\n'.repeat(500)));
    bytes.fill(0, 20, 40);
    await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'broken_archive' });
  });

  test('any bytes at all are either read or refused, never a crash', async () => {
    const small = { bytes: 100_000, workbook: LIMITS.workbook, rows: 50, columns: 30, cell: 200 };
    const starts = fc.constantFrom('', 'PK\u0003\u0004', '{', '"', '\ufeff', 'a,b\n', '\u001f\u008b\b');
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, tail) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), tail]);
        const outcome = await rowsOf(bytes, {}, small).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FileRefused);
      }),
      { numRuns: 400 },
    );
  });

  test('every refusal says what to do', () => {
    for (const [problem, remedy] of Object.values(refusals))
      expect(`${problem}${remedy}`).toMatch(/\..+\.$/u);
  });
});
