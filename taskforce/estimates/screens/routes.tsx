import type { RoomScreens } from '../../../web/rooms.ts';

/** The estimates of the office; those of one case are a tab of its page. */
export const routes: RoomScreens = {
  room: 'estimates',
  words: ['vocabulary', 'command', 'requests'],
  screens: [
    {
      path: '/briefs/estimates',
      load: () => import('./office.tsx'),
      title: 'estimates.title',
      permission: 'estimates.read',
      area: 'briefs',
    },
    {
      path: '/briefs/estimates/what-ifs',
      load: () => import('./what-ifs.tsx'),
      title: 'estimates.whatIf.title',
      permission: 'estimates.office',
      area: 'briefs',
    },
    {
      path: '/briefs/estimates/what-ifs/$whatIfId',
      load: () => import('./what-if.tsx'),
      title: 'estimates.whatIf.title',
      permission: 'estimates.office',
      area: 'briefs',
    },
    {
      path: '/briefs/estimates/track-record',
      load: () => import('./track-record.tsx'),
      title: 'estimates.kept',
      permission: 'estimates.read',
      area: 'briefs',
    },
    {
      path: '/briefs/estimates/priors',
      load: () => import('./priors.tsx'),
      title: 'estimates.prior.open',
      permission: 'estimates.read',
      area: 'briefs',
    },
  ],
  commands: [
    {
      id: 'estimates.whatIf',
      label: 'estimates.whatIf.command',
      icon: 'clock',
      to: '/briefs/estimates/what-ifs',
      permission: 'estimates.office',
    },
    {
      id: 'estimates.office',
      label: 'estimates.command',
      icon: 'clock',
      to: '/briefs/estimates',
      permission: 'estimates.read',
    },
  ],
};
