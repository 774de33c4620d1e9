import type { RoomScreens, WingScreens, WordsFile } from '../rooms.ts';

/** The provider's web application. */
export const wing: WingScreens = {
  name: 'provider',
  rooms: import.meta.glob<{ routes: RoomScreens }>('../../provider/*/screens/routes.tsx', { eager: true }),
  words: import.meta.glob('../../provider/*/words/*.json', { query: '?words' }) as Record<string, WordsFile>,
  areas: [
    { area: 'home', to: '/', icon: 'home', letter: 'h', permissions: [] },
    { area: 'clients', to: '/clients', icon: 'people', letter: 'c', permissions: ['clients.read'] },
    { area: 'referrals', to: '/referrals', icon: 'link', letter: 'o', permissions: ['referrals.read'] },
    { area: 'releases', to: '/releases', icon: 'brief', letter: 'r', permissions: ['releases.read'] },
    { area: 'reports', to: '/reports', icon: 'danger', letter: 'w', permissions: ['clients.read'] },
    { area: 'compelled', to: '/compelled', icon: 'seal', letter: 'p', permissions: ['clients.read'] },
    { area: 'figures', to: '/figures', icon: 'columns', letter: 'f', permissions: ['figures.compose'] },
    { area: 'standby', to: '/stand-by', icon: 'bell', letter: 's', permissions: ['standby.read'] },
    { area: 'directory', to: '/directory', icon: 'help', letter: 'd', permissions: ['directory.read'] },
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
