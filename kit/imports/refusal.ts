/** Why a whole file cannot be read. A closed list; the sentences never repeat what the file holds. */
export const refusals = {
  empty: ['The file is empty.', 'Choose a file with a head row and at least one row below it.'],
  too_large: ['The file is larger than allowed.', 'Split it into smaller files.'],
  workbook_too_large: [
    'The Excel file is larger than 20 MB.',
    'Save the sheet as CSV, which may be larger, or split it.',
  ],
  too_many_rows: ['The file has more rows than allowed.', 'Split it into smaller files.'],
  too_many_columns: ['The file has more columns than allowed.', 'Delete the columns that are not needed.'],
  old_excel: ['This is an old Excel file (.xls).', 'Open it and save it as .xlsx or CSV.'],
  encrypted_excel: ['This Excel file is protected by a password.', 'Save it without a password.'],
  not_a_table: ['This is not a table of text.', 'Give CSV, tab separated text, .xlsx or JSON lines.'],
  broken_archive: ['The compressed file is damaged.', 'Make the file again and upload it again.'],
  broken_excel: ['The Excel file is damaged or unusual.', 'Open it and save it again as .xlsx, or as CSV.'],
  quote_not_closed: [
    'A quotation mark is opened and never closed.',
    'Close the quotation mark in the row named.',
  ],
  no_such_sheet: ['The workbook has no such sheet.', 'Choose one of its sheets.'],
  json_array: ['The file is one JSON array.', 'Write one JSON object on each line.'],
} as const satisfies Record<string, readonly [string, string]>;

export type RefusalCode = keyof typeof refusals;

/** A file that cannot be read at all. `row`: where, counted as a spreadsheet does, when it is known. */
export class FileRefused extends Error {
  readonly code: RefusalCode;
  readonly remedy: string;
  readonly row: number | null;

  constructor(code: RefusalCode, row: number | null = null) {
    super(refusals[code][0]);
    this.name = 'FileRefused';
    this.code = code;
    this.remedy = refusals[code][1];
    this.row = row;
  }
}
