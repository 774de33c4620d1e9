import { useState } from 'react';
import type { PageState } from '../../../web/ui/index.ts';

type Kept = { of: string; marks: string[]; before: number[] };

/**
 * Going through a list by the mark that each page leaves for the next. Begins anew when `of` changes.
 * @returns where this page begins (null: the first), and the pager for an answer
 */
export function usePages(of: string) {
  const [kept, setKept] = useState<Kept>({ of, marks: [], before: [] });
  const { marks, before } = kept.of === of ? kept : { marks: [], before: [] };
  const pager = (answer: {
    rows: readonly unknown[];
    next: string | null;
    total: { count: number; capped: boolean };
  }): PageState => {
    const from = before.reduce((sum, rows) => sum + rows, 0) + 1;
    const { next, rows, total } = answer;
    return {
      from,
      shown: rows.length,
      total: Math.max(total.count, from + rows.length - 1),
      capped: total.capped,
      onPrevious:
        marks.length === 0
          ? undefined
          : () => setKept({ of, marks: marks.slice(0, -1), before: before.slice(0, -1) }),
      onNext:
        next === null
          ? undefined
          : () => setKept({ of, marks: [...marks, next], before: [...before, rows.length] }),
    };
  };
  return { after: marks.at(-1) ?? null, pager };
}
