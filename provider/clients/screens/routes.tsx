import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'clients.read';
const area = 'clients' as const;

export const routes: RoomScreens = {
  room: 'clients',
  words: ['audit', 'vocabulary', 'services', 'releases', 'referrals', 'record'],
  screens: [
    {
      path: '/clients',
      load: () => import('./client-list.tsx'),
      title: 'clients.list.title',
      permission,
      area,
    },
    {
      path: '/clients/new',
      load: () => import('./new-client.tsx'),
      title: 'clients.new.title',
      permission: 'clients.intake',
      area,
    },
    {
      path: '/clients/$clientId',
      load: () => import('./client-page.tsx'),
      title: 'clients.page.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'clients.new',
      label: 'clients.new.command',
      icon: 'people',
      to: '/clients/new',
      permission: 'clients.intake',
      create: true,
      keys: 'n c',
    },
  ],
};
