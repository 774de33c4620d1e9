import type { RoomScreens } from '../../../web/rooms.ts';

const area = 'tips' as const;

export const routes: RoomScreens = {
  room: 'tips',
  words: ['vocabulary'],
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
      path: '/tips/danger',
      load: () => import('./danger-board.tsx'),
      title: 'tips.danger.title',
      permission: 'danger.raise',
      area,
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
      to: '/tips/danger',
      permission: 'danger.raise',
      keys: 'g d',
    },
  ],
  danger: () => import('./danger-form.tsx'),
};
