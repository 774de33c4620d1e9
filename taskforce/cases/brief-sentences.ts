import { labelOf } from '../vocabulary/words.ts';
import type { Language } from '../vocabulary/words.ts';
import type { Phase, StrandCloseReason } from '../vocabulary/cases.ts';
import { dayInWords } from '../../kit/documents/pages.ts';
import type { Day } from '../vocabulary/days.ts';
import type { ActivityKind } from '../vocabulary/activities.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { TransitionEvent } from '../vocabulary/transitions.ts';

/** Sentences that a brief makes out of records, in the languages of the house. */
const en = {
  opened: (phase: string) => `Opened, ${phase.toLowerCase()}`,
  entered: (phase: string, event: string | null) =>
    `Now ${phase.toLowerCase()}${event === null ? '' : `: ${event.toLowerCase()}`}`,
  closed: (reason: string) => `Closed: ${reason.toLowerCase()}`,
  decided: (question: string, decision: string) => `Decided: ${question} ${decision}`,
  corrected: (what: string) => `Corrected: ${what}`,
  takenBack: (what: string, day: string) => `Taken back, it never happened: ${what} (${day})`,
  reviewOwed: 'After-action review of a danger',
  operationReviewOwed: (number: string) => `After-action review of operation ${number}`,
  late: 'recorded late',
  readers: 'Readers of the case',
  readersCleared: (labels: string) => `Readers of the case cleared for: ${labels}`,
  command: 'Maker and command',
  commandCleared: (labels: string) => `Maker and command, cleared for: ${labels}`,
  allOpen: 'All open cases the maker may read, sealed ones left out',
  openOf: (agency: string) => `Open cases led by ${agency}, sealed ones left out`,
  ofType: (selection: string, type: string) => `${selection}; ${type.toLowerCase()}`,
  phaseChanges: (n: number) => (n === 1 ? '1 phase change' : `${n} phase changes`),
  activities: (n: number) => (n === 1 ? '1 activity' : `${n} activities`),
  newStrands: (n: number) => (n === 1 ? '1 new strand' : `${n} new strands`),
  closings: (n: number) => (n === 1 ? '1 strand closed' : `${n} strands closed`),
};

export type BriefSentences = typeof en;

const es: BriefSentences = {
  opened: (phase) => `Abierta, fase ${phase.toLowerCase()}`,
  entered: (phase, event) =>
    `Ahora en fase ${phase.toLowerCase()}${event === null ? '' : `: ${event.toLowerCase()}`}`,
  closed: (reason) => `Cerrada: ${reason.toLowerCase()}`,
  decided: (question, decision) => `Decidido: ${question} ${decision}`,
  corrected: (what) => `Corregido: ${what}`,
  takenBack: (what, day) => `Retirado, nunca ocurrió: ${what} (${day})`,
  reviewOwed: 'Revisión posterior de un peligro',
  operationReviewOwed: (number) => `Revisión posterior de la operación ${number}`,
  late: 'registrado con retraso',
  readers: 'Lectores del caso',
  readersCleared: (labels) => `Lectores del caso autorizados para: ${labels}`,
  command: 'Quien lo hizo y el mando',
  commandCleared: (labels) => `Quien lo hizo y el mando, autorizados para: ${labels}`,
  allOpen: 'Todos los casos abiertos que puede leer quien lo hizo, sin los sellados',
  openOf: (agency) => `Casos abiertos dirigidos por ${agency}, sin los sellados`,
  ofType: (selection, type) => `${selection}; ${type.toLowerCase()}`,
  phaseChanges: (n) => (n === 1 ? '1 cambio de fase' : `${n} cambios de fase`),
  activities: (n) => (n === 1 ? '1 actividad' : `${n} actividades`),
  newStrands: (n) => (n === 1 ? '1 línea nueva' : `${n} líneas nuevas`),
  closings: (n) => (n === 1 ? '1 línea cerrada' : `${n} líneas cerradas`),
};

export const briefSentences: Readonly<Record<Language, BriefSentences>> = { en, es };

/** What a line of a strand's history says. */
export function transitionInWords(
  line: {
    to: Phase | 'closed';
    from: Phase | null;
    event: TransitionEvent | null;
    closeReason: StrandCloseReason | null;
    place: number;
    corrects: boolean;
    takenBack: Day | null;
  },
  language: Language,
): string {
  const words = briefSentences[language];
  const said = lineInWords(line, language);
  if (line.takenBack !== null) return words.takenBack(said, dayInWords(line.takenBack, language));
  return line.corrects ? words.corrected(said) : said;
}

function lineInWords(
  line: Pick<Parameters<typeof transitionInWords>[0], 'to' | 'event' | 'closeReason' | 'place'>,
  language: Language,
): string {
  const words = briefSentences[language];
  if (line.to === 'closed')
    return words.closed(
      line.closeReason === null ? '' : labelOf('strandCloseReason', line.closeReason, language),
    );
  const phase = labelOf('phase', line.to, language);
  if (line.place === 1) return words.opened(phase);
  return words.entered(phase, line.event === null ? null : labelOf('transitionEvent', line.event, language));
}

/** What a logged activity says: its kind and its title. */
export function activityInWords(kind: ActivityKind, title: string, language: Language): string {
  return `${labelOf('activityKind', kind, language)}: ${title}`;
}

/** The handling label on the face of a brief: all labels of what it holds, law-enforcement sensitive at least. */
export function labelsInWords(labels: readonly HandlingLabel[], language: Language): string {
  const all: HandlingLabel[] = labels.length === 0 ? ['law_enforcement_sensitive'] : [...labels];
  return all.map((label) => labelOf('handlingLabel', label, language)).join('; ');
}
