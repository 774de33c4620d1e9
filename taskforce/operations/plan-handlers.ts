import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { partsContract } from './contract-parts.ts';
import type { planContract } from './contract-plan.ts';
import { changeOperation, listOperations, openOperation } from './plan.ts';
import * as parts from './plan-parts.ts';
import { getOperation } from './plan-reading.ts';

/** The plan of an operation. */
export const planHandlers: Handlers<Tables, typeof planContract & typeof partsContract> = {
  open: openOperation,
  list: listOperations,
  get: getOperation,
  change: changeOperation,
  ...parts,
};
