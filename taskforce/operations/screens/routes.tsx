import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'operations.read';
const area = 'operations' as const;
const page = () => import('./operation-page.tsx');

export const routes: RoomScreens = {
  room: 'operations',
  words: [
    'vocabulary',
    'cases',
    'command',
    'files',
    'administration',
    'victims',
    'exports',
    'deconfliction',
    'calendar',
    'standby',
    'offers',
    'providers',
  ],
  screens: [
    {
      path: '/operations',
      load: () => import('./operation-list.tsx'),
      title: 'operations.title',
      permission,
      area,
    },
    {
      path: '/operations/new',
      load: () => import('./new-operation.tsx'),
      title: 'operations.new.title',
      permission: 'operations.plan',
      area,
    },
    { path: '/boards', load: () => import('./board/my-boards.tsx'), title: 'operations.live.mine', area },
    {
      path: '/operations/$operationId/board/live',
      load: () => import('./board/live-page.tsx'),
      title: 'operations.live.one',
      area,
      bare: true,
    },
    {
      path: '/operations/compare',
      load: () => import('./compare.tsx'),
      title: 'operations.review.yield.compare',
      permission,
      area,
    },
    {
      path: '/operations/lessons',
      load: () => import('./lessons-page.tsx'),
      title: 'operations.review.lessons.page',
      permission,
      area,
    },
    {
      path: '/administration/operations',
      load: () => import('./settings-page.tsx'),
      title: 'operations.settings.title',
      permission: 'settings.manage',
      area: 'administration',
    },
    { path: '/operations/$operationId', load: page, title: 'operations.one', permission, area },
    { path: '/operations/$operationId/$tab', load: page, title: 'operations.one', permission, area },
  ],
  commands: [
    { id: 'operations.boards', label: 'operations.live.mine', icon: 'agenda', to: '/boards' },
    {
      id: 'operations.new',
      label: 'operations.new.title',
      icon: 'agenda',
      to: '/operations/new',
      permission: 'operations.plan',
      create: true,
    },
  ],
  away: {
    path: /^\/operations\/[0-9a-f-]{36}\/board\/live$/,
    load: () => import('./board/away-page.tsx'),
  },
  leaving: () => import('./board/device.ts'),
};
