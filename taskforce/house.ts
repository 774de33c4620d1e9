import type { Clock } from '../kit/clock.ts';
import type { Keys } from '../kit/crypto/keys.ts';

/** What rooms are built with besides the work of one request: keys, clock, folders. */
export type House = { clock: Clock; keys: Keys; dataDir: string; demo: boolean };
