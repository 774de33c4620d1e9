import type { RoomScreens } from '../../../web/rooms.ts';

const area = 'tips' as const;

export const routes: RoomScreens = {
  room: 'tips',
  words: ['vocabulary', 'files', 'exports', 'audit'],
  screens: [
    {
      path: '/tips',
      load: () => import('./queue.tsx'),
      title: 'tips.queue.title',
      permission: 'tips.read',
      area,
    },
    {
      path: '/tips/new',
      load: () => import('./receive.tsx'),
      title: 'tips.receive.title',
      permission: 'tips.receive',
      area,
    },
    {
      path: '/tips/dangers',
      load: () => import('./danger-board.tsx'),
      title: 'tips.danger.title',
      permission: 'danger.raise',
      area,
    },
    {
      path: '/tips/dangers/$dangerId',
      load: () => import('./danger-page.tsx'),
      title: 'tips.danger.page',
      permission: 'danger.raise',
      area,
    },
    {
      path: '/administration/tip-pages',
      load: () => import('./portal-settings.tsx'),
      title: 'tips.portal.title',
      permission: 'settings.manage',
      area: 'administration',
    },
    {
      path: '/tips/$tipId',
      load: () => import('./tip-page.tsx'),
      title: 'tips.page.title',
      permission: 'tips.read',
      area,
    },
  ],
  commands: [
    {
      id: 'tips.receive',
      label: 'tips.do.receive',
      icon: 'tip',
      to: '/tips/new',
      permission: 'tips.receive',
      create: true,
    },
    {
      id: 'tips.danger',
      label: 'tips.danger.title',
      icon: 'danger',
      to: '/tips/dangers',
      permission: 'danger.raise',
      keys: 'g d',
    },
    {
      id: 'tips.portal',
      label: 'tips.portal.title',
      icon: 'globe',
      to: '/administration/tip-pages',
      permission: 'settings.manage',
    },
  ],
  danger: () => import('./danger-form.tsx'),
};
