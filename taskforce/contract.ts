import { identityContract } from '../kit/identity/contract.ts';

/** Everything the task force's server can be asked to do: a room a key. */
export const contract = {
  identity: identityContract,
};
export type Contract = typeof contract;
