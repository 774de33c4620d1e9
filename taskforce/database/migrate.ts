import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { makeLogins, migrateQueue } from '../../kit/database/logins.ts';
import { migrate, pending, type MigrationPlan } from '../../kit/database/migrations.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Login roles of this wing. None owns anything, none passes over row-level security. */
export const logins = {
  app: 'taskforce_app',
  signin: 'taskforce_signin',
  jobs: 'taskforce_jobs',
  bridge: 'taskforce_bridge',
} as const;

export const plan: MigrationPlan = {
  folders: [
    { key: 'kit', path: here('../../kit/database/migrations') },
    { key: 'bridge', path: here('../../bridge/database/migrations') },
    { key: 'taskforce', path: here('./migrations') },
  ],
  repeatable: [
    { key: 'repeat/queue', path: here('../../kit/database/queue.sql') },
    { key: 'repeat/search-words', path: here('./search-words.sql') },
    { key: 'repeat/search', path: here('./search.sql') },
    { key: 'repeat/search-find', path: here('./search-find.sql') },
    { key: 'repeat/timeline', path: here('./timeline.sql') },
    { key: 'repeat/figures', path: here('./figures.sql') },
    { key: 'repeat/estimates', path: here('./estimates.sql') },
    { key: 'repeat/what-ifs', path: here('./what-ifs.sql') },
    { key: 'repeat/track', path: here('./track.sql') },
    { key: 'repeat/import-undo', path: here('./import-undo.sql') },
    { key: 'repeat/deconfliction', path: here('./deconfliction.sql') },
    { key: 'repeat/deconfliction-sides', path: here('./deconfliction-sides.sql') },
    { key: 'repeat/nomination-targets', path: here('./nomination-targets.sql') },
    { key: 'repeat/gate-catalogue', path: here('./gate-catalogue.sql') },
    { key: 'repeat/operations-gate', path: here('./operations-gate.sql') },
    { key: 'repeat/policy', path: here('./policy.sql') },
    { key: 'repeat/bridge-policy', path: here('../../bridge/database/policy.sql') },
  ],
  words: { ...logins, log: 'taskforce' },
};

/**
 * Makes the login roles and brings the task force database up to date.
 * @param client connected as the owner of the database, allowed to create roles
 * @param only names of migrations, without the repeatable files: for a restore, which needs the tables as they were
 * @returns names of the migrations that were run
 */
export async function migrateTaskforce(
  client: pg.ClientBase,
  ownerPassword?: string,
  only?: readonly string[],
): Promise<string[]> {
  await makeLogins(client, logins, 'taskforce', ownerPassword);
  await migrateQueue(client);
  return migrate(client, only === undefined ? plan : { ...plan, repeatable: [], only });
}

/** Names of migrations that this database still lacks. */
export function pendingTaskforce(client: pg.ClientBase): Promise<string[]> {
  return pending(client, plan);
}
