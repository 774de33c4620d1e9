import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wing } from '../bridge/messages.ts';

/** What the line did to calls on their way. */
export type LineCounts = Record<
  'carried' | 'cut before' | 'cut after' | 'doubled' | 'played again' | 'altered' | 'late' | 'nobody there',
  number
>;

export type Line = {
  /** Where a side calls the other: `http://127.0.0.1:PORT/WING`. */
  to(wing: Wing): string;
  counts: LineCounts;
  close(): Promise<void>;
};

/** A stream of numbers that is the same for the same seed. */
export function diceOf(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % sides;
  };
}

/** What happens to a call; the rest, most of them, is carried at once. */
const LUCK = ['cut before', 'cut after', 'doubled', 'played again', 'altered', 'late', 'late'] as const;

/**
 * An unsteady line between the two sides: it cuts calls before they arrive and replies before they come back, sends
 * calls twice, plays old ones again, swaps messages inside a call, and lets calls overtake one another.
 * @param portOf where a side listens now; undefined while it is down
 */
export async function openLine(
  portOf: (wing: Wing) => number | undefined,
  dice: (sides: number) => number,
): Promise<Line> {
  const counts: LineCounts = {
    carried: 0,
    'cut before': 0,
    'cut after': 0,
    doubled: 0,
    'played again': 0,
    altered: 0,
    late: 0,
    'nobody there': 0,
  };
  const old: { wing: Wing; path: string; body: string }[] = [];
  const deliver = async (wing: Wing, path: string, body: string) => {
    const port = portOf(wing);
    if (port === undefined) throw new Error('nobody there');
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })).text();
  };
  const carry = async (wing: Wing, path: string, body: string): Promise<string> => {
    const luck = dice(6) === 0 ? LUCK[dice(LUCK.length)]! : 'carried';
    counts[luck] += 1;
    if (luck === 'cut before') throw new Error(luck);
    if (luck === 'late') await new Promise((resolve) => setTimeout(resolve, dice(400)));
    if (luck === 'altered') return deliver(wing, path, altered(body));
    if (luck === 'played again' && old.length > 0) {
      const again = old[dice(old.length)]!;
      await deliver(again.wing, again.path, again.body);
    }
    if (dice(10) === 0) old[dice(20)] = { wing, path, body };
    const [reply] = await Promise.all([
      deliver(wing, path, body),
      luck === 'doubled' ? deliver(wing, path, body) : undefined,
    ]);
    if (luck === 'cut after') throw new Error(luck);
    return reply;
  };
  const server = createServer((request, response) => {
    const [, wing, path] = /^\/(taskforce|provider)(\/.*)$/.exec(request.url ?? '') ?? [];
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      carry(wing as Wing, path!, Buffer.concat(parts).toString('utf8')).then(
        (reply) => response.writeHead(200, { 'content-type': 'application/json' }).end(reply),
        (error: unknown) => {
          if ((error as Error).message === 'nobody there') counts['nobody there'] += 1;
          response.destroy();
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { to: (wing) => `http://127.0.0.1:${port}/${wing}`, counts, close: () => closed(server) };
}

/** The call with its first two messages swapped, or with another time where it has fewer. */
function altered(body: string): string {
  const call = JSON.parse(body) as { frame: { acknowledged: number }; messages: unknown[] };
  if (call.messages.length > 1) [call.messages[0], call.messages[1]] = [call.messages[1], call.messages[0]];
  else call.frame.acknowledged += 1;
  return JSON.stringify(call);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
