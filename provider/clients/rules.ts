import type { ageGroups, clockKinds } from '../vocabulary/clients.ts';

type AgeGroup = (typeof ageGroups)[number];
type ClockKind = (typeof clockKinds)[number];
export type Due = { kind: ClockKind; beganAt: Date; dueAt: Date };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Somebody under 18 or who may be: in doubt as a minor (22 USC 7105(b) speaks of who "may be a victim"). */
export const treatedAsMinor = (ageGroup: AgeGroup): boolean =>
  ageGroup === 'minor' || ageGroup === 'may_be_minor';

/**
 * Deadlines that begin with an intake. HHS is to be told within 24 hours of finding that somebody under 18 who is not a
 * citizen or permanent resident may be a victim (22 USC 7105(b)); the OTIP entry form is due 90 days after intake.
 * They are clocks only: nothing is sent.
 * @param foreign what was found: yes or may_be starts the clock, no and unknown do not
 * @param now when the facts were found
 */
export function clocksOfIntake(
  ageGroup: AgeGroup,
  foreign: 'yes' | 'may_be' | 'no' | 'unknown',
  intakeOn: string,
  now: Date,
): Due[] {
  const due: Due[] = [];
  if (treatedAsMinor(ageGroup) && (foreign === 'yes' || foreign === 'may_be')) due.push(hhsNotice(now));
  const began = new Date(`${intakeOn}T12:00:00Z`);
  due.push({ kind: 'intake_form', beganAt: began, dueAt: new Date(began.getTime() + 90 * DAY) });
  return due;
}

/** The notice to HHS: 24 hours from the moment the facts were found. */
export function hhsNotice(now: Date): Due {
  return { kind: 'hhs_notice', beganAt: now, dueAt: new Date(now.getTime() + DAY) };
}

/** A report to child protection: states ask for it at once or within 24 to 48 hours; the shorter is shown. */
export function childAbuseReport(now: Date): Due {
  return { kind: 'child_abuse_report', beganAt: now, dueAt: new Date(now.getTime() + DAY) };
}

export type Answer = 'yes' | 'no' | 'unsure' | 'declined';
export type Tool = {
  id: string;
  version: number;
  questions: { id: string; group: string; routes: string[] }[];
  /** Words of what an answer may lead to. */
  routes: string[];
};

/**
 * What may be offered after a conversation: the routes of the questions answered with yes or unsure, each once, in the
 * tool's order, with the questions they come from. Nothing is counted and nothing decided: not naming a route is no
 * finding that somebody was not trafficked.
 */
export function routesOf(
  tool: Tool,
  answers: Readonly<Record<string, Answer>>,
): { route: string; from: string[] }[] {
  return tool.routes
    .map((route) => ({
      route,
      from: tool.questions
        .filter((one) => one.routes.includes(route) && ['yes', 'unsure'].includes(answers[one.id] ?? ''))
        .map((one) => one.id),
    }))
    .filter(({ from }) => from.length > 0);
}
