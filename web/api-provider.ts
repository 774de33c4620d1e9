import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../provider/contract.ts';
import { client as anyClient } from './api.ts';

/** What screens of the provider's wing take in the place of `api.ts`: the same client, typed by their own contract. */
export type Client = ContractRouterClient<Contract, { key?: string }>;
export const client = anyClient as unknown as Client;

/** TanStack Query options by procedure: `api.clients.list.queryOptions({ input: {} })`. */
export const api = createTanstackQueryUtils(client);

export { queries } from './api.ts';
