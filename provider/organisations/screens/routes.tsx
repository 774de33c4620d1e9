import type { RoomScreens } from '../../../web/rooms.ts';

/** A further organisation in this wing. */
export const routes: RoomScreens = {
  room: 'organisations',
  words: ['administration'],
  screens: [
    {
      path: '/administration/organisations',
      load: () => import('./open-organisation.tsx'),
      title: 'organisations.title',
      permission: 'organisations.open',
      area: 'administration',
    },
  ],
};
