import { useMemo } from 'react';
import { api, queries, type Client } from '../../../web/api-provider.ts';
import type { Option, Tone } from '../../../web/ui/index.ts';
import { knows, useWords } from '../../../web/words/index.ts';

export type OfferRow = Awaited<ReturnType<Client['offers']['list']>>['rows'][number];
export type Offer = Awaited<ReturnType<Client['offers']['read']>>;
export type Onward = Awaited<ReturnType<Client['onward']['list']>>['rows'][number];

/** How a state weighs; the word says it, shape and colour follow. */
export const stateTone: Readonly<Record<Onward['state'], Tone>> = {
  draft: 'muted',
  offered: 'warn',
  accepted: 'accent',
  declined: 'muted',
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

/** After anything was written about referrals. */
export const refreshReferrals = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.offers.key() }),
    queries.invalidateQueries({ queryKey: api.onward.key() }),
  ]);
