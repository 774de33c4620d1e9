import { logins, migrateTaskforce, pendingTaskforce } from '../../taskforce/database/migrate.ts';
import type { Wing } from './wing.ts';

export const wing: Wing = {
  name: 'taskforce',
  logins,
  schemas: ['kit', 'bridge', 'taskforce', 'graphile_worker'],
  migrate: migrateTaskforce,
  pending: pendingTaskforce,
  open: async (options) => (await import('../../taskforce/server.ts')).makeTaskforceServer(options),
  fillDemo: async (owner, place) => (await import('../demo.ts')).fillDemo(owner, place),
};
