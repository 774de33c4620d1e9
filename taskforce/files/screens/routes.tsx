import type { RoomScreens } from '../../../web/rooms.ts';

export const routes: RoomScreens = {
  room: 'files',
  words: ['vocabulary'],
  screens: [
    { path: '/record-files/$table/$id', load: () => import('./files-page.tsx'), title: 'files.title' },
  ],
};
