import pg from 'pg';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { makeTaskforceServer } from '../taskforce/server.ts';
import { calendarFrom } from './calendar.ts';
import { dateBack, planAsRun } from './dates.ts';
import { handsOn, type Span } from './hands.ts';
import { joinAll } from './joining.ts';
import { cast, demoPassword, signInOrder } from './people.ts';
import { makeUnlessThere } from './standing.ts';
import { tellStory } from './story.ts';

export type WorldOptions = {
  /** Connects as the owner of a migrated database. */
  owner: pg.PoolConfig;
  /** Connects as one of the login roles. */
  connection: (login: string) => pg.PoolConfig;
  dataDir: string;
  /** Brings an emptied database up to date again. */
  migrate(): Promise<unknown>;
  log(line: string): void;
  /** The day on which the world is made; today when left out. */
  today?: Date;
};

/** How one signs in to the demo world. */
export const demoSignIn: DemoSignIn = {
  password: demoPassword,
  people: signInOrder.map((role) => ({
    email: cast[role].email,
    displayName: cast[role].name,
    roles: cast[role].roles,
  })),
};

/**
 * Makes the fictional world unless it is there already. One that was left half made is thrown away and made anew.
 * @throws RealInstallation when the database holds accounts that are not of the demonstration
 */
export async function makeWorld(options: WorldOptions): Promise<DemoSignIn> {
  await makeUnlessThere({ ...options, schema: 'taskforce' }, (owner) => build(owner, options));
  return demoSignIn;
}

async function build(owner: pg.Client, options: WorldOptions): Promise<void> {
  const today = options.today ?? new Date();
  const clock = { now: today };
  const server = await makeTaskforceServer({
    connection: options.connection,
    dataDir: options.dataDir,
    clock: () => clock.now,
    hashing: 'light',
    filesOrigin: 'http://127.0.0.1',
  });
  try {
    const spans: Span[] = [];
    const hands = handsOn(server, clock, calendarFrom(today), spans);
    const settle = async () => {
      await dateBack(owner, spans);
      await planAsRun(owner);
    };
    const people = await joinAll(hands, server);
    for (const span of spans) span.at = hands.calendar.at(-150, 8);
    await settle();
    await tellStory(hands, people, settle);
    await settle();
  } finally {
    await server.close();
  }
}
