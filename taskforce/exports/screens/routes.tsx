import type { RoomScreens } from '../../../web/rooms.ts';

export const routes: RoomScreens = {
  room: 'exports',
  words: ['vocabulary'],
  screens: [{ path: '/exports', load: () => import('./export-list.tsx'), title: 'exports.title' }],
  commands: [{ id: 'exports', label: 'exports.title', icon: 'export', to: '/exports' }],
};
