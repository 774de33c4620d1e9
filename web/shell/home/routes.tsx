import type { RoomScreens } from '../../rooms.ts';

/** The first page where no room brings one. */
export const routes: RoomScreens = {
  room: '',
  screens: [{ path: '/', load: () => import('./home.tsx'), title: 'shell.nav.home', area: 'home' }],
};
