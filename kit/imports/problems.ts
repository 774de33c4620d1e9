/** What can be wrong with a row: sentence and remedy. Neither ever repeats what the cell holds. */
export const rowProblems = {
  too_many_cells: [
    'The row has more cells than there are columns.',
    'Look for a separator inside an unquoted text.',
  ],
  cell_too_long: ['A cell is longer than allowed.', 'Shorten the text, or keep it as a file.'],
  cell_error: [
    'The cell holds an error, or a formula without a result.',
    'Correct it in Excel and save the file again.',
  ],
  not_an_object: ['The line is not a JSON object.', 'Write one JSON object on the line.'],
  unknown_columns: [
    'The line has members that the first lines do not have.',
    'Use the same members throughout.',
  ],
  no_key: [
    'The column that identifies the record is empty.',
    'Fill it in: without it a second run would double the record.',
  ],
  required: ['A required value is missing.', 'Fill it in, or map the field to a constant.'],
  not_a_date: ['This is not a date in the chosen format.', 'Correct it, or choose another date format.'],
  not_a_day_offset: ['This is not a whole number of days.', 'Correct it, or map the column as a date.'],
  not_a_number: ['This is not a number.', 'Correct it; check the decimal sign of the mapping.'],
  not_a_boolean: ['This is neither yes nor no.', 'Correct it, or add the word to the mapping.'],
  not_a_phone: ['This is not a telephone number.', 'Correct it, or map the column to a text field.'],
  not_in_list: ['This value is not in the list.', 'Correct it, or add it to the value map.'],
  too_long: ['The text is longer than the field allows.', 'Shorten it.'],
  wrong_order: ['Two dates are in an impossible order.', 'Correct one of them.'],
  rows_disagree: [
    'Rows of the same record say different things.',
    'The first row counts; correct the others.',
  ],
  key_twice: ['Another row has the same identity.', 'Remove one of them, or let many rows make one record.'],
} as const satisfies Record<string, readonly [string, string]>;

export type RowProblemCode = keyof typeof rowProblems;

/** One thing that is wrong with one row. */
export interface RowProblem {
  /** As a spreadsheet counts, the first row is 1. */
  row: number;
  /** Name of the column; null when the row as a whole is meant. */
  column: string | null;
  /** Kind and field of the record that was to be made; null when it did not come to that. */
  target: string | null;
  field: string | null;
  /** `error`: nothing of the row is taken. `warning`: it is taken as `remedy` says. */
  severity: 'error' | 'warning';
  code: RowProblemCode;
  problem: string;
  remedy: string;
}

export function rowProblem(
  row: number,
  code: RowProblemCode,
  where: {
    column?: string | null;
    target?: string;
    field?: string;
    severity?: 'warning';
    remedy?: string;
  } = {},
): RowProblem {
  const [problem, remedy] = rowProblems[code];
  return {
    row,
    column: where.column ?? null,
    target: where.target ?? null,
    field: where.field ?? null,
    severity: where.severity ?? 'error',
    code,
    problem,
    remedy: where.remedy ?? remedy,
  };
}
