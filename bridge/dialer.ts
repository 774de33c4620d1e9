import pg from 'pg';
import type { Bridge, Carrier } from './bridge.ts';
import { carryOver, mayCall } from './carrier.ts';
import { pairsToCall, type Pair } from './ledger.ts';

/** How long things take, in milliseconds, but for `wait`, which is seconds. */
export type DialerTimes = {
  /** How long a call hangs on at the other side when there is nothing to say. */
  wait: number;
  firstPause: number;
  longestPause: number;
  /** How often the list of pairs is read anew, and a server that does not dial asks whether it should. */
  look: number;
};
const TIMES: DialerTimes = { wait: 20, firstPause: 1000, longestPause: 300_000, look: 5000 };

export type DialerHouse = {
  bridge: Bridge;
  /** Pool of the bridge's login. */
  pool: pg.Pool;
  /** How to connect as the bridge's login, for the one connection that listens. */
  connection: pg.ClientConfig;
  times?: Partial<DialerTimes> | undefined;
  /** Carries in place of HTTP; for tests. */
  carrier?: ((signal: AbortSignal) => Carrier) | undefined;
  report?: ((where: string, error: unknown) => void) | undefined;
};
type Dialling = DialerHouse & { times: DialerTimes };

/** Key of the advisory lock: of several servers on one database, the one that holds it dials. */
const LOCK = [46020, 1] as const;

/**
 * Calls every open pair that can be called: it hangs on for what the other side has to say, and calls at once when
 * something waits here. Where the other side is away it tries again after a pause that grows to five minutes.
 */
export function startDialer(house: DialerHouse): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const all = { ...house, times: { ...TIMES, ...house.times } };
  const done = dial(all, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function dial(house: Dialling, signal: AbortSignal): Promise<void> {
  const bell = new Bell();
  while (!signal.aborted) {
    await whileOurs(house, signal).catch((error: unknown) => house.report?.('bridge.dialer', error));
    await bell.wait(house.times.look, signal);
  }
}

/** Dials for as long as this server holds the lock and its listening connection; returns when it does not. */
async function whileOurs(house: Dialling, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(house.connection);
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const ends = AbortSignal.any([signal, lost.signal]);
  const lines = new Map<string, Line>();
  try {
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
      ...LOCK,
    ]);
    if (rows[0]?.mine !== true) return;
    const bell = new Bell();
    client.on('notification', () => {
      for (const line of lines.values()) line.send();
      bell.ring();
    });
    await client.query('listen bridge_outbox');
    while (!ends.aborted) {
      await keepLines(house, lines, ends);
      await bell.wait(house.times.look, ends);
    }
  } finally {
    lost.abort();
    await Promise.all([...lines.values()].map((line) => line.close()));
    await client.end().catch(() => undefined);
  }
}

/** Begins a line to each pair that has none, and closes those of pairs that are gone. */
async function keepLines(house: Dialling, lines: Map<string, Line>, signal: AbortSignal): Promise<void> {
  const pairs = (await pairsToCall(house.pool)).filter((pair) => mayCall(pair.peerAddress!));
  if (signal.aborted) return;
  for (const pair of pairs) if (!lines.has(pair.id)) lines.set(pair.id, new Line(house, pair, signal));
  for (const [id, line] of lines) {
    if (pairs.some((pair) => pair.id === id)) continue;
    lines.delete(id);
    await line.close();
  }
}

/** The line to one pair: one call hangs on all the time; what waits here goes by a second one at once. */
class Line {
  readonly #house: Dialling;
  readonly #pair: Pair;
  readonly #closing = new AbortController();
  readonly #signal: AbortSignal;
  readonly #carry: Carrier;
  readonly #bell = new Bell();
  readonly #holding: Promise<void>;
  #sending: Promise<void> | null = null;
  #more = false;

  constructor(house: Dialling, pair: Pair, signal: AbortSignal) {
    this.#house = house;
    this.#pair = pair;
    this.#signal = AbortSignal.any([signal, this.#closing.signal]);
    this.#carry = (house.carrier ?? carryOver)(this.#signal);
    this.#holding = this.#hold();
  }

  /** Something waits here: it is carried now, not when the hanging call comes back. */
  send(): void {
    this.#more = true;
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#holding;
    await this.#sending;
  }

  async #hold(): Promise<void> {
    let failures = 0;
    // The first call does not hang on: both sides learn at once that the other is there, and what it understands.
    let wait = 0;
    while (!this.#signal.aborted) {
      const began = Date.now();
      const came = await this.#call(wait);
      wait = typeof came === 'object' ? this.#house.times.wait : 0;
      failures = typeof came === 'object' ? 0 : failures + 1;
      if (typeof came === 'string') await this.#bell.wait(this.#pause(failures, came), this.#signal);
      // An answer at once that brought nothing: the other side does not wait, or does not let in what we send.
      else if (came.received === 0 && Date.now() - began < this.#house.times.firstPause)
        await this.#bell.wait(this.#house.times.firstPause, this.#signal);
    }
  }

  async #sendAll(): Promise<void> {
    while (this.#more && !this.#signal.aborted) {
      this.#more = false;
      const came = await this.#call(0);
      if (typeof came === 'string') return;
      this.#bell.ring();
      if (came.sent >= 100) this.#more = true;
    }
  }

  async #call(wait: number): Promise<{ sent: number; received: number } | 'away' | 'not_confirmed'> {
    try {
      const came = await this.#house.bridge.callPeer(this.#pair, this.#carry, wait);
      if (!('refused' in came)) return came;
      return came.refused === 'not_confirmed' ? 'not_confirmed' : 'away';
    } catch {
      return 'away';
    }
  }

  /** Doubles with each failure, half of it by chance. An administrator who is about to confirm is not kept waiting. */
  #pause(failures: number, why: 'away' | 'not_confirmed'): number {
    const { firstPause, longestPause } = this.#house.times;
    const most = why === 'not_confirmed' ? Math.min(15_000, longestPause) : longestPause;
    return Math.min(most, firstPause * 2 ** Math.min(failures - 1, 20)) * (0.5 + Math.random() / 2);
  }
}

/** Waits that can be cut short. */
class Bell {
  #ring: (() => void) | null = null;
  ring(): void {
    this.#ring?.();
  }
  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#ring = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      this.#ring = end;
    });
  }
}
