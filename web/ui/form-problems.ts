import { createContext, useContext } from 'react';

/** One thing wrong with a field, as the server sends it: where, what, and what to do. */
export interface FieldProblem {
  path: string;
  problem: string;
  remedy: string;
}

/** The problems of the form around a field, by path. */
export const FormProblems = createContext<readonly FieldProblem[]>([]);

/** The sentence for one field: what is wrong and what to do about it; undefined when nothing is. */
export function useFieldProblem(name: string | undefined): string | undefined {
  const problems = useContext(FormProblems);
  const found = name === undefined ? undefined : problems.find((problem) => problem.path === name);
  return found && sentence(found);
}

/** "Date is in the future. Give a day up to today." */
export function sentence({ problem, remedy }: FieldProblem): string {
  return [problem, remedy]
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
