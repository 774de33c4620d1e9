import bridgeEs from '../../../bridge/refusals/es.json' with { type: 'json' };
import { makeSpeech, type Speech } from '../../../kit/rpc/speech.ts';
import kitEs from '../../../kit/rpc/refusals/es.json' with { type: 'json' };
import { wordFiles, type Language } from '../words.ts';
import es from './es.json' with { type: 'json' };

/**
 * The sentences of refusals in each language besides English, keyed by the English sentence: those of the ground
 * floor, of the bridge and of this wing.
 */
export const catalogues = { es: { ...kitEs, ...bridgeEs, ...es } } as const;

/** Words of closed lists as they stand in a refusal ("arrest, takedown"), by their labels in the reader's language. */
export function wordsOfLists(value: string, language: string): string {
  const file = wordFiles[language as Language];
  if (file === undefined || !/^[a-z_]+(, [a-z_]+)*$/.test(value)) return value;
  const labels = value.split(', ').map((code) => {
    const list = Object.values(file).find((words) => Object.hasOwn(words, code));
    return list?.[code]?.label;
  });
  return labels.every((label) => label !== undefined) ? labels.join(', ') : value;
}

export const speech: Speech = makeSpeech(catalogues, wordsOfLists);
