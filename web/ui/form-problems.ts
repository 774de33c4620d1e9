import { createContext, useContext } from 'react';

/**
 * One thing wrong with a field, as the server sends it: where, what (a closed word such as `too_small`, or a
 * sentence of the screen's own rule) and what to do, in a sentence.
 */
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

/** "The day is in the future. Give a day up to today." Closed words are for programs and are left out. */
export function sentence({ problem, remedy }: FieldProblem): string {
  return [problem, remedy]
    .filter((part) => part !== '' && !/^[a-z0-9_]+$/.test(part))
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
