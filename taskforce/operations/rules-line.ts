import type { KeptEntry } from './contract-run.ts';

/**
 * A device's end of the live channel: it asks for what comes after the last entry it has, reads until the answer ends
 * or falls silent, and asks again. Runs in a browser and in Node alike.
 */

export type LineState = 'open' | 'lost' | 'not_signed_in' | 'session_locked' | 'missing';

export type LineOptions = {
  url: string;
  headers?: Record<string, string>;
  operationId: string;
  /** The last sequence this device has. */
  after: () => number;
  onEntries: (entries: KeptEntry[]) => void;
  /** The operation has another state: read the board anew. */
  onChanged: () => void;
  onState: (state: LineState) => void;
  /** Milliseconds of silence after which a connection counts as dead. */
  silence?: number;
  /** First and longest pause between two tries, milliseconds. */
  pauses?: readonly [number, number];
};

export type Line = {
  /** Tries now, as when the network comes back. */
  hurry: () => void;
  close: () => void;
};

/** Follows a board until it is closed. */
export function followBoard(options: LineOptions): Line {
  const closing = new AbortController();
  let skip: (() => void) | null = null;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      skip = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  void (async () => {
    const [first, longest] = options.pauses ?? [250, 5000];
    let tries = 0;
    while (!closing.signal.aborted) {
      const came = await listen(options, closing.signal);
      if (closing.signal.aborted) return;
      options.onState(came.state);
      // Whoever is not let in asks again rarely: a lock may be opened, a post given back.
      tries = came.heard ? 0 : tries + 1;
      const wait = came.state === 'lost' ? Math.min(longest, first * 2 ** Math.min(tries, 16)) : longest;
      await pause(wait * (0.5 + Math.random() / 2));
    }
  })();
  return {
    hurry: () => skip?.(),
    close: () => {
      closing.abort();
      skip?.();
    },
  };
}

type Came = { state: LineState; heard: boolean };

/** One connection, until it ends. */
async function listen(options: LineOptions, closing: AbortSignal): Promise<Came> {
  const dead = new AbortController();
  const signal = AbortSignal.any([closing, dead.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dead.abort(), options.silence ?? 15_000);
  };
  let heard = false;
  try {
    alive();
    const answer = await fetch(options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...options.headers },
      body: JSON.stringify({ operationId: options.operationId, after: options.after() }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    if (!answer.ok || answer.body === null) return { state: await refusalOf(answer), heard };
    options.onState('open');
    for await (const event of eventsOf(answer.body, alive)) {
      heard = true;
      if (event.name === 'entries') options.onEntries(JSON.parse(event.data) as KeptEntry[]);
      else if (event.name === 'changed') options.onChanged();
      else if (event.name === 'ended') return { state: stateOf(JSON.parse(event.data)), heard };
    }
  } catch {
    // The connection broke: it is made anew.
  } finally {
    clearTimeout(timer);
    dead.abort();
  }
  return { state: 'lost', heard };
}

async function refusalOf(answer: Response): Promise<LineState> {
  const body: unknown = await answer.json().catch(() => null);
  return stateOf({ problem: (body as { code?: unknown } | null)?.code });
}

function stateOf(said: unknown): LineState {
  const problem = (said as { problem?: unknown }).problem;
  return problem === 'not_signed_in' || problem === 'session_locked' || problem === 'missing'
    ? problem
    : 'lost';
}

/** Server-sent events of a body (HTML standard, 9.2), as far as this channel uses them. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): AsyncGenerator<{ name: string; data: string }> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block)?.[1];
        if (name !== undefined) yield { name, data: /^data: (.*)$/m.exec(block)?.[1] ?? '' };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
