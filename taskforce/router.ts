import { identityContract } from '../kit/identity/contract.ts';
import type { IdentityTables } from '../kit/identity/tables.ts';
import { room, type Handlers } from '../kit/rpc/room.ts';
import type { House } from './house.ts';

/** All rooms of the task force, joined with their handlers. */
export function makeRouter(
  _house: House,
  identity: Handlers<IdentityTables, typeof identityContract>,
): Record<string, unknown> {
  return {
    identity: room(identityContract, identity),
  };
}
