import type { RoomScreens } from '../../../web/rooms.ts';

export const routes: RoomScreens = {
  room: 'releases',
  screens: [
    {
      path: '/releases',
      load: () => import('./waiting.tsx'),
      title: 'releases.title',
      permission: 'releases.link',
      area: 'releases',
    },
  ],
};
