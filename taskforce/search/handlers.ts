import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { searchContract } from './contract.ts';
import { find, suggest } from './find.ts';

/** Handlers of the search room. */
export function searchHandlers(house: House): Handlers<Tables, typeof searchContract> {
  return {
    find: (work, input) => find(work, house, input),
    suggest: (work, input) => suggest(work, house, input),
  };
}
