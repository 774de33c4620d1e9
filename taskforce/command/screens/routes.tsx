import type { RoomScreens } from '../../../web/rooms.ts';

const read = 'cases.read';

/** What the chain of command is told: portfolio, briefs, meetings and decisions. Those of one case are tabs of its page. */
export const routes: RoomScreens = {
  room: 'command',
  words: ['vocabulary', 'audit', 'files', 'home'],
  screens: [
    {
      path: '/briefs',
      load: () => import('./portfolio.tsx'),
      title: 'command.portfolio.title',
      permission: read,
      area: 'briefs',
    },
    {
      path: '/briefs/made',
      load: () => import('./portfolio-briefs.tsx'),
      title: 'command.made.title',
      permission: read,
      area: 'briefs',
    },
    {
      path: '/briefs/check',
      load: () => import('./check.tsx'),
      title: 'command.check.title',
      permission: read,
      area: 'briefs',
    },
    {
      path: '/briefs/$briefId',
      load: () => import('./brief-page.tsx'),
      title: 'command.brief.title',
      permission: read,
      area: 'briefs',
    },
    {
      path: '/agenda',
      load: () => import('./agenda.tsx'),
      title: 'command.agenda.title',
      permission: 'meetings.read',
      area: 'agenda',
    },
    {
      path: '/agenda/decisions',
      load: () => import('./waiting.tsx'),
      title: 'command.waiting.title',
      permission: read,
      area: 'agenda',
    },
    {
      path: '/agenda/$meetingId',
      load: () => import('./meeting.tsx'),
      title: 'command.meeting.title',
      permission: 'meetings.read',
      area: 'agenda',
    },
    {
      path: '/cases/$caseId/spin-off',
      load: () => import('./spin-off.tsx'),
      title: 'command.spinOff.title',
      permission: 'cases.open',
      area: 'cases',
    },
  ],
  commands: [
    {
      id: 'command.portfolio',
      label: 'command.portfolio.command',
      icon: 'brief',
      to: '/briefs',
      permission: read,
    },
    {
      id: 'command.waiting',
      label: 'command.waiting.command',
      icon: 'clock',
      to: '/agenda/decisions',
      permission: read,
    },
  ],
};
