/** Lists that leave the house as Excel workbooks, with the same columns as the import takes. */
import ExcelJS from 'exceljs';
import { guarded } from './csv.ts';
import type { SheetColumn, SheetValue } from './csv.ts';
import type { PrintedFurniture } from './pages.ts';

/**
 * An Excel workbook: the list on the first sheet, what every document must say about itself on the second.
 * Text stays text: a cell that begins like a formula is stored as a string and never evaluated.
 */
export async function workbook(
  name: string,
  columns: readonly SheetColumn[],
  rows: Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>,
  furniture: PrintedFurniture,
): Promise<Buffer> {
  const [year, month, day] = furniture.date;
  const book = new ExcelJS.Workbook();
  book.creator = furniture.author;
  book.lastModifiedBy = furniture.author;
  book.title = furniture.title;
  book.created = new Date(Date.UTC(year, month - 1, day));
  book.modified = book.created;
  const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((c) => ({ header: c.name, width: c.width ?? Math.max(12, c.name.length + 2) }));
  sheet.getRow(1).font = { bold: true };
  for await (const row of rows) sheet.addRow(row.map((v) => (typeof v === 'string' ? guarded(v) : v)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(1, columns.length) } };
  sheet.headerFooter.oddHeader = `&C${furniture.label.replaceAll('&', '&&')}`;
  sheet.headerFooter.oddFooter = `&L${furniture.version}&C${furniture.label.replaceAll('&', '&&')}&R&P / &N`;
  const about = book.addWorksheet(furniture.language === 'es' ? 'Acerca de' : 'About');
  about.columns = [{ width: 90 }];
  const lines = [furniture.title, furniture.label, furniture.period, furniture.made, furniture.version];
  for (const line of [...lines, furniture.fingerprint]) about.addRow([guarded(line)]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Excel allows 31 characters and none of `[]:*?/\` in a sheet's name. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/gu, ' ')
      .slice(0, 31)
      .trim() || 'Sheet'
  );
}
