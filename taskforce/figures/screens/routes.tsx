import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'figures.read';
const area = 'figures' as const;

export const routes: RoomScreens = {
  room: 'figures',
  screens: [
    {
      path: '/figures',
      load: () => import('./figures-list.tsx'),
      title: 'figures.list.title',
      permission,
      area,
    },
    {
      path: '/figures/$figuresId',
      load: () => import('./figures-page.tsx'),
      title: 'figures.page.title',
      permission,
      area,
    },
  ],
};
