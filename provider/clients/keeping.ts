import { join } from 'node:path';

/** The keys of the clients, in the wing's folder and outside of its backup. */
export const clientKeysAt = (dataDir: string): string => join(dataDir, 'client-keys');

/** The second list of destroyed clients: beside the wing's folder, where no restore of the wing replaces it. */
export const ledgerAt = (dataDir: string): string => `${dataDir}.destroyed.list`;
