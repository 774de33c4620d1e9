import type { RoomScreens } from '../../../rooms.ts';

export const routes: RoomScreens = {
  room: 'bridge',
  words: ['administration'],
  screens: [
    {
      path: '/administration/bridge',
      load: () => import('./bridge-page.tsx'),
      title: 'bridge.title',
      permission: 'bridge.manage',
      area: 'administration',
    },
  ],
  commands: [
    {
      id: 'bridge.open',
      label: 'bridge.command',
      icon: 'link',
      to: '/administration/bridge',
      permission: 'bridge.manage',
    },
  ],
};
