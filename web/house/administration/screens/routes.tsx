import type { RoomScreens } from '../../../rooms.ts';

const area = 'administration' as const;

export const routes: RoomScreens = {
  room: 'administration',
  words: ['vocabulary', 'exports'],
  screens: [
    {
      path: '/administration',
      load: () => import('./account-list.tsx'),
      title: 'administration.accounts.title',
      permission: 'accounts.manage',
      area,
    },
    {
      path: '/administration/settings',
      load: () => import('./settings.tsx'),
      title: 'administration.settings.title',
      permission: 'settings.manage',
      area,
    },
    { path: '/account', load: () => import('./my-account.tsx'), title: 'administration.mine.title' },
    { path: '/work', load: () => import('./work-list.tsx'), title: 'administration.work.title' },
  ],
  commands: [
    {
      id: 'administration.invite',
      label: 'administration.invite.command',
      icon: 'people',
      to: '/administration?dialog=invite',
      permission: 'accounts.manage',
      create: true,
    },
  ],
  bell: () => import('./notices.ts'),
};
