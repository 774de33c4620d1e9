import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { balance } from './balance.ts';
import type { homeContract } from './contract.ts';
import { mine } from './mine.ts';

/** Handlers of the home room. */
export function homeHandlers(): Handlers<Tables, typeof homeContract> {
  return { mine: (work) => mine(work), balance: (work, input) => balance(work, input) };
}
