import type { RoomScreens } from '../../../web/rooms.ts';

/** What work costs and who pays; what is ordered for a case stands on its Estimates tab. */
export const routes: RoomScreens = {
  room: 'budgets',
  words: ['vocabulary', 'command'],
  screens: [
    {
      path: '/briefs/budgets',
      load: () => import('./budgets.tsx'),
      title: 'budgets.title',
      permission: 'budgets.read',
      area: 'briefs',
    },
  ],
  commands: [
    {
      id: 'budgets.open',
      label: 'budgets.command',
      icon: 'clock',
      to: '/briefs/budgets',
      permission: 'budgets.read',
    },
  ],
};
