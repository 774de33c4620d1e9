import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy, useCallback } from 'react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import { useGates } from '../gates.ts';
import { rooms } from '../rooms.ts';
import { MeContext, useSession } from '../session.ts';
import { OptionalWord } from '../ui/field.tsx';
import { Toasts } from '../ui/toast.tsx';
import { loadRoomWords, useWords } from '../words/index.ts';
import { Gatekeeper } from './gatekeeper.tsx';
import { ServerAway } from './page-states.tsx';
import { Shell } from './shell.tsx';
import { SplashScreen } from './splash.tsx';

const SignIn = lazy(() => import('./sign-in/sign-in.tsx'));

const awayRoom = rooms.find((room) => room.away?.path.test(location.pathname));
/** What this address shows while the server is away, if its room brings something for it. */
const Away =
  awayRoom?.away &&
  lazy(async () => {
    await Promise.all(
      [awayRoom.room, ...(awayRoom.words ?? [])].map((room) => loadRoomWords(room).catch(() => undefined)),
    );
    return awayRoom.away!.load();
  });

/**
 * The outermost screen: signing in or working, with the lock above both. Signing in replaces the page without
 * changing the address, so that a deep link leads to its place afterwards.
 */
export function RootScreen() {
  const router = useRouter();
  const { t } = useWords();
  const session = useSession();
  const { retrying } = useGates();
  const { refetch } = session;
  const retry = useCallback(() => void refetch(), [refetch]);
  return (
    <LinkProvider navigate={(to) => void router.navigate({ href: to })} useHref={(to) => to}>
      <OptionalWord value={t('ui.optional')}>
        {session.data ? (
          <MeContext value={session.data}>
            <Shell />
          </MeContext>
        ) : session.data === null ? (
          <Suspense fallback={<SplashScreen />}>
            <SignIn />
          </Suspense>
        ) : Away && (retrying || session.isError) ? (
          <Suspense fallback={<SplashScreen />}>
            <Away onRetry={retry} />
          </Suspense>
        ) : session.isError ? (
          <ServerAway onRetry={() => void session.refetch()} />
        ) : (
          <SplashScreen />
        )}
        <Gatekeeper />
        <Toasts label={t('shell.bell.title')} closeLabel={t('ui.close')} />
      </OptionalWord>
    </LinkProvider>
  );
}
