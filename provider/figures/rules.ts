import type { FieldProblem } from '../../kit/problems.ts';

/** The most reports over each other's days that can be checked together, by what is counted. */
export const MOST = { people: 6, events: 12 } as const;

/** May this period be counted? It is over, so that nothing more is going to happen in it, and no longer than two years. */
export function mayCount(period: { from: string; until: string }, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (period.until < period.from)
    problems.push({ path: 'until', problem: 'order', remedy: 'Choose a last day on or after the first.' });
  if (period.until >= today)
    problems.push({
      path: 'until',
      problem: 'not_over',
      remedy: 'Choose a period that is over: yesterday is the last day that can be counted.',
    });
  if (Date.parse(period.until) - Date.parse(period.from) > 731 * 86_400_000)
    problems.push({ path: 'from', problem: 'too_long', remedy: 'Choose a period of two years at most.' });
  return problems;
}
