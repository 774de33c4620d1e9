import type { PoolConfig } from 'pg';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { makeWorld, RealInstallation } from '../demo/world.ts';
import { Refusal } from './command.ts';
import { migrateDatabase } from './migration.ts';
import type { Place } from './place.ts';
import { loginTo } from './serve.ts';
import { say } from './say.ts';

/**
 * Fills an installation with the demo world unless it is there, and says how one signs in to it.
 * @throws Refusal when the place holds a real installation
 */
export async function fillDemo(owner: PoolConfig, place: Place): Promise<DemoSignIn> {
  try {
    return await makeWorld({
      owner,
      connection: (login) => loginTo(owner, login),
      dataDir: place.taskforce,
      migrate: () => migrateDatabase(owner),
      log: say,
    });
  } catch (error) {
    if (!(error instanceof RealInstallation)) throw error;
    throw new Refusal(
      `${place.dir} holds an installation that is not the demonstration.`,
      'Start it without --demo, or name an empty place for the demonstration with --data DIR.',
    );
  }
}
