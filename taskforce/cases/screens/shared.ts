import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, queries } from '../../../web/api.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import type { Option } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { Code, VocabularyName } from '../../vocabulary/vocabulary.ts';

/** The label of a code in the reader's language. */
export function useCode() {
  const { t } = useWords();
  return useMemo(
    () =>
      <Name extends VocabularyName>(name: Name, code: Code<Name>): string =>
        t(`vocabulary.${name}.${code}.label`),
    [t],
  );
}

/** A closed list as options of a field. */
export function useCodes() {
  const code = useCode();
  return useMemo(
    () =>
      <Name extends VocabularyName, C extends Code<Name>>(name: Name, codes: readonly C[]): Option<C>[] =>
        codes.map((id) => ({ id, label: code(name, id) })),
    [code],
  );
}

/** Handling labels in words, one after the other. */
export function useLabels() {
  const code = useCode();
  return useMemo(
    () => (labels: readonly HandlingLabel[]) =>
      labels.map((label) => code('handlingLabel', label)).join(', '),
    [code],
  );
}

/** One write: what it answers, whether it is under way, and its problems as a form shows them. */
export function useAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  done?: (output: Output) => void,
) {
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: async (output) => {
      await queries.invalidateQueries();
      done?.(output);
    },
    // Somebody was faster: the page is read again beneath the form, so that the next press acts on what is there now.
    onError: async (error) => {
      if (conflictOf(error)) await queries.invalidateQueries();
    },
  });
  return {
    run: (input: Input) => mutation.mutate(input),
    pending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
    ...formProblems(mutation.error),
  };
}

/** People and agencies, to be named on cases and tasks. */
export function usePeople() {
  const { data } = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 }));
  return useMemo(
    () => ({
      people: (data?.colleagues ?? [])
        .filter((one) => one.status === 'active')
        .map((one) => ({ id: one.id, label: one.displayName, description: one.agencyName })),
      agencies: (data?.agencies ?? []).map((one) => ({ id: one.id, label: one.name })),
    }),
    [data],
  );
}

/** Hours in words of figures: 90 minutes are 1.5. */
export const hoursOf = (minutes: number) => Math.round((minutes / 60) * 100) / 100;
