import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'standby.read';
const area = 'standby' as const;

/** Stand-by notices of task forces. */
export const routes: RoomScreens = {
  room: 'standby',
  words: ['offers', 'administration'],
  screens: [
    { path: '/stand-by', load: () => import('./notices.tsx'), title: 'standby.title', permission, area },
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
};
