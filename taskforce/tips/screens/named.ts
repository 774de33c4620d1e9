import type { VocabularyName } from '../../vocabulary/vocabulary.ts';
import type { Option } from '../../../web/ui/index.ts';
import type { Translate } from '../../../web/words/index.ts';

/** The label of a code of a closed list. */
export const nameOf = (t: Translate, list: VocabularyName, code: string) =>
  t(`vocabulary.${list}.${code}.label`);

/** A closed list as choices, in its own order. */
export function optionsOf<Id extends string>(
  t: Translate,
  list: VocabularyName,
  codes: readonly Id[],
): Option<Id>[] {
  return codes.map((id) => ({ id, label: nameOf(t, list, id) }));
}

/** Yes, no, not known. */
export const answerOptions = (t: Translate) =>
  (['yes', 'no', 'unknown'] as const).map((id) => ({ id, label: t(`tips.${id}`) }));
