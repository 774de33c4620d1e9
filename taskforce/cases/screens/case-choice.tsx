import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../web/api.ts';
import { ComboBox } from '../../../web/ui/index.ts';
import type { CaseChoice as Choice } from '../contract-cases.ts';

/** How a case is named where one is chosen. */
const labelOf = (one: Choice) => `${one.number} ${one.title}`;

/** The case that is chosen, as a form needs it; undefined while it is read and when there is none. */
export function useChosenCase(id: string | null): Choice | undefined {
  const input = { id };
  return useQuery(api.cases.choose.queryOptions({ input, enabled: id !== null })).data?.chosen ?? undefined;
}

/** One case out of all that the reader may see, found by typing words of its number or title. */
export function CaseChoice({
  label,
  hint,
  empty,
  value,
  onChange,
  open = false,
  autoFocus,
}: {
  label: string;
  hint?: string;
  /** What the field says when no case fits. */
  empty: string;
  value: string | null;
  onChange: (id: string | null) => void;
  /** Only cases that are not closed. */
  open?: boolean;
  autoFocus?: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [first] = useState(value);
  const term = useSettled(typed);
  const chosen = useChosenCase(value);
  // The label of the chosen one stands in the field: nobody looks for it.
  const input = { open, term: chosen !== undefined && term === labelOf(chosen) ? '' : term.slice(0, 200) };
  const found = useQuery(api.cases.choose.queryOptions({ input, placeholderData: keepPreviousData })).data;
  const rows = found?.rows ?? [];
  const all = chosen === undefined || rows.some((one) => one.id === chosen.id) ? rows : [chosen, ...rows];
  return (
    <ComboBox
      // Drawn anew once the case is known that the page was opened with: the field shows its name.
      key={value !== null && value === first && chosen === undefined ? 'reading' : 'ready'}
      name="caseId"
      label={label}
      hint={hint}
      empty={empty}
      width="full"
      autoFocus={autoFocus ?? false}
      options={all.map((one) => ({ id: one.id, label: labelOf(one) }))}
      value={value}
      onChange={onChange}
      onInput={setTyped}
    />
  );
}

/** What is typed, once the keys have rested for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
