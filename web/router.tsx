import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { closedWords } from './closed-words.ts';
import { rooms } from './rooms.ts';
import type { RoomScreens, ScreenRoute } from './rooms.ts';
import { RootScreen } from './shell/root.tsx';
import { NotFound, PageFailed, PageLoading } from './shell/page-states.tsx';
import { loadRoomWords } from './words/index.ts';

const root = createRootRoute({ component: RootScreen, notFoundComponent: NotFound });

/** One screen of a room as a route: its code and the room's words are loaded when it is first opened. */
function routeOf(room: RoomScreens, screen: ScreenRoute) {
  return createRoute({
    getParentRoute: () => root,
    path: screen.path,
    component: lazyRouteComponent(screen.load),
    loader: async () => {
      await Promise.all([room.room, ...(room.words ?? [])].map(loadRoomWords));
    },
    validateSearch: closedWords,
    staticData: { screen },
  });
}

/** The routes of all rooms. Made once, at the start. Of two screens with one address the first is taken. */
export function makeRouter(from: readonly RoomScreens[] = rooms) {
  const byPath = new Map<string, ReturnType<typeof routeOf>>();
  for (const room of from) {
    for (const screen of room.screens) {
      if (!byPath.has(screen.path)) byPath.set(screen.path, routeOf(room, screen));
    }
  }
  return createRouter({
    routeTree: root.addChildren([...byPath.values()]),
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 250,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString().replaceAll('%2C', ',');
      return text === '' ? '' : `?${text}`;
    },
  });
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    screen?: ScreenRoute;
  }
}
