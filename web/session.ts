import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, client, onSignedOut, queries } from './api.ts';
import type { Client } from './api.ts';
import { beginDrafts, endDrafts } from './drafts.ts';
import { openGate } from './gates.ts';
import { problemOf } from './problem.ts';
import { rooms } from './rooms.ts';
import { LANGUAGES, setLanguage } from './words/index.ts';
import type { Language } from './words/index.ts';
import { preferences } from './theme/preferences.ts';

export type Me = Awaited<ReturnType<Client['identity']['me']>>;

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('concert.session') : undefined;
const key = ['session'] as const;

/** Who is signed in; null when nobody is. */
async function readMe(): Promise<Me | null> {
  try {
    const me = await client.identity.me({});
    await beginDrafts(me.account.id);
    const chosen = preferences().language ?? me.account.language;
    if (chosen in LANGUAGES) await setLanguage(chosen as Language);
    return me;
  } catch (error) {
    if (problemOf(error).code === 'not_signed_in') return null;
    throw error;
  }
}

/** What rooms keep on this device goes with the session. */
async function letGo(): Promise<void> {
  for (const { leaving } of rooms) {
    const room = await leaving?.().catch(() => undefined);
    await room?.letGoOfAll().catch(() => undefined);
  }
}

onSignedOut(() => {
  queries.setQueryData(key, null);
  void letGo();
});
channel?.addEventListener('message', (event) => {
  if (event.data === 'out') queries.setQueryData(key, null);
  if (event.data === 'in') void queries.invalidateQueries({ queryKey: key });
});

/** The session: `undefined` while it is read, `null` when nobody is signed in. */
export function useSession() {
  return useQuery({
    queryKey: key,
    queryFn: readMe,
    staleTime: 60_000,
    // Somebody who is signing in stays on that page until it is done (recovery codes are shown only once).
    refetchOnWindowFocus: (query) => query.state.data !== null,
  });
}

/** Handed down by the root, so that a page never sees the moment in which nobody is signed in any more. */
export const MeContext = createContext<Me | null>(null);

/** The person signed in. Only inside the shell, where there always is one. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is for screens inside the shell.');
  return me;
}

/** How far a permission reaches (`all`, `agency`, `member`, `own`), or undefined: mirrors what the server decides. */
export function useCan(): (permission: string | undefined) => boolean {
  const me = useMe();
  return (permission) => permission === undefined || me.permissions[permission] !== undefined;
}

/** After any kind of sign-in: read who it is, tell the other tabs. */
export async function signedIn(): Promise<void> {
  await queries.fetchQuery({ queryKey: key, queryFn: readMe, staleTime: 0 });
  channel?.postMessage('in');
}

/** Ends the session here and on the server, throws away drafts and everything read. */
export async function signOut(): Promise<void> {
  await client.identity.signOut({}).catch(() => undefined);
  await Promise.all([endDrafts(), letGo()]);
  queries.setQueryData(key, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== key[0] });
  queries.getMutationCache().clear();
  openGate('lock', false);
  openGate('stepUp', false);
  channel?.postMessage('out');
}

/** Not read again on return to the window: the recovery codes of a set-up are shown once and must stay. */
export const stateQuery = () =>
  api.identity.state.queryOptions({ input: {}, staleTime: 60_000, refetchOnWindowFocus: false });
