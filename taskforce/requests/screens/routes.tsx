import type { RoomScreens } from '../../../web/rooms.ts';

/** Requests for people or money, made from a what-if or an estimate. */
export const routes: RoomScreens = {
  room: 'requests',
  words: ['vocabulary', 'command', 'estimates'],
  screens: [
    {
      path: '/briefs/requests',
      load: () => import('./requests.tsx'),
      title: 'requests.title',
      permission: 'estimates.office',
      area: 'briefs',
    },
    {
      path: '/briefs/requests/$requestId',
      load: () => import('./request.tsx'),
      title: 'requests.one',
      permission: 'estimates.office',
      area: 'briefs',
    },
  ],
  commands: [
    {
      id: 'requests.open',
      label: 'requests.command',
      icon: 'clock',
      to: '/briefs/requests',
      permission: 'estimates.office',
    },
  ],
};
