import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'victims.read';
const area = 'victims' as const;
const page = () => import('./victim-page.tsx');

export const routes: RoomScreens = {
  room: 'victims',
  words: ['vocabulary', 'cases', 'audit', 'administration'],
  screens: [
    { path: '/victims', load: () => import('./victim-list.tsx'), title: 'victims.title', permission, area },
    { path: '/victims/$victimId', load: page, title: 'victims.victim', permission, area },
    { path: '/victims/$victimId/$tab', load: page, title: 'victims.victim', permission, area },
    {
      path: '/administration/victims',
      load: () => import('./protocol-page.tsx'),
      title: 'victims.protocol.title',
      permission: 'settings.manage',
      area: 'administration',
    },
  ],
};
