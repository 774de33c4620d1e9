import type pg from 'pg';
import type { DemoSignIn } from '../../kit/identity/demo.ts';
import { makeProviderServer } from '../../provider/server.ts';
import { makeUnlessThere } from '../standing.ts';
import { takeClientsIn } from './clients.ts';
import { showServices } from './directory.ts';
import { doDuties } from './duties.ts';
import { joinProvider } from './hands.ts';
import { providerCast, providerDemoPassword, providerSignInOrder } from './people.ts';

export type ProviderWorldOptions = {
  /** Connects as the owner of a migrated database. */
  owner: pg.PoolConfig;
  /** Connects as one of the login roles. */
  connection: (login: string) => pg.PoolConfig;
  dataDir: string;
  /** Brings an emptied database up to date again. */
  migrate(): Promise<unknown>;
  log(line: string): void;
};

/** How one signs in to the provider's demo world. */
export const providerDemoSignIn: DemoSignIn = {
  password: providerDemoPassword,
  people: providerSignInOrder.map((part) => ({
    email: providerCast[part].email,
    displayName: providerCast[part].name,
    roles: providerCast[part].roles,
  })),
};

/**
 * Makes the provider's fictional world unless it is there already, through the server's own procedures.
 * @throws RealInstallation when the database holds accounts that are not of the demonstration
 */
export async function makeProviderWorld(options: ProviderWorldOptions): Promise<DemoSignIn> {
  await makeUnlessThere({ ...options, schema: 'provider' }, async () => {
    const server = await makeProviderServer({
      connection: options.connection,
      dataDir: options.dataDir,
      hashing: 'light',
      filesOrigin: 'http://127.0.0.1',
    });
    try {
      const cast = await joinProvider(server);
      await takeClientsIn(server, cast, new Date());
      await doDuties(server, cast, new Date());
      await showServices(server, cast, new Date());
    } finally {
      await server.close();
    }
  });
  return providerDemoSignIn;
}
