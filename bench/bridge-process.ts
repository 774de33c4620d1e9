/**
 * One side of the bridge as a process that may be killed at any moment: its routes on a port of this machine and its
 * dialer, on the wing's real database. Run by `bridge-soak.ts`, which sends it what it is.
 */
import { fastify } from 'fastify';
import type pg from 'pg';
import type { Wing } from '../bridge/messages.ts';
import { keepers } from '../bridge/testing.ts';
import { openWingBridge } from '../bridge/wing.ts';
import { openKeys } from '../kit/crypto/keys.ts';

/** What a side is told of itself. */
export type SidePlan = {
  wing: Wing;
  connection: pg.PoolConfig;
  keyDir: string;
  /** Folder of the keys that seal pairing codes; made beforehand. */
  wrappingKeys: string;
  /** By how much its clock is wrong, in milliseconds. */
  skew: number;
};

const plan = await new Promise<SidePlan>((resolve) => process.once('message', resolve));
process.on('disconnect', () => process.exit(1));
const bridge = openWingBridge({
  wing: plan.wing,
  connection: plan.connection,
  keys: { ...(await openKeys(plan.wrappingKeys, { create: false })), dir: plan.keyDir },
  clock: () => new Date(Date.now() + plan.skew),
  receivers: keepers,
  answerers: {},
  times: { wait: 2, firstPause: 20, longestPause: 400, look: 500 },
});
const app = fastify({ bodyLimit: 4_000_000 });
bridge.routes(app);
await app.listen({ host: '127.0.0.1', port: 0 });
bridge.startDialing();
process.send!((app.server.address() as { port: number }).port);
