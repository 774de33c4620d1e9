import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'imports.run';
const area = 'imports' as const;

export const routes: RoomScreens = {
  room: 'imports',
  screens: [
    {
      path: '/imports',
      load: () => import('./import-list.tsx'),
      title: 'imports.list.title',
      permission,
      area,
    },
    {
      path: '/imports/new',
      load: () => import('./new-import.tsx'),
      title: 'imports.new.title',
      permission,
      area,
    },
    {
      path: '/imports/$importId',
      load: () => import('./import-page.tsx'),
      title: 'imports.page.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'imports.new',
      label: 'imports.new.title',
      icon: 'import',
      to: '/imports/new',
      permission,
      create: true,
    },
  ],
};
