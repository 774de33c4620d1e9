import type { RoomScreens } from '../../../web/rooms.ts';

/** What the task force adds to the house's audit: the searches, with their purposes. */
export const routes: RoomScreens = {
  room: 'audit',
  words: ['vocabulary', 'exports'],
  screens: [
    {
      path: '/audit/searches',
      load: () => import('./searches.tsx'),
      title: 'audit.searches.title',
      permission: 'audit.read',
      area: 'audit',
    },
  ],
};
