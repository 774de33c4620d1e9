import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'standby.read';
const area = 'standby' as const;

/** Stand-by notices to providers. */
export const routes: RoomScreens = {
  room: 'standby',
  words: ['offers', 'providers', 'administration'],
  screens: [
    { path: '/stand-by', load: () => import('./notice-list.tsx'), title: 'standby.title', permission, area },
    {
      path: '/stand-by/new',
      load: () => import('./new-notice.tsx'),
      title: 'standby.new',
      permission: 'standby.send',
      area,
    },
    {
      path: '/stand-by/$noticeId',
      load: () => import('./notice-page.tsx'),
      title: 'standby.one',
      permission,
      area,
    },
    {
      path: '/administration/stand-by',
      load: () => import('./settings-page.tsx'),
      title: 'standby.settings.title',
      permission: 'settings.manage',
      area: 'administration',
    },
  ],
  commands: [
    {
      id: 'standby.new',
      label: 'standby.new',
      icon: 'bell',
      to: '/stand-by/new',
      permission: 'standby.send',
      create: true,
    },
    {
      id: 'standby.settings',
      label: 'standby.settings.title',
      icon: 'admin',
      to: '/administration/stand-by',
      permission: 'settings.manage',
    },
  ],
};
