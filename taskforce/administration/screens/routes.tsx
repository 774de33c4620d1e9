import type { RoomScreens } from '../../../web/rooms.ts';

/** What the task force adds to the house's administration: its member agencies. */
export const routes: RoomScreens = {
  room: 'administration',
  words: ['vocabulary', 'exports'],
  screens: [
    {
      path: '/administration/agencies',
      load: () => import('./agencies.tsx'),
      title: 'administration.agencies.title',
      permission: 'accounts.manage',
      area: 'administration',
    },
    {
      path: '/administration/protocol',
      load: () => import('./protocol.tsx'),
      title: 'administration.protocol.title',
      permission: 'settings.manage',
      area: 'administration',
    },
  ],
};
