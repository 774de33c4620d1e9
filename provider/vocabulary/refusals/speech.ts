import kitEs from '../../../kit/rpc/refusals/es.json' with { type: 'json' };
import { makeSpeech, type Speech } from '../../../kit/rpc/speech.ts';
import es from './es.json' with { type: 'json' };

/** Refusals in each language besides English, keyed by the English sentence: the ground floor's and this wing's. */
export const catalogues = { es: { ...kitEs, ...es } } as const;

export const speech: Speech = makeSpeech(catalogues);
