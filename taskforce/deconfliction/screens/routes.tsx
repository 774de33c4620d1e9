import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'deconfliction.use';
const area = 'deconfliction' as const;
const page = () => import('./deconfliction-page.tsx');

/** Deconfliction: what one entered, whom it meets, and the coordinator's desk. */
export const routes: RoomScreens = {
  room: 'deconfliction',
  words: ['administration'],
  screens: [
    { path: '/deconfliction', load: page, title: 'deconfliction.title', permission, area },
    {
      path: '/deconfliction/log',
      load: () => import('./log-page.tsx'),
      title: 'deconfliction.log.title',
      permission,
      area,
    },
    {
      path: '/deconfliction/coordination',
      load: () => import('./coordination-page.tsx'),
      title: 'deconfliction.coordination.title',
      permission: 'deconfliction.coordinate',
      area,
    },
    {
      path: '/administration/deconfliction',
      load: () => import('./settings-page.tsx'),
      title: 'deconfliction.settings.title',
      permission: 'settings.manage',
      area: 'administration',
    },
  ],
  commands: [
    {
      id: 'deconfliction.check',
      label: 'deconfliction.check',
      icon: 'search',
      to: '/deconfliction?do=target',
      permission,
    },
    {
      id: 'deconfliction.event',
      label: 'deconfliction.enterEvent',
      icon: 'plus',
      to: '/deconfliction?do=event',
      permission: 'deconfliction.enter',
      create: true,
    },
  ],
};
