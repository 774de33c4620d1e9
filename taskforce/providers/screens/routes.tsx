import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'providers.read';
const area = 'providers' as const;

/** The directory of providers. */
export const routes: RoomScreens = {
  room: 'providers',
  words: ['offers'],
  screens: [
    {
      path: '/providers',
      load: () => import('./provider-list.tsx'),
      title: 'providers.title',
      permission,
      area,
    },
    {
      path: '/providers/$providerId',
      load: () => import('./provider-page.tsx'),
      title: 'providers.page',
      permission,
      area,
    },
  ],
};
