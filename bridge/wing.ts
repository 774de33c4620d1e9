import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { Clock } from '../kit/clock.ts';
import type { Keys } from '../kit/crypto/keys.ts';
import { quietPool } from '../kit/database/pool.ts';
import type { Answer, AskKind, Question } from './asks.ts';
import { openBridge, type Answerers, type Bridge } from './bridge.ts';
import { LARGEST_CALL } from './calls.ts';
import { carryOver } from './carrier.ts';
import { startDialer, type DialerTimes } from './dialer.ts';
import { openPairById } from './ledger.ts';
import { takePairing, type MeetingHouse } from './meeting.ts';
import type { Wing } from './messages.ts';
import type { Receivers } from './receiving.ts';
import { shareAsks, WaitingAsks } from './waiting-asks.ts';

export type WingBridgeOptions = {
  wing: Wing;
  /** How to connect as the bridge's login. */
  connection: pg.PoolConfig;
  keys: Keys;
  clock: Clock;
  /** What the wing's rooms do with messages; kinds without a receiver are not claimed to be understood. */
  receivers: Receivers;
  answerers: Answerers;
  times?: Partial<DialerTimes> | undefined;
  report?: ((where: string, error: unknown) => void) | undefined;
};

/**
 * Asks the other side of a pair and waits at most three seconds; null when there is no answer that can be trusted: the
 * pair is not open, the other side cannot be reached, or what came is not its word.
 */
export type Asking = <K extends AskKind>(
  pairId: string,
  kind: K,
  question: Question<K>,
) => Promise<Answer<K> | null>;

/** Longest wait for an answer, in milliseconds: somebody sits before the screen. */
const ASK_WAIT = 3000;

/** The bridge as a wing's server has it: what its room works with, its routes, and its dialer. */
export type WingBridge = {
  house: MeetingHouse;
  bridge: Bridge;
  ask: Asking;
  /** Where the other side calls: signed bodies, no session, no cookie, answers of the closed lists. */
  routes(server: FastifyInstance): void;
  startDialing(): void;
  /** Forgets nonces and codes whose time is over. */
  sweep(): Promise<void>;
  /** Lets hanging calls go, so that the server can close. */
  letGo(): Promise<void>;
  close(): Promise<void>;
};

/** Opens a wing's side of the bridge. Call `letGo` before the server closes and `close` after. */
export function openWingBridge(options: WingBridgeOptions): WingBridge {
  const { wing, keys, clock, receivers, answerers, report, times } = options;
  const pool = quietPool({ ...options.connection, max: 6 });
  const closing = new AbortController();
  const house: MeetingHouse = { pool, keyDir: keys.dir, wing, keys, clock };
  const asks = new WaitingAsks();
  const bridge = openBridge({
    pool,
    asks,
    keyDir: keys.dir,
    receivers,
    answerers,
    clock,
    closing: closing.signal,
    report,
  });
  const underWay = new Set<Promise<unknown>>();
  let dialer: ReturnType<typeof startDialer> | undefined;
  let sharing: Promise<void> | undefined;
  return {
    house,
    bridge,
    ask: async (pairId, kind, question) => {
      const pair = await openPairById(pool, pairId);
      if (pair === null) return null;
      const limit = AbortSignal.any([closing.signal, AbortSignal.timeout(ASK_WAIT)]);
      return bridge.askPeer(pair, carryOver(limit), kind, question);
    },
    routes: (server) => {
      const take = (path: string, act: (raw: unknown, gone: AbortSignal) => Promise<unknown>) =>
        server.post(`/bridge/${path}`, { bodyLimit: LARGEST_CALL }, async (request, reply) => {
          // A connection that is kept would hold up a server that closes.
          reply.header('connection', 'close');
          const gone = new AbortController();
          reply.raw.on('close', () => gone.abort());
          const answer = act(request.body, gone.signal).catch((error: unknown) => {
            report?.(`bridge.${path}`, error);
            return { refused: 'failed' };
          });
          // Whoever called may be gone while the work goes on; the pool is closed only after it.
          underWay.add(answer);
          return answer.finally(() => underWay.delete(answer));
        });
      take('pair', (raw) => takePairing(house, raw));
      take('call', (raw, gone) => bridge.takeCall(raw, gone));
      take('ask', (raw) => bridge.takeAsk(raw));
    },
    startDialing: () => {
      dialer ??= startDialer({ bridge, pool, connection: options.connection, times, report });
      sharing ??= shareAsks(asks, pool, options.connection, closing.signal);
    },
    sweep: async () => {
      await pool.query(`delete from bridge.nonces where at < now() - interval '2 days'`);
      await pool.query(`delete from bridge.codes where expires_at < now() - interval '30 days'`);
    },
    letGo: async () => {
      closing.abort();
      await dialer?.stop();
      await sharing;
    },
    close: async () => {
      await Promise.all(underWay);
      await pool.end();
    },
  };
}
