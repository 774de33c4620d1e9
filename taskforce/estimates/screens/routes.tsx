import type { RoomScreens } from '../../../web/rooms.ts';

/** The estimates of the office; those of one case are a tab of its page. */
export const routes: RoomScreens = {
  room: 'estimates',
  words: ['vocabulary', 'command'],
  screens: [
    {
      path: '/briefs/estimates',
      load: () => import('./office.tsx'),
      title: 'estimates.title',
      permission: 'estimates.read',
      area: 'briefs',
    },
  ],
  commands: [
    {
      id: 'estimates.office',
      label: 'estimates.command',
      icon: 'clock',
      to: '/briefs/estimates',
      permission: 'estimates.read',
    },
  ],
};
