import type { PoolConfig } from 'pg';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { makeProviderWorld } from '../demo/provider/world.ts';
import { RealInstallation } from '../demo/standing.ts';
import { makeWorld } from '../demo/world.ts';
import { Refusal } from './command.ts';
import { migrateDatabase } from './migration.ts';
import { wing as provider } from './wings/provider.ts';
import { wing as taskforce } from './wings/taskforce.ts';
import type { Place } from './place.ts';
import { loginTo } from './serve.ts';
import { say } from './say.ts';

/**
 * Fills the task force's wing with the demo world unless it is there, and says how one signs in to it.
 * @throws Refusal when the place holds a real installation
 */
export function fillDemo(owner: PoolConfig, place: Place): Promise<DemoSignIn> {
  return made(place, () =>
    makeWorld({
      owner,
      connection: (login) => loginTo(owner, login),
      dataDir: place.inside,
      migrate: () => migrateDatabase(taskforce, owner),
      log: (line) => say(`Task force: ${line}`),
    }),
  );
}

/** The same for the provider's wing. */
export function fillProviderDemo(owner: PoolConfig, place: Place): Promise<DemoSignIn> {
  return made(place, () =>
    makeProviderWorld({
      owner,
      connection: (login) => loginTo(owner, login),
      dataDir: place.inside,
      migrate: () => migrateDatabase(provider, owner),
      log: (line) => say(`Provider: ${line}`),
    }),
  );
}

async function made(place: Place, make: () => Promise<DemoSignIn>): Promise<DemoSignIn> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof RealInstallation)) throw error;
    throw new Refusal(
      `${place.inside} holds an installation that is not the demonstration.`,
      'Start it without --demo, or name an empty place for the demonstration with --data DIR.',
    );
  }
}
