import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { casesContract } from './contract.ts';
import { openCase } from './opening.ts';

/** Handlers of the case room. */
export function casesHandlers(_house: House): Handlers<Tables, typeof casesContract> {
  return {
    open: (work, input) => openCase(work, input),
  };
}
