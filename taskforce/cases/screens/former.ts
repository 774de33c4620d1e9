import { formatDate, formatMoney, formatNumber, knows, t } from '../../../web/words/index.ts';
import { hoursOf } from './shared.ts';

/** The word for a table or column; the name itself where there is no word. */
export function named(kind: 'table' | 'column', name: string): string {
  const key = `cases.${kind}.${name}`;
  return knows(key) ? t(key) : name;
}

/** What a line of hours or costs that was taken away tells; ids and times of recording are left out. */
const told = ['day', 'minutes', 'who', 'kind', 'amountCents', 'reason'];

/** Columns that hold codes of the vocabulary, by table and column. */
const codes: Record<string, string> = {
  'activities.kind': 'activityKind',
  'cost_lines.kind': 'costKind',
  'tasks.kind': 'taskKind',
  'notes.kind': 'noteKind',
  'strands.kind': 'strandKind',
  'strands.type': 'traffickingType',
  'strands.mode': 'originMode',
  'strands.phase': 'phase',
  'strands.closeReason': 'strandCloseReason',
  'cases.type': 'traffickingType',
  'cases.closeReason': 'strandCloseReason',
  'case_members.capacity': 'memberCapacity',
  'strand_checklist.item': 'exitChecklistItem',
};

function text(table: string, column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('ui.nothing');
  if (column === 'minutes') return t('cases.history.hours', { n: formatNumber(hoursOf(Number(value))) });
  if (column === 'amountCents') return formatMoney(Number(value) / 100, true);
  if (typeof value === 'boolean') return t(`cases.answer.${value ? 'yes' : 'no'}`);
  if (Array.isArray(value))
    return value.length === 0
      ? t('ui.nothing')
      : value.map((one) => word('handlingLabel', String(one))).join(', ');
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return formatDate(value);
  if (column === 'state' && typeof value === 'string') return stateOf(table, value);
  const list = codes[`${table}.${column}`];
  if (list !== undefined && typeof value === 'string') return word(list, value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** States of tasks, requests and questions have words of their own. */
function stateOf(table: string, state: string): string {
  const kinds: Record<string, string> = {
    tasks: 'task',
    approval_requests: 'request',
    strand_checklist: 'checklist',
    decisions_needed: 'question',
  };
  const key = `cases.${kinds[table] ?? 'task'}.${state}`;
  return knows(key) ? t(key) : state;
}

function word(list: string, code: string): string {
  const key = `vocabulary.${list}.${code}.label`;
  return knows(key) ? t(key) : code;
}

/** What a changed or deleted record said before, field by field, in words. Ids say nothing to a reader and are left out. */
export function formerly(row: {
  table: string;
  changed: readonly string[];
  before: Readonly<Record<string, unknown>>;
}): { field: string; value: string }[] {
  const gone = row.changed.includes('deleted');
  const columns = gone
    ? told.filter((name) => row.before[name] !== null && row.before[name] !== undefined)
    : row.changed.filter((name) => name in row.before && !/(Id|By)$/.test(name));
  return columns.map((name) => ({
    field: named('column', name),
    value: text(row.table, name, row.before[name]),
  }));
}
