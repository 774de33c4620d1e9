import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PoolConfig } from 'pg';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { Refusal } from './command.ts';
import { withClient } from './database.ts';
import { ownerPassword } from './migration.ts';
import { type Place, wingFacts } from './place.ts';
import { portRefusal } from './port.ts';
import { complain } from './say.ts';
import { webOutputs } from './web.ts';
import type { Wing } from './wings.ts';

export type Serving = {
  url: string;
  /** What the first person must know; empty when there are accounts already. */
  firstSteps: string[];
  /** Takes no new request, finishes those under way, and closes its connections. */
  close(): Promise<void>;
};

/**
 * Opens the server of a wing on a migrated database.
 * @throws Refusal when the port was taken in between
 */
export async function serve(
  wing: Wing,
  owner: PoolConfig,
  place: Place,
  { host, port, demo }: { host: string; port: number; demo: DemoSignIn | null },
): Promise<Serving> {
  const facts = wingFacts[wing.name];
  const url = addressOf(host, port, facts.host);
  const filesOrigin = originFrom(facts.filesOrigin);
  const webDir = webOutputs[wing.name];
  const server = await wing.open({
    connection: (login) => loginTo(owner, login),
    dataDir: place.inside,
    ...(filesOrigin ? { filesOrigin } : {}),
    ...(demo ? { demo: true, demoSignIn: demo } : {}),
    publicUrl: url,
    ...(existsSync(path.join(webDir, 'index.html')) ? { webDir } : {}),
    report: (where, error) => complain(`concert: a fault in ${where}: ${faultName(error)}`),
  });
  try {
    await server.app.listen({ host, port });
    await listenForDownloads(server.downloads, { host, port, filesOrigin });
    await server.startJobs();
  } catch (error) {
    await server.close();
    throw portRefusal(error, port) ?? error;
  }
  return {
    url,
    firstSteps: demo ? demoSteps(demo) : await firstSteps(owner, server.setUpCode),
    close: () => server.close(),
  };
}

/** How people on this machine, or on the named address, open it. */
function addressOf(host: string, port: number, here: string): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? here : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Downloads come from the next port, on this machine by number: the cookie belongs to `localhost`, so none comes
 * along. Behind a proxy FILES_ORIGIN names the address that leads to that port, which then must be this very one.
 */
async function listenForDownloads(
  downloads: FastifyInstance,
  { host, port, filesOrigin }: { host: string; port: number; filesOrigin: string | undefined },
): Promise<void> {
  if (filesOrigin !== undefined) {
    await downloads.listen({ host, port: port + 1 });
    return;
  }
  try {
    await downloads.listen({ host: '127.0.0.1', port: port < 65_535 ? port + 1 : 0 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await downloads.listen({ host: '127.0.0.1', port: 0 });
  }
}

/** @throws Refusal when it is set and no origin */
function originFrom(variable: string): string | undefined {
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new Refusal(
    `${variable} is not the address of a place for downloads.`,
    'It should read like https://files.example.org, another host name than that of Concert itself.',
  );
}

/** The address of the same database for one of the login roles. */
export function loginTo(owner: PoolConfig, login: string): PoolConfig {
  return { ...owner, user: login, password: loginPassword(ownerPassword(owner), login) ?? '' };
}

/** The demonstration hands out its own password and codes; whoever can reach it can sign in to it. */
function demoSteps({ password, people }: DemoSignIn): string[] {
  return [
    '',
    'This is a demonstration: every person, phone and place is invented. Put nothing real into it.',
    'Choose a person on the sign-in page; the page fills in password and code. The password of all of them:',
    '',
    `    ${password}`,
    '',
    ...people.map(
      (person) => `    ${person.email.padEnd(28)} ${person.displayName}, ${person.roles.join(', ')}`,
    ),
    '',
  ];
}

async function firstSteps(owner: PoolConfig, setUpCode: string): Promise<string[]> {
  const some = await withClient(owner, (client) => client.query('select 1 from kit.accounts limit 1'));
  if (some.rowCount !== 0) return ['Sign in with your account.'];
  return [
    'Nobody has an account yet. Open the page and set up the owner with this code:',
    '',
    `    ${setUpCode}`,
    '',
  ];
}

/** Kind and place of a fault, without its message, which might repeat what a person typed. */
function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const place = /\((?:file:\/\/)?([^)]+:\d+):\d+\)/.exec(error.stack ?? '')?.[1] ?? '';
  const code = (error as { code?: unknown }).code;
  return [error.name, typeof code === 'string' ? code : '', place].filter((word) => word !== '').join(' ');
}
