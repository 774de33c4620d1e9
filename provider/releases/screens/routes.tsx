import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'releases.read';
const area = 'releases' as const;

export const routes: RoomScreens = {
  room: 'releases',
  words: ['clients'],
  screens: [
    {
      path: '/releases',
      load: () => import('./release-list.tsx'),
      title: 'releases.list.title',
      permission,
      area,
    },
    {
      path: '/releases/rules',
      load: () => import('./rules-page.tsx'),
      title: 'releases.rules.title',
      permission: 'releases.rules',
      area,
    },
    {
      path: '/releases/$releaseId',
      load: () => import('./release-page.tsx'),
      title: 'releases.page.title',
      permission,
      area,
    },
    {
      path: '/releases/$releaseId/edit',
      load: () => import('./edit-release.tsx'),
      title: 'releases.form.edit',
      permission: 'releases.write',
      area,
    },
    {
      path: '/clients/$clientId/releases/new',
      load: () => import('./new-release.tsx'),
      title: 'releases.form.new',
      permission: 'releases.write',
      area: 'clients',
    },
  ],
};
