import { useMemo } from 'react';
import type { Option, Tone } from '../../../web/ui/index.ts';
import { knows, useWords } from '../../../web/words/index.ts';
import type { ReferralRow } from '../contract.ts';

export type State = ReferralRow['state'];

/** How a state weighs; the word says it, shape and colour follow. */
export const stateTone: Readonly<Record<State, Tone>> = {
  draft: 'muted',
  offered: 'warn',
  accepted: 'accent',
  declined: 'danger',
  withdrawn: 'muted',
  expired: 'danger',
  in_service: 'good',
  completed: 'good',
  reopened: 'accent',
};

/** The words of the closed lists of this room. */
export function useWordsOf() {
  const { t } = useWords();
  return useMemo(() => {
    const word = (list: string, id: string): string => {
      const key = `referrals.${list}.${id}`;
      return knows(key) ? t(key) : id.replaceAll('_', ' ');
    };
    const options = <const Id extends string>(list: string, ids: readonly Id[]): Option<Id>[] =>
      ids.map((id) => ({ id, label: word(list, id) }));
    return { word, options };
  }, [t]);
}
