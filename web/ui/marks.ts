import { useRef } from 'react';

/**
 * Ticking rows of a list: one by one, or with Shift everything between the row ticked before and this one.
 * @param ids of the rows on the screen, in their order
 * @returns what a press on a row's box does
 */
export function useMarks(
  ids: readonly string[],
  selected: ReadonlySet<string> | undefined,
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined,
): (id: string, upTo?: boolean) => void {
  const anchor = useRef('');
  return (id, upTo = false) => {
    if (!ids.includes(id)) return;
    const next = new Set(selected);
    const from = ids.indexOf(anchor.current);
    const to = ids.indexOf(id);
    if (upTo && from >= 0)
      for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    else if (!next.delete(id)) next.add(id);
    anchor.current = id;
    onSelect?.(next);
  };
}
