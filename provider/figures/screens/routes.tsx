import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'figures.compose';
const area = 'figures' as const;

export const routes: RoomScreens = {
  room: 'figures',
  screens: [
    {
      path: '/figures',
      load: () => import('./report-list.tsx'),
      title: 'figures.list.title',
      permission,
      area,
    },
    {
      path: '/figures/new',
      load: () => import('./new-report.tsx'),
      title: 'figures.new.title',
      permission,
      area,
    },
    {
      path: '/figures/$reportId',
      load: () => import('./report-page.tsx'),
      title: 'figures.page.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'figures.new',
      label: 'figures.new.title',
      icon: 'columns',
      to: '/figures/new',
      permission,
      create: true,
    },
  ],
};
