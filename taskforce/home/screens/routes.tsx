import type { RoomScreens } from '../../../web/rooms.ts';

/** My day, the first page. */
export const routes: RoomScreens = {
  room: 'home',
  words: ['vocabulary', 'referrals'],
  screens: [{ path: '/', load: () => import('./my-day.tsx'), title: 'shell.nav.home', area: 'home' }],
};
