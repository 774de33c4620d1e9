import type { RoomScreens, WingScreens, WordsFile } from '../rooms.ts';

/** The task force's web application. */
export const wing: WingScreens = {
  name: 'taskforce',
  rooms: import.meta.glob<{ routes: RoomScreens }>('../../taskforce/*/screens/routes.tsx', { eager: true }),
  words: import.meta.glob('../../taskforce/*/words/*.json', { query: '?words' }) as Record<string, WordsFile>,
  listTools: () => import('../../taskforce/exports/screens/list-tools.tsx'),
  areas: [
    { area: 'home', to: '/', icon: 'home', letter: 'h', permissions: [] },
    { area: 'tips', to: '/tips', icon: 'tip', letter: 't', permissions: ['tips.read', 'tips.triage'] },
    { area: 'cases', to: '/cases', icon: 'case', letter: 'c', permissions: ['cases.read'] },
    {
      area: 'nominations',
      to: '/nominations',
      icon: 'bookmark',
      letter: 'n',
      permissions: ['nominations.read'],
    },
    { area: 'victims', to: '/victims', icon: 'people', letter: 'v', permissions: ['victims.read'] },
    { area: 'referrals', to: '/referrals', icon: 'link', letter: 'o', permissions: ['referrals.read'] },
    { area: 'releases', to: '/releases', icon: 'lock', letter: 'r', permissions: ['releases.link'] },
    { area: 'agenda', to: '/agenda', icon: 'agenda', letter: 'a', permissions: ['cases.read'] },
    { area: 'calendar', to: '/calendar', icon: 'agenda', letter: 'w', permissions: [] },
    { area: 'timesheet', to: '/timesheet', icon: 'clock', letter: 'z', permissions: ['cases.write'] },
    { area: 'briefs', to: '/briefs', icon: 'brief', letter: 'b', permissions: ['briefs.make'] },
    { area: 'operations', to: '/operations', icon: 'agenda', letter: 'x', permissions: ['operations.read'] },
    {
      area: 'deconfliction',
      to: '/deconfliction',
      icon: 'search',
      letter: 'q',
      permissions: ['deconfliction.use'],
    },
    { area: 'standby', to: '/stand-by', icon: 'bell', letter: 's', permissions: ['standby.read'] },
    { area: 'providers', to: '/providers', icon: 'people', letter: 'e', permissions: ['providers.read'] },
    { area: 'imports', to: '/imports', icon: 'import', letter: 'i', permissions: ['imports.run'] },
    { area: 'figures', to: '/figures', icon: 'columns', letter: 'f', permissions: ['figures.read'] },
    {
      area: 'administration',
      to: '/administration',
      icon: 'admin',
      letter: 'm',
      permissions: ['accounts.manage', 'settings.manage'],
    },
    { area: 'audit', to: '/audit', icon: 'audit', letter: 'u', permissions: ['audit.read'] },
  ],
};
