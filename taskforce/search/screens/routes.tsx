import type { RoomScreens } from '../../../web/rooms.ts';

/** The search page and what the palette finds. */
export const routes: RoomScreens = {
  room: 'search',
  words: ['vocabulary'],
  screens: [
    {
      path: '/search',
      load: () => import('./search-page.tsx'),
      title: 'search.title',
      permission: 'search.use',
    },
  ],
  commands: [
    { id: 'search.open', label: 'search.title', icon: 'search', to: '/search', permission: 'search.use' },
  ],
  find: () => import('./finder.ts'),
};
