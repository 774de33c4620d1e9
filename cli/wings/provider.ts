import { logins, migrateProvider, pendingProvider } from '../../provider/database/migrate.ts';
import type { Wing } from './wing.ts';

export const wing: Wing = {
  name: 'provider',
  logins,
  schemas: ['kit', 'bridge', 'provider', 'graphile_worker'],
  migrate: migrateProvider,
  pending: pendingProvider,
  open: async (options) => (await import('../../provider/server.ts')).makeProviderServer(options),
  fillDemo: async (owner, place) => (await import('../demo.ts')).fillProviderDemo(owner, place),
};
