import { once } from 'node:events';
import { createServer } from 'node:net';
import { Refusal } from './command.ts';

/** A start before this one that was killed may hold its port for a moment longer. */
const DYING_MS = 2_000;

/**
 * Makes sure, before anything slow is done, that the port can be had.
 * @throws Refusal naming the remedy
 */
export async function claimable(host: string, port: number): Promise<void> {
  for (const until = Date.now() + DYING_MS; ;) {
    try {
      return await claim(host, port);
    } catch (error) {
      if (Date.now() > until || !(error instanceof Refusal) || !error.message.includes('in use')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function claim(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw portRefusal(error, port) ?? error;
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

/** What an error of listen(2) means for the operator. */
export function portRefusal(error: unknown, port: number): Refusal | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new Refusal(
      `Port ${port} is in use by another program, perhaps another ./concert start.`,
      `Stop that program, or choose another port: ./concert start --port ${port === 65535 ? port - 1 : port + 1}`,
    );
  }
  if (code === 'EACCES') {
    return new Refusal(
      `Port ${port} may be used by the administrator only.`,
      'Choose one from 1024 to 65535 with --port N.',
    );
  }
  return undefined;
}
