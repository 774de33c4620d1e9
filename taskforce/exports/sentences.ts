/** What an export says of itself, in the language of who made it. */
import type { Work } from '../../kit/database/door.ts';
import { printedFurniture } from '../../kit/documents/pages.ts';
import type { PrintedFurniture } from '../../kit/documents/pages.ts';
import type { Tables } from '../database/schema.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { vocabulary } from '../vocabulary/vocabulary.ts';
import type { VocabularyName } from '../vocabulary/vocabulary.ts';
import { labelOf, wordFiles } from '../vocabulary/words.ts';
import type { Language } from '../vocabulary/words.ts';
import type { ExportListName, ExportOrder } from './contract.ts';

const titles: Readonly<Record<Language, Record<ExportListName, string>>> = {
  en: {
    cases: 'Cases',
    tips: 'Tips, without what tells who reported',
    tasks: 'Tasks',
    promises: 'What was promised or given to victims',
    referrals: 'Referrals, without what tells who they are for',
    operations: 'Operations, without places, roster and targets',
    audit: 'Audit entries',
    searches: 'Searches, without what was typed',
    accounts: 'Accounts',
    agencies: 'Agencies',
  },
  es: {
    cases: 'Casos',
    tips: 'Avisos, sin los datos de quien informa',
    tasks: 'Tareas',
    promises: 'Lo prometido o entregado a las víctimas',
    referrals: 'Derivaciones, sin los datos de la persona',
    operations: 'Operaciones, sin lugares, personal ni objetivos',
    audit: 'Asientos de la auditoría',
    searches: 'Búsquedas, sin lo que se escribió',
    accounts: 'Cuentas',
    agencies: 'Agencias',
  },
};
const sentences = {
  en: {
    rows: (n: number) => `${n} ${n === 1 ? 'row' : 'rows'}`,
    all: 'all that the maker may read',
    selection: (what: string, at: string) => `Selection: ${what}. As it stood on ${at} UTC`,
    marked: (n: number) => `${n} marked rows`,
    purpose: (what: string) => `Purpose: ${what}`,
    hash: (hash: string) => `SHA-256 of the list as CSV ${hash}`,
    yes: 'yes',
    no: 'no',
  },
  es: {
    rows: (n: number) => `${n} ${n === 1 ? 'fila' : 'filas'}`,
    all: 'todo lo que puede leer quien lo hizo',
    selection: (what: string, at: string) => `Selección: ${what}. Tal como estaba el ${at} UTC`,
    marked: (n: number) => `${n} filas marcadas`,
    purpose: (what: string) => `Finalidad: ${what}`,
    hash: (hash: string) => `SHA-256 de la lista en CSV ${hash}`,
    yes: 'sí',
    no: 'no',
  },
} as const;

/** Names of filters in Spanish; in English they are the words of the interface for programs, with spaces. */
const spanish: Readonly<Record<string, string>> = {
  status: 'estado',
  mine: 'propios',
  type: 'tipo',
  originMode: 'modo de origen',
  originRoute: 'vía de origen',
  phase: 'fase',
  leadAgencyId: 'agencia a cargo',
  sealed: 'sellados',
  quietDays: 'días sin actividad',
  unassigned: 'sin responsable',
  overdue: 'con tareas vencidas',
  openedFrom: 'abiertos desde',
  openedTo: 'abiertos hasta',
  lane: 'bandeja',
  states: 'estados',
  channels: 'vías',
  audiences: 'quién observa',
  assigned: 'asignado a',
  danger: 'con peligro abierto',
  minors: 'con menores',
  caseId: 'caso',
  victimId: 'víctima',
  assigneeId: 'persona',
  providerId: 'proveedor',
  urgencies: 'urgencia',
  needs: 'necesidades',
  state: 'estado',
  due: 'plazo',
  kind: 'clase',
  accountId: 'persona',
  action: 'acción',
  table: 'tabla',
  outcome: 'resultado',
  from: 'desde',
  to: 'hasta',
  purpose: 'finalidad',
};
const lists: Readonly<Record<string, VocabularyName>> = {
  type: 'traffickingType',
  originMode: 'originMode',
  originRoute: 'originRoute',
  phase: 'phase',
  states: 'tipState',
  channels: 'tipChannel',
  audiences: 'audience',
  kind: 'taskKind',
  purpose: 'searchPurpose',
};

/** Instant as people read it, to the minute, UTC. */
const minute = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

function wordOf(key: string, value: unknown, language: Language): string {
  if (typeof value === 'boolean') return value ? sentences[language].yes : sentences[language].no;
  const list = lists[key];
  const known = list && (vocabulary[list] as readonly string[]).includes(String(value));
  return known ? (wordFiles[language][list]?.[String(value)]?.label ?? String(value)) : String(value);
}

/** The filter in words: only what narrows the list. */
function selectionInWords(order: ExportOrder, language: Language): string {
  const words = sentences[language];
  const parts = Object.entries(order.filter).flatMap(([key, value]) => {
    const empty = value === null || value === undefined || value === false || value === 'any';
    if (empty || value === 'all' || value === 'anyone' || (Array.isArray(value) && value.length === 0))
      return [];
    const name = language === 'es' ? (spanish[key] ?? key) : key.replace(/(?=[A-Z])/g, ' ').toLowerCase();
    const said = (Array.isArray(value) ? value : [value]).map((one) => wordOf(key, one, language)).join(', ');
    return [`${name}: ${said}`];
  });
  const ids = 'ids' in order ? order.ids : null;
  if (ids) parts.push(words.marked(ids.length));
  return parts.length === 0 ? words.all : parts.join('; ');
}

export type About = {
  order: ExportOrder;
  label: readonly HandlingLabel[];
  rows: number;
  hash: string;
  agency: string;
};

/** Title, label, selection, maker and hash of an export, for its second sheet or side file. */
export function aboutExport(
  work: Pick<Work<Tables>, 'account' | 'now'>,
  { order, label, rows, hash, agency }: About,
): PrintedFurniture {
  const language: Language = work.account.language === 'es' ? 'es' : 'en';
  const words = sentences[language];
  const at = work.now.toISOString();
  const printed = printedFurniture({
    title: titles[language][order.list],
    language,
    label: handlingLabels
      .filter((one) => label.includes(one))
      .map((one) => labelOf('handlingLabel', one, language))
      .join('; '),
    period: { from: at.slice(0, 10), to: at.slice(0, 10) },
    madeBy: { name: work.account.displayName, agency },
    madeAt: at,
    version: 1,
    hash,
  });
  const purpose = words.purpose(labelOf('exportPurpose', order.purpose, language));
  return {
    ...printed,
    period: words.selection(selectionInWords(order, language), minute(at)),
    version: `${words.rows(rows)}. ${purpose}`,
    fingerprint: words.hash(hash),
  };
}
