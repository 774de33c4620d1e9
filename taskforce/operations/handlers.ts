import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { approvalHandlers } from './approval.ts';
import { bornHandlers } from './born.ts';
import type { operationsContract } from './contract.ts';
import { briefingHandlers } from './briefing.ts';
import { gateHandlers } from './gate.ts';
import { planHandlers } from './plan-handlers.ts';
import { decoyHandlers } from './decoy.ts';
import { reviewHandlers } from './review.ts';
import { statesHandlers } from './states.ts';

/** Operations; each part of the room brings its own procedures. */
export function operationsHandlers(house: House): Handlers<Tables, typeof operationsContract> {
  return {
    ...planHandlers,
    ...briefingHandlers(house),
    ...decoyHandlers,
    ...reviewHandlers,
    ...bornHandlers,
    ...gateHandlers,
    ...approvalHandlers,
    ...statesHandlers,
  };
}
