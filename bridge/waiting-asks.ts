import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import { signedAnswer, signedAsk, type SignedAnswer, type SignedAsk } from './asks.ts';

/**
 * What one server of a wing tells the others of the same wing: somebody asks, or an answer came to the wrong door.
 * The database passes it on and keeps nothing (NOTIFY is in no table, no log of changes and no backup). The question
 * is signed by the wing's own key and the answer is sealed to the one who asked, so a login that overhears or speaks
 * here learns nothing and is believed by nobody.
 */
const word = z.union([
  z.object({ from: z.uuid(), pair: z.uuid(), ask: signedAsk }),
  z.object({ from: z.uuid(), pair: z.uuid(), answer: signedAnswer }),
]);
export type AskWord = z.infer<typeof word>;

const CHANNEL = 'bridge_asks';
/** PostgreSQL carries less than 8,000 bytes in a notification. */
const LARGEST_WORD = 7900;

type Held = { pair: string; ask: SignedAsk; at: number; handed: boolean };
type Hope = { pair: string; take: (raw: SignedAnswer) => Promise<boolean> };

/**
 * Questions for sides that cannot be called: they wait in memory, a few seconds at most, for the other side's own call,
 * go with its reply, and the answer comes by the call after. Nothing of it is stored.
 */
export class WaitingAsks {
  readonly #self = randomUUID();
  readonly #held = new Map<string, Held>();
  readonly #hopes = new Map<string, Hope>();
  readonly #bells = new Set<() => void>();
  readonly #worth: number;
  /** How the other servers of this wing are told; none where there is but one. */
  tell: ((word: string) => Promise<void>) | undefined;

  /** @param worth how long a question is worth handing out, in milliseconds: somebody sits before the screen */
  constructor(worth = 3000) {
    this.#worth = worth;
  }

  /**
   * Puts a question where a call of the other side finds it, and waits.
   * @param open reads an answer; null for one that cannot be trusted, which is passed over
   * @returns the answer, or null after three seconds or when `closing` rings
   */
  ask<T>(
    pair: string,
    signed: SignedAsk,
    open: (raw: SignedAnswer) => Promise<T | null>,
    closing?: AbortSignal,
  ): Promise<T | null> {
    const { nonce } = signed.ask;
    return new Promise((resolve) => {
      const end = (answer: T | null) => {
        clearTimeout(timer);
        closing?.removeEventListener('abort', none);
        this.#hopes.delete(nonce);
        this.#held.delete(nonce);
        resolve(answer);
      };
      const none = () => end(null);
      const timer = setTimeout(none, this.#worth);
      closing?.addEventListener('abort', none);
      const take = async (raw: SignedAnswer) => {
        const answer = await open(raw).catch(() => null);
        if (answer !== null) end(answer);
        return answer !== null;
      };
      this.#hopes.set(nonce, { pair, take });
      this.#hold(pair, signed);
      this.#say({ from: this.#self, pair, ask: signed });
    });
  }

  /**
   * The questions that go with the reply to a call: to every call that hung on when a question came, for one of them
   * may be of a server that is gone, and else to the first that comes.
   * @param began when the call came, in milliseconds of this server's clock
   * @param understood what the caller says it understands; a question it does not know is not handed out
   */
  handOut(pair: string, began: number, understood: Readonly<Record<string, number>>): SignedAsk[] {
    const due = [...this.#held.values()].filter((one) => this.#isFor(one, pair, began, understood));
    for (const one of due) one.handed = true;
    return due.map((one) => one.ask).slice(0, 20);
  }

  has(pair: string, began: number, understood: Readonly<Record<string, number>>): boolean {
    return [...this.#held.values()].some((one) => this.#isFor(one, pair, began, understood));
  }

  /**
   * Takes an answer that a call of this pair brought. One for which nobody waits here goes to the other servers.
   * @returns false when it is to a question of ours and cannot be trusted
   */
  async bring(pair: string, raw: unknown): Promise<boolean> {
    const read = signedAnswer.safeParse(raw);
    if (!read.success) return false;
    const hope = this.#hopes.get(read.data.nonce);
    if (hope !== undefined) return hope.pair === pair && (await hope.take(read.data));
    this.#held.delete(read.data.nonce);
    this.#say({ from: this.#self, pair, answer: read.data });
    return true;
  }

  /** Hears what another server of this wing told; what is no such word is passed over. */
  hear(text: string): void {
    const read = word.safeParse(parsed(text));
    if (!read.success || read.data.from === this.#self) return;
    if ('ask' in read.data) return this.#hold(read.data.pair, read.data.ask);
    const { pair, answer } = read.data;
    this.#held.delete(answer.nonce);
    const hope = this.#hopes.get(answer.nonce);
    if (hope?.pair === pair) void hope.take(answer);
  }

  /** Waits until somebody asks, or at most so long. */
  change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#bells.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#bells.add(end);
    });
  }

  #isFor(one: Held, pair: string, began: number, understood: Readonly<Record<string, number>>): boolean {
    const known = Object.hasOwn(understood, askedAs(one.ask.ask.kind));
    return one.pair === pair && known && (!one.handed || began <= one.at);
  }

  #hold(pair: string, ask: SignedAsk): void {
    const { nonce } = ask.ask;
    this.#held.set(nonce, { pair, ask, at: Date.now(), handed: false });
    setTimeout(() => this.#held.delete(nonce), this.#worth).unref();
    for (const ring of this.#bells) ring();
  }

  #say(one: AskWord): void {
    const text = JSON.stringify(one);
    if (Buffer.byteLength(text) <= LARGEST_WORD) void this.tell?.(text).catch(() => undefined);
  }
}

/** The word by which a side says, among the kinds it understands, that it answers a question on its own call. */
export const askedAs = (kind: string): string => `asked.${kind}`;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Ties the servers of a wing that share a database: what one is asked, any of them hands out.
 * @param signal ends it
 */
export async function shareAsks(
  asks: WaitingAsks,
  pool: pg.Pool,
  connection: pg.ClientConfig,
  signal: AbortSignal,
): Promise<void> {
  asks.tell = async (text) => void (await pool.query('select pg_notify($1, $2)', [CHANNEL, text]));
  while (!signal.aborted) {
    await listen(asks, connection, signal).catch(() => undefined);
    // The database is away or the connection was cut: questions of other servers are not handed out meanwhile.
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1000).unref());
  }
}

/** Listens until the connection ends or the signal comes. */
async function listen(asks: WaitingAsks, connection: pg.ClientConfig, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(connection);
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await client.connect();
    client.on('notification', ({ payload }) => asks.hear(payload ?? ''));
    await client.query(`listen ${CHANNEL}`);
    await ended;
  } finally {
    await client.end().catch(() => undefined);
  }
}
