import type { RoomScreens } from '../../../web/rooms.ts';

export const routes: RoomScreens = {
  room: 'services',
  words: ['vocabulary'],
  screens: [
    {
      path: '/needs',
      load: () => import('./needs-across.tsx'),
      title: 'services.across.title',
      permission: 'services.read',
      area: 'clients',
    },
  ],
  commands: [
    {
      id: 'services.across',
      label: 'services.across.command',
      icon: 'people',
      to: '/needs',
      permission: 'services.read',
      keys: 'g e',
    },
  ],
};
