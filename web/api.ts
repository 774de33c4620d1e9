import { i18n } from '@lingui/core';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '../taskforce/contract.ts';
import { passGate, setRetrying } from './gates.ts';
import { problemOf } from './problem.ts';

type CallContext = { key?: string };
export type Client = ContractRouterClient<Contract, CallContext>;

const UNGATED = /^identity\.(state|demoFactors|signIn|unlock|lock|signOut|stepUp)$/;
const TRIES = 6;

const signedOutListeners = new Set<() => void>();
let lastAnswerAt = 0;

/** Called when the server says that nobody is signed in here any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** When the server last answered (milliseconds), so that an active reader's session can be kept open. */
export const lastAnswer = (): number => lastAnswerAt;

type Next = () => Promise<unknown>;

/**
 * Sends a request until it is answered for good: waits at the lock and for the second proof, and repeats it
 * quietly while the server is away. The idempotency key stays the same, so a repeated write happens once.
 */
export async function throughGates(name: string, send: Next): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await send();
      lastAnswerAt = Date.now();
      setRetrying(false);
      return answer;
    } catch (error) {
      if (!(await mayRepeat(name, error, tried))) throw error;
    }
  }
}

async function mayRepeat(name: string, error: unknown, tried: number): Promise<boolean> {
  if (error instanceof DOMException && error.name === 'AbortError') return false;
  const { code, status } = problemOf(error);
  const away = code === 'offline' || code === 'busy' || status === 502 || status === 504;
  if (!away) setRetrying(false);
  if (code === 'session_locked' && !UNGATED.test(name)) return passGate('lock');
  if (code === 'step_up_needed' && !UNGATED.test(name)) return passGate('stepUp');
  if (code === 'not_signed_in') for (const listener of signedOutListeners) listener();
  if (!away || tried >= TRIES) return false;
  setRetrying(true);
  await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** tried, 8000)));
  return true;
}

const link = new RPCLink<CallContext>({
  url: () => new URL('/rpc', location.origin).href,
  headers: ({ context }) => ({
    'x-concert': '1',
    // Refusals come in the language of the screen, whatever the browser prefers.
    'accept-language': i18n.locale || 'en',
    ...(context.key === undefined ? {} : { 'idempotency-key': context.key }),
  }),
  fetch: (request, init) =>
    fetch(request, { ...init, credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer' }),
  interceptors: [
    (options) => {
      const context = { ...options.context, key: options.context.key ?? crypto.randomUUID() };
      return throughGates(options.path.join('.'), () => options.next({ ...options, context }));
    },
  ],
});

/** The typed client: `client.identity.me({})`. Everything travels as POST; nothing typed stands in an address. */
export const client: Client = createORPCClient(link);

/** TanStack Query options by procedure: `api.identity.me.queryOptions({ input: {} })`. */
export const api = createTanstackQueryUtils(client);

/** One cache in memory, emptied at sign-out. Requests already repeat themselves, so queries do not. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 15_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
