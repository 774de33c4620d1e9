import type { RoomScreens } from '../../../web/rooms.ts';

/** What the organisation shows of itself. */
export const routes: RoomScreens = {
  room: 'directory',
  words: ['offers'],
  screens: [
    {
      path: '/directory',
      load: () => import('./directory-page.tsx'),
      title: 'directory.title',
      permission: 'directory.read',
      area: 'directory',
    },
  ],
};
