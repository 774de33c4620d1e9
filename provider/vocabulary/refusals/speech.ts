import bridgeEs from '../../../bridge/refusals/es.json' with { type: 'json' };
import kitEs from '../../../kit/rpc/refusals/es.json' with { type: 'json' };
import { makeSpeech, type Speech } from '../../../kit/rpc/speech.ts';
import es from './es.json' with { type: 'json' };

/** Refusals in each language besides English, keyed by the English sentence: of the ground floor, the bridge and this wing. */
export const catalogues = { es: { ...kitEs, ...bridgeEs, ...es } } as const;

export const speech: Speech = makeSpeech(catalogues);
