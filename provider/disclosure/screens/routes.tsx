import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'clients.read';
const area = 'compelled' as const;

export const routes: RoomScreens = {
  room: 'disclosure',
  words: ['reports', 'clients'],
  screens: [
    {
      path: '/compelled',
      load: () => import('./request-list.tsx'),
      title: 'disclosure.list.title',
      permission,
      area,
    },
    {
      path: '/compelled/new',
      load: () => import('./new-request.tsx'),
      title: 'disclosure.new.title',
      permission: 'compelled.write',
      area,
    },
    {
      path: '/compelled/$requestId',
      load: () => import('./request-page.tsx'),
      title: 'disclosure.page.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'compelled.new',
      label: 'disclosure.new.command',
      icon: 'seal',
      to: '/compelled/new',
      permission: 'compelled.write',
      create: true,
    },
  ],
};
