import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { z } from 'zod';
import type { Actor, Door } from '../../kit/database/door.ts';
import { problemOf } from '../../kit/database/codes.ts';
import type { RouteTools } from '../../kit/http/server.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { KeptEntry } from './contract-run.ts';
import { Ear } from './live-ear.ts';
import { entriesAfter, mustSeeBoard } from './run.ts';

/** How long things take, in milliseconds. */
export type LiveTimes = {
  /** Something is said at least this often, so that a device notices a dead connection. */
  beat: number;
  /** How often it is asked whether a follower may still see the board. */
  look: number;
};
const TIMES: LiveTimes = { beat: 5000, look: 15_000 };

/** Entries in one page, and how many of an operation are kept in memory for those who follow it. */
const PAGE = 200;
const KEPT = 400;
/** Followers in one process; more are asked to come again. */
const MOST = 2000;

export type LiveHouse = {
  door: Door<Tables>;
  /** How to connect as the application's login, for the one connection that listens. */
  connection: pg.ClientConfig;
  times?: Partial<LiveTimes> | undefined;
  report?: ((where: string, error: unknown) => void) | undefined;
};

const Asked = z.object({ operationId: z.uuid(), after: z.number().int().min(0) });

/**
 * The live channel of the boards: server-sent events over one answer that stays open. A device names the last sequence
 * it has and gets what came after, in order; when the answer ends for whatever reason it asks again. Every server
 * listens to the database, so it does not matter which of several a device talks to.
 */
export function openBoardLine(house: LiveHouse) {
  const times = { ...TIMES, ...house.times };
  const rooms = new Map<string, Room>();
  const stopping = new AbortController();
  const ear = new Ear(house.connection, 'operation_entries', (said) => {
    if (said === null) for (const room of rooms.values()) room.hear(false);
    else rooms.get(said.slice(0, 36))?.hear(said.endsWith(' changed'));
  });
  let followers = 0;

  async function* follow(actor: Actor, operationId: string, after: number, gone: AbortSignal) {
    const room = rooms.get(operationId) ?? new Room(house, operationId);
    rooms.set(operationId, room);
    const follower = new Follower(actor, after);
    room.followers.add(follower);
    followers += 1;
    try {
      yield 'retry: 1000\n\n';
      yield* told(house, room, follower, times, AbortSignal.any([gone, stopping.signal]));
    } finally {
      followers -= 1;
      room.followers.delete(follower);
      if (room.followers.size === 0) rooms.delete(operationId);
    }
  }

  return {
    routes(app: FastifyInstance, tools: RouteTools): void {
      app.post('/live/operations', { compress: false } as object, async (request, reply) => {
        const actor = await tools.actorOf(request);
        const asked = Asked.safeParse(request.body);
        if (!asked.success) throw new Problem('bad_input');
        if (followers >= MOST || stopping.signal.aborted) throw new Problem('busy');
        const { operationId, after } = asked.data;
        // Asked before anything is answered, so that a refusal is an answer of its own.
        await house.door.as(actor, 'read', (work) => mustSeeBoard(work, operationId));
        await ear.listening();
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        const events = Readable.from(follow(actor, operationId, after, gone.signal), { highWaterMark: 1 });
        events.on('error', () => undefined);
        return (
          reply
            .header('content-type', 'text/event-stream; charset=utf-8')
            .header('cache-control', 'no-store, no-transform')
            .header('x-accel-buffering', 'no')
            // A server that stops does not wait for a connection that fell idle only when this answer ended.
            .header('connection', 'close')
            .send(events)
        );
      });
    },
    /** Ends every answer that hangs on; devices ask again elsewhere, or when the server is back. */
    async letGo(): Promise<void> {
      stopping.abort();
      await ear.close();
    },
  };
}

/** One device on the line: what it has, and how it is woken. */
class Follower {
  readonly actor: Actor;
  cursor: number;
  changed = false;
  ended: string | null = null;
  #wake: (() => void) | null = null;

  constructor(actor: Actor, cursor: number) {
    this.actor = actor;
    this.cursor = cursor;
  }

  wake(): void {
    this.#wake?.();
  }

  /** Until something is said, the time is over, or the signal falls. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      this.#wake = end;
    });
  }
}

/** What one server knows of one operation: its newest entries, read once for all who follow it here. */
class Room {
  readonly followers = new Set<Follower>();
  readonly #house: LiveHouse;
  readonly id: string;
  /** Without gaps, in their order. */
  #newest: KeptEntry[] = [];
  #last = -1;
  #reading: Promise<void> | null = null;
  #again = false;
  #readAt = 0;

  constructor(house: LiveHouse, id: string) {
    this.#house = house;
    this.id = id;
  }

  get last(): number {
    return this.#last;
  }

  hear(changed: boolean): void {
    if (changed) for (const follower of this.followers) follower.changed = true;
    void this.refresh();
  }

  /** Reads what is new; whoever asks while it reads gets what came meanwhile too. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** Reads now and then without having heard anything: a word of the database may have been lost. */
  lookAgain(ms: number): void {
    if (Date.now() - this.#readAt >= ms) void this.refresh();
  }

  /** A page after a sequence: from memory where that reaches back so far, else read as the follower. */
  async after(follower: Follower): Promise<KeptEntry[]> {
    const first = this.#newest[0]?.sequence;
    if (follower.cursor >= this.#last) return [];
    if (first !== undefined && follower.cursor >= first - 1)
      return this.#newest.filter((entry) => entry.sequence > follower.cursor).slice(0, PAGE);
    return this.page(follower.actor, follower.cursor);
  }

  page(actor: Actor, after: number): Promise<KeptEntry[]> {
    return this.#house.door.as(actor, 'read', (work) => entriesAfter(work, this.id, after, PAGE));
  }

  /** A new follower has everything up to here. */
  reached(sequence: number): void {
    if (sequence <= this.#last) return;
    this.#last = sequence;
    this.#newest = [];
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.#readAt = Date.now();
      for (const follower of this.followers) {
        try {
          if (this.#last >= 0) await this.#readAs(follower);
          break;
        } catch (error) {
          const code = problemCode(error);
          // One whose right is gone is shown out, and the next one is asked for.
          if (code === 'not_signed_in' || code === 'missing') follower.ended = code;
          else return this.#house.report?.('operations.live', error);
        }
      }
      for (const follower of this.followers) follower.wake();
    }
  }

  async #readAs(follower: Follower): Promise<void> {
    for (;;) {
      const from = this.#last;
      const page = await this.page(follower.actor, from);
      if (this.#last === from && page.length > 0) {
        this.#newest = [...this.#newest, ...page].slice(-KEPT);
        this.#last = page.at(-1)!.sequence;
      }
      if (page.length < PAGE) return;
    }
  }
}

const problemCode = (error: unknown): string | null => {
  const problem = problemOf(error);
  return problem instanceof Problem ? problem.code : null;
};

const said = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Everything after the follower's cursor, then what comes, until it goes or may not see it any more. */
async function* told(
  house: LiveHouse,
  room: Room,
  follower: Follower,
  times: LiveTimes,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let lookedAt = Date.now();
  for (let page = await room.page(follower.actor, follower.cursor); ;) {
    if (page.length > 0) {
      follower.cursor = page.at(-1)!.sequence;
      yield said('entries', page);
    }
    if (signal.aborted || page.length < PAGE) break;
    page = await room.page(follower.actor, follower.cursor);
  }
  room.reached(follower.cursor);
  // What was kept between that page and now, before anybody here listened for it.
  void room.refresh();
  while (!signal.aborted && follower.ended === null) {
    const page = await room.after(follower);
    if (page.length > 0) {
      follower.cursor = page.at(-1)!.sequence;
      yield said('entries', page);
      continue;
    }
    if (follower.changed) {
      follower.changed = false;
      yield said('changed', {});
      continue;
    }
    // Asked again without a pause in between: what came while the last page was written is not slept through.
    if (room.last > follower.cursor || follower.changed || follower.ended !== null) continue;
    const since = Date.now();
    await follower.wait(times.beat, signal);
    if (Date.now() - since >= times.beat) yield ': \n\n';
    room.lookAgain(times.beat);
    if (Date.now() - lookedAt >= times.look && !signal.aborted) {
      lookedAt = Date.now();
      await mayStay(house, room, follower);
    }
  }
  if (follower.ended !== null) yield said('ended', { problem: follower.ended });
}

async function mayStay(house: LiveHouse, room: Room, follower: Follower): Promise<void> {
  try {
    await house.door.as(follower.actor, 'read', (work) => mustSeeBoard(work, room.id));
  } catch (error) {
    const code = problemCode(error);
    if (code === 'not_signed_in' || code === 'missing') follower.ended = code;
  }
}
