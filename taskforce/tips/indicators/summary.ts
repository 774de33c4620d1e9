import type { IndicatorRoute } from '../../vocabulary/tips.ts';
import { indicatorRoutes } from '../../vocabulary/tips.ts';
import type { IndicatorItem, IndicatorPack } from './packs.ts';

/** What people can answer. A question not answered is `unknown`, never `no`. */
export type Answer = 'yes' | 'no' | 'unknown';
export type Answers = Readonly<Record<string, Answer>>;

/** One way on, and the questions whose yes opened it; none: it is open to everybody. */
export type RouteOffer = { readonly route: IndicatorRoute; readonly because: readonly string[] };

/**
 * What the answers lead to: ways on and questions to ask next. No number in it decides or can: indicators inform,
 * people decide (reference 4.1, R-092).
 */
export type IndicatorSummary = {
  /** Danger first, in the order of the vocabulary. Never empty: reporting is open whatever was answered. */
  readonly routes: readonly RouteOffer[];
  /** Open questions, those that a yes made worth asking first. */
  readonly askNext: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly unknown: readonly string[];
};

/** Reads the answers to a pack; answers to questions it does not hold are left aside. */
export function indicatorSummary(pack: IndicatorPack, answers: Answers): IndicatorSummary {
  const answered = (item: IndicatorItem): Answer => answerTo(answers, item.id);
  const having = (answer: Answer) => pack.items.filter((item) => answered(item) === answer);
  const yes = having('yes');
  const unknown = having('unknown');
  const led = new Set(yes.flatMap((item) => item.next));
  const first = unknown.filter((item) => led.has(item.id));
  const later = unknown.filter((item) => !led.has(item.id));
  return {
    routes: routesOf(yes),
    askNext: [...first, ...later].map((item) => item.id),
    yes: yes.map((item) => item.id),
    no: having('no').map((item) => item.id),
    unknown: unknown.map((item) => item.id),
  };
}

function answerTo(answers: Answers, id: string): Answer {
  const given = Object.hasOwn(answers, id) ? answers[id] : undefined;
  return given === 'yes' || given === 'no' ? given : 'unknown';
}

/** Open to everybody, whatever was answered: absence of signs does not rule trafficking out. */
const always: readonly IndicatorRoute[] = ['task_force', 'hotline'];

function routesOf(yes: readonly IndicatorItem[]): RouteOffer[] {
  return indicatorRoutes.flatMap((route) => {
    const because = yes.filter((item) => item.routes.includes(route)).map((item) => item.id);
    return because.length > 0 || always.includes(route) ? [{ route, because }] : [];
  });
}
