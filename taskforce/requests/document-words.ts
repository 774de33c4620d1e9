import { dayInWords } from '../../kit/documents/pages.ts';
import { labelOf, type Language } from '../vocabulary/words.ts';
import type { Figures } from './contract.ts';
import type { RequestState } from './rules.ts';

const en = {
  title: 'Request for resources',
  what: 'What is asked for',
  why: 'Why',
  none: 'Nothing was written.',
  brings: 'What it would bring',
  bringsLead: (name: string) =>
    `From the what-if "${name}": differences between the office with and without it, simulated from the same random numbers. A scenario, not an estimate of what is to come.`,
  officeLead: 'From the estimate of the office: ranges of planning, no evidence.',
  more: {
    operational: 'More strands operational',
    charged: 'More strands charged',
    done: 'More strands over at court',
  },
  within: (years: number) => (years === 1 ? 'within one year' : `within ${years} years`),
  costs: 'Cost by fiscal year',
  year: 'Fiscal year',
  posts: 'The posts',
  range: 'In 8 of 10 runs',
  spent: 'Spent',
  committed: 'Committed',
  funded: 'From all sources',
  half: 'Half of the runs',
  eight: '8 in 10',
  all: 'All years',
  flows: 'Strands that leave each phase within two years',
  assumptions: 'What it assumes',
  doubt: {
    reaction0: 'Reaction of the pre-operational phase to load',
    reaction1: 'Reaction of the operational phase',
    reaction2: 'Reaction of the post-operational phase',
    usable: 'Share of paid hours left for cases',
    ramp: 'Use of a newcomer in the first quarter',
    mentor: 'Time of a colleague for each newcomer',
    load: 'Hours needed, times what was learnt',
  },
  assumed: 'Assumed',
  atLow: 'At its low end',
  atHigh: 'At its high end',
  moreOnAverage: (n: string) => `${n} more`,
  loads: 'Load of the roles',
  role: 'Role',
  now: 'Now',
  after: 'With it',
  record: 'Track record of earlier 8-in-10 ranges',
  recordNone: 'No earlier range has been resolved yet.',
  kept: (phase: string, kept: number, of: number) => `${phase}: ${kept} of ${of} held`,
  state: 'State',
  states: {
    draft: 'Draft',
    submitted: 'Put to review',
    reviewed: 'Reviewed',
    approved: 'Approved',
    returned: 'Returned',
    withdrawn: 'Withdrawn',
  } satisfies Record<RequestState, string>,
  madeBy: 'Made by',
  reviewedBy: 'Reviewed by',
  approvedBy: 'Approved by',
  rests: (asOf: string, engine: string, seed: number, runs: number, hash: string) =>
    `Figures as known on ${asOf}; ${engine}, seed ${seed}, ${runs} runs, inputs ${hash}.`,
  to: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
  hands: (n: number, role: string, days: number, from: string) =>
    days === 5 ? `${n} × ${role} from ${from}` : `${n} × ${role}, ${days} days a week, from ${from}`,
  officeAsk: (asOf: string) => `Money for the work of the office, as estimated on ${asOf}`,
};

const es: typeof en = {
  title: 'Solicitud de recursos',
  what: 'Qué se pide',
  why: 'Por qué',
  none: 'No se escribió nada.',
  brings: 'Qué aportaría',
  bringsLead: (name) =>
    `Del supuesto «${name}»: diferencias entre la oficina con y sin el cambio, simuladas con los mismos números aleatorios. Es un escenario, no una estimación de lo que vendrá.`,
  officeLead: 'De la estimación de la oficina: rangos de planificación, no son prueba.',
  more: {
    operational: 'Líneas operativas de más',
    charged: 'Líneas con cargos de más',
    done: 'Líneas terminadas en el tribunal de más',
  },
  within: (years) => (years === 1 ? 'en un año' : `en ${years} años`),
  costs: 'Costo por año fiscal',
  year: 'Año fiscal',
  posts: 'Los puestos',
  range: 'En 8 de cada 10 simulaciones',
  spent: 'Gastado',
  committed: 'Comprometido',
  funded: 'De todas las fuentes',
  half: 'La mitad de las simulaciones',
  eight: '8 de cada 10',
  all: 'Todos los años',
  flows: 'Líneas que dejan cada fase en dos años',
  assumptions: 'Qué supone',
  doubt: {
    reaction0: 'Reacción de la fase preoperativa a la carga',
    reaction1: 'Reacción de la fase operativa',
    reaction2: 'Reacción de la fase posoperativa',
    usable: 'Parte de las horas pagadas que queda para casos',
    ramp: 'Rendimiento de una persona nueva en el primer trimestre',
    mentor: 'Tiempo de un colega por cada persona nueva',
    load: 'Horas necesarias, por lo aprendido',
  },
  assumed: 'Supuesto',
  atLow: 'En su extremo bajo',
  atHigh: 'En su extremo alto',
  moreOnAverage: (n) => `${n} más`,
  loads: 'Carga de las funciones',
  role: 'Función',
  now: 'Ahora',
  after: 'Con ello',
  record: 'Historial de los rangos anteriores de 8 de cada 10',
  recordNone: 'Todavía no se ha resuelto ningún rango anterior.',
  kept: (phase, kept, of) => `${phase}: se cumplieron ${kept} de ${of}`,
  state: 'Estado',
  states: {
    draft: 'Borrador',
    submitted: 'En revisión',
    reviewed: 'Revisada',
    approved: 'Aprobada',
    returned: 'Devuelta',
    withdrawn: 'Retirada',
  },
  madeBy: 'Hecha por',
  reviewedBy: 'Revisada por',
  approvedBy: 'Aprobada por',
  rests: (asOf, engine, seed, runs, hash) =>
    `Cifras según lo conocido el ${asOf}; ${engine}, semilla ${seed}, ${runs} simulaciones, datos ${hash}.`,
  to: (low, high) => (low === high ? low : `de ${low} a ${high}`),
  hands: (n, role, days, from) =>
    days === 5
      ? `${n} × ${role} desde el ${from}`
      : `${n} × ${role}, ${days} días a la semana, desde el ${from}`,
  officeAsk: (asOf) => `Dinero para el trabajo de la oficina, según la estimación del ${asOf}`,
};

export const requestWords = { en, es };

/** The first words of "what is asked for", from the figures; the writer goes on from there. */
export function beginningOf({ whatIf, asOf }: Pick<Figures, 'whatIf' | 'asOf'>, language: Language): string {
  const words = requestWords[language];
  if (whatIf === null) return `${words.officeAsk(dayInWords(asOf, language))}.`;
  const hands = whatIf.question.changes.map(({ people, role, daysPerWeek, fromOn }) =>
    words.hands(people, labelOf('workRole', role, language), daysPerWeek, dayInWords(fromOn, language)),
  );
  return `${hands.join('; ')}.`;
}
