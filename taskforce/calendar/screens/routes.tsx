import type { RoomScreens } from '../../../web/rooms.ts';

const area = 'calendar' as const;
const page = () => import('./calendar-page.tsx');

/** The calendar: deep links by view and day. */
export const routes: RoomScreens = {
  room: 'calendar',
  words: ['cases', 'command', 'vocabulary', 'operations'],
  screens: [
    { path: '/calendar', load: page, title: 'calendar.title', area },
    { path: '/calendar/feeds', load: () => import('./feeds-page.tsx'), title: 'calendar.feeds.title', area },
    {
      path: '/calendar/vehicles',
      load: () => import('./vehicles-page.tsx'),
      title: 'calendar.vehicles.title',
      permission: 'vehicles.read',
      area,
    },
    { path: '/calendar/away', load: () => import('./away-page.tsx'), title: 'calendar.away.title', area },
    {
      path: '/calendar/card/$postId',
      load: () => import('./card-page.tsx'),
      title: 'calendar.card.title',
      area,
    },
    { path: '/calendar/$view', load: page, title: 'calendar.title', area },
    { path: '/calendar/$view/$day', load: page, title: 'calendar.title', area },
  ],
  commands: [
    { id: 'calendar.feeds', label: 'calendar.feeds.title', icon: 'link', to: '/calendar/feeds' },
    { id: 'calendar.away', label: 'calendar.away.title', icon: 'agenda', to: '/calendar/away' },
    {
      id: 'calendar.vehicles',
      label: 'calendar.vehicles.title',
      icon: 'agenda',
      to: '/calendar/vehicles',
      permission: 'vehicles.read',
    },
  ],
};
