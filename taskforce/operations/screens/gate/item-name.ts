import { useWords } from '../../../../web/words/index.ts';
import type { GateItemRow } from '../../contract-gate.ts';

/** How an item is called: a lesson by its own words, one of the catalogue by ours. */
export function useItemName(): (one: Pick<GateItemRow, 'item' | 'text'>) => string {
  const { t } = useWords();
  return ({ item, text }) => text ?? t(`operations.gate.item.${item}`);
}
