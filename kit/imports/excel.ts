/**
 * Excel workbooks (.xlsx, ECMA-376 part 1), read row by row. Only what an import needs: values as text. Formulas
 * are not evaluated; the result that Excel stored beside them is taken. Macros, links and pictures are ignored.
 */
import { unguarded } from '../documents/csv.ts';
import type { RawRow } from './delimited.ts';
import { FileRefused } from './refusal.ts';
import { unzipped } from './zip.ts';

/** A workbook opened for reading. */
export interface Workbook {
  sheets: string[];
  /** Rows of a sheet; empty rows are not given. Throws FileRefused. */
  rows(sheet: string): Generator<RawRow>;
}

interface Styles {
  /** For each cell style, whether its number is a date. */
  dates: boolean[];
  /** For each cell style, how many digits a number is shown with at least (format `00000`); 0 for all others. */
  digits: number[];
  /** Days count from 1904 instead of 1900 (old Macintosh files). */
  from1904: boolean;
}

/**
 * Opens a workbook. `most`: bytes that all its parts may have together after unpacking.
 * Throws FileRefused `broken_excel`, `encrypted_excel` or `too_large`.
 */
export function openWorkbook(file: Buffer, most: number): Workbook {
  if (file.readUInt32BE(0) === 0xd0cf11e0) throw new FileRefused(oldOrEncrypted(file));
  const parts = unzipped(file, WANTED, most);
  const book = xml(parts, 'xl/workbook.xml');
  if (book === '') throw new FileRefused('broken_excel');
  const targets = relations(xml(parts, 'xl/_rels/workbook.xml.rels'));
  const found = [...book.matchAll(/<(?:\w+:)?sheet\s([^>]*?)\/?>/gu)].map(([, attributes = '']) => ({
    name: unescaped(attribute(attributes, 'name')),
    path: targets.get(attribute(attributes, 'r:id')) ?? '',
  }));
  const styles: Styles = {
    ...cellStyles(xml(parts, 'xl/styles.xml')),
    from1904: /date1904="(?:1|true)"/u.test(book),
  };
  const shared = sharedTexts(xml(parts, 'xl/sharedStrings.xml'));
  return {
    sheets: found.map((s) => s.name),
    *rows(name) {
      const path = found.find((s) => s.name === name)?.path;
      if (path === undefined) throw new FileRefused('no_such_sheet');
      yield* sheetRows(xml(parts, path), shared, styles);
    },
  };
}

function oldOrEncrypted(file: Buffer): 'old_excel' | 'encrypted_excel' {
  return file.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted_excel' : 'old_excel';
}

const WANTED =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/u;

function xml(parts: ReadonlyMap<string, Buffer>, path: string): string {
  return parts.get(path)?.toString('utf8') ?? '';
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'u').exec(attributes)?.[1] ?? '';
}

function relations(text: string): Map<string, string> {
  const found = [...text.matchAll(/<Relationship\s([^>]*?)\/?>/gu)];
  return new Map(
    found.map(([, attributes = '']) => {
      const target = attribute(attributes, 'Target');
      return [attribute(attributes, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`];
    }),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text
    .replace(
      /&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/gu,
      (all, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name] ?? all;
        const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      },
    )
    .replace(/_x([0-9A-F]{4})_/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Text of a shared or inline string: its runs joined, without the reading aids of East Asian text. */
function textIn(fragment: string): string {
  const runs = fragment.replace(/<rPh\b.*?<\/rPh>/gsu, '').matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</gu);
  return [...runs].map(([, text = '']) => unescaped(text)).join('');
}

function sharedTexts(text: string): string[] {
  return [...text.matchAll(/<si\b[^>]*?(?:\/>|>(.*?)<\/si>)/gsu)].map(([, inner = '']) => textIn(inner));
}

/** Built-in date formats (ECMA-376 part 1, 18.8.30) and own formats that show a day, month or year, or leading zeros. */
function cellStyles(text: string): Pick<Styles, 'dates' | 'digits'> {
  const dates = new Map<number, boolean>();
  const digits = new Map<number, number>();
  for (const [, attributes = ''] of text.matchAll(/<numFmt\s([^>]*?)\/?>/gu)) {
    const code = unescaped(attribute(attributes, 'formatCode')).replace(/"[^"]*"|\\.|\[[^\]]*\]/gu, '');
    const id = Number(attribute(attributes, 'numFmtId'));
    dates.set(id, /[dmyhs]/iu.test(code));
    digits.set(id, /^0{2,30}$/u.test(code) ? code.length : 0);
  }
  const cells = /<cellXfs\b.*?<\/cellXfs>/su.exec(text)?.[0] ?? '';
  const ids = [...cells.matchAll(/<xf\s([^>]*?)\/?>/gu)].map(([, attributes = '']) =>
    Number(attribute(attributes, 'numFmtId')),
  );
  return {
    dates: ids.map((id) => dates.get(id) ?? ((id >= 14 && id <= 22) || (id >= 45 && id <= 47))),
    digits: ids.map((id) => digits.get(id) ?? 0),
  };
}

function* sheetRows(text: string, shared: readonly string[], styles: Styles): Generator<RawRow> {
  const rows = /<row\b([^>]*?)(?:\/>|>(.*?)<\/row>)/gsu;
  let row = 0;
  for (let match = rows.exec(text); match !== null; match = rows.exec(text)) {
    const given = Number(attribute(match[1] ?? '', 'r'));
    row = given > 0 ? given : row + 1;
    const found = rowCells(match[2] ?? '', shared, styles);
    if (found.unreadable !== undefined || found.cells.some((cell) => cell.trim() !== ''))
      yield { row, ...found };
  }
}

function rowCells(
  text: string,
  shared: readonly string[],
  styles: Styles,
): Pick<RawRow, 'cells' | 'unreadable'> {
  const cells: string[] = [];
  const unreadable: number[] = [];
  let column = -1;
  for (const [, attributes = '', inner = ''] of text.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gsu)) {
    const letters = /^[A-Z]+/u.exec(attribute(attributes, 'r'))?.[0];
    column = letters === undefined ? column + 1 : columnOf(letters);
    if (column > 16_383) throw new FileRefused('broken_excel');
    while (cells.length < column) cells.push('');
    const content = cellText(attributes, inner, shared, styles);
    if (content === null) unreadable.push(column);
    cells[column] = unguarded(content ?? '');
  }
  return unreadable.length === 0 ? { cells } : { cells, unreadable };
}

function columnOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Text of a cell; null for an error (`#REF!`) and for a formula whose result nobody stored. */
function cellText(
  attributes: string,
  inner: string,
  shared: readonly string[],
  styles: Styles,
): string | null {
  const type = attribute(attributes, 't');
  if (type === 'inlineStr') return textIn(inner);
  const value = unescaped(/<v(?:\s[^>]*)?>([^<]*)<\/v>/u.exec(inner)?.[1] ?? '');
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e' || (value === '' && type !== 'str' && /<f[\s>/]/u.test(inner))) return null;
  if (type === 'str' || type === 'd' || value === '') return value;
  const style = Number(attribute(attributes, 's') || '0');
  if (styles.dates[style] === true) return dateText(Number(value), styles.from1904);
  const digits = styles.digits[style] ?? 0;
  return /^\d+$/u.test(value) ? plainNumber(value).padStart(digits, '0') : plainNumber(value);
}

/** `1.0E-2` and binary rest digits (`0.30000000000000004`) as a person would have typed them. */
function plainNumber(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
}

/**
 * A serial number of Excel as a day or, with a fraction, a day and time. Day 60 is 29 February 1900, which never
 * was; earlier days are therefore one later than they seem.
 */
function dateText(serial: number, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0) return '';
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const instant = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000);
  if (Number.isNaN(instant.getTime())) return '';
  const iso = instant.toISOString();
  if (serial < 1 && !from1904) return iso.slice(11, 19);
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19);
}
