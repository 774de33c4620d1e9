import type { RoomScreens } from '../../../web/rooms.ts';

const area = 'timesheet' as const;
const page = () => import('./timesheet-page.tsx');
const permission = 'cases.write';

/** The own hours, week by week. */
export const routes: RoomScreens = {
  room: 'timesheets',
  words: ['cases', 'vocabulary', 'command'],
  screens: [
    { path: '/timesheet', load: page, title: 'timesheets.title', permission, area },
    { path: '/timesheet/$day', load: page, title: 'timesheets.title', permission, area },
  ],
  commands: [
    { id: 'timesheets.open', label: 'timesheets.command', icon: 'clock', to: '/timesheet', permission },
  ],
};
