import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'nominations.read';
const area = 'nominations' as const;

/** Nominations of targets. */
export const routes: RoomScreens = {
  room: 'nominations',
  words: ['vocabulary', 'deconfliction'],
  screens: [
    {
      path: '/nominations',
      load: () => import('./nomination-list.tsx'),
      title: 'nominations.title',
      permission,
      area,
    },
    {
      path: '/nominations/new',
      load: () => import('./new-nomination.tsx'),
      title: 'nominations.new',
      permission: 'nominations.make',
      area,
    },
    {
      path: '/nominations/compare',
      load: () => import('./compare.tsx'),
      title: 'nominations.compare.title',
      permission,
      area,
    },
    {
      path: '/nominations/$nominationId',
      load: () => import('./nomination-page.tsx'),
      title: 'nominations.one',
      permission,
      area,
    },
    {
      path: '/administration/nominations',
      load: () => import('./settings-page.tsx'),
      title: 'nominations.settings.title',
      permission: 'settings.manage',
      area: 'administration',
    },
  ],
  commands: [
    {
      id: 'nominations.new',
      label: 'nominations.new',
      icon: 'bookmark',
      to: '/nominations/new',
      permission: 'nominations.make',
      create: true,
    },
    {
      id: 'nominations.settings',
      label: 'nominations.settings.title',
      icon: 'admin',
      to: '/administration/nominations',
      permission: 'settings.manage',
    },
  ],
};
