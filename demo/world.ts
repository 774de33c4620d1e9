import pg from 'pg';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { makeTaskforceServer } from '../taskforce/server.ts';
import { calendarFrom } from './calendar.ts';
import { dateBack } from './dates.ts';
import { handsOn, type Span } from './hands.ts';
import { joinAll } from './joining.ts';
import { cast, demoPassword, signInOrder } from './people.ts';
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

/** There is an installation in this place that is not the demonstration. */
export class RealInstallation extends Error {}

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
  const owner = new pg.Client(options.owner);
  await owner.connect();
  try {
    const standing = await standingOf(owner);
    if (standing === 'made') return demoSignIn;
    if (standing === 'real') throw new RealInstallation();
    if (standing === 'half_made') {
      options.log('The demo world was left half made. Making it anew …');
      // All at once: killed here too, the next start finds an empty database.
      await owner.query('drop schema if exists taskforce, kit, migrations, graphile_worker cascade');
      await options.migrate();
    } else options.log('Making the demo world …');
    await mark(owner, 'making');
    await build(owner, options);
    await mark(owner, 'made');
    return demoSignIn;
  } finally {
    await owner.end();
  }
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
    const settle = () => dateBack(owner, spans);
    const people = await joinAll(hands, server);
    for (const span of spans) span.at = hands.calendar.at(-150, 8);
    await settle();
    await tellStory(hands, people, settle);
    await settle();
  } finally {
    await server.close();
  }
}

type Standing = 'empty' | 'half_made' | 'made' | 'real';

async function standingOf(owner: pg.Client): Promise<Standing> {
  const { rows } = await owner.query<{ mark: string | null; accounts: boolean }>(
    `select (select value #>> '{}' from kit.settings where key = 'demo_world') as mark,
       exists (select from kit.accounts) as accounts`,
  );
  const { mark, accounts } = rows[0]!;
  if (mark === 'made') return 'made';
  if (mark === 'making') return 'half_made';
  return accounts ? 'real' : 'empty';
}

async function mark(owner: pg.Client, standing: 'making' | 'made'): Promise<void> {
  await owner.query(
    `insert into kit.settings (key, value) values ('demo_world', to_jsonb($1::text))
     on conflict (key) do update set value = excluded.value`,
    [standing],
  );
}
