import { once } from 'node:events';
import { createServer } from 'node:net';
import { Refusal } from './command.ts';

/**
 * Makes sure, before anything slow is done, that the port can be had.
 * @throws Refusal naming the remedy
 */
export async function claimable(host: string, port: number): Promise<void> {
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
