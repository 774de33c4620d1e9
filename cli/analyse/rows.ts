import type { Spells } from '../../analysis/survival/spells.ts';
import { Refusal } from '../command.ts';
import {
  causesIn,
  endingsIn,
  movesIn,
  namesIn,
  numbersIn,
  type Reading,
  refused,
  type RowFault,
} from './columns.ts';
import type { Request } from './request.ts';
import type { Table } from './table.ts';

/** One usable row of the file. */
export type Row = {
  /** Its place in the file, from 0. */
  place: number;
  exit: number;
  entry: number | undefined;
  /** The upper end of an interval; Infinity if open; undefined if the time is exact or open by `ended`. */
  upper: number | undefined;
  ended: 0 | 1;
  cause: string | null;
  from: string;
  to: string | null;
  group: string;
  covariates: number[];
};

/** The usable rows, what was left out, and what the person should know. */
export type Stack = {
  rows: Row[];
  leftOut: { rows: number; why: { column: string; fault: string; rows: number }[] };
  notes: string[];
  delayed: boolean;
};

/** Turns the table into rows. Refuses the first row that cannot be used, or leaves such rows out if asked. */
export function stackOf(table: Table, request: Request): Stack {
  const notes: string[] = [];
  const faults: RowFault[] = [];
  const read = <T>({ values, faults: found }: Reading<T>): (T | undefined)[] => {
    faults.push(...found);
    return values;
  };
  const exit = read(numbersIn(table, request.time, '--time', { from: 0 }));
  const upper = request.until && read(numbersIn(table, request.until, '--until', { from: 0, openEnd: true }));
  const ways = waysOf(table, request, read, notes);
  const person = personsOf(table, request, read, notes);
  const entry = request.entry ? read(numbersIn(table, request.entry, '--entry', { from: 0 })) : undefined;
  const covariates = request.covariates.map((name) => read(numbersIn(table, name, '--covariates')));
  const groups = request.by.map((name) => read(namesIn(table, name, '--by')));
  const rows = table.rows.map((_, place) => ({
    place,
    exit: exit[place]!,
    entry: entry?.[place],
    upper: upper ? upper[place]! : undefined,
    ...ways(place),
    group: groups.map((names) => names[place]).join(', '),
    covariates: covariates.map((values) => values[place]!),
  }));
  if (person !== undefined) followOn(rows, person, request.given);
  const unread = new Set(faults.map(({ row }) => row));
  faults.push(...rows.flatMap((row) => (unread.has(row.place) ? [] : (orderFault(row, request) ?? []))));
  return kept(rows, faults, request, notes, entry !== undefined || person !== undefined);
}

type Read = <T>(reading: Reading<T>) => (T | undefined)[];

/** How each row ended: by event, cause or move. */
function waysOf(
  table: Table,
  request: Request,
  read: Read,
  notes: string[],
): (place: number) => Pick<Row, 'ended' | 'cause' | 'from' | 'to'> {
  const { cause, from, to } = request;
  const event = request.event === cause ? undefined : request.event;
  const ended = event && read(endingsIn(table, event, request.endings, (note) => notes.push(note)));
  const causes = cause && causesIn(table, cause);
  const origins = from && read(namesIn(table, from, '--from'));
  const moves = to && movesIn(table, to);
  if (ended && causes) read(causeFaults(ended, causes, cause));
  if (ended && moves) read(causeFaults(ended, moves, to));
  return (place) => {
    const origin = origins ? (origins[place] ?? '') : '';
    const over = ended ? ended[place] : 1;
    const way = over === 1 && causes ? causes[place]! : null;
    const move = over === 1 && moves && moves[place] !== origin ? moves[place]! : null;
    const done = causes ? way !== null : moves ? move !== null : over === 1;
    return { ended: done ? 1 : 0, cause: way, from: origin, to: move };
  };
}

/** Rows that ended without saying how. */
function causeFaults(
  ended: readonly (0 | 1 | undefined)[],
  ways: readonly (string | null)[],
  column: string,
): Reading<null> {
  const faults = ended.flatMap((over, row) =>
    over === 1 && ways[row] === null
      ? [
          {
            row,
            column,
            fault: 'it ended, and the cell does not say how',
            remedy: 'Fill the cell in, or write 0 for the event if it is still open.',
          },
        ]
      : [],
  );
  return { values: [], faults };
}

/** The persons whose stays follow each other: --id, or a column "id" if moves have no entry. */
function personsOf(
  table: Table,
  request: Request,
  read: Read,
  notes: string[],
): (string | undefined)[] | undefined {
  if (request.from === undefined || request.entry !== undefined) return undefined;
  const own = table.columns.find((column) => column.toLowerCase() === 'id');
  const name = request.id ?? own;
  if (name === undefined) return undefined;
  if (request.id === undefined)
    notes.push(`Without --entry, each stay starts where the one before it with the same "${name}" ended.`);
  return read(namesIn(table, name, '--id'));
}

/** Without entries: a stay begins when the one before of the same person ended, the first at 0. */
function followOn(rows: Row[], person: readonly (string | undefined)[], start = 0): void {
  const last = new Map<string, number>();
  for (const row of rows.toSorted((a, b) => a.exit - b.exit || a.place - b.place)) {
    const name = person[row.place];
    if (name === undefined || row.exit === undefined) continue;
    row.entry = last.get(name) ?? Math.min(0, start);
    last.set(name, row.exit);
  }
}

/** Times in an order that cannot be. */
function orderFault({ place, exit, entry, upper }: Row, request: Request): RowFault[] | undefined {
  const remedy = 'Correct the row, or leave such rows out with --leave-out.';
  if (entry !== undefined && entry >= exit) {
    const column = request.entry ?? request.time;
    const fault =
      request.entry === undefined
        ? 'the stay has no length: another of the same person ended at the same time'
        : `it is not before the time in column "${request.time}"`;
    return [{ row: place, column, fault, remedy }];
  }
  if (upper !== undefined && upper < exit)
    return [
      {
        row: place,
        column: request.until!,
        fault: `it is before the time in column "${request.time}"`,
        remedy,
      },
    ];
  if (request.fits.length > 0 && exit === 0 && (upper ?? 0) === 0) {
    const fix =
      'Write half a unit for what ended on the first day, leave such rows out with --leave-out, or call without --fit.';
    return [{ row: place, column: request.time, fault: 'a fit needs times above 0', remedy: fix }];
  }
  return undefined;
}

function kept(rows: Row[], faults: RowFault[], request: Request, notes: string[], delayed: boolean): Stack {
  const first = faults.toSorted((a, b) => a.row - b.row)[0];
  if (first !== undefined && !request.leaveOut) throw refused(first);
  const bad = new Map(faults.toReversed().map((fault) => [fault.row, fault]));
  const good = rows.filter(({ place }) => !bad.has(place));
  if (good.length === 0) {
    throw new Refusal(
      'No row of the file can be used.',
      `The first fault: ${first ? refused(first).message : ''}`,
    );
  }
  const why = new Map<string, { column: string; fault: string; rows: number }>();
  for (const { column, fault } of bad.values()) {
    const key = `${column}\0${fault}`;
    why.set(key, { column, fault, rows: (why.get(key)?.rows ?? 0) + 1 });
  }
  if (bad.size > 0) notes.push(`${bad.size} of ${rows.length} rows were left out.`);
  return { rows: good, leftOut: { rows: bad.size, why: [...why.values()] }, notes, delayed };
}

/** Rows as spells. */
export function spellsOf(rows: readonly Row[], delayed: boolean): Spells {
  return {
    exit: rows.map(({ exit }) => exit),
    ended: rows.map(({ ended }) => ended),
    entry: delayed ? rows.map(({ entry }) => entry ?? 0) : undefined,
  };
}
