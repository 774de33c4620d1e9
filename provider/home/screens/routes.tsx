import type { RoomScreens } from '../../../web/rooms.ts';

/** The first page of the provider's wing. */
export const routes: RoomScreens = {
  room: 'home',
  screens: [{ path: '/', load: () => import('./welcome.tsx'), title: 'shell.nav.home', area: 'home' }],
};
