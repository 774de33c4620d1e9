import { useState } from 'react';
import type { PageState } from '../../../ui/index.ts';

/**
 * Going through a list by the last row of each page. Begins anew when `of` changes (other filters).
 * @returns where this page begins (undefined: the first), and the pager for an answer
 */
export function usePages<Mark>(of: string) {
  const [kept, setKept] = useState<{ of: string; marks: Mark[]; before: number[] }>({
    of,
    marks: [],
    before: [],
  });
  const { marks, before } = kept.of === of ? kept : { marks: [], before: [] };
  const pager = (answer: {
    rows: readonly unknown[];
    next: Mark | null;
    total: number;
    capped: boolean;
  }): PageState => {
    const from = before.reduce((sum, rows) => sum + rows, 0) + 1;
    const { next, rows, total, capped } = answer;
    return {
      from,
      shown: rows.length,
      total: Math.max(total, from + rows.length - 1),
      capped,
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
  return { mark: marks.at(-1), pager };
}
