/** Word documents (Office Open XML) with the same furniture as the printed pages. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  PageNumber,
  PageOrientation,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { PrintedFurniture } from './pages.ts';

export type WordBlock = Paragraph | Table;
/** A run of text; `size` in points. */
export type WordRun = { text: string; size?: number; bold?: boolean; italics?: boolean; color?: string };
/** One cell: text or runs, aligned, optionally on a tint (six hexadecimal digits). */
export type WordCell = { runs: WordRun[]; right?: boolean; fill?: string };

export const INK = '1B2430';
export const QUIET = '56616F';
export const ACCENT = '1F3A5F';
const LINE = 'C9D0D8';
const TINT = 'F2F5F8';
/** Letter paper in twentieths of a point, and the text width between margins of 0.75 inch. */
const LETTER = { width: 12_240, height: 15_840 };
const MARGIN = 1080;

/** Control characters are not allowed in XML; turning marks can make a page say what the record does not. */
function cleaned(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, ' ');
}

function run({ text, size, ...rest }: WordRun): TextRun {
  return new TextRun({
    text: cleaned(text),
    ...(size === undefined ? {} : { size: Math.round(size * 2) }),
    ...rest,
  });
}

/** A paragraph of runs. `indent`: set off by a rule at the left, as dated lines are. */
export function paragraph(runs: WordRun[], options: { indent?: boolean; after?: number } = {}): Paragraph {
  const rule = { style: BorderStyle.SINGLE, size: 8, color: LINE, space: 6 };
  return new Paragraph({
    children: runs.map(run),
    spacing: { after: (options.after ?? 2) * 20 },
    ...(options.indent === true ? { indent: { left: 140 }, border: { left: rule } } : {}),
  });
}

/** A heading that screen readers and the navigation pane find; level 1 is the title of the document. */
export function heading(text: string, level: 1 | 2): Paragraph {
  return new Paragraph({
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    keepNext: true,
    children: [run({ text })],
  });
}

/**
 * A table with a repeated head row. `widths`: shares of the text width, one a column.
 * Without `header` it is a plain grid, e.g. of facts.
 */
export function table(
  widths: number[],
  rows: WordCell[][],
  options: { header?: string[]; landscape?: boolean; right?: number[]; plain?: boolean } = {},
): Table {
  const room = (options.landscape === true ? LETTER.height : LETTER.width) - 2 * MARGIN;
  const whole = widths.reduce((a, b) => a + b, 0);
  const columns = widths.map((share) => Math.floor((share / whole) * room));
  const head = options.header?.map((text, i): WordCell => ({
    runs: [{ text, bold: true, size: 7.5, color: QUIET }],
    right: options.right?.includes(i) === true,
  }));
  const body = rows.map((cells) => new TableRow({ cantSplit: true, children: row(cells, columns, options) }));
  const first =
    head === undefined ? [] : [new TableRow({ tableHeader: true, children: row(head, columns, options) })];
  return new Table({
    columnWidths: columns,
    width: { size: room, type: WidthType.DXA },
    borders: borders(options.plain === true),
    rows: [...first, ...body],
  });
}

function row(cells: WordCell[], columns: number[], options: { right?: number[] }): TableCell[] {
  return cells.map((cell, i) => {
    const right = cell.right === true || options.right?.includes(i) === true;
    const fill = cell.fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill: cell.fill } };
    return new TableCell({
      width: { size: columns[i] ?? 0, type: WidthType.DXA },
      margins: { top: 20, bottom: 20, left: 80, right: 80 },
      verticalAlign: VerticalAlignTable.TOP,
      ...fill,
      children: [
        new Paragraph({
          alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
          spacing: { after: 0 },
          children: cell.runs.map(run),
        }),
      ],
    });
  });
}

function borders(plain: boolean) {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const hair = plain ? none : { style: BorderStyle.SINGLE, size: 4, color: LINE };
  return { top: none, bottom: hair, left: none, right: none, insideHorizontal: hair, insideVertical: none };
}

function band(label: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    shading: { type: ShadingType.CLEAR, fill: INK },
    spacing: { before: 60, after: 60 },
    children: [run({ text: label, bold: true, size: 8, color: 'FFFFFF' })],
  });
}

function footer(furniture: PrintedFurniture): Footer {
  const small = { size: 13, color: QUIET };
  const pages = [
    `${furniture.version}, ${furniture.page} `,
    PageNumber.CURRENT,
    ` ${furniture.of} `,
    PageNumber.TOTAL_PAGES,
  ];
  return new Footer({
    children: [
      paragraph([{ text: furniture.made, size: 6.5, color: QUIET }], { after: 0 }),
      paragraph([{ text: furniture.fingerprint, size: 6.5, color: QUIET }], { after: 0 }),
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: pages, ...small })],
      }),
      band(furniture.label),
    ],
  });
}

/**
 * A Word document: label above and below, footer with maker, time, version, hash and page number.
 * The same furniture and blocks give the same bytes: the dates in the file are those of the furniture.
 */
export async function wordDocument(
  furniture: PrintedFurniture,
  blocks: WordBlock[],
  options: { landscape?: boolean } = {},
): Promise<Buffer> {
  const document = new Document({
    title: furniture.title,
    creator: furniture.author,
    lastModifiedBy: furniture.author,
    styles: styles(furniture),
    sections: [
      {
        properties: { page: page(options.landscape === true) },
        headers: { default: new Header({ children: [band(furniture.label)] }) },
        footers: { default: footer(furniture) },
        children: blocks,
      },
    ],
  });
  return dated(await Packer.toBuffer(document), furniture.date);
}

function page(landscape: boolean) {
  return {
    margin: { top: 860, bottom: 860, left: MARGIN, right: MARGIN, header: 340, footer: 260 },
    size: { ...LETTER, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
  };
}

function styles(furniture: PrintedFurniture) {
  const language = { value: furniture.language === 'es' ? 'es-US' : 'en-US' };
  return {
    default: {
      document: { run: { font: 'Arial', size: 18, color: INK, language } },
      heading1: { run: { size: 36, bold: true, color: ACCENT }, paragraph: { spacing: { after: 40 } } },
      heading2: {
        run: { size: 21, bold: true, color: ACCENT },
        paragraph: { spacing: { before: 130, after: 50 } },
      },
    },
  };
}

/** A shaded cell, e.g. a figure of the phase picture. */
export function tile(figure: string, label: string): WordCell {
  return {
    fill: TINT,
    runs: [
      { text: figure, bold: true, size: 14, color: ACCENT },
      { text: `  ${label}`, size: 8, color: QUIET },
    ],
  };
}

/** Puts one date into the file and its archive entries instead of the moment of writing. */
function dated(file: Buffer, [year, month, day]: [number, number, number]): Buffer {
  const parts = unzipSync(file);
  const stamp = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
  const core = parts['docProps/core.xml'];
  if (core !== undefined) {
    const xml = strFromU8(core).replace(/(<dcterms:\w+ [^>]*>)[^<]*/gu, `$1${stamp}`);
    parts['docProps/core.xml'] = strToU8(xml);
  }
  return Buffer.from(zipSync(parts, { mtime: new Date(1980, 0, 1), level: 6 }));
}
