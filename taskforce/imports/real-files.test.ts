import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';

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

const all = async (query: string, values: unknown[] = []) => (await house.owner.query(query, values)).rows;

/** Sends a file as the screens do. */
async function sent(name: string, content: Uint8Array): Promise<{ status: number; body: any }> {
  const response = await house.server.app.inject({
    method: 'POST',
    url: '/imports/file',
    headers: {
      authorization: `Bearer ${analyst.secret}`,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    payload: Buffer.from(content),
  });
  return { status: response.statusCode, body: response.json() };
}

/** Brings a file of tips in by its suggested mapping, and gives the tips as they stand in the table. */
async function brought(name: string, content: Uint8Array, system: string, choices: object = {}) {
  const { body } = await sent(name, content);
  const shape = await by.call('inspect', { id: body.id, choices });
  const { mapping } = await by.call('suggest', { id: body.id, target: 'tips', name: 'Tips', system });
  const preview = await by.preview(body.id, mapping);
  const { rows } = await by.call('problems', { id: body.id });
  expect(rows, JSON.stringify(preview)).toEqual([]);
  expect((await by.run(body.id)).state).toBe('done');
  const tips = await all(
    `select external_id as key, received_at as at, what, place, phones from taskforce.tips where import_id = $1 order by external_id`,
    [body.id],
  );
  return { id: body.id, shape, tips };
}

const head = ['external_id', 'received_at', 'channel', 'route', 'what_was_reported', 'place'];
const line = ['007', '2026-03-14 21:05', 'hotline', 'hotline', 'Peña lloró; no salió', 'Calle Unión 12,5'];
const table = (separator: string) => `${head.join(separator)}\r\n${line.join(separator)}\r\n`;
const quoted = `${head.join(',')}\r\n${line.map((cell) => `"${cell}"`).join(',')}\r\n`;
const utf16 = (text: string, big: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

test.each([
  ['UTF-8 with its mark and cells in quotes', 'a.csv', Buffer.from(`\ufeff${quoted}`), 'utf-8', ','],
  [
    'UTF-16 with tabs, as Excel writes Unicode text',
    'a.txt',
    utf16(table('\t'), false, true),
    'utf-16le',
    '\t',
  ],
  ['UTF-16 the other way round', 'a.tsv', utf16(table('\t'), true, true), 'utf-16be', '\t'],
  ['UTF-16 without a mark', 'a.tsv', utf16(table('\t'), false, false), 'utf-16le', '\t'],
  ['Windows-1252 with bars', 'a.csv', Buffer.from(table('|'), 'latin1'), 'windows-1252', '|'],
  [
    'semicolons, with a comma as the decimal sign',
    'a.csv',
    Buffer.from(table(';').replace('; no', ' no')),
    'utf-8',
    ';',
  ],
])('a table in %s comes in as it was written', async (what, name, content, encoding, delimiter) => {
  const { shape, tips } = await brought(
    name,
    content,
    what
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .slice(0, 50),
  );
  expect(shape).toMatchObject({
    kind: 'delimited',
    encoding,
    delimiter,
    encodingGuessed: encoding === 'windows-1252',
  });
  expect(tips).toHaveLength(1);
  expect(tips[0]).toMatchObject({ key: '007', place: 'Calle Unión 12,5' });
  expect(tips[0].what).toMatch(/^Peña lloró;? no salió$/);
});

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('a workbook with a merged title, empty rows, dates, formulas and leading zeros comes in from the chosen sheet', async () => {
  const content = await workbook((book) => {
    book.addWorksheet('Notes').addRow(['Nothing to import here']);
    const sheet = book.addWorksheet('Calls');
    sheet.addRow(['Calls of the week']);
    sheet.mergeCells('A1:F1');
    sheet.addRow([]);
    sheet.addRow(head);
    sheet.addRow([7, new Date('2026-03-14T21:05:00Z'), 'hotline', 'hotline', null, '00417 Harbor Street']);
    sheet.getCell('A4').numFmt = '000';
    sheet.getCell('B4').numFmt = 'm/d/yy h:mm';
    sheet.getCell('E4').value = { formula: 'A4&" told"', result: 'Told by a formula' };
    sheet.addRow([]);
    sheet.addRow(['008', new Date('2026-03-15T00:00:00Z'), 'email', 'ngo_report', 'Second', 'Pier 4']);
    sheet.getCell('B6').numFmt = 'yyyy-mm-dd';
  });
  const { shape, tips } = await brought('calls.xlsx', content, 'workbook', { sheet: 'Calls' });
  expect(shape).toMatchObject({ kind: 'excel', sheets: ['Notes', 'Calls'], sheet: 'Calls', headRow: 3 });
  expect(tips.map(({ key, at, what, place }) => [key, at.toISOString(), what, place])).toEqual([
    ['007', '2026-03-14T21:05:00.000Z', 'Told by a formula', '00417 Harbor Street'],
    ['008', '2026-03-15T00:00:00.000Z', 'Second', 'Pier 4'],
  ]);
});

test('a formula that nobody calculated keeps the file from being written, unless its column is left out', async () => {
  const content = await workbook((book) => {
    const sheet = book.addWorksheet('Calls');
    sheet.addRow([...head, 'Weather']);
    sheet.addRow(['1', '2026-03-14', 'hotline', 'hotline', 'First', 'Pier 4', null]);
    sheet.getCell('G2').value = { error: '#N/A' };
    sheet.addRow(['2', '2026-03-14', 'hotline', 'hotline', null, 'Pier 4', 'rain']);
    sheet.getCell('E3').value = { formula: 'A1&B1' } as ExcelJS.CellFormulaValue;
  });
  const { body } = await sent('calls.xlsx', content);
  const { mapping } = await by.call('suggest', {
    id: body.id,
    target: 'tips',
    name: 'Tips',
    system: 'formula',
  });
  expect((await by.preview(body.id, mapping)).result.errors).toBe(1);
  expect((await by.call('problems', { id: body.id })).rows).toMatchObject([
    { row: 3, column: 'what_was_reported', code: 'cell_error' },
  ]);
});

test('JSON lines whose members come and go come in', async () => {
  const lines = Array.from({ length: 300 }, (_, n) =>
    JSON.stringify({
      external_id: `J${n}`,
      received_at: '2026-03-14T21:05:00-06:00',
      channel: 'hotline',
      route: 'hotline',
      what_was_reported: `Told ${n}`,
      ...(n === 250 ? { phones: ['555-0101', '555-0102'] } : {}),
    }),
  ).join('\n');
  const { tips } = await brought('calls.jsonl', Buffer.from(lines), 'json-lines');
  expect(tips).toHaveLength(300);
  expect(tips[0].at.toISOString()).toBe('2026-03-15T03:05:00.000Z');
  expect(tips.find(({ key }) => key === 'J250').phones).toBe('555-0101; 555-0102');
});

test('a ZIP with one table, as lists leave here, comes in as it is', async () => {
  const packed = zipSync({ 'tips.csv': strToU8(quoted), 'about.txt': strToU8('What it is') });
  const { tips } = await brought('tips.zip', packed, 'zipped');
  expect(tips).toMatchObject([{ key: '007' }]);
});

test('a workbook of more than 20 MB is refused with the way out', async () => {
  const noise = Buffer.alloc(21 * 1024 * 1024);
  for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE((at * 2654435761) >>> 0, at);
  const content = await workbook((book) => book.addWorksheet('Calls').addRow(head));
  const merged = zipSync({ ...unzipSync(content), 'xl/media/picture.bin': [noise, { level: 0 }] });
  const { status, body } = await sent('large.xlsx', merged);
  const refused =
    status === 200 ? await house.call(analyst, 'imports.inspect', { id: body.id }) : { status, body };
  expect(refused.status, JSON.stringify(refused.body)).toBe(422);
  expect(refused.body.data.fields[0].problem).toBe('workbook_too_large');
});

test('a small workbook that unpacks into gigabytes is refused, at once and without filling the memory', async () => {
  const content = await workbook((book) => book.addWorksheet('Calls').addRow(head));
  const bomb = zipSync({
    ...unzipSync(content),
    'xl/worksheets/sheet1.xml': [new Uint8Array(300 * 1024 * 1024).fill(0x20), { level: 9 }],
  });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const { status, body } = await sent('bomb.xlsx', bomb);
  const refused =
    status === 200 ? await house.call(analyst, 'imports.inspect', { id: body.id }) : { status, body };
  expect([400, 413, 415, 422], JSON.stringify(refused.body)).toContain(refused.status);
});
