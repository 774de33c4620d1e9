import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { root } from './place.ts';

/** What a finished ./concert said. */
export type Told = { code: number | null; out: string; err: string };

/** Runs ./concert to its end, as a person would. */
export async function concert(args: string[], environment: Record<string, string> = {}): Promise<Told> {
  return finished(launch(args, environment));
}

/** A ./concert that goes on running. */
export type Running = {
  child: ChildProcess;
  told: Told;
  url: string;
  end(signal: NodeJS.Signals): Promise<Told>;
};

/** Starts ./concert and waits until it says where it is open. */
export async function started(args: string[], environment: Record<string, string> = {}): Promise<Running> {
  const child = launch(args, environment);
  const told: Told = { code: null, out: '', err: '' };
  const end = finished(child);
  const open = new Promise<string>((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      told.out += text;
      const url = /open at (\S+)/.exec(told.out)?.[1];
      if (url !== undefined && told.out.includes('Ctrl-C')) resolve(url);
    });
  });
  const first = await Promise.race([open, end]);
  if (typeof first !== 'string') throw new Error(`it ended instead of starting: ${first.err}${first.out}`);
  return {
    child,
    told,
    url: first,
    end: (signal) => {
      child.kill(signal);
      return end;
    },
  };
}

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function launch(args: string[], environment: Record<string, string>): ChildProcess {
  const env = { ...process.env, DATABASE_URL: '', PROVIDER_DATABASE_URL: '', ...environment };
  return spawn(path.join(root, 'concert'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function finished(child: ChildProcess): Promise<Told> {
  const told: Told = { code: null, out: '', err: '' };
  child.stdout?.on('data', (text: Buffer) => (told.out += text));
  child.stderr?.on('data', (text: Buffer) => (told.err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...told, code };
}
