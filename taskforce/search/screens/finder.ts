import { client } from '../../../web/api.ts';
import type { Finder } from '../../../web/rooms.ts';
import { setSearchTerm } from '../../../web/shell/search-term.ts';
import { loadRoomWords, t } from '../../../web/words/index.ts';
import { askingNow } from './asking.ts';
import { placeOf, tipInWords } from './places.ts';

/** Records for the palette. Until somebody said why they search, it leads to the page that asks. */
const find: Finder = async (term, signal) => {
  await Promise.all(['search', 'vocabulary'].map(loadRoomWords));
  const { purpose, onBehalf } = askingNow();
  if (purpose === null) {
    setSearchTerm(term);
    return [
      {
        id: 'search.ask',
        label: t('search.palette.ask'),
        description: t('search.palette.askHint'),
        to: '/search',
      },
    ];
  }
  // Every search is kept, so half-typed words are not searched for.
  await new Promise((resolve) => setTimeout(resolve, 300));
  if (signal.aborted) return [];
  const { hits } = await client.search.suggest(
    { term: term.slice(0, 1000), purpose, onBehalf, take: 8 },
    { signal },
  );
  return hits.flatMap((hit) => {
    const to = placeOf(hit);
    const inside = hit.kind === 'case' ? null : (hit.caseNumber ?? hit.tipNumber);
    const kind = t(`search.kind.${hit.kind}`);
    return to === null
      ? []
      : [
          {
            id: `${hit.kind}-${hit.id}`,
            label: [hit.title || kind, hit.kind === 'tip' ? tipInWords(t, hit) : '']
              .filter(Boolean)
              .join(' '),
            description: inside === null ? kind : `${kind} · ${inside}`,
            to,
          },
        ];
  });
};
export default find;
