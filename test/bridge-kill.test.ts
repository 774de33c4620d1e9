import { expect, test } from 'vitest';
import { soak, type SoakWing } from '../bench/bridge-soak.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { freshProviderDatabase } from '../provider/testing.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';

const [messages, kills] = process.env['CONCERT_LONG'] ? [100_000, 200] : [2_000, 6];

const wing = (database: FreshDatabase): SoakWing => ({
  database,
  connection: (login) =>
    database.connection(login, loginPassword(testCluster().password || undefined, login)),
});

test(
  `${messages} messages between two processes that are killed ${kills} times, over a line that cuts, doubles, delays and alters, with wrong clocks: each is applied once, in order, none is lost`,
  { timeout: 7_200_000 },
  async () => {
    const told = await soak(
      { taskforce: wing(await freshTaskforceDatabase()), provider: wing(await freshProviderDatabase()) },
      { messages, kills, seed: 11 },
    );
    expect(told.faults).toEqual([]);
    expect(told.kills).toBe(kills);
    expect(told.line.carried).toBeGreaterThan(10);
  },
);
